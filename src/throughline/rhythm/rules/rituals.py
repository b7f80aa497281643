"""Which weeks of the last year a ritual was kept in. A week off without it counts nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from throughline.rhythm.rules.weeks import find_monday

WEEKS = 52


class Ritual(StrEnum):
    """What recurs."""

    CONVERSATION = "conversation"
    METRICS = "metrics"
    RETROSPECTIVE = "retrospective"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Week:
    """One week by its Monday: how many times, whether it is off, the present one, and of the time that is counted."""

    monday: date
    times: int
    off: bool = False
    now: bool = False
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Year:
    """The last 52 weeks of one ritual, the present one last; kept in `kept` of `past` complete weeks.

    Counted from the first week that kept it (`begun`, None before). `off` weeks without it are not among `past`.
    """

    ritual: Ritual
    weeks: tuple[Week, ...]
    kept: int
    past: int
    off: int
    begun: date | None

    @property
    def now(self) -> Week:
        return self.weeks[-1]


def list_mondays(today: date) -> list[date]:
    """The Mondays of the last 52 weeks, this one last."""
    this = find_monday(today)
    return [this - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]


def describe_year(ritual: Ritual, days: Collection[date], *, off: Collection[date], since: date, today: date) -> Year:
    """`days` are those it was kept on, `off` the Mondays of weeks off.

    What was kept before `since` and brought along starts no count: nothing is told of weeks in which nobody kept it.
    """
    times = Counter(find_monday(day) for day in days if since <= day <= today)
    begun = min(times, default=None)
    weeks = tuple(
        Week(monday, times[monday], monday in off, monday == find_monday(today), begun is not None and monday >= begun)
        for monday in list_mondays(today)
    )
    past = [week for week in weeks if week.counted and not week.now]
    kept, left = sum(1 for week in past if week.times), sum(1 for week in past if week.off and not week.times)
    return Year(ritual, weeks, kept, len(past) - left, left, begun)
