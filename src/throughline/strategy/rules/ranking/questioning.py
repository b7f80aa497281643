"""What the order hinges on, and which estimate is worth an hour of research."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from throughline.strategy.rules.ranking.believing import TINY, Belief, Floats
from throughline.strategy.rules.ranking.contracts import Hinge, Question
from throughline.strategy.rules.ranking.drawing import Tally
from throughline.strategy.rules.ranking.normal import cut_evenly
from throughline.strategy.rules.ranking.scoring import Contest, score

_NODES = cut_evenly(200)[:, None]
"""Deviates that stand for equal parts of the normal law."""
_LEAST_SWING = 0.02


def list_hinges(tally: Tally, contest: Contest, names: Sequence[str]) -> tuple[Hinge, ...]:
    """Every input of every contested idea that moves its chance by two points or more, the strongest first."""
    hinges: list[Hinge] = []
    for name, part in tally.parts.items():
        doubted = ~contest.beliefs[name].exact[tally.contested] & (part.low > 0) & (part.high > 0)
        lows = part.low_inside / np.maximum(part.low, 1)
        highs = part.high_inside / np.maximum(part.high, 1)
        for place in np.flatnonzero(doubted):
            idea = names[int(tally.contested[place])]
            hinges.append(Hinge(idea, name, float(lows[place]), float(highs[place])))
    wide = [hinge for hinge in hinges if hinge.swing >= _LEAST_SWING]
    return tuple(sorted(wide, key=lambda hinge: (-hinge.swing, hinge.name, hinge.input)))


def list_questions(contest: Contest, names: Sequence[str], *, top: int) -> tuple[Question, ...]:
    """The value of knowing each input exactly, the most valuable first; what changes nothing is left out.

    Expected value of partial perfect information (R. A. Howard, Information value theory, IEEE Transactions on
    Systems Science and Cybernetics 2, 1966, 22-26). The choice is the `top` ideas with the highest expected scores.
    Inputs err independently, so an answer about one idea moves that idea alone, against the last one in or the first
    one out: one integral over 200 equal parts for each input, without a simulation in a simulation.
    """
    if top >= len(names):
        return ()
    means = {name: _mean(contest, name) for name in contest.model.terms}
    expected = score(contest.model, means, contest.scales)
    bars = _find_bars(expected, top)
    total = float(np.sort(expected)[-top:].sum())
    found = [q for name in contest.model.terms for q in _ask(contest, name, names, means, bars, total)]
    return tuple(sorted(found, key=lambda question: (-question.gain, question.name, question.input)))


def _mean(contest: Contest, name: str) -> Floats:
    """The mean of each idea's input; of what a product divides by, that which gives the mean of its inverse."""
    values = _spread(contest.beliefs[name])
    if _is_divided_by(contest, name):
        return 1 / _average(1 / np.maximum(values, TINY))
    return _average(values)


def _average(values: Floats) -> Floats:
    total: Floats = np.add.reduce(values, axis=0)
    return total / len(values)


def _spread(belief: Belief) -> Floats:
    return belief.turn_into_values(_NODES)


def _is_divided_by(contest: Contest, name: str) -> bool:
    return not contest.scales and contest.model.terms[name] < 0


def _find_bars(expected: Floats, top: int) -> Floats:
    """What each idea must outdo: the best that stays out for those inside, the last one in for the others."""
    ordered: Floats = np.sort(expected)[::-1]
    last_in, first_out = float(ordered[top - 1]), float(ordered[top])
    return np.where(expected >= last_in, first_out, last_in)


def _ask(
    contest: Contest, name: str, names: Sequence[str], means: Mapping[str, Floats], bars: Floats, total: float
) -> list[Question]:
    known = score(contest.model, {**means, name: _spread(contest.beliefs[name])}, contest.scales)
    now = known.mean(axis=0)
    gains = np.maximum(known, bars).mean(axis=0) - np.maximum(now, bars)
    changes = ((known > bars) != (now > bars)).mean(axis=0)
    worth: NDArray[np.bool_] = ~contest.beliefs[name].exact & (gains > 1e-9 * max(abs(total), 1e-9))
    return [
        Question(names[i], name, float(changes[i]), float(gains[i]), float(gains[i]) / total if total > 0 else 0.0)
        for i in range(len(names))
        if worth[i]
    ]
