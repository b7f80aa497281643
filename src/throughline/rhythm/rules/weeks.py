"""Weeks from Monday to Sunday, and the habit of one conversation in each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

WEEKS = 52


@dataclass(frozen=True, slots=True)
class Week:
    """One week by its Monday: how many conversations, and whether it is the present one or still to come."""

    monday: date
    talks: int
    now: bool = False


@dataclass(frozen=True, slots=True)
class Habit:
    """The weeks since the first conversation, the present one last; `kept` of `past` complete ones had one."""

    weeks: tuple[Week, ...]
    kept: int
    past: int


def find_monday(day: date) -> date:
    """The Monday of the week that `day` is in."""
    return day - timedelta(days=day.weekday())


def describe_habit(talks: Collection[date], *, since: date, today: date) -> Habit | None:
    """At most a year of weeks, from the first one with a conversation held since `since`; None where there was none.

    What was held before and brought along starts no count: a habit is not told for weeks in which nobody kept it.
    """
    this = find_monday(today)
    mondays = [find_monday(day) for day in talks if since <= day and find_monday(day) <= this]
    if not mondays:
        return None
    begun = max(min(mondays), this - timedelta(weeks=WEEKS - 1))
    shown = [begun + timedelta(weeks=number) for number in range((this - begun).days // 7 + 1)]
    weeks = tuple(Week(monday, mondays.count(monday), monday == this) for monday in shown)
    past = [week for week in weeks if not week.now]
    return Habit(weeks, sum(1 for week in past if week.talks), len(past))
