"""A metric's last step, where it is larger than any before it. A plain rule: it knows no season and no slow drift."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median_low

from throughline.strategy.contracts import MetricValue

FEWEST = 4
"""Earlier steps that must be known before one can be unusual."""
BEYOND = 1.5
"""How many times the largest earlier step it must be."""
FRESH = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Unusual:
    """The value before the step and the one after, the largest of `steps` earlier ones; in the metric's unit."""

    before: MetricValue
    after: MetricValue
    largest: float
    steps: int

    @property
    def size(self) -> float:
        return abs(self.after.value - self.before.value)


def find_unusual(values: Sequence[MetricValue], *, today: date) -> Unusual | None:
    """Values oldest first. None where the last step is like the others, too few are known, or it is not of late.

    Of late: within a week, or within the usual distance of two values where that is longer.
    """
    if len(values) < FEWEST + 2 or today - values[-1].on > max(FRESH, _find_grain(values)) or values[-1].on > today:
        return None
    sizes = [abs(after.value - before.value) for before, after in pairwise(values)]
    *earlier, last = sizes
    if last <= BEYOND * max(earlier) or last == 0:
        return None
    return Unusual(values[-2], values[-1], max(earlier), len(earlier))


def _find_grain(values: Sequence[MetricValue]) -> timedelta:
    return median_low([after.on - before.on for before, after in pairwise(values)])
