"""How many of the first ideas fit the quarter: the effort of the first, the first two … against the capacity."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from throughline.strategy.rules.ranking.believing import Belief, Floats, read_belief
from throughline.strategy.rules.ranking.contracts import EFFORT, Drawing, Estimate, Fit, Span
from throughline.strategy.rules.ranking.normal import find_deviates

LINE = 0.8
"""The capacity line is drawn under the last idea up to which everything fits with this chance."""
_HOPELESS = 0.01
_ENDS = (0.05, 0.95)


def list_fits(
    efforts: Sequence[Estimate], names: Sequence[str], *, capacity: Estimate, drawing: Drawing
) -> tuple[Fit, ...]:
    """For the first one, two, … of `names` in their order, the chance that their efforts fit the capacity together.

    It ends with the first count that has less than one chance in a hundred. Efforts and capacity are in one unit.
    """
    belief = read_belief(efforts, name=EFFORT)
    generator = np.random.Generator(np.random.PCG64([drawing.seed, 1]))
    room = read_belief([capacity], name=EFFORT).turn_into_values(_deal(generator, drawing.draws, 1))[:, 0]
    used, fits = np.zeros(drawing.draws), list[Fit]()
    for place, name in enumerate(names):
        used = used + _draw_one(belief, place, generator, drawing.draws)
        low, middle, high = np.quantile(used, (_ENDS[0], 0.5, _ENDS[1]))
        chance = float((used <= room).mean())
        fits.append(Fit(place + 1, name, Span(float(low), float(middle), float(high)), chance))
        if chance < _HOPELESS:
            break
    return tuple(fits)


def find_line(fits: Sequence[Fit]) -> int:
    """How many of the first ideas stand above the capacity line."""
    return max((fit.count for fit in fits if fit.chance >= LINE), default=0)


def _draw_one(belief: Belief, place: int, generator: np.random.Generator, draws: int) -> Floats:
    chosen = slice(place, place + 1)
    one = Belief(
        belief.ratio[chosen],
        belief.centre[chosen],
        belief.below[chosen],
        belief.above[chosen],
        belief.floor,
        belief.ceiling,
    )
    return one.turn_into_values(_deal(generator, draws, 1))[:, 0]


def _deal(generator: np.random.Generator, draws: int, count: int) -> Floats:
    return find_deviates(generator.uniform(1e-12, 1, (draws, count)))
