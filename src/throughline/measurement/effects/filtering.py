"""The covariance of days: AR(1) + random walk + noise of single days, filtered for every point of a grid at once.

A Kalman filter whitens the series and its regressors under each point, so a missing day is one without an update, and
a single forward pass holds the generalised least squares of every earlier day too: placebo dates cost no second pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_RHO = (0.3, 0.5, 0.7, 0.8, 0.88, 0.94, 0.97)
"""How much of a deviation is left the day after."""
_NUGGET = (0.0, 0.3, 0.6, 0.85)
"""The share of the variance around the level that is gone the day after."""
_WALK = (0.0, 1e-4, 5e-4, 2e-3, 6e-3, 2e-2, 6e-2)
"""The variance of a day's step of the level, in variances around the level."""
_STANDING = 0.4
"""How likely it is, before anything was seen, that the level does not walk."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Points of the covariance, one array entry each, and how `likely` they are before anything was seen.

    The variance around the level is 1 at every point.
    """

    rho: Floats
    nugget: Floats
    walk: Floats
    likely: Floats

    def __len__(self) -> int:
        return len(self.rho)


def make_grid() -> Grid:
    """Every pair of persistence and noise, with every walk; white noise once."""
    pairs = [(0.0, 0.0), *((rho, nugget) for rho in _RHO for nugget in _NUGGET)]
    points = np.array([(rho, nugget, walk) for rho, nugget in pairs for walk in _WALK])
    likely = np.where(points[:, 2] == 0, _STANDING, (1 - _STANDING) / (len(_WALK) - 1)) / len(pairs)
    return Grid(points[:, 0].copy(), points[:, 1].copy(), points[:, 2].copy(), likely)


@dataclass(frozen=True, slots=True)
class State:
    """What is known of the covariance's two parts on a morning: means for each point and column, and covariances."""

    day: int
    around: Floats
    level: Floats
    p_around: Floats
    p_between: Floats
    p_level: Floats


@dataclass(frozen=True, slots=True)
class Filtered:
    """`white` are whitened columns (known days, points, columns), `logdet` the logs of their variances by day and
    point, `days` which day each row is, `states` those of the mornings that were asked for."""

    grid: Grid
    days: NDArray[np.int_]
    white: Floats
    logdet: Floats
    states: tuple[State, ...]


def filter_columns(table: Floats, known: NDArray[np.bool_], mornings: Sequence[int], grid: Grid) -> Filtered:
    """Filter the columns of `table` (days, columns); `mornings` are days, ascending, before which a state is kept."""
    count, columns = table.shape
    rho, walk, nugget = grid.rho[:, None], grid.walk[:, None], grid.nugget[:, None]
    fresh = (1 - nugget) * (1 - rho**2)
    around, level = np.zeros((len(grid), columns)), np.zeros((len(grid), columns))
    p11, p12, p22 = (1 - nugget).copy(), np.zeros_like(rho), walk.copy()
    wanted = set(mornings)
    days = np.flatnonzero(known)
    white, logdet = np.empty((len(days), len(grid), columns)), np.empty((len(days), len(grid)))
    states: list[State] = []
    row = 0
    for day in range(count + 1):
        if day in wanted:
            states.append(State(day, around.copy(), level.copy(), p11[:, 0].copy(), p12[:, 0].copy(), p22[:, 0].copy()))
        if day == count or day > max(wanted):
            break
        if known[day]:
            to_around, to_level = p11 + p12, p12 + p22
            variance = to_around + to_level + nugget
            surprise = table[day] - around - level
            gain_around, gain_level = to_around / variance, to_level / variance
            around += gain_around * surprise
            level += gain_level * surprise
            p11 = p11 - gain_around * to_around
            p12 = p12 - gain_around * to_level
            p22 = p22 - gain_level * to_level
            white[row] = surprise / np.sqrt(variance)
            logdet[row] = np.log(variance[:, 0])
            row += 1
        around *= rho
        p11 = rho**2 * p11 + fresh
        p12 = rho * p12
        p22 = p22 + walk
    return Filtered(grid, days[:row], white[:row], logdet[:row], tuple(states))


@dataclass(frozen=True, slots=True)
class Ahead:
    """The mean of coming days, before regression: what each column's deviation is expected to be, and its variance
    in variances around the level, both for each point."""

    mean: Floats
    variance: Floats


def look_ahead(state: State, weights: Floats, grid: Grid) -> Ahead:
    """Forecast the weighted mean of the days from `state` on; `weights` (one a day, 0 for those left out) sum to 1."""
    steps = np.arange(len(weights))
    powers = grid.rho[:, None] ** steps
    fading = powers @ weights
    mean = fading[:, None] * state.around + state.level
    known = fading**2 * state.p_around + 2 * fading * state.p_between + state.p_level
    # A shock of day j reaches every later day: its weight in the mean is the discounted sum of their weights.
    later = np.cumsum(weights[::-1])[::-1]
    reached = np.zeros(len(grid))
    discounted = np.zeros(len(grid))
    for weight in weights[:0:-1]:
        discounted = grid.rho * discounted + weight
        reached += discounted**2
    fresh = (1 - grid.nugget) * (1 - grid.rho**2) * reached
    coming = fresh + grid.walk * float((later[1:] ** 2).sum()) + grid.nugget * float((weights**2).sum())
    return Ahead(mean, known + coming)
