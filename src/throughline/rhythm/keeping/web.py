"""The year week by week, and what a person says of a week."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from throughline.core.answering import redirect_changed
from throughline.core.contracts import Actor
from throughline.core.kernel.clock import utc_today
from throughline.core.kernel.errors import AppError
from throughline.rhythm.keeping import services
from throughline.rhythm.keeping.errors import NoSuchHours, NoWeek
from throughline.rhythm.keeping.showing import show_year


def show_page(request: HttpRequest) -> HttpResponse:
    """Every week with what was kept in it."""
    return _render(request)


@require_POST
def mark_week(request: HttpRequest) -> HttpResponse:
    """Take a week off or count it again; what is wrong with it is said on the page."""
    try:
        if "again" in request.POST:
            services.count_week(_actor(request), day=_read_day(request.POST["again"]))
        else:
            services.take_week_off(_actor(request), day=_read_day(request.POST.get("off", "")))
    except AppError as error:
        return _render(request, trouble=error.page_sentence, status=422)
    return redirect_changed(request, reverse("rhythm:week" if "home" in request.POST else "rhythm:year"))


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """The metrics were looked at, and there was nothing to record."""
    services.look_at_metrics(_actor(request))
    return redirect_changed(request, reverse("rhythm:week"))


@require_POST
def set_hours(request: HttpRequest) -> HttpResponse:
    """Say how many hours a week has; what was typed stays where it is none."""
    typed = request.POST.get("hours", "").strip()
    try:
        if not typed.isdecimal() or len(typed) > len("100"):
            raise NoSuchHours(typed)
        services.set_hours(_actor(request), hours=int(typed))
    except AppError as error:
        return _render(request, trouble=error.page_sentence, typed=typed, status=422)
    return redirect_changed(request, reverse("rhythm:year"))


def _render(request: HttpRequest, *, trouble: str = "", typed: str = "", status: int = 200) -> HttpResponse:
    page = show_year(_actor(request), today=utc_today())
    told = {"year": page, "trouble": trouble, "typed": typed}
    return render(request, "rhythm/keeping/year.html", told, status=status)


def _read_day(text: str) -> date:
    """Raises `NoWeek`."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NoWeek(text) from None


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]
