"""The occurrences of a series within a window (RFC 5545, 3.8.4.4 and 3.8.5): repeated by the clock on the wall, with
what was left out, added, moved or changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import islice
from typing import Any

from dateutil.rrule import rrulestr
from icalendar.cal import Component

_AS_OFTEN = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
_MOST = 60_000
"""Occurrences of one series that are looked at before it is given up: a daily one for 160 years."""


UNREADABLE = (ValueError, TypeError, ArithmeticError, AttributeError, LookupError)
"""What the library, and those it rests on, raise where a property is damaged."""


class TooOften(Exception):
    """A series repeats by the hour, minute or second, or without end."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time of an event: the component that describes it, and `named`, which stays when it is moved."""

    part: Component
    starts: datetime
    ends: datetime
    named: str
    all_day: bool
    recurs: bool


def list_occurrences(
    parts: Sequence[Component], *, zone: tzinfo, since: datetime, until: datetime
) -> Iterator[Occurrence]:
    """Those of one UID that begin in the window. Raises `TooOften`, and `ValueError` for what cannot be read."""
    masters = [part for part in parts if part.get("RECURRENCE-ID") is None]
    changed = {_name(_start(part, "RECURRENCE-ID"), zone): part for part in parts if part not in masters}
    if masters:
        yield from _repeat(max(masters, key=_sequence), changed, zone, since, until)
    for named, part in changed.items():
        yield from _within(_make(part, _start(part), named, zone, recurs=True), since, until)


def _repeat(
    master: Component, changed: dict[str, Component], zone: tzinfo, since: datetime, until: datetime
) -> Iterator[Occurrence]:
    begun = _start(master)
    recurs = bool(master.get("RRULE") or master.get("RDATE"))
    shifts = _list_shifts(changed.values(), zone)
    left_out = {_name(day, zone) for day in _list_dates(master, "EXDATE")} | set(changed)
    for start in _list_starts(master, begun, zone, until):
        named = _name(start, zone)
        if named in left_out:
            continue
        part, moved = next(((p, by) for at, by, p in shifts if at <= _moment(start, zone)), (master, timedelta()))
        yield from _within(_make(part, start + moved, named, zone, recurs=recurs), since, until)


def _list_shifts(changed: Any, zone: tzinfo) -> list[tuple[datetime, timedelta, Component]]:
    """Changes that hold for what follows too, the latest first: from when, and how far they move it."""
    lasting = [p for p in changed if str(p["RECURRENCE-ID"].params.get("RANGE", "")).upper() == "THISANDFUTURE"]
    shifts = [(_moment(named := _start(p, "RECURRENCE-ID"), zone), _apart(_start(p), named, zone), p) for p in lasting]
    return sorted(shifts, key=lambda one: one[0], reverse=True)


def _apart(start: date, named: date, zone: tzinfo) -> timedelta:
    """How far apart two times are on the wall's clock."""
    return _wall(start, zone) - _wall(named, zone)


def _list_starts(master: Component, begun: date, zone: tzinfo, until: datetime) -> list[date]:
    """Every start up to `until`, in the type and zone of the first one, each once."""
    tz = (begun.tzinfo or zone) if isinstance(begun, datetime) else None
    last = until.astimezone(tz or zone).replace(tzinfo=None)
    base = begun.replace(tzinfo=None) if isinstance(begun, datetime) else datetime.combine(begun, time())
    starts = {base}
    for rule in _listed(master.get("RRULE")):
        starts |= set(_follow(rule, base, last, tz))
    found: list[date] = [_as(start, begun) for start in sorted(starts)]
    return found + [one for one in _list_dates(master, "RDATE") if _as_naive(one, tz) not in starts]


def _follow(rule: Any, base: datetime, last: datetime, tz: tzinfo | None) -> list[datetime]:
    """What one rule gives, bounded: the end is put into the rule, so that none is followed for ever."""
    if str(rule.get("FREQ", [""])[0]).upper() not in _AS_OFTEN or any(len(rule.get(k, [])) > 1 for k in _CLOCK):
        raise TooOften
    kept = {key: value for key, value in rule.items() if key not in {"UNTIL", "COUNT"}}
    ends = [_as_naive(one, tz, whole=True) for one in rule.get("UNTIL", [])]
    end = min([last, *ends])
    text = ";".join(f"{key}={_write(value)}" for key, value in kept.items())
    count = int(rule["COUNT"][0]) if rule.get("COUNT") else _MOST
    found = list(islice(rrulestr(f"{text};UNTIL={end:%Y%m%dT%H%M%S}", dtstart=base), min(count, _MOST) + 1))
    if len(found) > _MOST:
        raise TooOften
    return found[:count]


_CLOCK = ("BYHOUR", "BYMINUTE", "BYSECOND")


def _write(value: Any) -> str:
    return ",".join(str(one) for one in _listed(value))


def _make(part: Component, start: date, named: str, zone: tzinfo, *, recurs: bool) -> Occurrence:
    all_day = not isinstance(start, datetime)
    return Occurrence(part, _moment(start, zone), _end(part, start, zone), named, all_day, recurs)


def _end(part: Component, start: date, zone: tzinfo) -> datetime:
    """The end by the event's own length, on the wall's clock for days and as time passes for hours."""
    length, own_end = read_time(part.get("DURATION")), read_time(part.get("DTEND"))
    if length is None and own_end is not None:
        own = _start(part)
        both_days = not isinstance(own, datetime) or not isinstance(own_end, datetime)
        length = _apart(own_end, own, zone) if both_days else _moment(own_end, zone) - _moment(own, zone)
    if length is None:
        length = timedelta() if isinstance(start, datetime) else timedelta(days=1)
    return _moment(start, zone) + length


def _within(one: Occurrence, since: datetime, until: datetime) -> Iterator[Occurrence]:
    if since <= one.starts < until:
        yield one


def _start(part: Component, name: str = "DTSTART") -> date:
    found = read_time(part.get(name))
    if not isinstance(found, date):
        raise ValueError(f"an event without {name}")
    return found


def read_time(value: Any) -> Any:
    """A property's day, moment or length; the first where it stands several times, None where it does not stand."""
    one: Any = next(iter(_listed(value)), None)
    return None if one is None else one.dt


def _list_dates(part: Component, name: str) -> Iterator[date]:
    for listed in _listed(part.get(name)):
        for one in getattr(listed, "dts", []):
            yield one.dt[0] if isinstance(one.dt, tuple) else one.dt


def _name(start: date, zone: tzinfo) -> str:
    """What an occurrence is known by: its day, or its moment."""
    return f"{_moment(start, zone).timestamp():.0f}" if isinstance(start, datetime) else start.isoformat()


def _moment(start: date, zone: tzinfo) -> datetime:
    if not isinstance(start, datetime):
        return datetime.combine(start, time(), tzinfo=zone)
    return start if start.tzinfo else start.replace(tzinfo=zone)


def _wall(start: date, zone: tzinfo) -> datetime:
    if not isinstance(start, datetime):
        return datetime.combine(start, time())
    return (start.astimezone(zone) if start.tzinfo else start).replace(tzinfo=None)


def _as(start: datetime, like: date) -> date:
    return start.replace(tzinfo=like.tzinfo) if isinstance(like, datetime) else start.date()


def _as_naive(one: date, tz: tzinfo | None, *, whole: bool = False) -> datetime:
    """On the wall of `tz`; a day is its beginning, or with `whole` its end."""
    if not isinstance(one, datetime):
        return datetime.combine(one, time(23, 59, 59) if whole else time())
    return (one.astimezone(tz) if one.tzinfo and tz else one).replace(tzinfo=None)


def _sequence(part: Component) -> int:
    try:
        return int(part.get("SEQUENCE", 0))
    except (TypeError, ValueError):
        return 0


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
