"""What a day without a launch is made of: its weekday, the trend, the time of the year, and shifts of the level."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from throughline.measurement.effects.filtering import Floats

YEAR = 365.2425
_WAVES = 3
"""Waves of the year: one of a whole year, two of half a year, and so on."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Regressors by day. `shares` is 0 for those that are free, weekday and trend; a time of the year is drawn towards
    0 and may be as large as this share of the year's strength. The last columns are those of `shifts`, the days from
    which the level is another one."""

    table: Floats
    shares: Floats
    shifts: tuple[int, ...] = ()

    @property
    def is_shift(self) -> NDArray[np.bool_]:
        return np.arange(len(self.shares)) >= len(self.shares) - len(self.shifts)


def make_columns(start: date, count: int, *, shifts: tuple[int, ...] = ()) -> Columns:
    """The regressors of `count` days from `start`."""
    days = np.arange(count)
    weekday = (days + start.weekday()) % 7
    week = [(weekday == day).astype(float) for day in range(7)]
    trend = (days - count / 2) / 100.0
    angle = 2 * np.pi * (days + start.toordinal()) / YEAR
    waves = [wave(n * angle) for n in range(1, _WAVES + 1) for wave in (np.sin, np.cos)]
    shares = [0.0] * 8 + [1.0 / n for n in range(1, _WAVES + 1) for _ in range(2)] + [0.0] * len(shifts)
    table = np.column_stack([*week, trend, *waves, *((days >= shift) for shift in shifts)]).astype(np.float64)
    return Columns(table, np.array(shares), shifts)
