"""How far forecasts have been off, and which smoothers have been off least."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from throughline.measurement.anomalies.smoothing import COUNT, LEVEL, WEEK
from throughline.measurement.anomalies.tails import Bounds, stretch

Numbers = NDArray[np.float64]

_YEAR = 365
_FADING = np.exp(-np.arange(_YEAR)[::-1] / 50)
"""What an error still counts for the spread, the last one most."""
_FORGETTING = 0.995
_FREEDOM = 5.0
"""Degrees of freedom of the law by which smoothers are weighed: odd days must not choose between them."""
_CUT = 2.5
_CUT_SHARE = 0.97756
"""The mean of min(z², _CUT²) for a normal z, hence no bias where there is nothing to cut."""
_PATIENCE = 40.0
_FURTHEST = 3.0
_ODD = 1.5
"""As how many spreads an odd day counts for the next: enough to grow where many are, too little to hide the next."""


class Noise:
    """Errors so far, on the scale of the values. `spread` is the standard error of a day, `shares` weighs smoothers."""

    def __init__(self, values: Numbers, weekdays: Numbers, *, least: float) -> None:
        self._least = max(least, float(np.nanmax(np.abs(values))) * 1e-9, 1e-12)
        self.spread = max(_guess(values, weekdays), self._least)
        self.shares = np.full(COUNT, 1 / COUNT)
        self.drift = 0.0
        """By how many squared spreads a day without a value makes the next one less sure."""
        self._own, self._told = np.full(COUNT, self.spread**2), np.zeros(COUNT)
        self._errors: list[float] = []
        self._standard: list[float] = []

    def weigh(self, off: float) -> float:
        """The log density of an error, by a law with heavy tails; 0 where there is none."""
        return 0.0 if np.isnan(off) else float(_weigh(off**2, self.spread**2))

    def stretch(self, bounds: Bounds) -> Bounds:
        """The bounds as wide as this metric's tails ask for."""
        return stretch(bounds, np.array(self._standard[-_YEAR:]))

    def learn(self, errors: Numbers, off: float, *, taken: bool) -> None:
        """A day's errors: of each smoother, and of all together."""
        furthest = _ODD * self.spread
        self._standard.append(off / self.spread)
        self._errors.append(off if taken else float(np.clip(off, -furthest, furthest)))
        self.spread = max(_measure(np.array(self._errors[-_YEAR:]), self.spread), self._least)
        if taken:
            self._choose(errors**2)

    def _choose(self, squares: Numbers) -> None:
        self._told = _FORGETTING * self._told + _weigh(squares, self._own)
        self._own += (np.minimum(squares, _FURTHEST**2 * self._own) - self._own) / _PATIENCE
        self._own = np.maximum(self._own, self._least**2)
        shares = np.exp(self._told - self._told.max())
        self.shares = shares / shares.sum()
        self.drift = float(self.shares @ LEVEL**2)


def _weigh(squares: Numbers | float, variance: Numbers | float) -> Numbers:
    return np.asarray(-(_FREEDOM + 1) / 2 * np.log1p(squares / variance / _FREEDOM) - np.log(variance) / 2)


def _guess(values: Numbers, weekdays: Numbers) -> float:
    """A first spread: the middle size of the steps from day to day."""
    flat = values - weekdays[np.arange(len(values)) % WEEK]
    steps = np.diff(flat[~np.isnan(flat)])
    return 1.4826 * float(np.median(np.abs(steps - np.median(steps)))) / 2**0.5


def _measure(errors: Numbers, usual: float) -> float:
    """A standard deviation that odd days do not move much: what lies far out is cut."""
    if len(errors) < 2 * WEEK:
        return usual
    rough = 1.4826 * float(np.median(np.abs(errors[-8 * WEEK :])))
    if rough <= 0:
        rough = float(np.sqrt(np.mean(errors**2)))
    fading = _FADING[-len(errors) :]
    return float(np.sqrt(fading @ np.minimum(errors**2, (_CUT * rough) ** 2) / fading.sum() / _CUT_SHARE))
