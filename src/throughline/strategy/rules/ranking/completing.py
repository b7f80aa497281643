"""Ideas with a blank: no number is put in its place. What is known bounds where they could stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from throughline.strategy.rules.ranking.believing import TINY, Floats, read_belief
from throughline.strategy.rules.ranking.contracts import Form, Idea, Model
from throughline.strategy.rules.ranking.models import list_missing
from throughline.strategy.rules.ranking.ranking import find_middles, read_beliefs
from throughline.strategy.rules.ranking.scoring import Scale, find_scales, score


@dataclass(frozen=True, slots=True)
class Needed:
    """What the one missing input must be for the idea to reach the top, all else at its middle."""

    input: str
    at_least: float | None = None
    at_most: float | None = None


@dataclass(frozen=True, slots=True)
class Incomplete:
    """An idea that is not ranked: what it lacks, and the places it would take with the best and the worst value that
    the other ideas have there; None where nothing is there to compare with."""

    name: str
    missing: tuple[str, ...]
    places: tuple[int, int] | None = None
    needed: Needed | None = None


def bound_incomplete(
    ideas: Sequence[Idea], ranked: Sequence[Idea], model: Model, *, top: int
) -> tuple[Incomplete, ...]:
    """What is known of each idea that lacks an input of the model, against the ideas that lack none."""
    if not ranked:
        return tuple(Incomplete(idea.name, list_missing(idea, model)) for idea in ideas)
    stated = read_beliefs(ranked, model)
    scales, middles = find_scales(model, stated), np.sort(find_middles(model, stated))[::-1]
    columns = {name: belief.turn_into_values(np.zeros(1)) for name, belief in stated.items()}
    return tuple(_bound(idea, model, columns, scales, middles, top) for idea in ideas)


def _bound(
    idea: Idea, model: Model, columns: Mapping[str, Floats], scales: Mapping[str, Scale], middles: Floats, top: int
) -> Incomplete:
    missing = list_missing(idea, model)
    known = {
        name: read_belief([idea.estimates[name]], name=name).turn_into_values(np.zeros(1))
        for name in model.terms
        if name not in missing
    }
    ends = [
        float(score(model, {**known, **_fill(missing, model, columns, best=best)}, scales)[0]) for best in (True, False)
    ]
    places = (1 + int((middles > ends[0]).sum()), 1 + int((middles > ends[1]).sum()))
    needed = None
    if len(missing) == 1 and top <= len(middles):
        needed = _solve(missing[0], model, known, scales, float(middles[top - 1]))
    return Incomplete(idea.name, missing, places, needed)


def _fill(missing: Sequence[str], model: Model, columns: Mapping[str, Floats], *, best: bool) -> dict[str, Floats]:
    """The value among the other ideas that helps most, or least."""
    return {
        name: np.array([columns[name].max() if (model.terms[name] > 0) == best else columns[name].min()])
        for name in missing
    }


def _solve(
    name: str, model: Model, known: Mapping[str, Floats], scales: Mapping[str, Scale], bar: float
) -> Needed | None:
    """Where the score meets the bar: both forms are monotone in each input and solved by hand."""
    if model.form is Form.PRODUCT:
        rest = float(score(model, {**known, name: np.ones(1)}, scales)[0])
        value = bar / rest if rest > TINY and bar > 0 else None
        if value is None:
            return None
        return Needed(name, at_least=value) if model.terms[name] > 0 else Needed(name, at_most=1 / value)
    low, high = (float(score(model, {**known, name: np.array([end])}, scales)[0]) for end in (0.0, 1.0))
    value = (bar - low) / (high - low) if high != low else None
    if value is None:
        return None
    return Needed(name, at_least=value) if model.terms[name] > 0 else Needed(name, at_most=value)
