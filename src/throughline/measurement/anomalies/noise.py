"""How far forecasts have been off, and which smoothers have been off least."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from throughline.measurement.anomalies.smoothing import COUNT, LEVEL, WEEK

Numbers = NDArray[np.float64]

REMEMBERED = 224
_FADING = np.exp(-np.arange(REMEMBERED)[::-1] / 50)
_FORGETTING = 0.99
_FREEDOM = 5.0
"""Degrees of freedom of the law by which smoothers are weighed: odd days must not choose between them."""
_CUT = 2.5
_CUT_SHARE = 0.97756
"""The mean of min(z², _CUT²) for a normal z, hence no bias where there is nothing to cut."""
_PATIENCE = 40.0


class Noise:
    """Errors so far, on the scale of the values."""

    def __init__(self, values: Numbers, weekdays: Numbers, *, least: float) -> None:
        flat = values - weekdays[np.arange(len(values)) % WEEK]
        steps = np.diff(flat[~np.isnan(flat)])
        guess = float(np.median(np.abs(steps - np.median(steps)))) * 1.4826 / np.sqrt(2)
        self._least = max(least, float(np.nanmax(np.abs(values))) * 1e-9, 1e-12)
        self._own = np.full(COUNT, max(guess, self._least) ** 2)
        self._told = np.zeros(COUNT)
        self._errors: list[float] = []
        self.spread = max(guess, self._least)
        self.shares = np.full(COUNT, 1 / COUNT)
        self.drift = 0.0

    def weigh(self, off: float) -> float:
        """The log density of an error, by a law with heavy tails."""
        z = off / self.spread
        return -(_FREEDOM + 1) / 2 * float(np.log1p(z * z / _FREEDOM)) - float(np.log(self.spread))

    def learn(self, errors: Numbers, off: float, *, taken: bool) -> None:
        """A day's errors: of each smoother, and of all together."""
        self._errors.append(off if taken else float(np.clip(off, -3 * self.spread, 3 * self.spread)))
        del self._errors[:-REMEMBERED]
        self.spread = max(_measure(np.array(self._errors), self.spread), self._least)
        if not taken:
            return
        squares = errors**2
        told = -(_FREEDOM + 1) / 2 * np.log1p(squares / self._own / _FREEDOM) - np.log(self._own) / 2
        self._told = _FORGETTING * self._told + told
        self._own += (np.minimum(squares, 9 * self._own) - self._own) / _PATIENCE
        self._own = np.maximum(self._own, self._least**2)
        shares = np.exp(self._told - self._told.max())
        self.shares = shares / shares.sum()
        self.drift = float(self.shares @ LEVEL**2)


def _measure(errors: Numbers, usual: float) -> float:
    """A standard deviation that odd days do not move much: what lies far out is cut."""
    if len(errors) < 2 * WEEK:
        return usual
    rough = 1.4826 * float(np.median(np.abs(errors[-8 * WEEK :])))
    if rough <= 0:
        rough = float(np.sqrt(np.mean(errors**2)))
    weights = _FADING[-len(errors) :]
    cut = np.minimum(errors**2, (_CUT * rough) ** 2)
    return float(np.sqrt(weights @ cut / weights.sum() / _CUT_SHARE))
