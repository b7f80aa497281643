"""What is asked of the page of ideas, and what is known to answer it with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from urllib.parse import urlencode

from throughline.core.kernel.clock import utc_today
from throughline.core.kernel.errors import BadInput
from throughline.core.models import Workspace
from throughline.strategy.comparing.queries import find_weights, list_classes, list_models
from throughline.strategy.estimating.queries import Known, list_known
from throughline.strategy.estimating.reading import read_estimate
from throughline.strategy.models import Idea, ModelWeights, MoscowClass
from throughline.strategy.queries import list_ideas
from throughline.strategy.rules.ranking.contracts import EFFORT, Drawing, Estimate, Model
from throughline.strategy.rules.ranking.contracts import Idea as Ranked
from throughline.strategy.rules.ranking.models import list_missing

_USUAL_TOP, _FEW = 10, 30


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asked: how many are chosen, what fits, by which model, and whether every line is wanted."""

    top: str = ""
    capacity: str = ""
    model: str = ""
    every: str = ""

    @property
    def rest(self) -> str:
        """The query that asks the same of another model, to follow its own part of the address."""
        return urlencode({name: value for name in ("top", "capacity") if (value := getattr(self, name).strip())})


def read_asked(query: Mapping[str, object]) -> Asked:
    """What the address asks."""
    return Asked(**{name: str(query.get(name, "")) for name in ("top", "capacity", "model", "every")})


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Every idea of a workspace with all that is known of it, and the models that score it.

    `ideas` are those that are ranked: by their keys, with their classes.
    """

    rows: Sequence[Idea]
    ideas: Sequence[Ranked]
    known: Mapping[str, Known]
    classes: Mapping[str, MoscowClass]
    weights: ModelWeights | None
    models: Sequence[Model]
    drawing: Drawing
    capacity: Estimate | None

    @property
    def titles(self) -> dict[str, str]:
        return {row.key: row.title for row in self.rows}


def open_portfolio(workspace: Workspace, asked: Asked) -> Portfolio:
    """In nine queries. Raises `BadInput` where what is asked is no number."""
    rows = list_ideas(workspace)
    known, weights = list_known(workspace, rows, today=utc_today()), find_weights(workspace)
    models = list_models(weights)
    classes = list_classes(rows)
    names = {key: each.name for key, each in classes.items()}
    ideas = [Ranked(row.key, known[row.key].estimates, names.get(row.key, "")) for row in rows]
    drawing = Drawing(_read_top(asked.top) or _choose_top(ideas, models))
    capacity = read_estimate(EFFORT, asked.capacity, where="Weeks of one person in the quarter")
    return Portfolio(rows, ideas, known, classes, weights, models, drawing, capacity)


def _choose_top(ideas: Sequence[Ranked], models: Sequence[Model]) -> int:
    """Ten, or a third of fewer than thirty: of the ideas that some model can score, so that all share one top."""
    count = sum(any(not list_missing(idea, model) for model in models) for idea in ideas)
    return _USUAL_TOP if count >= _FEW else max(1, ceil(count / 3))


def _read_top(top: str) -> int | None:
    if not top.strip():
        return None
    if not top.strip().isdecimal() or not 1 <= int(top) <= 1_000:
        raise BadInput(f"“{top[:20]}” is no number of ideas", mend="write how many you can choose, such as 5")
    return int(top)
