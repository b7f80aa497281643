"""The check of a PRD's page."""

from django.urls import path

from throughline.specification.checking import web

urlpatterns = [
    path("<str:key>/check", web.show_check, name="check"),
    path("<str:key>/check/allow", web.allow, name="allow-finding"),
]
