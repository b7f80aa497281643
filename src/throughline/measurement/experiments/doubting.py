"""When there is too little to conclude from, whatever the p-value says."""

from __future__ import annotations

from math import sqrt

from throughline.measurement.experiments.contracts import VALUE, Arm, Comparison
from throughline.measurement.experiments.distributions import find_quantile
from throughline.measurement.experiments.effects import plain_mean, spread_of

FEWEST_UNITS = 30
"""In each variant; below, the distribution of a mean is anybody's guess."""
FEWEST_EVENTS = 10
"""Of either answer of a yes-or-no metric in each variant."""
MOST_SKEW = 0.2
"""Of the difference; Student's t is then off by about 1.7 points in each tail of 2.5 (Edgeworth's first term)."""


def find_doubts(control: Arm, treatment: Arm, comparison: Comparison) -> tuple[str, ...]:
    """Why the sample is too small, each in a clause; none where it is not."""
    doubts = [doubt for arm in (control, treatment) if (doubt := _doubt_arm(arm))]
    if not doubts and abs(comparison.skew) > MOST_SKEW:
        doubts.append("a few large values weigh too much in the smaller variant")
    return tuple(doubts)


def _doubt_arm(arm: Arm) -> str:
    if arm.count < FEWEST_UNITS:
        return f"{arm.name} has {arm.count:,} units, fewer than {FEWEST_UNITS}"
    if arm.binary[VALUE]:
        events = round(arm.mean[VALUE] * arm.count)
        rare = min(events, arm.count - events)
        if rare < FEWEST_EVENTS:
            kind = "with" if events <= arm.count - events else "without"
            return f"{arm.name} has {rare:,} units {kind} it, fewer than {FEWEST_EVENTS}"
    return ""


def is_relative_known(control: Arm, alpha: float) -> bool:
    """Whether the control's plain mean is clearly not 0: else no fraction of it has an interval (Fieller 1954)."""
    error = sqrt(spread_of(control) / control.count)
    return abs(plain_mean(control)) > find_quantile(1 - alpha / 2, control.count - 1) * error
