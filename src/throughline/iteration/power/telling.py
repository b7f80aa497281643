"""A plan in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from throughline.measurement.experiments.planning import Plan


def say_plan(plan: Plan) -> Iterator[str]:
    """What it takes, what the traffic can show, and on what that rests."""
    if plan.units is not None:
        yield _say_size(plan)
    yield say_verdict(plan)
    yield _say_ground(plan)


def say_verdict(plan: Plan) -> str:
    """Whether the traffic can show it, and if not, what it can."""
    if plan.per_day is None:
        return "How long that takes depends on the traffic: say --per-day."
    if plan.effect is None:
        return f"In {_say_days(plan.longest)} your traffic shows {_say_detectable(plan)}."
    if plan.can_show:
        return f"Your traffic shows it in {_say_days(plan.days or 0)} (whole weeks)."
    power = "" if plan.power is None else f" In {plan.longest:,} days the chance to find it is {_percent(plan.power)}."
    return (
        f"Your traffic cannot show this: it would take {_say_days(plan.days or 0)}, and you would wait"
        f" {_say_days(plan.longest)}.{power} What it does show in that time: {_say_detectable(plan)}."
    )


def _say_size(plan: Plan) -> str:
    units, effect = plan.units or 0, plan.effect or 0.0
    total = units * plan.test.variants
    return (
        f"To find {_say_effect(plan, effect)} with a chance of {_percent(plan.test.power)}, {units:,} units in each of"
        f" {plan.test.variants} variants are needed, {total:,} in all."
    )


def _say_detectable(plan: Plan) -> str:
    if plan.detectable is None:
        return "nothing, however large the effect"
    return f"an increase of {_say_effect(plan, plan.detectable)} or more"


def _say_effect(plan: Plan, effect: float) -> str:
    said = f"{100 * effect:+.3g} points" if plan.outcome.is_share else f"{effect:+.4g}"
    relative = f" ({effect / plan.outcome.mean:+.2%} of the control)" if plan.outcome.mean else ""
    return f"{said}{relative}"


def _say_ground(plan: Plan) -> str:
    test = plan.test
    level = f"two-sided at {test.alpha:g}"
    if test.variants > 2:
        level += f", {test.level:.3g} for each of {test.variants - 1} treatments"
    law = "pooled z test of shares" if plan.outcome.is_share else "Student's t test"
    cuped = f"; a covariate that correlates at {plan.outcome.explained:g}" if plan.outcome.explained else ""
    return f"By a {law}, {level}, equal shares of the traffic{cuped}. Looking earlier and stopping is not in it."


def _say_days(days: int) -> str:
    weeks, rest = divmod(days, 7)
    if rest or not weeks:
        return f"{days:,} day" if days == 1 else f"{days:,} days"
    return f"{weeks:,} week" if weeks == 1 else f"{weeks:,} weeks"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %" if 0.005 <= share <= 0.995 else f"{100 * share:.2g} %"
