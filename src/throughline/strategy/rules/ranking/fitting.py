"""How many of the first ideas fit the quarter: the effort of the first, the first two … against the capacity."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from throughline.strategy.rules.ranking.believing import Belief, Floats, read_belief
from throughline.strategy.rules.ranking.contracts import EFFORT, Drawing, Estimate, Fit, Span
from throughline.strategy.rules.ranking.normal import find_deviates
from throughline.strategy.rules.ranking.saying import say_percent, say_range

LINE = 0.8
"""The capacity line is drawn under the last idea up to which everything fits with this chance."""
_SURE = say_percent(LINE)
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


def say_line(fits: Sequence[Fit], *, count: int, capacity: str, title: str) -> str:
    """Where the line is, in a sentence; `count` ideas have an effort, `title` is the first one below the line."""
    above = find_line(fits)
    if not fits:
        return f"No ranked idea says what it costs, so nothing can be fitted into {capacity}."
    if above == 0:
        span = say_range(fits[0].effort.low, fits[0].effort.high)
        return f"Not even “{title}” fits {capacity} with {_SURE}: it takes {span} and fits with {_chance(fits[0])}."
    first = "The first idea fits" if above == 1 else f"The first {above:,} ideas fit"
    if above == count:
        what = "The one idea fits" if count == 1 else f"All {count:,} ideas fit"
        return f"{what} {capacity} with {_chance(fits[above - 1])}."
    after = f"; with “{title}” as well it falls to {_chance(fits[above])}." if above < len(fits) else "."
    return f"{first} {capacity} with {_chance(fits[above - 1])}{after}"


def find_next(fits: Sequence[Fit]) -> str:
    """The name of the first idea below the line; empty where none is."""
    above = find_line(fits)
    return fits[above].name if above < len(fits) else ""


def _chance(fit: Fit) -> str:
    return say_percent(fit.chance)
