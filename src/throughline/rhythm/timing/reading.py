"""Reads an .ics file: what takes time in a window, in which zone, and what is left out for which reason."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar.cal import Component

from throughline.core.kernel.ids import derive_id
from throughline.core.kernel.letters import replace_unkept
from throughline.rhythm.rules.timing.contracts import Event
from throughline.rhythm.timing.errors import CalendarTooLarge, CalendarWithoutEvents, NoCalendar
from throughline.rhythm.timing.people import Invited, find_own_address, read_invited
from throughline.rhythm.timing.recurring import UNREADABLE, Occurrence, TooOften, list_occurrences, read_time

MEGABYTES = 20
LONGEST = 255
ALL_DAY = timedelta(hours=23)
_SPLIT_SERIES = re.compile(r"_R\d{8}(?:T\d{6}Z?)?(?=@|$)")
_JOINING = re.compile(
    r"(?im)^.*(?:-::~|_{8,}|─{8,}|microsoft teams|join zoom meeting|inviting you to a scheduled zoom"
    r"|join with google meet|join the meeting now|to join the (?:video )?meeting|dial.?in|join by phone|webex).*$"
)
_NO_NOTE = re.compile(r"<[^>]*>|https?://\S+|\S+@\S+|[+(\d][\d\s().#-]{5,}|-::~[:~-]*")
_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds within `since` and `until`: its events, and how many were left out for each reason.

    `own` is the address it was read as, empty where it could not be told: then nothing is known to be declined.
    """

    name: str
    zone: str
    own: str
    events: tuple[Event, ...]
    left_out: Mapping[str, int]
    since: datetime
    until: datetime


def read_calendar(data: bytes, *, name: str, since: datetime, until: datetime, own: str = "") -> Reading:
    """The events of a file that begin from `since` on and before `until`.

    Raises `NoCalendar`, `CalendarWithoutEvents`, `CalendarTooLarge`.
    """
    if len(data) > MEGABYTES * 1024 * 1024:
        raise CalendarTooLarge(name, MEGABYTES)
    calendars = _parse(data, name)
    components = [part for calendar in calendars for part in calendar.walk("VEVENT")]
    if not components:
        raise CalendarWithoutEvents(name)
    zone = _find_zone(calendars, components)
    called = replace_unkept(_read_text(calendars[0].get("X-WR-CALNAME")))
    invited = {id(part): _read_invited(part) for part in components}
    me = own.strip().casefold() or find_own_address(list(invited.values()), called=called)
    reader = _Reader(zone, me, invited, since, until)
    events = tuple(sorted(reader.read(components), key=lambda event: (event.starts, event.key)))
    return Reading((called or name)[:LONGEST], str(zone), me[:LONGEST], events, dict(reader.left_out), since, until)


def _parse(data: bytes, name: str) -> list[Component]:
    text = data.decode("utf-8-sig", "replace")
    if "BEGIN:VCALENDAR" not in text[:2000].upper():
        raise NoCalendar(name)
    try:
        return [part for part in Calendar.from_ical(text, multiple=True) if part.name == "VCALENDAR"]
    except UNREADABLE:
        raise NoCalendar(name) from None


class _Reader:
    """One reading under way: what it knows of the calendar, and what it has left out so far."""

    def __init__(
        self, zone: tzinfo, own: str, invited: Mapping[int, Invited], since: datetime, until: datetime
    ) -> None:
        self.zone, self.own, self.invited, self.since, self.until = zone, own, invited, since, until
        self.left_out: Counter[str] = Counter()

    def read(self, components: list[Component]) -> Iterator[Event]:
        series: dict[str, list[Component]] = defaultdict(list)
        for number, part in enumerate(components):
            series[_read_text(part.get("UID")) or f"without id {number}"].append(part)
        for uid, parts in series.items():
            try:
                for one in list_occurrences(parts, zone=self.zone, since=self.since, until=self.until):
                    yield from self._read_one(uid, one)
            except TooOften:
                self.left_out["repeated more often than daily"] += 1
            except UNREADABLE:
                self.left_out["unreadable"] += 1

    def _read_one(self, uid: str, one: Occurrence) -> Iterator[Event]:
        reason = self._find_reason(one)
        if reason:
            self.left_out[reason] += 1
            return
        part, invited = one.part, self.invited[id(one.part)]
        private = str(part.get("CLASS", "")).upper() in {"PRIVATE", "CONFIDENTIAL"}
        family = _SPLIT_SERIES.sub("", uid)
        ids = derive_id("ce", uid, one.named), derive_id("cs", family)
        times = one.starts.astimezone(UTC), one.ends.astimezone(UTC)
        if private:
            yield Event(*ids, "", *times, recurs=one.recurs, private=True)
            return
        title = replace_unkept(" ".join(_read_text(part.get("SUMMARY")).split()))[:LONGEST]
        seen = invited.as_seen_by(self.own)
        note = bool(part.get("ATTACH")) or holds_note(_read_text(part.get("DESCRIPTION")))
        yield Event(*ids, title, *times, seen.people, seen.outside, invited.organiser[:LONGEST], one.recurs, note=note)

    def _find_reason(self, one: Occurrence) -> str:
        """Why an occurrence takes no time; empty where it does."""
        part = one.part
        if str(part.get("STATUS", "")).upper() == "CANCELLED" or _is_called_off(part):
            return "cancelled"
        if self.own and self.invited[id(part)].answers.get(self.own) == "DECLINED":
            return "declined"
        if one.all_day or one.ends - one.starts >= ALL_DAY:
            return "all day"
        if str(part.get("TRANSP", "")).upper() == "TRANSPARENT" or _is_free(part):
            return "marked as free"
        return "" if one.ends > one.starts else "without length"


def _read_invited(part: Component) -> Invited:
    try:
        return read_invited(part)
    except UNREADABLE:
        return Invited({})


def holds_note(description: str) -> bool:
    """Whether a description says anything beyond how to join."""
    kept = _NO_NOTE.sub(" ", _JOINING.split(description)[0])
    return len(re.findall(r"[^\W\d_]{2,}", kept)) >= _FEWEST_WORDS


def _is_called_off(part: Component) -> bool:
    return bool(re.match(r"(?i)\s*(?:cancell?ed|abgesagt|annulé)\s*:", _read_text(part.get("SUMMARY"))))


def _is_free(part: Component) -> bool:
    return str(part.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper() in {"FREE", "OOF"}


def _find_zone(calendars: list[Component], components: list[Component]) -> tzinfo:
    """The zone the calendar names, else the one most of its events are in, else UTC."""
    named = [_read_text(calendar.get("X-WR-TIMEZONE")) for calendar in calendars]
    used = Counter(_name_zone(part) for part in components)
    for name in [*named, *(name for name, _ in used.most_common())]:
        if name:
            try:
                return ZoneInfo(name)
            except (ValueError, OSError, KeyError):
                continue
    return ZoneInfo("UTC")


def _name_zone(part: Component) -> str:
    try:
        start = read_time(part.get("DTSTART"))
    except UNREADABLE:
        return ""
    if not isinstance(start, datetime):
        return ""
    key = getattr(start.tzinfo, "key", "")
    return "" if key == "UTC" else str(key)


def _read_text(value: Any) -> str:
    """A property's text; the first where it stands several times."""
    one = value[0] if isinstance(value, list) and value else value
    return "" if one is None else str(one).strip()
