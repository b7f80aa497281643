"""What opens without an account."""

from django.urls import path

from throughline.specification.prototyping import web_outside

urlpatterns = [
    path("review/<str:token>", web_outside.show_review, name="review"),
    path("review/<str:token>/pin", web_outside.pin, name="review-pin"),
    path("shown/<str:token>/", web_outside.show_framed, name="shown"),
    path("shown/<str:token>/<path:path>", web_outside.show_framed, name="shown-file"),
]
