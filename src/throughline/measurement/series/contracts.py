"""A daily series."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Series:
    """One value a day from `start` on, in the metric's own unit; NaN stands for a day without a value.

    The first and the last value are known. Days follow each other without a gap, in one time zone.
    """

    name: str
    start: date
    values: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.values)

    @property
    def days(self) -> tuple[date, ...]:
        """The day of each value."""
        return tuple(self.start + timedelta(days=n) for n in range(len(self.values)))

    @property
    def end(self) -> date:
        """The last day."""
        return self.start + timedelta(days=len(self.values) - 1)

    @property
    def missing(self) -> int:
        """Days without a value."""
        return int(np.isnan(self.values).sum())

    def place_of(self, day: date) -> int:
        """The index of a day; below 0 or past the end where it lies outside."""
        return (day - self.start).days
