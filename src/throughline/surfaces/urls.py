"""Root URLs: each slice's pages, and the way in."""

from django.urls import include, path

from throughline.surfaces import web

app_name = "surfaces"
handler404 = "throughline.surfaces.errors.show_missing"
handler500 = "throughline.surfaces.errors.show_crash"

urlpatterns = [
    path("", web.open_home, name="home"),
    path("enter/<str:token>", web.enter, name="enter"),
    path("workspace/<int:workspace_id>", web.switch, name="switch"),
    path("undo", web.undo, name="undo"),
    path("discovery/", include("throughline.discovery.urls")),
    path("prds/", include("throughline.specification.urls")),
]
