"""From ranges to beliefs: what is drawn from, and how far a wide range is drawn towards the others of its column.

A range is a measurement with an error. Whoever ranks many measurements and takes the top takes the luckiest errors
with it (J. E. Smith and R. L. Winkler, The optimizer's curse, Management Science 52, 2006, 311-322). So each is drawn
towards the middle of its column, the more the wider it is against the spread of the column (empirical Bayes for a
normal mean with known errors: C. N. Morris, Journal of the American Statistical Association 78, 1983, 47-65; spread
by R. C. Paule and J. Mandel, Journal of Research of the NBS 87, 1982, 377-385). A single number stays what it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from throughline.strategy.rules.ranking.contracts import SHARES, Estimate

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
TINY = 1e-12
"""Stands for 0 where a logarithm is taken."""
_Z = 1.6448536269514722
"""The standard normal deviate that leaves 5 % above it."""
_FEW = 3


@dataclass(frozen=True, slots=True)
class Belief:
    """One input of every idea as a normal law in two halves: `centre`, and the deviations below and above it.

    Where `ratio` holds, the law is that of the logarithm: twice as much is as likely as half as much. Elsewhere it is
    that of the number, which is then kept within `floor` and `ceiling`.
    """

    ratio: Flags
    centre: Floats
    below: Floats
    above: Floats
    floor: float
    ceiling: float

    @property
    def exact(self) -> Flags:
        return (self.below == 0) & (self.above == 0)

    def turn_into_values(self, z: Floats) -> Floats:
        """The values at standard normal deviates `z`; the last axis runs over the ideas."""
        placed = self.centre + np.minimum(z, 0) * self.below + np.maximum(z, 0) * self.above
        with np.errstate(over="ignore"):
            return np.where(self.ratio, np.exp(placed), np.clip(placed, self.floor, self.ceiling))


def read_belief(estimates: Sequence[Estimate], *, name: str) -> Belief:
    """The ranges as they are stated; a range without a best value is as likely below its middle as above."""
    low = np.array([e.low for e in estimates])
    high = np.array([e.high for e in estimates])
    best = np.array([np.nan if e.best is None else e.best for e in estimates])
    ratio = (low > 0) if name not in SHARES else np.zeros(len(low), bool)
    low, high, best = (_place(part, ratio) for part in (low, high, best))
    centre = np.where(np.isnan(best), (low + high) / 2, best)
    floor = -np.inf if (low[~ratio] < 0).any() else 0.0
    return Belief(ratio, centre, (centre - low) / _Z, (high - centre) / _Z, floor, 1.0 if name in SHARES else np.inf)


def temper(belief: Belief) -> Belief:
    """The belief with each range drawn towards the middle of those on the same scale, as the module says."""
    centre, below, above = belief.centre.copy(), belief.below.copy(), belief.above.copy()
    for scale in (belief.ratio, ~belief.ratio):
        if scale.sum() > _FEW:
            centre[scale], factor = _shrink(centre[scale], (below[scale] + above[scale]) / 2)
            below[scale] *= factor
            above[scale] *= factor
    return Belief(belief.ratio, centre, below, above, belief.floor, belief.ceiling)


def _place(part: Floats, ratio: Flags) -> Floats:
    return np.where(ratio, np.log(np.maximum(part, TINY)), part)


def _shrink(middles: Floats, errors: Floats) -> tuple[Floats, Floats]:
    """New middles, and by how much each error becomes smaller."""
    if not errors.any():
        return middles, np.ones_like(errors)
    spread = find_spread(middles, errors)
    weights = 1 / np.maximum(errors**2 + spread, TINY)
    mean, doubt = float(weights @ middles / weights.sum()), 1 / weights.sum()
    pull = errors**2 * weights * (len(middles) - _FEW) / (len(middles) - 1)
    tempered = (1 - pull) * errors**2 + pull**2 * doubt
    factor = np.sqrt(tempered / np.where(errors > 0, errors**2, 1))
    return mean * pull + (1 - pull) * middles, np.where(errors > 0, np.minimum(factor, 1), 1)


def find_spread(middles: Floats, errors: Floats) -> float:
    """The variance between the true values, beyond what the errors explain; 0 where they explain it all."""
    lowest, highest = 0.0, float(4 * middles.var() + TINY)
    for _ in range(60):
        tried = (lowest + highest) / 2
        weights = 1 / np.maximum(errors**2 + tried, TINY)
        mean = weights @ middles / weights.sum()
        if weights @ (middles - mean) ** 2 > len(middles) - 1:
            lowest = tried
        else:
            highest = tried
    return (lowest + highest) / 2
