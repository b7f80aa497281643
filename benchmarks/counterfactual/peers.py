"""What others would have said: before and after by a t test, and a local level with weekday effects."""

from __future__ import annotations

import numpy as np
from generators import WINDOW, Floats, World
from scipy.special import stdtrit

from throughline.measurement.effects.averaging import average
from throughline.measurement.effects.columns import Columns, make_columns
from throughline.measurement.effects.filtering import Grid, filter_columns, look_ahead


def compare_means(world: World, values: Floats) -> tuple[float, float]:
    """Welch's interval of the window against as many days before."""
    one, other = values[world.before - WINDOW : world.before], values[world.before :]
    one, other = one[~np.isnan(one)], other[~np.isnan(other)]
    error = np.sqrt(one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other))
    wide = float(stdtrit(len(one) + len(other) - 2, 0.975) * error)
    difference = float(other.mean() - one.mean())
    return difference - wide, difference + wide


def follow_level(world: World, values: Floats) -> tuple[float, float]:
    """A local level (random walk plus noise) with weekday effects, its two variances by maximum likelihood."""
    walks = np.logspace(-6, 3, 37)
    grid = Grid(np.zeros(37), np.zeros(37), walks, np.ones(37))
    whole = make_columns(world.start, len(values))
    columns = Columns(whole.table[:, :7], whole.shares[:7])
    known = ~np.isnan(values)
    table = np.column_stack([columns.table, np.where(known, values, 0)])
    passed = filter_columns(table, known, [world.before], grid)
    rows = int(np.searchsorted(passed.days, world.before))
    normal = np.einsum("tga,tgb->gab", passed.white[:rows], passed.white[:rows], optimize=True)
    weights = known[world.before :] / known[world.before :].sum()
    ahead = look_ahead(passed.states[0], weights, grid)
    # The best point alone: every other one is made as good as impossible.
    logdet = passed.logdet[:rows].sum(0)
    best = int(np.argmax([_weigh(normal[n], logdet[n], rows) for n in range(37)]))
    logdet = np.where(np.arange(37) == best, logdet, logdet + 1e6)
    found = average(normal, logdet, rows, columns, ahead, weights @ columns.table[world.before :])
    actual = float(weights @ np.where(known, values, 0)[world.before :])
    wide = 1.959964 * float(found.spreads[0])
    return actual - found.mean - wide, actual - found.mean + wide


def _weigh(normal: Floats, logdet: float, count: int) -> float:
    solved = np.linalg.solve(normal[:-1, :-1], normal[:-1, -1])
    left = float(normal[-1, -1] - normal[:-1, -1] @ solved)
    return -0.5 * logdet - 0.5 * count * np.log(left / count)
