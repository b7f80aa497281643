"""A plan as JSON; docs/reference/json.md describes it."""

from __future__ import annotations

from typing import Any

from throughline.iteration.power.telling import say_verdict
from throughline.measurement.experiments.planning import Plan

_VERDICTS = {True: "can be shown", False: "cannot be shown", None: None}


def write_document(plan: Plan) -> dict[str, Any]:
    """The same keys every time; what is not known is null."""
    return {
        "per_variant": plan.units,
        "total": None if plan.units is None else plan.units * plan.test.variants,
        "days": plan.days,
        "effect": plan.effect,
        "relative": _relate(plan, plan.effect),
        "detectable": plan.detectable,
        "detectable_relative": _relate(plan, plan.detectable),
        "within": plan.longest,
        "per_variant_within": plan.reached,
        "power_within": plan.power,
        "alpha": plan.test.alpha,
        "power": plan.test.power,
        "variants": plan.test.variants,
        "verdict": _VERDICTS[plan.can_show],
        "reason": say_verdict(plan),
    }


def _relate(plan: Plan, effect: float | None) -> float | None:
    return None if effect is None or plan.outcome.mean == 0 else effect / plan.outcome.mean
