"""The effect and its variance, by the delta method, over the four means of each arm.

With m the mean of the metric, d of its denominator, x and e of the covariate and its denominator, an arm's adjusted
mean is m/d - theta * x/e (CUPED: Deng, Xu, Kohavi and Walker 2013; ratios: Deng, Knoblich and Lu 2018). Without a
denominator d = 1, without a covariate theta = 0: means, proportions and ratios are all this one formula.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from throughline.measurement.experiments.contracts import COVARIATE, VALUE, Arm, Floats
from throughline.measurement.experiments.moments import pool

_NO_THETA = 1e-8


@dataclass(frozen=True, slots=True)
class Effect:
    """A difference, and the same as a fraction of the control's plain mean, with variances of both estimates."""

    control: float
    treatment: float
    variance: float
    relative: float
    """NaN where the control's mean is 0."""
    relative_variance: float
    freedom: float
    """Degrees of freedom after Welch and Satterthwaite."""
    skew: float

    @property
    def difference(self) -> float:
        return self.treatment - self.control


def choose_theta(control: Arm, treatment: Arm) -> float:
    """What the covariate is multiplied by: the slope of the metric on it, over the two arms together.

    Of a mean it is the slope over all units as one sample; of a ratio that of the linearised ratios within the arms.
    0 where the covariate does not vary or tells nothing.
    """
    if not (control.is_adjusted or treatment.is_adjusted):
        return 0.0
    whole = pool(control, treatment)
    if not whole.is_ratio and not whole.scatter[3].any():
        covariance = whole.covariance
        spread = covariance[COVARIATE, COVARIATE]
        return float(covariance[VALUE, COVARIATE] / spread) if spread > 0 else 0.0
    shared, spread = 0.0, 0.0
    for arm in (control, treatment):
        slope, covariance = _slope(arm, 1.0), arm.covariance
        shared -= float(slope[2:] @ covariance[2:, :2] @ slope[:2])
        spread += float(slope[2:] @ covariance[2:, 2:] @ slope[2:])
    theta = shared / spread if spread > 0 else 0.0
    return theta if abs(theta) >= _NO_THETA else 0.0


def find_effect(control: Arm, treatment: Arm, theta: float) -> Effect:
    """The difference of the adjusted means. Both arms have two units or more and a denominator other than 0."""
    base, slopes = plain_mean(control), (_slope(control, theta), _slope(treatment, theta))
    gap = _adjusted(treatment, theta) - _adjusted(control, theta)
    parts = [spread_of(arm, theta) / arm.count for arm in (control, treatment)]
    centre = theta * _covariate_mean(pool(control, treatment)) if theta else 0.0
    relative, relative_variance = float("nan"), float("nan")
    if base:
        size = abs(base)
        rise = gap if control.is_ratio else plain_mean(treatment) - base  # either will do: they meet as units grow
        down = -slopes[0] / size - _slope(control, 0.0) * (rise * np.sign(base) / base**2)
        up = slopes[1] / size
        relative = gap / size
        relative_variance = _spread(control, down) / control.count + _spread(treatment, up) / treatment.count
    start = _adjusted(control, theta) + centre
    return Effect(
        start, start + gap, sum(parts), relative, relative_variance,
        _count_freedom(parts, (control.count, treatment.count)), _skew(control, treatment, sum(parts)),
    )  # fmt: skip


def plain_mean(arm: Arm) -> float:
    """The mean, or the ratio of means, without adjustment."""
    return float(arm.mean[0] / arm.mean[1])


def spread_of(arm: Arm, theta: float = 0.0) -> float:
    """Variance of one unit's (linearised, adjusted) value."""
    return _spread(arm, _slope(arm, theta))


def _adjusted(arm: Arm, theta: float) -> float:
    return plain_mean(arm) - (theta * _covariate_mean(arm) if theta else 0.0)


def _covariate_mean(arm: Arm) -> float:
    return float(arm.mean[2] / arm.mean[3])


def _slope(arm: Arm, theta: float) -> Floats:
    """Partial derivatives of the adjusted mean by the four means."""
    m, d, x, e = arm.mean
    last = [-theta / e, theta * x / e**2] if theta else [0.0, 0.0]
    return np.array([1 / d, -m / d**2, *last])


def _spread(arm: Arm, slope: Floats) -> float:
    return float(slope @ arm.covariance @ slope)


def _count_freedom(parts: list[float], counts: tuple[int, int]) -> float:
    below = sum(part**2 / (count - 1) for part, count in zip(parts, counts, strict=True))
    return sum(parts) ** 2 / below if below > 0 else float("nan")


def _skew(control: Arm, treatment: Arm, variance: float) -> float:
    """Skewness of the difference: by each arm's own third moment, or by that of both where it says more, as in a small
    arm that has met no large value yet."""
    if variance <= 0:
        return 0.0
    counts = control.count, treatment.count
    both = (control.third * counts[0] + treatment.third * counts[1]) / sum(counts)
    own = treatment.third / counts[1] ** 2 - control.third / counts[0] ** 2
    shared = both / counts[1] ** 2 - both / counts[0] ** 2
    return max(own, shared, key=abs) / sqrt(variance) ** 3
