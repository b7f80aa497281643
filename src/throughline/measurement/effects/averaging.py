"""Generalised least squares under every covariance, averaged by how well each explains the days before.

The weight of a point is its restricted likelihood (Harville 1974); the average is the posterior over the grid
(Kass & Raftery 1995). The forecast of each point is a Student t; together they are a mixture.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special  # pyright: ignore[reportMissingTypeStubs]

from throughline.measurement.effects.columns import Columns
from throughline.measurement.effects.filtering import Ahead, Floats

_YEAR = {0.0: 0.55, 0.5: 0.15, 1.5: 0.15, 4.0: 0.15}
"""How strong the time of the year may be, in deviations of a day, and how likely that is before anything was seen."""
_SHIFT = 10.0
"""How large a shift of the level may be, in the same unit."""
_NEGLIGIBLE = 1e-4


@dataclass(frozen=True, slots=True)
class Mixture:
    """A forecast: Student t distributions with their weights, all of `freedom` degrees. `evidence` is the log of the
    likelihood of the past, up to a constant that is the same for the same past."""

    weights: Floats
    means: Floats
    spreads: Floats
    freedom: float
    evidence: float = 0.0

    @property
    def mean(self) -> float:
        return float(self.weights @ self.means)

    @property
    def spread(self) -> float:
        """The standard deviation of the whole."""
        wide = self.freedom / max(self.freedom - 2, 1)
        return float(np.sqrt(self.weights @ (self.spreads**2 * wide + (self.means - self.mean) ** 2)))

    def below(self, value: float) -> float:
        """The probability to lie below `value`."""
        return float(self.weights @ special.stdtr(self.freedom, (value - self.means) / self.spreads))

    def quantile(self, share: float) -> float:
        """By halving: the distribution function rises everywhere."""
        low, high = (float(v) for v in ((self.means - 60 * self.spreads).min(), (self.means + 60 * self.spreads).max()))
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if self.below(middle) < share else (low, middle)
        return (low + high) / 2

    def widen(self, factor: float, *, freedom: float | None = None) -> Mixture:
        """The same about its mean, `factor` times as wide."""
        means = self.mean + factor * (self.means - self.mean)
        return Mixture(self.weights, means, factor * self.spreads, freedom or self.freedom, self.evidence)


def average(normal: Floats, logdet: Floats, count: int, columns: Columns, ahead: Ahead, target: Floats) -> Mixture:
    """The forecast of a mean of days.

    `normal` are the cross products of the whitened columns with the series last (points, columns + 1, columns + 1) of
    the `count` days before, `logdet` their log variances for each point, `target` what each column is on average in
    the days that are forecast.
    """
    parts: list[tuple[Floats, Floats, Floats, float]] = []
    for strength, likely in _YEAR.items():
        spread = strength * columns.shares + _SHIFT * columns.is_shift
        used = (columns.shares == 0) | (spread > 0)
        penalty = np.array([1 / each**2 if each else 0.0 for each in spread[used]])
        found = _solve(normal, logdet, count, used, penalty, ahead, target)
        parts.append((found[0] + np.log(likely), *found[1:]))
    likelihood = np.concatenate([part[0] for part in parts])
    best = float(likelihood.max())
    weights = np.exp(likelihood - best)
    evidence = best + float(np.log(weights.sum()))
    weights /= weights.sum()
    kept = weights > _NEGLIGIBLE
    means, variances = (np.concatenate([part[n] for part in parts])[kept] for n in (1, 2))
    return Mixture(weights[kept] / weights[kept].sum(), means, np.sqrt(variances), parts[0][3], evidence)


def _solve(
    normal: Floats, logdet: Floats, count: int, used: NDArray[np.bool_], penalty: Floats, ahead: Ahead, target: Floats
) -> tuple[Floats, Floats, Floats, float]:
    """Log likelihood, mean and variance of the forecast at each point, and the degrees of freedom."""
    places = np.flatnonzero(used)
    products = normal[:, places[:, None], places] + np.diag(penalty)
    root = np.linalg.cholesky(products)
    right = normal[:, places, -1]
    gap = target[places] - ahead.mean[:, places]
    solved = np.linalg.solve(root, np.stack([right, gap], axis=2))
    fitted, unsure = solved[:, :, 0], solved[:, :, 1]
    free = float(count - (penalty == 0).sum())
    left = np.maximum(normal[:, -1, -1] - (fitted**2).sum(1), 1e-12 * normal[:, -1, -1])
    mean = ahead.mean[:, -1] + (unsure * fitted).sum(1)
    variance = left / free * (ahead.variance + (unsure**2).sum(1))
    halves = np.log(np.diagonal(root, axis1=1, axis2=2)).sum(1)
    prior = 0.5 * float(np.log(penalty[penalty > 0]).sum())
    return -0.5 * logdet - halves + prior - 0.5 * free * np.log(left), mean, variance, free
