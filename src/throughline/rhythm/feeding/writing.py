"""Writes iCalendar (RFC 5545): days as days, moments in UTC, lines folded and texts escaped by the library."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

PRODUCT = "-//Throughline//Calendar feed//EN"
DOMAIN = "throughline"
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Appointment:
    """One day in the calendar. `uid` stays the same for the same thing, whatever it is called and wherever it moves.

    `revised` is when it last changed; `path` leads to its page, which opens for members alone.
    """

    uid: str
    title: str
    day: date
    told: str
    path: str
    revised: datetime
    weekly: bool = False


def write_calendar(appointments: Iterable[Appointment], *, name: str, address: Callable[[str], str]) -> bytes:
    """The file; `address` makes a whole address of a path. The same appointments give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    for one in appointments:
        calendar.add_component(_write(one, address))
    return calendar.to_ical()


def _write(one: Appointment, address: Callable[[str], str]) -> Event:
    event = Event()
    event.add("uid", f"{one.uid}@{DOMAIN}")
    event.add("dtstamp", one.revised.astimezone(UTC).replace(microsecond=0))
    event.add("summary", one.title[:LONGEST_TITLE])
    event.add("dtstart", one.day)
    if one.day < date.max:
        event.add("dtend", one.day + timedelta(days=1))
    if one.weekly:
        event.add("rrule", {"freq": "weekly"})
    if one.told:
        event.add("description", one.told)
    event.add("url", address(one.path))
    event.add("transp", "TRANSPARENT")
    return event
