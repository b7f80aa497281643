"""Calendars as applications write them, in plain text, and events for the rules."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from throughline.rhythm.rules.timing.contracts import Event
from throughline.rhythm.timing.reading import Reading, read_calendar

SINCE, UNTIL = datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 5, 4, tzinfo=UTC)
OWN = "dana@here.example"


def write(*events: str, head: str = "X-WR-TIMEZONE:Europe/Berlin\n") -> bytes:
    """An .ics file around these events, with the line ends the standard asks for."""
    lines = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//EN\n{head}{''.join(events)}END:VCALENDAR\n"
    return lines.replace("\n", "\r\n").encode()


def write_event(
    *more: str,
    uid: str = "1@x",
    start: str = ";TZID=Europe/Berlin:20260310T090000",
    end: str = "",
    title: str = "Retro",
) -> str:
    """One event of an hour unless `end` or a line of `more` says otherwise."""
    ends = end or ("DURATION:PT1H" if "VALUE=DATE:" not in start else "")
    lines = ["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20260101T000000Z", f"SUMMARY:{title}", f"DTSTART{start}", ends]
    return "".join(f"{line}\n" for line in [*lines, *more, "END:VEVENT"] if line)


def invite(address: str, answer: str = "ACCEPTED") -> str:
    return f"ATTENDEE;PARTSTAT={answer}:mailto:{address}"


def read(*events: str, head: str = "X-WR-TIMEZONE:Europe/Berlin\n", own: str = "") -> Reading:
    """What the reader makes of a file with these events, between March and May 2026."""
    return read_calendar(write(*events, head=head), name="mine.ics", own=own, since=SINCE, until=UNTIL)


def list_starts(reading: Reading) -> list[str]:
    return [f"{event.starts:%d.%m. %H:%M}" for event in reading.events]


def make_event(
    title: str = "", *, at: int = 0, minutes: int = 60, series: str = "", people: int = 3, **more: object
) -> Event:
    """An event that begins `at` minutes after nine on a Monday."""
    starts = datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(minutes=at)
    named = series or title
    return Event(f"{named}{at}", named, title, starts, starts + timedelta(minutes=minutes), people, **more)  # type: ignore[arg-type]
