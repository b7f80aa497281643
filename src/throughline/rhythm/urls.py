"""The pages of rhythm."""

from django.urls import path

from throughline.rhythm import web

app_name = "rhythm"

urlpatterns = [path("", web.show_this_week, name="week")]
