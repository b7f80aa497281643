"""What is written in a PRD."""

from django.urls import path

from throughline.specification.editing import web

urlpatterns = [
    path("<str:key>/title", web.edit_title, name="title"),
    path("<str:key>/owner", web.own, name="own"),
    path("<str:key>/sections/<str:section>/add", web.add_line, name="add-line"),
    path("<str:key>/lines/<str:claim>/move", web.move_line, name="move-line"),
    path("<str:key>/lines/<str:claim>/request", web.place_request, name="request"),
    path("<str:key>/stories/add", web.add_story, name="add-story"),
    path("<str:key>/stories/<str:block>/title", web.edit_story, name="story-title"),
    path("<str:key>/stories/<str:block>/priority", web.prioritise, name="story-priority"),
    path("<str:key>/stories/<str:block>/move", web.move_story, name="move-story"),
    path("<str:key>/stories/<str:block>/remove", web.remove_story, name="remove-story"),
]
