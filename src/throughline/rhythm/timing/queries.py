"""Reads of a member's own calendar. Nobody else's is ever asked for."""

from __future__ import annotations

from datetime import datetime

from throughline.core.contracts import Actor
from throughline.rhythm.models import CalendarEvent, MemberCalendar, Sorting, TimeAim
from throughline.rhythm.rules.timing.contracts import Correction, Event, Kind
from throughline.rhythm.timing.errors import CalendarNotFound, CorrectionNotFound, EventNotFound


def list_calendars(actor: Actor) -> list[MemberCalendar]:
    """The member's calendars, the latest imported first."""
    return list(_own_calendars(actor).order_by("-imported", "-pk"))


def list_events(actor: Actor, *, since: datetime, until: datetime) -> list[Event]:
    """What takes time in the member's calendars from `since` on and before `until`, each occurrence once."""
    rows = CalendarEvent.objects.filter(calendar__in=_own_calendars(actor), starts__gte=since, starts__lt=until)
    return list({row.key: describe_event(row) for row in rows.order_by("-starts", "-pk")}.values())[::-1]


def list_sortings(actor: Actor) -> list[Sorting]:
    """The member's corrections, the earliest first."""
    return list(Sorting.objects.filter(workspace=actor.workspace, member=actor.member).order_by("said", "pk"))


def describe_corrections(sortings: list[Sorting]) -> list[Correction]:
    return [Correction(row.series, row.title, Kind(row.kind)) for row in sortings]


def find_aim(actor: Actor) -> TimeAim | None:
    """What the member aims for; None where nothing was chosen yet."""
    return TimeAim.objects.filter(workspace=actor.workspace, member=actor.member).first()


def get_event(actor: Actor, key: str) -> CalendarEvent:
    """Raises `EventNotFound`."""
    row = CalendarEvent.objects.filter(calendar__in=_own_calendars(actor), key=key).order_by("pk").first()
    if row is None:
        raise EventNotFound(key)
    return row


def get_calendar(actor: Actor, key: str) -> MemberCalendar:
    """Raises `CalendarNotFound`."""
    row = _own_calendars(actor).filter(key=key).first()
    if row is None:
        raise CalendarNotFound
    return row


def get_sorting(actor: Actor, sorting: int) -> Sorting:
    """Raises `CorrectionNotFound`."""
    row = Sorting.objects.filter(workspace=actor.workspace, member=actor.member, pk=sorting).first()
    if row is None:
        raise CorrectionNotFound
    return row


def describe_event(row: CalendarEvent) -> Event:
    """The row as rules read it."""
    people = (row.people, tuple(row.outside), row.organiser, row.recurs, row.private, row.note)
    return Event(row.key, row.series, row.title, row.starts, row.ends, *people)


def _own_calendars(actor: Actor):
    return MemberCalendar.objects.filter(workspace=actor.workspace, member=actor.member)
