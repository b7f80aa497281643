"""What the page of time shows: the split, the weeks, one week's events, meetings that left nothing, and the aim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from throughline.core.contracts import Actor
from throughline.discovery.queries import list_talks
from throughline.grounding.telling.wording import name_day
from throughline.rhythm.models import MemberCalendar, Sorting
from throughline.rhythm.rules.timing.aims import PRESETS, name_preset
from throughline.rhythm.rules.timing.contracts import WORK, Kind, Sorted
from throughline.rhythm.rules.timing.leaving import Decided, Silent, find_silent
from throughline.rhythm.rules.timing.sorting import sort_events
from throughline.rhythm.rules.timing.splitting import (
    Share,
    WeekHours,
    compare_with_aim,
    find_week,
    find_widest,
    split_weeks,
)
from throughline.rhythm.rules.weeks import find_monday
from throughline.rhythm.timing.drawing import Mark, draw_bar, draw_week
from throughline.rhythm.timing.naming import (
    KIND_MEANINGS,
    KIND_NAMES,
    name_hours,
    name_percent,
    name_times,
)
from throughline.rhythm.timing.queries import (
    describe_corrections,
    find_aim,
    list_calendars,
    list_events,
    list_sortings,
)
from throughline.strategy.deciding.queries import list_decisions

LAST = 8
"""Complete weeks that are looked back over."""
SILENT_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the seven, with the key that chooses it."""

    kind: str
    name: str
    key: str
    meaning: str


CHOICES = tuple(Choice(k.value, KIND_NAMES[k], str(n), KIND_MEANINGS[k]) for n, k in enumerate(Kind, 1))


@dataclass(frozen=True, slots=True)
class Bar:
    """One kind in the table: its hours in the chosen week and in a usual one, its share and the aim, drawn."""

    kind: str
    name: str
    meaning: str
    week: str
    usual: str
    share: str
    aim: str
    marks: tuple[Mark, ...]
    aim_at: float | None


@dataclass(frozen=True, slots=True)
class Column:
    """One week of the strip: drawn, told, and where it leads."""

    monday: date
    label: str
    hours: str
    told: str
    marks: tuple[Mark, ...]
    chosen: bool
    now: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of the chosen week."""

    key: str
    title: str
    times: str
    people: int
    kind: str
    kind_name: str
    because: str
    by_person: bool
    private: bool
    to_come: bool


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the chosen week with what takes time in it."""

    day: date
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A correction, and what it says."""

    id: int
    title: str
    kind_name: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """A series whose meetings left nothing behind."""

    title: str
    told: str


@dataclass(frozen=True, slots=True)
class AimShown:
    """The form of the aim: the share of each kind, and which starting point they are."""

    shares: tuple[tuple[str, str, int | str], ...]
    preset: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class TimePage:
    """Everything the page shows; without calendars only the way to give one."""

    calendars: tuple[MemberCalendar, ...]
    zone: str
    finding: str
    bars: tuple[Bar, ...]
    columns: tuple[Column, ...]
    monday: date
    days: tuple[Day, ...]
    week_hours: str
    silent: tuple[Nothing, ...]
    met: bool
    aim: AimShown
    said: tuple[Said, ...]
    left_out: str
    unsure: bool
    open: str

    choices = CHOICES
    presets = PRESETS


def show_time(actor: Actor, *, now: datetime, week: date | None = None, open_event: str = "") -> TimePage:
    """The member's own time as it stands at `now`; `week` is any day of the week whose events are listed."""
    calendars = list_calendars(actor)
    zone = ZoneInfo(calendars[0].zone) if calendars else ZoneInfo("UTC")
    this = find_week(now, zone)
    mondays = [this - timedelta(weeks=back) for back in range(LAST, -1, -1)]
    sortings = list_sortings(actor)
    sorted_ = _sort_all(actor, sortings, min([*mondays, find_monday(week or this)]), zone)
    weeks = split_weeks(sorted_, mondays=mondays, zone=zone)
    chosen = find_monday(week) if week else _choose_week(weeks, this)
    one = split_weeks(sorted_, mondays=[chosen], zone=zone)[0]
    aim = find_aim(actor)
    shares = {Kind(kind): float(share) for kind, share in aim.shares.items()} if aim else None
    usual = compare_with_aim(weeks[:-1], shares)
    silent = _find_silent(actor, sorted_, now, zone) if calendars else ()
    return TimePage(
        calendars=tuple(calendars),
        zone=str(zone),
        finding=_find_words(usual),
        bars=_show_bars(usual, one),
        columns=_show_columns(weeks, chosen, this),
        monday=chosen,
        days=_show_days(sorted_, chosen, zone, now),
        week_hours=name_hours(one.total),
        silent=tuple(_show_silent(found) for found in silent),
        met=any(item.event.people > 1 for item in sorted_),
        aim=_show_aim(shares),
        said=tuple(_show_said(row) for row in reversed(sortings)),
        left_out=_tell_left_out(calendars),
        unsure=any(not calendar.own for calendar in calendars),
        open=open_event,
    )


def _sort_all(actor: Actor, sortings: list[Sorting], first: date, zone: ZoneInfo) -> list[Sorted]:
    since = datetime.combine(first, time(), tzinfo=zone)
    events = list_events(actor, since=since, until=datetime.max.replace(tzinfo=UTC) - timedelta(days=2))
    return sort_events(events, describe_corrections(sortings))


def _choose_week(weeks: Sequence[WeekHours], this: date) -> date:
    """The present week, or the last one that anything took time in."""
    worked = [week.monday for week in weeks if not week.off]
    return worked[-1] if worked else this


_OF_WHICH = "of the product hours of the last eight weeks"


def _find_words(shares: Sequence[Share]) -> str:
    """The page's finding: what is furthest from the aim, or what takes most."""
    known = [share for share in shares if share.share is not None]
    if not known:
        return ""
    widest, aimed = find_widest(known), any(share.aim is not None for share in known)
    if widest and widest.share is not None and widest.aim is not None:
        took = f"{KIND_NAMES[widest.kind]} took {name_percent(widest.share)} {_OF_WHICH}"
        return f"{took}; you aim for {name_percent(widest.aim)}"
    if aimed:
        return "The last eight weeks went as you aim for, to within five points"
    most = max(known, key=lambda share: share.share or 0.0)
    return f"{KIND_NAMES[most.kind]} took most: {name_percent(most.share or 0.0)} {_OF_WHICH}"


def _show_bars(usual: Sequence[Share], week: WeekHours) -> tuple[Bar, ...]:
    scale = max([0.01, *(one for share in usual for one in (share.share, share.aim) if one is not None)])
    return tuple(_show_bar(share, week.hours.get(share.kind, 0.0), scale) for share in usual)


def _show_bar(share: Share, week: float, scale: float) -> Bar:
    return Bar(
        kind=share.kind.value,
        name=KIND_NAMES[share.kind],
        meaning=KIND_MEANINGS[share.kind],
        week=name_hours(week),
        usual=name_hours(share.hours),
        share="" if share.share is None else name_percent(share.share),
        aim="" if share.aim is None else name_percent(share.aim),
        marks=draw_bar(share.kind, share.share, scale),
        aim_at=None if share.aim is None else round(share.aim / scale * 100, 2),
    )


def _show_columns(weeks: Sequence[WeekHours], chosen: date, this: date) -> tuple[Column, ...]:
    most = max([1.0, *(week.total for week in weeks)])
    return tuple(
        Column(
            week.monday,
            f"{week.monday.day} {week.monday:%b}",
            "off" if week.off and week.monday < this else name_hours(week.total),
            ", ".join(f"{KIND_NAMES[kind].lower()} {name_hours(h)}" for kind in Kind if (h := week.hours.get(kind, 0))),
            draw_week(week.hours, most),
            week.monday == chosen,
            week.monday == this,
        )
        for week in weeks
    )


def _show_days(sorted_: Sequence[Sorted], monday: date, zone: ZoneInfo, now: datetime) -> tuple[Day, ...]:
    here = [one for one in sorted_ if find_week(one.event.starts, zone) == monday]
    by_day = groupby(here, key=lambda one: one.event.starts.astimezone(zone).date())
    return tuple(Day(day, tuple(_show_entry(one, zone, now) for one in ones)) for day, ones in by_day)


def _show_entry(one: Sorted, zone: ZoneInfo, now: datetime) -> Entry:
    event = one.event
    title = "Private" if event.private else event.title or "Without a title"
    times = name_times(event.starts, event.ends, zone)
    kind = (one.kind.value, KIND_NAMES[one.kind], one.because, one.by_person)
    return Entry(event.key, title, times, event.people, *kind, event.private, event.starts > now)


def _find_silent(actor: Actor, sorted_: Sequence[Sorted], now: datetime, zone: ZoneInfo) -> tuple[Silent, ...]:
    since = now - timedelta(weeks=SILENT_WEEKS)
    rows = list_decisions(actor.workspace)
    days = [(row, at.astimezone(zone).date()) for row in rows for at in (row.raised, row.decided) if at]
    decided = [Decided(day, f"{row.question} {row.choice}") for row, day in days]
    talks = set(list_talks(actor.workspace))
    return find_silent(sorted_, since=since, now=now, zone=zone, decided=decided, talks=talks)


def _show_silent(found: Silent) -> Nothing:
    times = f"{found.times} of {found.of} times" if found.of > 1 else f"on {name_day(found.last.date())}"
    return Nothing(found.title or "Without a title", f"{times} · {name_hours(found.hours)} · {found.people} people")


def _show_aim(shares: dict[Kind, float] | None) -> AimShown:
    listed = tuple((k.value, KIND_NAMES[k], int(shares[k]) if shares else "") for k in WORK)
    preset = name_preset({kind: int(share) for kind, share in shares.items()}) if shares else ""
    return AimShown(listed, preset, shares is not None)


def _show_said(row: Sorting) -> Said:
    return Said(row.pk, row.title or "A private event", KIND_NAMES[Kind(row.kind)])


def _tell_left_out(calendars: Sequence[MemberCalendar]) -> str:
    counted: dict[str, int] = {}
    for calendar in calendars:
        for reason, number in calendar.left_out.items():
            counted[reason] = counted.get(reason, 0) + number
    return ", ".join(f"{number:,} {reason}" for reason, number in sorted(counted.items(), key=lambda one: -one[1]))
