"""The page of calendar addresses, and what a calendar application gets at one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from throughline.core.answering import redirect_changed
from throughline.core.contracts import Actor
from throughline.rhythm.feeding import services
from throughline.rhythm.feeding.queries import find_feed, list_appointments, list_feeds
from throughline.rhythm.feeding.writing import write_calendar


def show_feeds(request: HttpRequest, fresh: str = "") -> HttpResponse:
    """The member's addresses; a fresh one is shown this once."""
    page = {"feeds": list_feeds(_actor(request)), "fresh": fresh}
    return render(request, "rhythm/feeding/feeds.html", page)


@never_cache
@require_POST
def make_feed(request: HttpRequest) -> HttpResponse:
    """Open another address and show it. Raises `TooManyFeeds`."""
    token = services.make_token()
    services.make_feed(_actor(request), token=token, label=request.POST.get("label", ""))
    return show_feeds(request, fresh=request.build_absolute_uri(reverse("calendar-feed", args=[token])))


@require_POST
def revoke_feed(request: HttpRequest, calendarfeed_id: int) -> HttpResponse:
    """Close an address. Raises `FeedNotFound`."""
    services.revoke_feed(_actor(request), feed=calendarfeed_id)
    return redirect_changed(request, reverse("rhythm:feeds"))


@never_cache
@require_safe
def answer_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar, for whoever has the secret; a wrong or closed one is an address like any that is not there."""
    feed = find_feed(token)
    if feed is None:
        return HttpResponse("There is no calendar at this address.\n", status=404, content_type="text/plain")
    name = f"Throughline · {feed.workspace.name}"
    written = write_calendar(list_appointments(feed), name=name, address=request.build_absolute_uri)
    answer = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="throughline.ics"'
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]
