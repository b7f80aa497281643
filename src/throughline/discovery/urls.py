"""Discovery's pages."""

from django.urls import path

from throughline.discovery import web

app_name = "discovery"

urlpatterns = [
    path("", web.show_themes, name="themes"),
    path("themes/find", web.find, name="find"),
    path("themes/<str:theme_id>", web.show_theme, name="theme"),
    path("unsorted", web.show_unsorted, name="unsorted"),
    path("evidence/<str:key>", web.show_piece, name="evidence"),
]
