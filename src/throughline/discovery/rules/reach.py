"""How far an opportunity reaches: the share of the customer table that was heard about it, with its interval."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

Z = 1.959963984540054
"""The standard normal deviate of a two-sided 95 % interval."""
SOURCE = (
    "Wilson score interval, 95 % (E. B. Wilson, Probable inference, the law of succession, and statistical inference, "
    "Journal of the American Statistical Association 22, 1927, 209-212)."
)


@dataclass(frozen=True, slots=True)
class Share:
    """`heard` of `base`, as a fraction with the ends of its interval; all of them between 0 and 1."""

    heard: int
    base: int
    value: float
    low: float
    high: float

    @property
    def words(self) -> str:
        """9 % (5 % to 15 %)"""
        return f"{_percent(self.value)} ({_percent(self.low)} to {_percent(self.high)})"


def find_share(*, heard: int, base: int) -> Share | None:
    """The share with its Wilson score interval; None where there is no base, or one smaller than what was heard.

    `heard` and `base` count the same unit. Unlike the normal interval it stays within 0 and 1 and holds for few.
    """
    if base <= 0 or not 0 <= heard <= base:
        return None
    share = heard / base
    spread = 1 + Z * Z / base
    middle = (share + Z * Z / (2 * base)) / spread
    half = Z * sqrt(share * (1 - share) / base + Z * Z / (4 * base * base)) / spread
    low = 0.0 if heard == 0 else max(0.0, middle - half)
    high = 1.0 if heard == base else min(1.0, middle + half)
    return Share(heard, base, share, low, high)


def _percent(share: float) -> str:
    """Whole percent; below one, and above none, one decimal, so that few never reads as nobody."""
    percent = share * 100
    if 0 < percent < 1 or 99 < percent < 100:
        return f"{percent:.1f} %"
    return f"{percent:.0f} %"
