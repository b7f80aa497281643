"""How large an experiment must be, how long it takes, and what it can show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from math import ceil, isnan, sqrt
from typing import Any

WEEK = 7
_MOST = 10**12


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is measured of each unit: its mean and standard deviation in the control; a share where `is_share`.

    `explained` is the correlation with a covariate known before (CUPED): the variance shrinks by its square.
    """

    mean: float
    deviation: float
    is_share: bool = False
    explained: float = 0.0

    @staticmethod
    def of_share(share: float, *, explained: float = 0.0) -> Outcome:
        """Of units of which `share` do something."""
        return Outcome(share, sqrt(share * (1 - share)), True, explained)


@dataclass(frozen=True, slots=True)
class Test:
    """How it will be decided: two-sided level, chance to find what is there, variants with the control.

    With more than one treatment each is held against the control at `alpha` / treatments (Bonferroni, which is what
    Holm's correction asks of the first).
    """

    __test__ = False

    alpha: float = 0.05
    power: float = 0.8
    variants: int = 2

    @property
    def level(self) -> float:
        """The level of one comparison."""
        return self.alpha / (self.variants - 1)


def find_power(outcome: Outcome, effect: float, units: float, test: Test) -> float:
    """The chance to find a difference of `effect` in means with so many units in each variant.

    Means: Student's two-sample test, by the noncentral t. Shares: the pooled z test by the normal approximation
    (Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, 2003, section 4.2).
    """
    return (
        _find_share_power(outcome, effect, units, test)
        if outcome.is_share
        else _find_mean_power(outcome, effect, units, test)
    )


def find_units(outcome: Outcome, effect: float, test: Test) -> int:
    """The fewest units in each variant that find `effect` with the chance asked for; `effect` is not 0."""
    return ceil(_solve(lambda units: find_power(outcome, effect, units, test) - test.power, 2.0, float(_MOST)) - 1e-6)


def find_effect(outcome: Outcome, units: float, test: Test) -> float | None:
    """The smallest increase that so many units in each variant find; None where not even the largest is."""
    if units < 2:
        return None
    most = (1 - outcome.mean) * (1 - 1e-9) if outcome.is_share else 1e6 * outcome.deviation
    if find_power(outcome, most, units, test) < test.power:
        return None
    return _solve(lambda effect: find_power(outcome, effect, units, test) - test.power, most * 1e-12, most)


def find_days(units: int, test: Test, per_day: float) -> int:
    """Whole weeks, in days, until every variant has its units: a part of a week has other people in it."""
    return ceil(ceil(units * test.variants / per_day - 1e-9) / WEEK) * WEEK


def _find_mean_power(outcome: Outcome, effect: float, units: float, test: Test) -> float:
    special = _special()
    freedom = 2 * units - 2
    away = abs(effect) / (outcome.deviation * sqrt(1 - outcome.explained**2)) * sqrt(units / 2)
    bar = float(special.stdtrit(freedom, 1 - test.level / 2))
    exact = float(1 - special.nctdtr(freedom, away, bar) + special.nctdtr(freedom, away, -bar))
    # Far from 0 and with many units the noncentral t is not computed, and cannot be told from the normal law.
    return float(special.ndtr(away - bar) + special.ndtr(-away - bar)) if isnan(exact) else exact


def _find_share_power(outcome: Outcome, effect: float, units: float, test: Test) -> float:
    special = _special()
    control, treatment = outcome.mean, outcome.mean + effect
    pooled = (control + treatment) / 2
    left = sqrt(1 - outcome.explained**2)
    null = left * sqrt(2 * pooled * (1 - pooled) / units)
    true = left * sqrt((control * (1 - control) + treatment * (1 - treatment)) / units)
    bar = float(special.ndtri(1 - test.level / 2)) * null
    return float(special.ndtr((abs(effect) - bar) / true) + special.ndtr((-abs(effect) - bar) / true))


def _solve(wanting: Callable[[float], float], low: float, high: float) -> float:
    """Where a rising function crosses 0, by halving on a logarithmic scale."""
    if wanting(low) >= 0:
        return low
    for _ in range(200):
        middle = sqrt(low * high)
        low, high = (low, middle) if wanting(middle) >= 0 else (middle, high)
        if high / low < 1 + 1e-12:
            break
    return high


def _special() -> Any:
    return import_module("scipy.special")
