"""A plan for an experiment: its size, its length, and whether the traffic can show what is hoped for."""

from __future__ import annotations

from dataclasses import dataclass

from throughline.core.kernel.errors import BadInput
from throughline.measurement.experiments.power import (
    Outcome,
    Test,
    find_days,
    find_effect,
    find_power,
    find_units,
)


class BadPlan(BadInput):
    """A plan that cannot be worked out."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an experiment takes, with None for what was not asked or cannot be known.

    `effect` is the difference in means that is hoped for; `units` are those of each variant that it takes, `days` how
    long that is in whole weeks. `reached` are the units of each variant within `longest` days, `power` their chance to
    find `effect`, `detectable` the smallest increase that they find.
    """

    outcome: Outcome
    test: Test
    longest: int
    per_day: float | None
    effect: float | None
    units: int | None
    days: int | None
    reached: int | None
    power: float | None
    detectable: float | None

    @property
    def can_show(self) -> bool | None:
        """Whether the traffic shows the effect in time; None where traffic or effect is not known."""
        return None if self.days is None else self.days <= self.longest


def plan(outcome: Outcome, test: Test, *, effect: float | None, per_day: float | None, longest: int) -> Plan:
    """Work out what is known. Raises `BadPlan` where that is nothing."""
    _demand_sense(outcome, effect)
    if effect is None and per_day is None:
        raise BadPlan(
            "neither the effect nor the traffic is known",
            mend="say --relative 0.05 or --absolute 0.01 for the first, --per-day 1000 for the second",
            on_page="say the smallest effect that would matter, or how many units enter a day",
        )
    units = find_units(outcome, effect, test) if effect is not None else None
    days = find_days(units, test, per_day) if units is not None and per_day is not None else None
    reached = int(per_day * longest / test.variants) if per_day is not None else None
    power = find_power(outcome, effect, reached, test) if effect is not None and reached and reached > 1 else None
    detectable = find_effect(outcome, reached, test) if reached is not None else None
    return Plan(outcome, test, longest, per_day, effect, units, days, reached, power, detectable)


def _demand_sense(outcome: Outcome, effect: float | None) -> None:
    if effect == 0:
        raise BadPlan("an effect of 0 cannot be found by any experiment", mend="say the smallest that would matter")
    if outcome.is_share and effect is not None and not 0 < outcome.mean + effect < 1:
        raise BadPlan(
            f"the share would become {outcome.mean + effect:.4g}, and shares lie between 0 and 1",
            where="--relative or --absolute",
            mend="say a smaller effect: --relative 0.05 is five per cent of the share, --absolute 0.01 is one point",
            on_page="say a smaller effect",
        )
