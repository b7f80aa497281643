"""The same ideas under every model, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from throughline.strategy.rules.ranking.contracts import Beside, Comparison, Drawing, Idea, Model
from throughline.strategy.rules.ranking.drawing import ORDERED, draw
from throughline.strategy.rules.ranking.models import list_missing
from throughline.strategy.rules.ranking.ranking import find_middles, find_order, make_contest, read_beliefs

MOSCOW = ("must", "should", "could", "won't")
_SPELLINGS: Mapping[str, str] = {
    **dict.fromkeys(("m", "mo", "must", "must have", "must do"), "must"),
    **dict.fromkeys(("s", "should", "should have", "should do"), "should"),
    **dict.fromkeys(("c", "co", "could", "could have", "could do"), "could"),
    **dict.fromkeys(("w", "wont", "won't", "would", "wont have", "won't have", "wont do", "will not have"), "won't"),
}


def compare_models(ideas: Sequence[Idea], models: Sequence[Model], *, drawing: Drawing) -> tuple[Comparison, ...]:
    """What each model says of the ideas that have all its inputs; places and chances are among those alone.

    `ORDERED` draws are enough for it. Where MoSCoW classes are known, they stand last.
    """
    asked = [_ask(ideas, model, drawing) for model in models]
    return (*asked, _sort_moscow(ideas)) if any(idea.moscow for idea in ideas) else tuple(asked)


def read_moscow(text: str) -> str | None:
    """The class that is meant, or None."""
    plain = " ".join(text.casefold().replace("’", "'").replace("-", " ").replace("_", " ").split()).strip("().! ")
    return _SPELLINGS.get(plain)


def _ask(ideas: Sequence[Idea], model: Model, drawing: Drawing) -> Comparison:
    known = sorted((idea for idea in ideas if not list_missing(idea, model)), key=lambda idea: idea.name)
    if not known:
        return Comparison(model.name, model.title, model.formula, {}, _list_absent(ideas, model))
    stated = read_beliefs(known, model)
    contest = make_contest(stated, model, as_stated=drawing.as_stated)
    few = replace(drawing, draws=min(drawing.draws, ORDERED), top=min(drawing.top, len(known)))
    tally = draw(contest, top=few.top, draws=few.draws, seed=few.seed)
    middles = find_middles(model, stated)
    beside = {
        known[i].name: Beside(place, float(middles[i]), float(tally.chances[i]))
        for place, i in enumerate(find_order(tally)[0], start=1)
    }
    return Comparison(model.name, model.title, model.formula, beside)


def _list_absent(ideas: Sequence[Idea], model: Model) -> tuple[str, ...]:
    """The inputs that no idea has; where each is known to somebody, those that keep everybody out."""
    absent = tuple(name for name in model.terms if not any(name in idea.estimates for idea in ideas))
    return absent or tuple(dict.fromkeys(name for idea in ideas for name in list_missing(idea, model)))


def _sort_moscow(ideas: Sequence[Idea]) -> Comparison:
    """All of one class stand at one place."""
    sizes = Counter(idea.moscow for idea in ideas if idea.moscow)
    places = {name: 1 + sum(sizes[before] for before in MOSCOW[:i]) for i, name in enumerate(MOSCOW)}
    beside = {idea.name: Beside(places[idea.moscow], idea.moscow, None) for idea in ideas if idea.moscow}
    return Comparison("moscow", "MoSCoW", "must, should, could, won't", beside)
