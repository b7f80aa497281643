"""The pages of rhythm."""

from django.urls import path

from throughline.rhythm import web
from throughline.rhythm.feeding import web as feeding
from throughline.rhythm.keeping import web as keeping
from throughline.rhythm.reporting import web as reporting
from throughline.rhythm.retrospecting import web as retrospecting
from throughline.rhythm.tempo import web as tempo
from throughline.rhythm.timing import web as timing

app_name = "rhythm"

urlpatterns = [
    path("", web.show_this_week, name="week"),
    path("year/", keeping.show_page, name="year"),
    path("year/mark", keeping.mark_week, name="year-mark"),
    path("year/look", keeping.look, name="year-look"),
    path("year/hours", keeping.set_hours, name="year-hours"),
    path("tempo/", tempo.show_page, name="tempo"),
    path("time/", timing.show_time, name="time"),
    path("time/import", timing.import_calendar, name="time-import"),
    path("time/aim", timing.set_aim, name="time-aim"),
    path("time/events/<str:key>", timing.sort_event, name="time-sort"),
    path("time/corrections/<int:sorting_id>/forget", timing.forget_sorting, name="time-unsort"),
    path("time/calendars/<str:key>/forget", timing.forget_calendar, name="time-forget"),
    path("status/", reporting.show_draft, name="status"),
    path("status/sent/<str:key>", reporting.show_sent, name="status-sent"),
    path("status/sent/<str:key>/<str:fmt>", reporting.download_sent, name="status-sent-file"),
    path("status/<str:audience>", reporting.show_draft, name="status-for"),
    path("status/<str:audience>/as/<str:fmt>", reporting.download_draft, name="status-file"),
    path("status/<str:audience>/<str:act>", reporting.change_draft, name="status-change"),
    path("feed/", feeding.show_feeds, name="feeds"),
    path("feed/make", feeding.make_feed, name="feed-make"),
    path("feed/<int:calendarfeed_id>/revoke", feeding.revoke_feed, name="feed-revoke"),
    path("retrospectives/", retrospecting.show_list, name="retrospectives"),
    path("retrospectives/<str:key>/", retrospecting.show_one, name="retrospective"),
    path("retrospectives/<str:key>/forget", retrospecting.forget, name="retrospective-forget"),
]
