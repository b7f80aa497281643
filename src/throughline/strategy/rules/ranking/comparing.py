"""The same ideas under every model, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from throughline.strategy.rules.ranking.contracts import MOSCOW, Beside, Comparison, Drawing, Idea, Model, Span
from throughline.strategy.rules.ranking.drawing import draw
from throughline.strategy.rules.ranking.models import list_missing
from throughline.strategy.rules.ranking.ranking import find_middles, identify, make_contest, read_beliefs, stand

_SPELLINGS: Mapping[str, str] = {
    **dict.fromkeys(("m", "mo", "must", "must have", "must do"), "must"),
    **dict.fromkeys(("s", "should", "should have", "should do"), "should"),
    **dict.fromkeys(("c", "co", "could", "could have", "could do"), "could"),
    **dict.fromkeys(("w", "wont", "won't", "would", "wont have", "won't have", "wont do", "will not have"), "won't"),
}


def compare_models(ideas: Sequence[Idea], models: Sequence[Model], *, drawing: Drawing) -> tuple[Comparison, ...]:
    """What each model says of the ideas that have all its inputs; places and chances are among those alone.

    They are drawn like a ranking by that model alone, so that both say the same. MoSCoW stands last where classes are
    known.
    """
    asked = [_ask(ideas, model, drawing) for model in models]
    return (*asked, _sort_moscow(ideas)) if any(idea.moscow for idea in ideas) else tuple(asked)


def read_moscow(text: str) -> str | None:
    """The class that is meant, or None."""
    plain = " ".join(text.casefold().replace("’", "'").replace("-", " ").replace("_", " ").split()).strip("().! ")
    return _SPELLINGS.get(plain)


def _ask(ideas: Sequence[Idea], model: Model, drawing: Drawing) -> Comparison:
    known = sorted((idea for idea in ideas if not list_missing(idea, model)), key=lambda idea: identify(idea, model))
    if not known:
        return Comparison(model.name, model.title, model.formula, {}, _list_absent(ideas, model))
    stated = read_beliefs(known, model)
    contest = make_contest(stated, model, as_stated=drawing.as_stated)
    tally = draw(contest, top=min(drawing.top, len(known)), draws=drawing.draws, seed=drawing.seed)
    spans = [Span(middle, middle, middle) for middle in find_middles(model, stated).tolist()]
    beside = {
        each.name: Beside(each.place, each.score.middle, each.chance, each.tie is not None)
        for each in stand(known, tally, spans)
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
