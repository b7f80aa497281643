"""From a file of ideas to the whole answer: ranked, beside other models, with what was left out and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from throughline.strategy.ranking.errors import BadOption, NothingToRank, WithoutColumns, WithoutModel
from throughline.strategy.ranking.options import find_unused, parse_capacity
from throughline.strategy.ranking.reading import IdeaFile, read_ideas
from throughline.strategy.rules.ranking.cells import Amount
from throughline.strategy.rules.ranking.comparing import compare_models
from throughline.strategy.rules.ranking.completing import Incomplete, bound_incomplete
from throughline.strategy.rules.ranking.contracts import (
    EFFORT,
    Comparison,
    Drawing,
    Estimate,
    Idea,
    Model,
    Ranking,
)
from throughline.strategy.rules.ranking.disagreeing import Agreement, find_agreement
from throughline.strategy.rules.ranking.explaining import Factor, explain
from throughline.strategy.rules.ranking.models import choose_model, list_missing, make_weighted, offer_models
from throughline.strategy.rules.ranking.ranking import rank
from throughline.strategy.rules.ranking.sheet import SheetIdea, Trouble

MODELS = ("rice", "ice", "value-effort", "weighted")
USUAL_TOP, FEW = 10, 30
"""The top is ten ideas, or a third of them where there are fewer than thirty."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for; None leaves the choice to what the file holds."""

    model: str | None = None
    weights: Mapping[str, float] | None = None
    columns: Mapping[str, str] | None = None
    words: Mapping[str, Mapping[str, Amount]] | None = None
    top: int | None = None
    draws: int = 10_000
    seed: int = 1
    capacity: str | None = None
    as_stated: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The ranking, and everything that a person must know to believe it. `ideas` has every idea by its name."""

    file: str
    sheet: str
    ranking: Ranking
    reasons: Mapping[str, tuple[Factor, ...]]
    beside: tuple[Comparison, ...]
    agreement: Agreement
    ideas: Mapping[str, SheetIdea]
    incomplete: tuple[Incomplete, ...]
    troubles: tuple[Trouble, ...]
    columns: Mapping[str, str]
    units: Mapping[str, str]
    capacity: Estimate | None
    notes: tuple[str, ...]

    @property
    def has_findings(self) -> bool:
        return bool(self.troubles or self.incomplete)


def answer(path: Path, wish: Wish) -> Answer:
    """Rank the ideas of a file. Raises `AppError` where nothing can be ranked."""
    weights = dict(wish.weights or {})
    file = read_ideas(path, columns=wish.columns or {}, weighed=tuple(weights), words=wish.words)
    _demand_used(wish, file)
    models, model = _choose(path, wish, file, weights)
    ideas = [item.idea for item in file.read.ideas]
    ranked = [idea for idea in ideas if not list_missing(idea, model)]
    if not ranked:
        raise NothingToRank(str(path), model, _tell_first(file))
    capacity = _read_capacity(path, wish, file)
    drawing = Drawing(wish.top or _choose_top(len(ranked)), wish.draws, wish.seed, wish.as_stated)
    ranking = rank(ranked, model, drawing=drawing, capacity=capacity)
    beside = compare_models(ideas, models, drawing=ranking.drawing)
    return Answer(
        file=path.name,
        sheet=file.sheet,
        ranking=ranking,
        reasons=explain(ranked, model),
        beside=beside,
        agreement=find_agreement(beside, models),
        ideas={item.idea.name: item for item in file.read.ideas},
        incomplete=bound_incomplete(
            [idea for idea in ideas if list_missing(idea, model)], ranked, model, top=ranking.drawing.top
        ),
        troubles=tuple(file.read.troubles),
        columns=file.read.inputs,
        units=file.read.units,
        capacity=capacity,
        notes=(*file.read.notes, *_note(wish, ranking, ranked, capacity)),
    )


def _choose(path: Path, wish: Wish, file: IdeaFile, weights: Mapping[str, float]) -> tuple[list[Model], Model]:
    """Every model that is shown, and the one that ranks."""
    inputs = tuple(file.read.inputs)
    models = [*offer_models(inputs), *([make_weighted(weights)] if weights else [])]
    if wish.model == "weighted" and not weights:
        raise BadOption("it has no weights", where="--model weighted", mend="add --weights reach=2,impact=3,effort=1")
    name = wish.model or ("weighted" if weights else None)
    model = next((m for m in models if m.name == name), None) if name else choose_model(models, inputs)
    if model is None:
        raise WithoutModel(str(path), file.columns)
    if missing := [needed for needed in model.terms if needed not in inputs]:
        raise WithoutColumns(str(path), model, missing)
    return models, model


def _demand_used(wish: Wish, file: IdeaFile) -> None:
    name = find_unused(wish.words or {}, tuple(file.read.inputs))
    if name is not None:
        raise BadOption(f"no column holds {name}", where=f"--words {name}:…", mend="name an input that the file has")


def _read_capacity(path: Path, wish: Wish, file: IdeaFile) -> Estimate | None:
    if wish.capacity is not None and EFFORT not in file.read.inputs:
        raise BadOption(
            "no column says what an idea costs", where=str(path), mend=f"name it with --map {EFFORT}=COLUMN"
        )
    return parse_capacity(wish.capacity, unit=file.read.units.get(EFFORT, ""))


def _choose_top(count: int) -> int:
    return USUAL_TOP if count >= FEW else max(1, ceil(count / 3))


def _tell_first(file: IdeaFile) -> str:
    trouble = file.read.troubles[0] if file.read.troubles else None
    if trouble is None:
        return ""
    column = f", column “{trouble.column}”" if trouble.column else ""
    return f"line {trouble.line}{column}: {trouble.error.what}"


def _note(wish: Wish, ranking: Ranking, ranked: Sequence[Idea], capacity: Estimate | None) -> list[str]:
    used = [idea.estimates[name] for idea in ranked for name in ranking.model.terms]
    exact = sum(1 for estimate in used if estimate.exact)
    notes: list[str] = []
    if exact == len(used):
        notes.append("Every input is a single number and taken as exact, so nothing here is in doubt; write ranges.")
    elif exact:
        notes.append(f"{exact:,} of {len(used):,} inputs are single numbers and taken as exact.")
    if exact < len(used) and not wish.as_stated:
        notes.append(
            "A range is read as a measurement with an error: a wide one is drawn towards the middle of its column"
            " (--as-stated takes every range as it is)."
        )
    if len(ranked) == 1:
        notes.append("One idea alone has nothing to be compared with.")
    if wish.top and wish.top > len(ranked):
        notes.append(f"There are {len(ranked):,} ranked ideas, so the top {wish.top:,} are all of them.")
    without = [idea for idea in ranked if EFFORT not in idea.estimates] if capacity else []
    if without:
        notes.append(f"{len(without):,} ranked ideas have no effort and are not in the capacity line.")
    return notes
