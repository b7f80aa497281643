"""The narrative of a PRD."""

from django.urls import path

from throughline.specification.narrating import web

urlpatterns = [
    path("<str:key>/narrative", web.show_draft, name="narrative"),
    path("<str:key>/narrative/kept/<str:kept>", web.show_kept, name="narrative-kept"),
    path("<str:key>/narrative/kept/<str:kept>/as/<str:fmt>", web.download_kept, name="narrative-kept-file"),
    path("<str:key>/narrative/<str:audience>", web.show_draft, name="narrative-for"),
    path("<str:key>/narrative/<str:audience>/as/<str:fmt>", web.download_draft, name="narrative-file"),
    path("<str:key>/narrative/<str:audience>/<str:act>", web.change_draft, name="narrative-change"),
]
