"""Intervals and p-values: for one look at the end (Student, Welch), or for as many looks as one likes.

The latter is the asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (2021,
arXiv:2103.06476): it covers the truth at all times at once with probability 1 - alpha, as the number of units grows.
"""

from __future__ import annotations

from math import exp, inf, log, sqrt

from throughline.measurement.experiments.contracts import Alternative, Design, Reading
from throughline.measurement.experiments.distributions import find_quantile, find_tail


def read_once(value: float, error: float, freedom: float, design: Design) -> Reading:
    """The interval and p-value of one look."""
    share = design.alpha / 2 if design.alternative is Alternative.TWO_SIDED else design.alpha
    reach = find_quantile(1 - share, freedom) * error
    ratio = value / error
    if design.alternative is Alternative.GREATER:
        return Reading(value, value - reach, inf, find_tail(ratio, freedom), error)
    if design.alternative is Alternative.LESS:
        return Reading(value, -inf, value + reach, find_tail(-ratio, freedom), error)
    return Reading(value, value - reach, value + reach, 2 * find_tail(abs(ratio), freedom), error)


def read_always(value: float, error: float, count: int, design: Design) -> Reading:
    """The interval and p-value that hold at every look; `count` are the units of both arms. Two-sided."""
    scale = count * find_rho(design) ** 2
    reach = error * sqrt(2 * (scale + 1) / scale * log(sqrt(scale + 1) / design.alpha))
    exponent = (value / error) ** 2 * scale / (2 * (scale + 1))
    p = min(1.0, sqrt(scale + 1) * exp(-exponent))
    return Reading(value, value - reach, value + reach, p, error)


def find_rho(design: Design) -> float:
    """The tuning by which the sequence is narrowest at the planned number of units (their appendix B.2)."""
    if design.planned is None:
        raise ValueError("the design is not sequential")
    squared = -2 * log(design.alpha)
    return sqrt((squared + log(squared + 1)) / design.planned)
