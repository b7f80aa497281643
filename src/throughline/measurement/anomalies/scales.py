"""The scale on which a metric's noise is even: as it is, its root (counts) or its logarithm (shares of a level)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

MOST_ZEROS = 0.02
"""The share of zeros up to which a zero counts as an outage and not as what the metric is like."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A Box-Cox power: 1 leaves values as they are, 1/2 takes the root (Anscombe 1948), 0 the logarithm.

    `floor` stands for a zero where there is a logarithm of it; `grain` is the step in which values are written.
    """

    power: float
    floor: float
    grain: float

    def apply(self, values: Numbers) -> Numbers:
        """The values on this scale; NaN stays NaN."""
        if self.power == 0:
            return np.log(np.maximum(values, self.floor))
        return 2 * np.sqrt(values + 3 / 8 * self.grain) if self.power == 0.5 else values

    def undo(self, scaled: Numbers) -> Numbers:
        """Back to the metric's own unit; never below zero where the scale knows no such value."""
        if self.power == 0:
            return np.where(scaled <= np.log(self.floor), 0.0, np.exp(np.minimum(scaled, 700.0)))
        if self.power == 0.5:
            return np.maximum((np.maximum(scaled, 0) / 2) ** 2 - 3 / 8 * self.grain, 0)
        return scaled

    def slope(self, values: Numbers) -> Numbers:
        """How far the scale moves for one unit of the metric, at these values."""
        if self.power == 0:
            return 1 / np.maximum(values, self.floor)
        return (
            1 / np.sqrt(np.maximum(values + 3 / 8 * self.grain, 1e-12)) if self.power == 0.5 else np.ones_like(values)
        )


def offer_scales(values: Numbers) -> tuple[Scale, ...]:
    """The scales that these values allow."""
    known = values[~np.isnan(values)]
    grain = find_grain(known)
    plain = Scale(1, 0, grain)
    if known.min() < 0:
        return (plain,)
    above = known[known > 0]
    log = Scale(0, float(above.min()) / 2, grain)
    few = int(np.count_nonzero(known == 0)) <= MOST_ZEROS * len(known)
    return (log, Scale(0.5, 0, grain), plain) if few else (Scale(0.5, 0, grain), plain)


def find_grain(known: Numbers) -> float:
    """The step in which values are written: 1 for counts, .01 for money, 0 for measures without one."""
    for step in (1.0, 0.1, 0.01, 0.001):
        steps: Numbers = known / step
        if float(np.abs(steps - np.round(steps)).max()) < 1e-6:
            return step
    return 0.0
