"""A series walked day by day: what each day was expected to be, from the days before it alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from throughline.measurement.anomalies.noise import Noise
from throughline.measurement.anomalies.recurring import Almanac
from throughline.measurement.anomalies.tails import stretch
from throughline.measurement.anomalies.smoothing import COUNT, WEEK, States, Steps, begin_states

Numbers = NDArray[np.float64]

LONGEST_STEP = 7
"""How many days back a step of the level is looked for."""
FEWEST_DAYS = 3
"""From how many days on a step is a new level, and no longer an odd day or two."""
SETTLING = 10
"""For how many days after a step the new level is being learnt."""
_LEAST_TRACE = 0.1
POW=.5


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many standard errors a day, and a step of several days, may be away."""

    day: float
    step: float


@dataclass(slots=True)
class Run:
    """Days outside, by index: the first that was, since when, the last, up or down, and the new level if it stays."""

    first: int
    since: int
    last: int
    up: bool
    days: int = 1
    step: float = 0.0
    open: bool = True


@dataclass
class Watch:
    """What has been learnt up to a day, and what was found. All on the scale of the values."""

    start: date
    values: Numbers
    bounds: Bounds
    judged_from: int
    least: float = 0.0
    expected: Numbers = field(init=False)
    low: Numbers = field(init=False)
    high: Numbers = field(init=False)
    evidence: float = 0.0
    runs: list[Run] = field(default_factory=lambda: [])

    def __post_init__(self) -> None:
        size = len(self.values)
        self.expected, self.low, self.high = (np.full(size, np.nan) for _ in range(3))
        self._states = begin_states(self.values[: 8 * WEEK])
        self._noise = Noise(self.values[: 8 * WEEK], self._states.weekdays[0], least=self.least)
        self._offset, self._before, self._settling, self._gap = 0.0, 0.0, 0, 0
        self._almanac = Almanac()
        self._plain, self._zs = self.bounds, []
        self._forget_steps()

    def walk(self) -> Watch:
        """Every day in order."""
        for day in range(len(self.values)):
            if day % 7 == 0:
                k = stretch(np.array(self._zs[-365:]), self._plain.day)
                self.bounds = Bounds(self._plain.day * k, self._plain.step * k**POW)
            self._look(day)
        return self

    def _forget_steps(self) -> None:
        self._steps, self._firsts = Steps.none(), np.zeros(0, dtype=np.int64)
        self._pulls, self._weights, self._ages = (np.zeros(0) for _ in range(3))

    def _look(self, day: int) -> None:
        forecasts = self._states.forecast(day % WEEK)
        shares = self._noise.shares
        middle, error = float(shares @ forecasts), self._noise.spread * self._doubt()
        self._begin_step(day)
        traces = 1 - self._steps.expect() @ shares
        low, high = self._find_bounds(traces, error)
        low, high, excused = self._widen(day, low, high, error)
        self._note(day, middle, low, high)
        value = self.values[day]
        if np.isnan(value):
            self._pass(day)
            return
        off = float(value - self._offset - middle)
        if excused and abs(off) > self.bounds.day * error and low <= off <= high:
            self._almanac.keep(self._date(day), off)
            self._pass(day)
            return
        self._pulls += traces * off / error**2
        self._weights += traces**2 / error**2
        self._ages += 1
        judged = day >= self.judged_from
        if judged and self._has_returned(off, error):
            off += self._return(day, middle)
            low, high = -self.bounds.day * error, self.bounds.day * error
        outside = judged and not low <= off <= high
        self._zs.append(off / error)
        self.evidence += self._noise.weigh(off) if judged else 0.0
        if day >= 14: self._remember(day, off, error)
        taken = not outside or self._join(day, off)
        if outside and taken:
            forecasts = self._states.forecast(day % WEEK)
            off = float(value - self._offset - shares @ forecasts)
        self._learn(day, value - self._offset - forecasts, off, taken=taken)

    def _doubt(self) -> float:
        """How much wider than usual: days without a value before, a level that is not known yet."""
        settling = 1 / self._settling if self._settling else 0.0
        return float(np.sqrt(1 + settling + self._gap * self._noise.drift))

    def _begin_step(self, day: int) -> None:
        self._steps.begin(most=LONGEST_STEP)
        keep = slice(-(LONGEST_STEP - 1), None)
        self._firsts = np.append(self._firsts[keep], day)
        self._pulls, self._weights, self._ages = (
            np.append(each[keep], 0.0) for each in (self._pulls, self._weights, self._ages)
        )

    def _find_bounds(self, traces: Numbers, error: float) -> tuple[float, float]:
        """A day is outside where it is far off alone, or where it makes a step of the days before it certain.

        The second is the generalised likelihood ratio of Willsky and Jones (1976), solved for the value of today.
        """
        low, high = -self.bounds.day * error, self.bounds.day * error
        told = (self._ages > 0) & (traces > _LEAST_TRACE)
        if not told.any():
            return low, high
        pulls, weights, traces = self._pulls[told], self._weights[told], traces[told]
        reach = self.bounds.step * np.sqrt(weights + traces**2 / error**2)
        highs, lows = ((side * reach - pulls) * error**2 / traces for side in (1, -1))
        narrow_low, narrow_high = max(low, float(lows.max())), min(high, float(highs.min()))
        return (narrow_low, narrow_high) if narrow_low < narrow_high else (low, high)

    def _date(self, day: int) -> date:
        return self.start + timedelta(days=day)

    def _widen(self, day: int, low: float, high: float, error: float) -> tuple[float, float, bool]:
        """The bounds with room for what comes back on this day."""
        room = self.bounds.day * error
        offs = self._almanac.recall(self._date(day))
        for off in offs:
            low, high = (min(low, off - room), high) if off < 0 else (low, max(high, off + room))
        return low, high, bool(offs)

    def _remember(self, day: int, off: float, error: float) -> None:
        run = self._last_run()
        whole = off + (run.step if run is not None and run.open else 0.0)
        if abs(whole) > self.bounds.day * error:
            self._almanac.keep(self._date(day), whole)

    def _note(self, day: int, middle: float, low: float, high: float) -> None:
        if day >= self.judged_from:
            at = middle + self._offset
            self.expected[day], self.low[day], self.high[day] = at, at + low, at + high

    def _pass(self, day: int) -> None:
        """A day without a value: nothing is learnt, the forecast runs on."""
        self._states.move(np.zeros(COUNT), day % WEEK, seen=day // WEEK)
        self._steps.move(taken=False)
        self._gap += 1

    def _has_returned(self, off: float, error: float) -> bool:
        """Whether a step that was just taken for a new level is over."""
        run = self._last_run()
        if run is None or not self._settling or not run.open or run.step == 0:
            return False
        back = off + run.step
        return abs(off) > self.bounds.day * error and abs(back) <= self.bounds.day * error

    def _return(self, day: int, middle: float) -> float:
        run = self.runs[-1]
        self._offset -= run.step
        moved, run.step, run.open = run.step, 0.0, False
        run.last = day - 1
        self._settling = 0
        self._forget_steps()
        return moved

    def _last_run(self) -> Run | None:
        return self.runs[-1] if self.runs else None

    def _join(self, day: int, off: float) -> bool:
        """Add the day to the run it belongs to; True where the run turned out to be a new level."""
        up = off > 0
        certain = np.abs(self._pulls) / np.sqrt(np.maximum(self._weights, 1e-300))
        certain = np.where((self._pulls > 0) == up, certain, 0.0)
        row = int(np.argmax(certain))
        run = self._last_run()
        if run is None or not run.open or run.up != up:
            if run is not None:
                run.open = False
            run = Run(day, int(self._firsts[row]), day, up)
            self.runs.append(run)
        else:
            run.last, run.days = day, run.days + 1
        if self._ages[row] < FEWEST_DAYS:
            return False
        self._take_step(run, row)
        return True

    def _take_step(self, run: Run, row: int) -> None:
        """The level moved: take out of the states what they learnt of it, and count from the new level."""
        step = float(self._pulls[row] / self._weights[row])
        self._states.level = self._states.level - step * self._steps.level[row]
        self._states.trend = self._states.trend - step * self._steps.trend[row]
        self._states.noise = self._states.noise - step * self._steps.noise[row]
        self._offset += step
        run.step += step
        self._settling = int(self._ages[row])
        self._forget_steps()

    def _learn(self, day: int, errors: Numbers, off: float, *, taken: bool) -> None:
        self._noise.learn(errors, off, taken=taken)
        run = self._last_run()
        if self._settling:
            self._settling += 1
            if self._settling > SETTLING:
                self._settling = 0
        if run is not None and run.open and taken and not self._settling:
            run.open = False
        quick = 1 / (self._settling + 1) if self._settling else 0.0
        moved = errors if taken else np.zeros(COUNT)
        self._states.move(moved, day % WEEK, seen=day // WEEK, quick=quick)
        if len(self._firsts):
            self._steps.move(taken=taken)
        self._gap = 0
