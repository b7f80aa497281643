"""What the days after a morning would have been: from a single pass, for the launch and for every placebo date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from throughline.measurement.effects.averaging import Mixture, average
from throughline.measurement.effects.columns import Columns
from throughline.measurement.effects.filtering import Floats, filter_columns, look_ahead, make_grid


@dataclass(frozen=True, slots=True)
class Forecast:
    """The mean of the `window` days from `day` on: as it was, and as it would have been."""

    day: int
    window: int
    actual: float
    expected: Mixture

    @property
    def surprise(self) -> float:
        """How far the mean lies from what was expected, in standard deviations."""
        return (self.actual - self.expected.mean) / self.expected.spread


def forecast(
    values: Floats, used: NDArray[np.bool_], columns: Columns, mornings: Sequence[int], window: int
) -> list[Forecast]:
    """For each morning, the mean of the next `window` days of `values`, by what was known before it.

    `used` says which days count; the last window may be cut by the series' end.
    """
    grid = make_grid()
    centre, scale = float(np.mean(values[used])), float(np.std(values[used])) or 1.0
    table = np.column_stack([columns.table, np.where(used, values - centre, 0.0) / scale])
    passed = filter_columns(table, used, mornings, grid)
    rows = np.searchsorted(passed.days, mornings)
    normal, logdet, before = _start(len(grid), table.shape[1]), -2 * np.log(grid.likely), 0
    found: list[Forecast] = []
    for state, row in zip(passed.states, rows, strict=True):
        block = passed.white[before:row]
        normal = normal + np.einsum("tga,tgb->gab", block, block, optimize=True)
        logdet = logdet + passed.logdet[before:row].sum(0)
        before = int(row)
        days = slice(state.day, min(state.day + window, len(values)))
        weights = used[days] / used[days].sum()
        mixture = average(
            normal, logdet, before, columns, look_ahead(state, weights, grid), _expect(columns, weights, days)
        )
        actual = float(weights @ np.where(used, values, 0.0)[days])
        found.append(Forecast(state.day, len(weights), actual, _rescale(mixture, centre, scale)))
    return found


def _expect(columns: Columns, weights: Floats, days: slice) -> Floats:
    """What each column is on average; a shift that is yet to come is expected by nobody."""
    coming = columns.is_shift & (columns.table[days.start - 1] == 0)
    return np.where(coming, 0.0, weights @ columns.table[days])


def _start(points: int, columns: int) -> Floats:
    return np.zeros((points, columns, columns))


def _rescale(mixture: Mixture, centre: float, scale: float) -> Mixture:
    """Back from deviations to the unit of the values; the evidence too, which is a density."""
    evidence = mixture.evidence - mixture.freedom * float(np.log(scale))
    return Mixture(mixture.weights, mixture.means * scale + centre, mixture.spreads * scale, mixture.freedom, evidence)
