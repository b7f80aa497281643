"""The models that score the same ideas: RICE, ICE, value against effort, own weights. MoSCoW stands in `moscow`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from throughline.strategy.rules.ranking.contracts import (
    CONFIDENCE,
    EASE,
    EFFORT,
    IMPACT,
    REACH,
    VALUE,
    Form,
    Idea,
    Model,
)

WEIGHTED = "weighted"
RICE = Model(
    "rice",
    "RICE",
    Form.PRODUCT,
    {REACH: 1, IMPACT: 1, CONFIDENCE: 1, EFFORT: -1},
    "reach × impact × confidence ÷ effort",
)
"""S. McBride, RICE: simple prioritization for product managers, Intercom, 2016."""
ICE = Model("ice", "ICE", Form.PRODUCT, {IMPACT: 1, CONFIDENCE: 1, EASE: 1}, "impact × confidence × ease")
"""S. Ellis, GrowthHackers; the product, not the mean, so that the units of an input do not matter."""
ICE_BY_EFFORT = Model(
    "ice",
    "ICE",
    Form.PRODUCT,
    {IMPACT: 1, CONFIDENCE: 1, EFFORT: -1},
    "impact × confidence ÷ effort (no column says ease)",
)
VALUE_EFFORT = Model("value-effort", "Value against effort", Form.PRODUCT, {VALUE: 1, EFFORT: -1}, "value ÷ effort")
IMPACT_EFFORT = Model(
    "value-effort",
    "Value against effort",
    Form.PRODUCT,
    {IMPACT: 1, EFFORT: -1},
    "impact ÷ effort (no column says value)",
)


def offer_models(inputs: Iterable[str]) -> tuple[Model, ...]:
    """The models in their usual order, each in the form that fits the inputs there are."""
    known = frozenset(inputs)
    ice = ICE if EASE in known or EFFORT not in known else ICE_BY_EFFORT
    value = VALUE_EFFORT if VALUE in known or IMPACT not in known else IMPACT_EFFORT
    return RICE, ice, value


def make_weighted(weights: Mapping[str, float]) -> Model:
    """Own weights: each input runs from 0 (the least of these ideas) to 1 (the most), so that no unit matters.

    A negative weight says that less is better; effort is always better when it is less. The weights are brought to a
    sum of 100 without their signs.
    """
    total = sum(abs(weight) for weight in weights.values())
    terms = {name: _turn(name, weight) * 100 / total for name, weight in weights.items()}
    said = " + ".join(f"{abs(terms[name]):.0f} × {_say_direction(name, terms[name])}" for name in terms)
    return Model(WEIGHTED, "Own weights", Form.SUM, terms, said)


def list_missing(idea: Idea, model: Model) -> tuple[str, ...]:
    """The inputs that the model needs and the idea does not have."""
    return tuple(name for name in model.terms if name not in idea.estimates)


def choose_model(models: Sequence[Model], inputs: Iterable[str]) -> Model | None:
    """The first of `models` whose inputs are all there; None where no model can be used."""
    known = frozenset(inputs)
    return next((model for model in models if known.issuperset(model.terms)), None)


def _turn(name: str, weight: float) -> float:
    return -abs(weight) if name == EFFORT else weight


def _say_direction(name: str, weight: float) -> str:
    return f"little {name}" if weight < 0 else name
