"""What opens without an account."""

from django.urls import path

from throughline.rhythm.feeding.web import answer_feed

urlpatterns = [path("calendar/<str:token>.ics", answer_feed, name="calendar-feed")]
