"""Exponential smoothing with every choice of its constants at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

WEEK = 7
DAMPED = 0.98
"""How much of a trend is left a day later (Gardner and McKenzie 1985)."""
_LEVELS = (0.01, 0.03, 0.08, 0.2, 0.4, 0.7, 1.0)
_TRENDS = (0.0, 0.1)
_SEASONS = (0.0, 0.03, 0.1, 0.3)
_FIRST_WEEKS = 6
"""As how many weeks the first look at the weekdays counts."""
_MEMORIES = ((0.0, 0.0), (0.35, 0.35), (0.6, 0.6), (0.6, 0.3), (0.85, 0.85), (0.85, 0.4))


def _combine() -> Iterator[tuple[float, float, float, float, float]]:
    for level in _LEVELS:
        for memory, gain in _MEMORIES:
            if level + gain <= 1:
                for trend in _TRENDS:
                    for season in _SEASONS:
                        yield level, level * trend, season, memory, gain


_GRID = np.array(list(_combine()))
LEVEL, TREND, SEASON, MEMORY, GAIN = (_GRID[:, place].copy() for place in range(5))
COUNT = len(_GRID)


@dataclass(slots=True)
class States:
    """Level, trend and lingering noise of each smoother, and its weekdays.

    Innovations form (Hyndman, Koehler, Ord and Snyder 2008): each state moves by a share of the error of the forecast.
    """

    level: Numbers
    trend: Numbers
    noise: Numbers
    weekdays: Numbers

    def forecast(self, weekday: int) -> Numbers:
        """The next day by every smoother."""
        return self.level + DAMPED * self.trend + MEMORY * self.noise + self.weekdays[:, weekday]

    def move(self, errors: Numbers, weekday: int, *, seen: int, quick: float = 0.0) -> None:
        """A day later. `seen` weeks of a weekday are known, `quick` is the least share that the level takes."""
        trend = DAMPED * self.trend
        self.level = self.level + trend + np.maximum(LEVEL, quick) * errors
        self.trend = trend + TREND * errors
        self.noise = MEMORY * self.noise + GAIN * errors
        self.weekdays[:, weekday] += np.maximum(SEASON, 1 / (seen + _FIRST_WEEKS)) * errors


def begin_states(values: Numbers) -> States:
    """States before the first day, from the first weeks: medians, so that one odd day leaves no trace."""
    days = np.arange(len(values)) % WEEK
    weekly = np.array([_middle(values[max(0, day - 3) : day + 4]) for day in range(len(values))])
    weekdays = np.array([_middle((values - weekly)[days == weekday]) for weekday in range(WEEK)])
    weekdays -= weekdays.mean()
    level = _middle((values - weekdays[days])[: 2 * WEEK])
    return States(np.full(COUNT, level), np.zeros(COUNT), np.zeros(COUNT), np.tile(weekdays, (COUNT, 1)))


def _middle(values: Numbers) -> float:
    known = values[~np.isnan(values)]
    return float(np.median(known)) if len(known) else 0.0
