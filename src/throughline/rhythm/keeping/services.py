"""Writes of what a member says about a week."""

from __future__ import annotations

from datetime import date, timedelta

from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.rhythm.keeping.errors import NoSuchHours, WeekTooFar
from throughline.rhythm.models import WeekHours, WeekMark
from throughline.rhythm.rules.weeks import find_monday

FARTHEST = timedelta(weeks=53)
MOST_HOURS = 100


@service("take off")
def take_week_off(act: Act, *, day: date) -> WeekMark:
    """The week that `day` is in counts nowhere for this member. Said twice it stands once. Raises `WeekTooFar`."""
    return _mark(act, _read_week(act, day), "off")


@service("count again")
def count_week(act: Act, *, day: date) -> None:
    """It is not off after all; where it never was, nothing changes. Raises `WeekTooFar`."""
    monday = _read_week(act, day)
    for row in WeekMark.objects.filter(member=act.member, monday=monday, word="off"):
        act.delete(row)


@service("look at the metrics")
def look_at_metrics(act: Act) -> WeekMark:
    """The metrics were looked at this week, and there was nothing to record."""
    return _mark(act, find_monday(act.now.date()), "looked")


@service("say how many hours a week has")
def set_hours(act: Act, *, hours: int) -> WeekHours:
    """Of this member, for the comparison with what the calendar takes. Raises `NoSuchHours`."""
    if not 1 <= hours <= MOST_HOURS:
        raise NoSuchHours(str(hours))
    row = WeekHours.objects.filter(member=act.member).first()
    if row is not None:
        return act.update(row, hours=hours)
    return act.create(WeekHours(workspace=act.workspace, member=act.member, hours=hours))


def _mark(act: Act, monday: date, word: str) -> WeekMark:
    row = WeekMark.objects.filter(member=act.member, monday=monday, word=word).first()
    told = {"workspace": act.workspace, "member": act.member, "monday": monday}
    return row or act.create(WeekMark(**told, word=word, at=act.now))


def _read_week(act: Act, day: date) -> date:
    if abs(day - act.now.date()) > FARTHEST:
        raise WeekTooFar(day)
    monday = find_monday(day)
    act.name_subject(f"the week of {monday.day} {monday:%B %Y}")
    return monday
