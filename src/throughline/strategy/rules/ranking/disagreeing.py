"""Where models disagree over the same ideas: what one puts in the top and another leaves out, beyond their doubt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from throughline.strategy.rules.ranking.contracts import Beside, Comparison, Form, Model
from throughline.strategy.rules.ranking.saying import join_words, say_percent

APART = 0.5
"""Two models disagree on an idea where its chances of the top are at least so far apart: less is their own doubt."""
LIKELY, UNLIKELY = 0.5, 0.2
MUST, WONT = "must", "won't"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One idea over which models part: who gives it the best chance of the top and who the least.

    `apart` are the inputs that only one of the two counts; empty where one of them adds up by weights, because then
    the weights differ as well.
    """

    name: str
    best: Comparison
    least: Comparison
    apart: tuple[str, ...]

    @property
    def gap(self) -> float:
        return _get_chance(self.best, self.name) - _get_chance(self.least, self.name)


@dataclass(frozen=True, slots=True)
class Agreement:
    """What several models come to together: ideas that all of them put in the top, or all leave out.

    `open` are those they see on different sides of even chances, but no further apart than their own doubt.
    `against_class` are the musts that no model gives a fair chance and the won'ts that every model puts in the top.
    """

    models: int
    inside: tuple[str, ...]
    outside: tuple[str, ...]
    parted: tuple[Disagreement, ...]
    open: tuple[str, ...]
    against_class: tuple[str, ...]


def find_agreement(compared: Sequence[Comparison], models: Sequence[Model]) -> Agreement:
    """Over ideas that at least two of `models` score. Parted ones: the widest first."""
    scoring = [each for each in compared if each.name != "moscow" and each.beside]
    names = list(dict.fromkeys(name for each in scoring for name in each.beside))
    heard = {name: [each for each in scoring if name in each.beside] for name in names}
    heard = {name: those for name, those in heard.items() if len(those) > 1}
    by_name = {model.name: model for model in models}
    parted = [found for name, those in heard.items() if (found := _part(name, those, by_name))]
    chances = {name: [_get_chance(each, name) for each in those] for name, those in heard.items()}
    apart = {each.name for each in parted}
    alike = {name: each for name, each in chances.items() if name not in apart}
    inside = tuple(name for name, each in alike.items() if min(each) >= LIKELY)
    outside = tuple(name for name, each in alike.items() if max(each) < LIKELY)
    return Agreement(
        len(scoring),
        inside,
        outside,
        tuple(sorted(parted, key=lambda each: (-each.gap, each.name))),
        tuple(name for name in alike if name not in inside and name not in outside),
        tuple(_list_against(compared, chances)),
    )


def say_disagreement(each: Disagreement, *, title: str, top: int) -> str:
    """ "“Bulk export” is in the top 3 with 85 % by RICE and with 12 % by ICE; what differs is reach." """
    best, least = (say_percent(_get_chance(one, each.name)) for one in (each.best, each.least))
    said = f"“{title}” is in the top {top} with {best} by {each.best.title} and with {least} by {each.least.title}"
    return (
        f"{said}; what differs is {join_words(each.apart)}."
        if each.apart
        else f"{said}; one multiplies, the other adds up by weights."
    )


def _part(name: str, those: Sequence[Comparison], models: Mapping[str, Model]) -> Disagreement | None:
    best = max(those, key=lambda each: _get_chance(each, name))
    least = min(those, key=lambda each: _get_chance(each, name))
    found = Disagreement(name, best, least, _find_apart(models[best.name], models[least.name]))
    return found if found.gap >= APART else None


def _find_apart(one: Model, other: Model) -> tuple[str, ...]:
    if Form.SUM in (one.form, other.form):
        return ()
    return tuple(sorted(one.terms.keys() ^ other.terms.keys()))


def _list_against(compared: Sequence[Comparison], chances: Mapping[str, Sequence[float]]) -> list[str]:
    """Classes that the figures do not bear out; a class is a person's word and stands as it is."""
    sorted_by = next((each.beside for each in compared if each.name == "moscow"), dict[str, Beside]())
    return [
        name
        for name, said in sorted_by.items()
        if name in chances
        and (
            (said.score == MUST and max(chances[name]) < UNLIKELY)
            or (said.score == WONT and min(chances[name]) >= LIKELY)
        )
    ]


def _get_chance(each: Comparison, name: str) -> float:
    return each.beside[name].chance or 0.0
