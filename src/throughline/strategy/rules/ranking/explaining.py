"""Why an idea stands where it stands: what lifts it and what holds it back, against the median idea."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from throughline.strategy.rules.ranking.believing import TINY, Belief, Floats
from throughline.strategy.rules.ranking.contracts import Form, Idea, Model
from throughline.strategy.rules.ranking.ranking import read_beliefs
from throughline.strategy.rules.ranking.saying import join_words, say_number
from throughline.strategy.rules.ranking.scoring import find_scales, weigh

NOTABLE = 1.25
"""An input is worth a word from a quarter above the median, or as much below it."""
_LARGE, _SMALL = 0.6, 0.4
"""In a sum: the shares of an input's points from which it lifts, and up to which it holds back."""


@dataclass(frozen=True, slots=True)
class Factor:
    """What one input does for one idea: `words` is its figure, `pull` above 0 lifts it and below 0 holds it back."""

    input: str
    words: str
    pull: float


def explain(ideas: Sequence[Idea], model: Model) -> dict[str, tuple[Factor, ...]]:
    """The notable inputs of every idea by its name, the strongest first; nothing to compare with is no reason."""
    if len(ideas) < 2:
        return {}
    stated = read_beliefs(ideas, model)
    weigh_input = _compare_with_median if model.form is Form.PRODUCT else _count_points
    found = {name: weigh_input(name, model, stated) for name in model.terms}
    return {
        idea.name: tuple(sorted((f for each in found.values() if (f := each[i])), key=lambda f: -abs(f.pull)))
        for i, idea in enumerate(ideas)
    }


def say_why(factors: Sequence[Factor], *, form: Form) -> str:
    """ "Reach 2.4 × the median lifts it; effort 1.8 × the median holds it back." """
    lifts = [f"{factor.input} {factor.words}" for factor in factors if factor.pull > 0]
    holds = [f"{factor.input} {factor.words}" for factor in factors if factor.pull < 0]
    unit = " the median" if form is Form.PRODUCT else ""
    parts = [
        f"{join_words(each)}{unit} {verb if len(each) == 1 else several}"
        for each, verb, several in (
            (lifts, "lifts it", "lift it"),
            (holds, "holds it back", "hold it back"),
        )
        if each
    ]
    said = "; ".join(parts)
    return f"{said[0].upper()}{said[1:]}." if said else "Near the median in everything."


def _compare_with_median(name: str, model: Model, stated: Mapping[str, Belief]) -> list[Factor | None]:
    middles = _find_middles(stated[name])
    usual = float(np.median(middles))
    if usual <= TINY:
        return [None] * len(middles)
    return [_rate(name, float(value) / usual, model.terms[name]) for value in middles]


def _rate(name: str, times: float, power: float) -> Factor | None:
    if 1 / NOTABLE < times < NOTABLE:
        return None
    return Factor(name, f"{_say_times(times)} ×", power * float(np.log(max(times, TINY))))


def _say_times(times: float) -> str:
    """Two digits: 0.51, 3.2, 140."""
    return say_number(float(f"{times:.2g}"))


def _count_points(name: str, model: Model, stated: Mapping[str, Belief]) -> list[Factor | None]:
    most = abs(model.terms[name])
    points = weigh(_find_middles(stated[name]), model.terms[name], find_scales(model, stated)[name])
    return [_rate_points(name, float(point), most) for point in points]


def _rate_points(name: str, point: float, most: float) -> Factor | None:
    share = point / most if most else 0.5
    if not most or _SMALL < share < _LARGE:
        return None
    return Factor(name, f"{max(point, 0):.0f} of {most:.0f} points", most * (share - 0.5))


def _find_middles(belief: Belief) -> Floats:
    return belief.turn_into_values(np.zeros(1))
