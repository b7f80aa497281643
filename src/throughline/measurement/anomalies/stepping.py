"""A step of the level within the last days: how sure it is, and what the states have already learnt of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from throughline.measurement.anomalies.smoothing import COUNT, DAMPED, GAIN, LEVEL, MEMORY, TREND, States
from throughline.measurement.anomalies.tails import Bounds

Numbers = NDArray[np.float64]

LONGEST = 7
"""How many days back a step is looked for."""
FEWEST = 3
"""From how many days on a step is a new level, and no longer an odd day or two."""
_LEAST_TRACE = 0.1
_ODD = 2.0
"""As how many standard errors a day outside counts for a step."""
_OWN = 1.0
"""The standard errors that today must be off by itself to belong to a step."""


@dataclass(frozen=True, slots=True)
class Step:
    """The likeliest step: its first day, how many days have been seen of it, its size; `row` is its place."""

    row: int
    first: int
    days: int
    size: float

    @property
    def is_level(self) -> bool:
        """Whether it has lasted."""
        return self.days >= FEWEST


class Steps:
    """Steps that may have begun on each of the last days, by the generalised likelihood ratio (Willsky, Jones 1976).

    `_level`, `_trend` and `_noise` hold what a step of 1 would have left in the states by now: a row for each first
    day, a column for each smoother. `_pulls` and `_weights` are the sums of the regression of errors on these traces,
    `_whole` is the first of them with odd days as they were.
    """

    def __init__(self) -> None:
        self._level, self._trend, self._noise = (np.zeros((0, COUNT)) for _ in range(3))
        self._pulls, self._whole, self._weights, self._traces = (np.zeros(0) for _ in range(4))
        self._firsts, self._days = (np.zeros(0, dtype=np.int64) for _ in range(2))

    def begin(self, day: int, shares: Numbers) -> None:
        """A step may begin today; the oldest is forgotten."""
        keep, none = slice(-(LONGEST - 1), None), np.zeros((1, COUNT))
        self._level, self._trend, self._noise = (
            np.vstack([each[keep], none]) for each in (self._level, self._trend, self._noise)
        )
        self._pulls, self._whole, self._weights = (
            np.append(each[keep], 0.0) for each in (self._pulls, self._whole, self._weights)
        )
        self._firsts, self._days = np.append(self._firsts[keep], day), np.append(self._days[keep], 0)
        self._traces = 1 - self._forecast() @ shares

    def narrow(self, bounds: Bounds, error: float) -> tuple[float, float]:
        """How far off today may be: alone, and without making a step of the days before it certain."""
        low, high = -bounds.day * error, bounds.day * error
        told = (self._days > 0) & (self._traces > _LEAST_TRACE)
        if not told.any():
            return low, high
        pulls, weights, traces = self._pulls[told], self._weights[told], self._traces[told]
        reach = bounds.step * np.sqrt(weights + traces**2 / error**2)
        highs, lows = ((side * reach - pulls) * error**2 / traces for side in (1, -1))
        return max(low, min(float(lows.max()), -_OWN * error)), min(high, max(float(highs.min()), _OWN * error))

    def see(self, off: float, error: float, bounds: Bounds) -> None:
        """Today was off by so much; a day outside alone counts little, so that it makes no step with the next one."""
        self._whole += self._traces * off / error**2
        if abs(off) > bounds.day * error:
            off = float(np.sign(off)) * _ODD * error
        self._pulls += self._traces * off / error**2
        self._weights += self._traces**2 / error**2
        self._days += 1

    def find(self, *, up: bool) -> Step:
        """The surest step to that side."""
        sure = np.abs(self._pulls) / np.sqrt(np.maximum(self._weights, 1e-300))
        row = int(np.argmax(np.where((self._pulls > 0) == up, sure, 0.0)))
        size = float(self._whole[row] / self._weights[row])
        return Step(row, int(self._firsts[row]), int(self._days[row]), size)

    def take_from(self, states: States, step: Step) -> None:
        """Make the states as if they had never met the step."""
        states.level = states.level - step.size * self._level[step.row]
        states.trend = states.trend - step.size * self._trend[step.row]
        states.noise = states.noise - step.size * self._noise[step.row]

    def move(self, *, taken: bool) -> None:
        """A day later; `taken` where the states moved by the error of the day."""
        forecast = self._forecast()
        errors = 1 - forecast if taken else np.zeros_like(forecast)
        trend = DAMPED * self._trend
        self._level = self._level + trend + LEVEL * errors
        self._trend = trend + TREND * errors
        self._noise = MEMORY * self._noise + GAIN * errors

    def _forecast(self) -> Numbers:
        return self._level + DAMPED * self._trend + MEMORY * self._noise
