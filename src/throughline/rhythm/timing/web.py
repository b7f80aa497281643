"""The page of time: a calendar given, one key a correction, an aim."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from throughline.core.answering import announce_change, redirect_changed
from throughline.core.contracts import Actor
from throughline.core.kernel.clock import utc_now
from throughline.core.kernel.errors import AppError
from throughline.rhythm.rules.weeks import find_monday
from throughline.rhythm.timing import services
from throughline.rhythm.timing.forms import Given, read_kind, read_shares, read_week
from throughline.rhythm.timing.reading import read_calendar
from throughline.rhythm.timing.showing import show_time as describe_time

WEEKS_BACK = 26
WEEKS_AHEAD = 2


def show_time(request: HttpRequest) -> HttpResponse:
    """Where the member's own time goes."""
    return _render(request)


@require_POST
def import_calendar(request: HttpRequest) -> HttpResponse:
    """Read a file and keep what takes time in it; what is wrong with it is said on the page."""
    try:
        given = Given.read(request)
        since, until = _find_window(utc_now())
        reading = read_calendar(given.data, name=given.name, since=since, until=until, own=given.own)
        changed = services.import_calendar(_actor(request), reading=reading)
    except AppError as error:
        return _render(request, trouble=error.page_sentence, status=422)
    url = reverse("rhythm:time")
    return redirect_changed(request, url if changed else f"{url}?same=1")


@require_POST
def sort_event(request: HttpRequest, key: str) -> HttpResponse:
    """Say what an event is. Raises `EventNotFound`, `UnknownKind`."""
    services.sort_event(_actor(request), event=key, kind=read_kind(request))
    if request.htmx:  # type: ignore[attr-defined]
        return announce_change(request, _render(request, template="rhythm/timing/_time.html"))
    week = request.POST.get("week", "")
    return redirect_changed(request, f"{reverse('rhythm:time')}?week={week}#{key}" if read_week(week) else _home())


@require_POST
def forget_sorting(request: HttpRequest, sorting_id: int) -> HttpResponse:
    """Leave a series to the rules again. Raises `CorrectionNotFound`."""
    services.forget_sorting(_actor(request), sorting=sorting_id)
    return redirect_changed(request, _home())


@require_POST
def set_aim(request: HttpRequest) -> HttpResponse:
    """Aim for another split; what is wrong with it is said on the page."""
    try:
        services.set_aim(_actor(request), shares=read_shares(request))
    except AppError as error:
        return _render(request, trouble=error.page_sentence, status=422)
    return redirect_changed(request, _home())


@require_POST
def forget_calendar(request: HttpRequest, key: str) -> HttpResponse:
    """Take a calendar away. Raises `CalendarNotFound`."""
    services.forget_calendar(_actor(request), calendar=key)
    return redirect_changed(request, _home())


def _render(
    request: HttpRequest, *, template: str = "rhythm/timing/time.html", trouble: str = "", status: int = 200
) -> HttpResponse:
    asked = request.POST.get("week") or request.GET.get("week", "")
    page = describe_time(_actor(request), now=utc_now(), week=read_week(asked), open_event=request.GET.get("open", ""))
    same = request.GET.get("same") == "1"
    return render(request, template, {"time": page, "trouble": trouble, "same": same}, status=status)


def _find_window(now: datetime) -> tuple[datetime, datetime]:
    """Half a year back from this week's Monday, and the next week: what is read of a calendar."""
    monday = datetime.combine(find_monday(now.date()), time(), tzinfo=UTC)
    return monday - timedelta(weeks=WEEKS_BACK), monday + timedelta(weeks=WEEKS_AHEAD)


def _home() -> str:
    return reverse("rhythm:time")


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]
