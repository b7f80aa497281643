"""The quiet panel under This week, and the year week by week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse

from throughline.core.contracts import Actor
from throughline.rhythm.keeping.queries import find_hours, list_off, list_years
from throughline.rhythm.keeping.spending import say_last_week
from throughline.rhythm.rules.rituals import Ritual, Week, Year
from throughline.rhythm.rules.weeks import find_monday
from throughline.rhythm.tempo.showing import Pace, show_pace

NAMES = {
    Ritual.CONVERSATION: "One customer a week",
    Ritual.METRICS: "The metrics half-hour",
    Ritual.RETROSPECTIVE: "Retrospectives",
    Ritual.STATUS: "The status",
}
HEADS = {Ritual.CONVERSATION: "Conversations", Ritual.METRICS: "Metrics"} | {
    Ritual.RETROSPECTIVE: "Retrospectives",
    Ritual.STATUS: "Statuses",
}
_ACTIONS = {
    Ritual.CONVERSATION: ("Add a transcript", "mine"),
    Ritual.METRICS: ("Record values", "strategy:goals"),
    Ritual.RETROSPECTIVE: ("Write one", "rhythm:retrospectives"),
    Ritual.STATUS: ("Read and copy", "rhythm:status"),
}
AHEAD = 4
"""Weeks to come that can be marked off."""
_WIDTH, _GAP = 8, 3


@dataclass(frozen=True, slots=True)
class Bar:
    """One of the 52 marks: where it stands and what it is."""

    x: int
    kind: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One ritual: its year in words and as marks, whether this week has it, and the way to it."""

    ritual: str
    name: str
    told: str
    bars: tuple[Bar, ...]
    begun: bool
    done: bool
    action: str
    url: str


@dataclass(frozen=True, slots=True)
class Panel:
    """The year's rituals, where last week's time went (empty without a calendar) and the tempo, if there is a line."""

    rituals: tuple[Shown, ...]
    off: bool
    time: str
    pace: Pace | None

    width = 52 * (_WIDTH + _GAP) - _GAP + 2

    @property
    def begun(self) -> bool:
        return any(one.begun for one in self.rituals)


@dataclass(frozen=True, slots=True)
class Row:
    """One week in the table: how often each ritual was kept; `off` by this member's own word."""

    monday: date
    times: tuple[int, ...]
    off: bool
    now: bool
    ahead: bool


@dataclass(frozen=True, slots=True)
class YearPage:
    """Week by week, the next ones first; `hours` are those this member says a week has."""

    rows: tuple[Row, ...]
    told: tuple[tuple[str, str], ...]
    hours: int | None

    heads = tuple(HEADS[one] for one in Ritual)


def show_panel(actor: Actor, *, now: datetime) -> Panel:
    """As it stands for this member."""
    today = now.date()
    years = list_years(actor, today=today)
    off = years[Ritual.STATUS].now.off
    return Panel(
        tuple(map(_show, years.values())), off, say_last_week(actor, now=now), show_pace(actor.workspace, today=today)
    )


def show_year(actor: Actor, *, today: date) -> YearPage:
    """The last 52 weeks and the next four."""
    years, off = list_years(actor, today=today), list_off(actor)
    this = find_monday(today)
    ahead = [this + timedelta(weeks=more) for more in range(AHEAD, 0, -1)]
    rows = [Row(monday, (0,) * len(years), monday in off, now=False, ahead=True) for monday in ahead]
    past = zip(*(reversed(year.weeks) for year in years.values()), strict=True)
    rows += [_show_week(weeks) for weeks in past]
    told = tuple((NAMES[ritual], say_year(year)) for ritual, year in years.items())
    return YearPage(tuple(rows), told, find_hours(actor))


def say_year(year: Year) -> str:
    """`30 of 45 weeks, 2 off`; a retrospective is not due every week, so that its weeks are only counted."""
    if year.begun is None:
        return "from the first one on"
    if not year.past and not year.off:
        return "begun this week"
    weeks = f"{year.past:,} {'week' if year.past == 1 else 'weeks'}"
    kept = f"in {year.kept} of {weeks}" if year.ritual is Ritual.RETROSPECTIVE else f"{year.kept} of {weeks}"
    return f"{kept}, {year.off} off" if year.off else kept


def _show(year: Year) -> Shown:
    action, page = _ACTIONS[year.ritual]
    bars = tuple(Bar(1 + place * (_WIDTH + _GAP), _name(week)) for place, week in enumerate(year.weeks))
    told = {"begun": year.begun is not None, "done": bool(year.now.times)}
    return Shown(year.ritual, NAMES[year.ritual], say_year(year), bars, **told, action=action, url=reverse(page))


def _name(week: Week) -> str:
    kind = "kept" if week.times else "off" if week.off else "open" if week.counted else "before"
    return f"{kind} now" if week.now else kind


def _show_week(weeks: Sequence[Week]) -> Row:
    first = weeks[0]
    return Row(first.monday, tuple(one.times for one in weeks), first.off, first.now, ahead=False)
