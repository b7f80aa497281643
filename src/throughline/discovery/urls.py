"""Discovery's pages."""

from django.urls import include, path

from throughline.discovery import web

app_name = "discovery"

urlpatterns = [
    path("themes/find", web.find, name="find"),
    path("evidence/<str:key>", web.show_piece, name="evidence"),
    path("", include("throughline.discovery.sorting.urls")),
    path("feedback/", include("throughline.discovery.feedback.urls")),
    path("conversations/", include("throughline.discovery.conversations.urls")),
    path("customers/", include("throughline.discovery.customers.urls")),
    path("opportunities/", include("throughline.discovery.opportunities.urls")),
]
