"""The metrics again in plain Python, straight from their definition: slow, and easy to believe."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from throughline.measurement.metrics.contracts import Every
from throughline.measurement.metrics.periods import shift, start_of


@dataclass(frozen=True)
class Event:
    """One event; `moment` is UTC without a zone."""

    moment: datetime
    user: str | None
    name: str
    amount: float | None


def period_of(event: Event, every: Every, zone: str) -> date:
    return start_of(event.moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date(), every)


def by_period(events: Sequence[Event], every: Every, zone: str) -> dict[date, list[Event]]:
    found: dict[date, list[Event]] = defaultdict(list)
    for event in events:
        found[period_of(event, every, zone)].append(event)
    return found


def count_users(events: Sequence[Event]) -> float:
    return float(len({event.user for event in events if event.user is not None}))


def add_up(events: Sequence[Event]) -> float:
    return float(sum((Fraction(str(event.amount)) for event in events if event.amount is not None), Fraction(0)))


def rank(events: Sequence[Event], percent: int) -> float | None:
    values = sorted(event.amount for event in events if event.amount is not None)
    return values[math.ceil(Fraction(percent, 100) * len(values)) - 1] if values else None


def follow(events: Sequence[Event], period: Sequence[Event], steps: Sequence[str], within: timedelta) -> list[int]:
    """Users of the period at each step of a funnel of different names."""
    reached = [0] * len(steps)
    for user in {event.user for event in period if event.user is not None and event.name == steps[0]}:
        began = min(e.moment for e in period if e.user == user and e.name == steps[0])
        last = began
        reached[0] += 1
        for place, name in enumerate(steps[1:], start=1):
            later = [
                e.moment for e in events if e.user == user and e.name == name and last <= e.moment <= began + within
            ]
            if not later:
                break
            last = min(later)
            reached[place] += 1
    return reached


def come_back(events: Sequence[Event], start: date, every: Every, zone: str, after: int) -> tuple[int, int]:
    """(users whose first event lies in the period, those with any event `after` periods later)."""
    periods: dict[str, set[date]] = defaultdict(set)
    for event in events:
        if event.user is not None:
            periods[event.user].add(period_of(event, every, zone))
    began = [seen for seen in periods.values() if min(seen) == start]
    return len(began), sum(shift(start, every, after) in seen for seen in began)
