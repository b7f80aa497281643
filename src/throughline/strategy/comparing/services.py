"""Writes about models: the weights of the team's own, and the MoSCoW classes of ideas."""

from __future__ import annotations

import re
from collections.abc import Mapping

from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.strategy.comparing.errors import BadWeight, NoSuchClass, NothingWeighs
from throughline.strategy.comparing.queries import find_weights, list_classes
from throughline.strategy.errors import IdeaNotFound
from throughline.strategy.estimating.reading import INPUTS
from throughline.strategy.models import Idea, ModelWeights, MoscowClass
from throughline.strategy.rules.ranking.comparing import read_moscow
from throughline.strategy.rules.ranking.numerals import NUMERAL, read_numeral

MOST = 100
"""The largest weight; what counts is each one's share of their sum."""


@service("set the weights")
def set_weights(act: Act, *, written: Mapping[str, str]) -> ModelWeights | None:
    """What each input weighs, as a person wrote it; all empty takes the weights away.

    Effort counts the more the less it is. Raises `BadWeight`, `NothingWeighs`.
    """
    weights = {name: _read_weight(name, text) for name in INPUTS if (text := written.get(name, "").strip())}
    if weights and not any(weights.values()):
        raise NothingWeighs
    known, kept = find_weights(act.workspace), {name: weight for name, weight in weights.items() if weight}
    if known is None:
        made = ModelWeights(workspace=act.workspace, weights=kept, member=act.member, at=act.now)
        return act.create(made) if kept else None
    if not kept:
        act.delete(known)
        return None
    return known if known.weights == kept else act.update(known, weights=kept, member=act.member, at=act.now)


@service("sort ideas by MoSCoW")
def sort_ideas(act: Act, *, classes: Mapping[str, str]) -> None:
    """The class of each named idea by its key; an empty one takes it away. Ideas that are not named stay.

    Raises `IdeaNotFound`, `NoSuchClass` before anything is kept.
    """
    ideas = {row.key: row for row in Idea.objects.filter(workspace=act.workspace, key__in=classes)}
    if missing := next((key for key in classes if key not in ideas), None):
        raise IdeaNotFound(missing)
    meant = {key: _read_class(text) for key, text in classes.items()}
    known = list_classes(list(ideas.values()))
    changed = [key for key, name in meant.items() if name != (known[key].name if key in known else "")]
    if changed:
        act.name_subject(ideas[changed[0]].title if len(changed) == 1 else f"{len(changed):,} ideas")
    for key in changed:
        _put(act, ideas[key], known.get(key), meant[key])


def _put(act: Act, idea: Idea, known: MoscowClass | None, name: str) -> None:
    if known is None:
        act.create(MoscowClass(idea=idea, name=name, member=act.member, at=act.now))
    elif name:
        act.update(known, name=name, member=act.member, at=act.now)
    else:
        act.delete(known)


def _read_weight(name: str, text: str) -> float:
    plain = text.removesuffix("%").strip()
    value = read_numeral(plain, None) if re.fullmatch(NUMERAL, plain) else None
    if value is None or not 0 <= value <= MOST:
        raise BadWeight(name, text)
    return value


def _read_class(text: str) -> str:
    name = read_moscow(text) if text.strip() else ""
    if name is None:
        raise NoSuchClass(text)
    return name
