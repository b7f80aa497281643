"""Reads of what people say about models: the weights they set, the class they put an idea in."""

from __future__ import annotations

from collections.abc import Sequence

from throughline.core.models import Workspace
from throughline.strategy.estimating.reading import INPUTS
from throughline.strategy.models import Idea, ModelWeights, MoscowClass
from throughline.strategy.rules.ranking.contracts import Model
from throughline.strategy.rules.ranking.models import make_weighted, offer_models


def find_weights(workspace: Workspace) -> ModelWeights | None:
    """The weights of the team's own model; None where nobody has set any."""
    return ModelWeights.objects.filter(workspace=workspace).select_related("member").first()


def list_models(weights: ModelWeights | None) -> tuple[Model, ...]:
    """The models that score ideas here, in their usual order; own weights last, where there are any."""
    kept = weights.weights if weights else {}
    own = {name: kept[name] for name in INPUTS if name in kept}
    return (*offer_models(INPUTS), *([make_weighted(own)] if own else []))


def list_classes(ideas: Sequence[Idea]) -> dict[str, MoscowClass]:
    """The class of each idea that has one, by the idea's key."""
    rows = MoscowClass.objects.filter(idea__in=ideas).select_related("idea", "member")
    return {row.idea.key: row for row in rows}
