"""A series walked day by day: what each day was expected to be, from the days before it alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from throughline.measurement.anomalies.noise import Noise
from throughline.measurement.anomalies.recurring import Almanac
from throughline.measurement.anomalies.runs import Run, Runs
from throughline.measurement.anomalies.smoothing import COUNT, WEEK, begin_states
from throughline.measurement.anomalies.stepping import Steps
from throughline.measurement.anomalies.tails import Bounds

Numbers = NDArray[np.float64]

FIRST_WEEKS = 8 * WEEK
"""The days from which the first states are taken."""
SETTLING = 10
"""For how many days after a step the new level is being learnt."""


@dataclass(frozen=True, slots=True)
class Expectations:
    """What each day was expected to be, and between which bounds, on the scale of the values; NaN before `judged_from`.

    `runs` are the days outside; `evidence` is the log density of the errors, by which scales are compared.
    """

    expected: Numbers
    low: Numbers
    high: Numbers
    runs: tuple[Run, ...]
    evidence: float


def expect(values: Numbers, *, start: date, bounds: Bounds, judged_from: int, least: float = 0.0) -> Expectations:
    """Walk `values` (NaN for a day without one); `least` is the smallest standard error that can be."""
    watch = _Watch(values, start=start, bounds=bounds, judged_from=judged_from, least=least)
    for day in range(len(values)):
        watch.look(day)
    return Expectations(watch.expected, watch.low, watch.high, tuple(watch.runs.found), watch.evidence)


class _Watch:
    """What has been learnt up to a day. `_offset` is the sum of the steps taken; the states know nothing of them."""

    def __init__(self, values: Numbers, *, start: date, bounds: Bounds, judged_from: int, least: float) -> None:
        self._values, self._start, self._usual, self._judged_from = values, start, bounds, judged_from
        self.expected, self.low, self.high = (np.full(len(values), np.nan) for _ in range(3))
        self._states = begin_states(values[:FIRST_WEEKS])
        self._noise = Noise(values[:FIRST_WEEKS], self._states.weekdays[0], least=least)
        self._steps, self.runs, self._almanac = Steps(), Runs(), Almanac()
        self._bounds, self._offset, self._settling, self._gap, self.evidence = bounds, 0.0, 0, 0, 0.0

    def look(self, day: int) -> None:
        """Say what the day is expected to be, see what it was, learn from it."""
        if day % WEEK == 0:
            self._bounds = self._noise.stretch(self._usual)
        middle, error = self._forecast(day), self._noise.spread * self._doubt()
        self._steps.begin(day, self._noise.shares)
        narrow = self._steps.narrow(self._bounds, error)
        low, high = self._make_room(day, *narrow, error)
        value = float(self._values[day])
        off = value - middle
        if day >= self._judged_from:
            self.expected[day], self.low[day], self.high[day] = middle, middle + low, middle + high
            self.evidence += self._noise.weigh(off)
        if np.isnan(value) or self._is_excused(off, narrow, (low, high)):
            self._pass(day, off)
        else:
            self._judge(day, off, error, (low, high))

    def _forecast(self, day: int) -> float:
        return float(self._noise.shares @ self._states.forecast(day % WEEK)) + self._offset

    def _doubt(self) -> float:
        """How much wider than usual: days without a value before, a level that is not known yet."""
        settling = 1 / self._settling if self._settling else 0.0
        return float(np.sqrt(1 + settling + self._gap * self._noise.drift))

    def _make_room(self, day: int, low: float, high: float, error: float) -> tuple[float, float]:
        """The bounds with room for what comes back on this day; then as now it is off by chance as well."""
        room = 2**0.5 * self._bounds.day * error
        for off in self._almanac.recall(self._date(day)):
            low, high = (min(low, off - room), high) if off < 0 else (low, max(high, off + room))
        return low, high

    @staticmethod
    def _is_excused(off: float, narrow: tuple[float, float], wide: tuple[float, float]) -> bool:
        return wide[0] <= off <= wide[1] and not narrow[0] <= off <= narrow[1]

    def _pass(self, day: int, off: float) -> None:
        """A day that teaches nothing: it has no value, or an odd one that was to be expected."""
        if np.isnan(off):
            self._gap += 1
        else:
            self._almanac.keep(self._date(day), off)
        self._states.move(np.zeros(COUNT), day % WEEK, seen=day // WEEK)
        self._steps.move(taken=False)

    def _judge(self, day: int, off: float, error: float, bounds: tuple[float, float]) -> None:
        judged = day >= self._judged_from
        if judged and self.runs.has_returned(off, self._bounds.day * error):
            step = self.runs.end(day - 1)
            self._offset, self._settling, off = self._offset - step, 0, off + step
            self._steps = Steps()
            bounds = (-self._bounds.day * error, self._bounds.day * error)
        else:
            self._steps.see(off, error, self._bounds)
        self._remember(day, off, error)
        taken = True
        if judged and not bounds[0] <= off <= bounds[1]:
            taken = self._join(day, up=off > 0, alone=abs(off) > self._bounds.day * error)
            off = float(self._values[day]) - self._forecast(day)
        self._learn(day, off, taken=taken)

    def _remember(self, day: int, off: float, error: float) -> None:
        whole = off + self.runs.open_step
        if day >= 2 * WEEK and abs(whole) > self._bounds.day * error:
            self._almanac.keep(self._date(day), whole)

    def _join(self, day: int, *, up: bool, alone: bool) -> bool:
        """Add the day to the run it belongs to; True where the run turned out to be a new level.

        A first day that is outside `alone` may be a day and no more.
        """
        found = self._steps.find(up=up)
        days = self.runs.add(day, since=found.first, up=up)
        if not found.is_level or (alone and days == 1):
            return False
        self._steps.take_from(self._states, found)
        self.runs.take_step(found.size)
        self._offset, self._settling = self._offset + found.size, found.days
        self._steps = Steps()
        return True

    def _learn(self, day: int, off: float, *, taken: bool) -> None:
        errors = float(self._values[day]) - self._offset - self._states.forecast(day % WEEK)
        self._noise.learn(errors, off, taken=taken)
        self._settling = self._settling + 1 if 0 < self._settling < SETTLING else 0
        if taken and not self._settling:
            self.runs.close()
        quick = 1 / (self._settling + 1) if self._settling else 0.0
        self._states.move(errors if taken else np.zeros(COUNT), day % WEEK, seen=day // WEEK, quick=quick)
        self._steps.move(taken=taken)
        self._gap = 0

    def _date(self, day: int) -> date:
        return self._start + timedelta(days=day)
