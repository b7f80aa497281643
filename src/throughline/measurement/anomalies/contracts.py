"""What is asked for and what was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from throughline.measurement.series.contracts import Series

Numbers = NDArray[np.float64]

USUAL_FALSE_ALARMS = 2.0
"""How many days a year may be called odd by chance alone."""


@dataclass(frozen=True, slots=True)
class Anomaly:
    """A day outside what was to be expected, and the days after it that belong to it.

    `value`, `expected`, `low` and `high` are those of `day`, the first outside. The series may have been off since
    `since`, before any day alone was odd enough to tell. `last` is the last day outside; None where the level stayed.
    """

    day: date
    value: float
    expected: float
    low: float
    high: float
    since: date
    last: date | None
    days: int
    occasion: str = ""

    @property
    def is_high(self) -> bool:
        """Whether it lies above."""
        return self.value > self.expected


@dataclass(frozen=True, slots=True)
class Detection:
    """Every anomaly in order, and what each day was expected to be (NaN before `judged_from`)."""

    series: Series
    anomalies: tuple[Anomaly, ...]
    judged_from: date
    false_alarms: float
    expected: Numbers
    low: Numbers
    high: Numbers

    @property
    def judged(self) -> int:
        """Days with a value that could be judged."""
        begun = (self.judged_from - self.series.start).days
        return int((~np.isnan(self.series.values[begun:])).sum())

    @property
    def outside(self) -> tuple[date, ...]:
        """Every day outside, also those that belong to an anomaly before."""
        values = self.series.values
        with np.errstate(invalid="ignore"):
            places = np.flatnonzero((values < self.low) | (values > self.high))
        return tuple(self.series.start + timedelta(days=int(n)) for n in places)
