"""Rank ideas by simulation: the chance that each belongs in the top, ties, what the order hinges on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from throughline.strategy.rules.ranking.believing import Belief, read_belief, temper
from throughline.strategy.rules.ranking.contracts import (
    EFFORT,
    Drawing,
    Estimate,
    Fit,
    Idea,
    Model,
    Ranking,
    Span,
    Standing,
)
from throughline.strategy.rules.ranking.drawing import Tally, draw, find_places
from throughline.strategy.rules.ranking.fitting import list_fits
from throughline.strategy.rules.ranking.questioning import list_hinges, list_questions
from throughline.strategy.rules.ranking.saying import join_words, say_percent
from throughline.strategy.rules.ranking.scoring import Contest, find_scales, open_contest, score

TIED = 0.2
"""Two ideas are tied where the one behind is ahead in more than this share of the draws."""
SURE, RUNNING = 0.8, 0.2
"""From the first chance an idea is said to belong in the top; between both it is in the running."""
_ENDS = (0.05, 0.95)
_SPAN_DRAWS, _NAMED = 1_000, 3


def rank(ideas: Sequence[Idea], model: Model, *, drawing: Drawing, capacity: Estimate | None = None) -> Ranking:
    """Rank ideas that have every input of the model; best first, by the chance to be in the top, then by mean place.

    Neither the order in which ideas come nor where an estimate is from changes anything. `drawing.top` is brought
    down to the number of ideas. Raises `ValueError` where an idea lacks an input.
    """
    drawing = replace(drawing, top=min(drawing.top, len(ideas)))
    if not ideas:
        return Ranking(model, drawing, ())
    ideas = sorted(ideas, key=lambda idea: identify(idea, model))
    stated = read_beliefs(ideas, model)
    contest = make_contest(stated, model, as_stated=drawing.as_stated)
    tally = draw(contest, top=drawing.top, draws=drawing.draws, seed=drawing.seed)
    standings = stand(ideas, tally, _find_spans(model, stated))
    order = {standing.name: number for number, standing in enumerate(standings)}
    return Ranking(
        model,
        drawing,
        standings,
        list_hinges(tally, contest, [idea.name for idea in ideas]),
        list_questions(contest, [idea.name for idea in ideas], top=drawing.top),
        () if capacity is None else _fit(sorted(ideas, key=lambda idea: order[idea.name]), capacity, drawing),
    )


def read_beliefs(ideas: Sequence[Idea], model: Model) -> dict[str, Belief]:
    """The model's inputs as stated. Raises `ValueError` where an idea lacks one."""
    return {name: read_belief([_get(idea, name) for idea in ideas], name=name) for name in model.terms}


def make_contest(stated: Mapping[str, Belief], model: Model, *, as_stated: bool) -> Contest:
    """What is drawn from: the ranges as stated, or drawn towards each other (see `believing`)."""
    return open_contest(model, stated if as_stated else {name: temper(belief) for name, belief in stated.items()})


def find_order(tally: Tally) -> tuple[list[int], NDArray[np.intp]]:
    """The ideas by the chance to be in the top, then by mean place; and their places from 0 in the ordered draws."""
    places = find_places(tally.scores)
    means = places.mean(axis=0)
    return sorted(range(len(means)), key=lambda i: (-tally.chances[i], means[i])), places


def find_middles(model: Model, stated: Mapping[str, Belief]) -> NDArray[np.float64]:
    """Each idea's score at the middle of its estimates."""
    middles = {name: belief.turn_into_values(np.zeros(1)) for name, belief in stated.items()}
    return score(model, middles, find_scales(model, stated))


def identify(idea: Idea, model: Model) -> tuple[str, tuple[tuple[float, float, float], ...]]:
    """What an idea is drawn by: its name and numbers. Sources are no part of it."""
    estimates = [_get(idea, name) for name in model.terms]
    return idea.name, tuple((e.low, e.high, e.low if e.best is None else e.best) for e in estimates)


def _get(idea: Idea, name: str) -> Estimate:
    if name not in idea.estimates:
        raise ValueError(f"“{idea.name}” has no {name}")
    return idea.estimates[name]


def _find_spans(model: Model, stated: Mapping[str, Belief]) -> list[Span]:
    """The score at the middle of the estimates, and where it lies nine times in ten if they hold as stated."""
    generator = np.random.Generator(np.random.PCG64(_SPAN_DRAWS))
    count = len(next(iter(stated.values())).centre)
    drawn = {
        name: belief.turn_into_values(generator.standard_normal((_SPAN_DRAWS, count)))
        for name, belief in stated.items()
    }
    low, high = np.quantile(score(model, drawn, find_scales(model, stated)), _ENDS, axis=0)
    middle = find_middles(model, stated)
    return [Span(float(min(a, m)), float(m), float(max(b, m))) for a, m, b in zip(low, middle, high, strict=True)]


def stand(ideas: Sequence[Idea], tally: Tally, spans: Sequence[Span]) -> tuple[Standing, ...]:
    """Where each idea stands, best first; `ideas` and `spans` are in the order in which they were drawn."""
    order, places = find_order(tally)
    low, high = np.quantile(places, _ENDS, axis=0, method="inverted_cdf").astype(int) + 1
    standings: list[Standing] = []
    for number, group in enumerate(_group(order, tally), start=1):
        place, tie = len(standings) + 1, number if len(group) > 1 else None
        for i in group:
            ends = (int(low[i]), int(high[i]))
            standings.append(Standing(ideas[i].name, place, ends, float(tally.chances[i]), spans[i], tie))
    return tuple(standings)


def _group(order: Sequence[int], tally: Tally) -> list[list[int]]:
    """Neighbours that are tied with the first of their group; a group ends with the first that is not."""
    groups: list[list[int]] = []
    for place in order:
        if groups and _is_tied(tally, groups[-1][0], place):
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _is_tied(tally: Tally, ahead: int, behind: int) -> bool:
    return float((tally.scores[:, behind] > tally.scores[:, ahead]).mean()) > TIED


def _fit(ideas: Sequence[Idea], capacity: Estimate, drawing: Drawing) -> tuple[Fit, ...]:
    known = [idea for idea in ideas if EFFORT in idea.estimates]
    efforts = [idea.estimates[EFFORT] for idea in known]
    return list_fits(efforts, [idea.name for idea in known], capacity=capacity, drawing=drawing)


def say_headline(ranking: Ranking, titles: Mapping[str, str]) -> str:
    """Who belongs in the top for sure, and how many more are in the running, in a sentence."""
    standings, top = ranking.standings, ranking.drawing.top
    if len(standings) < 2:
        return "One idea alone has nothing to be compared with." if standings else ""
    if top >= len(standings):
        return f"All {len(standings):,} ranked ideas are in the top {top:,}: choose fewer to see an order."
    sure = [f"“{titles[each.name]}”" for each in standings if each.chance >= SURE]
    running = sum(RUNNING <= each.chance < SURE for each in standings)
    left, with_ = top - len(sure), f"in the top {top:,} with {say_percent(SURE)} or more"
    if not sure:
        return f"No idea is {with_}: {_count(running)} in the running for {'it' if top == 1 else f'{top:,} places'}."
    names = join_words(sure) if len(sure) <= _NAMED else f"{len(sure):,} ideas"
    said = f"{names} {'is' if len(sure) == 1 else 'are'} {with_}"
    if left <= 0 or not running:
        return f"{said}."
    return f"{said}; for the other {'place' if left == 1 else f'{left:,} places'} {_count(running)} in the running."


def _count(number: int) -> str:
    return f"{number:,} {'is' if number == 1 else 'are'}"
