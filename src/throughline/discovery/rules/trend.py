"""Whether more or fewer items arrive than before: three months against the three before them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

SPAN = 3
_LEAST_DEVIATION = 1.64
"""A difference of two Poisson counts beyond this many standard deviations is called a change (90 %, two-sided)."""


@dataclass(frozen=True, slots=True)
class Trend:
    """Items in the last `SPAN` months of the whole corpus and in the `SPAN` before; `word` says what it comes to."""

    recent: int
    before: int
    word: str
    sentence: str


def list_months(first: str, last: str) -> list[str]:
    """Every month from `first` to `last`, both `YYYY-MM` and both included."""
    at, end = _number(first), _number(last)
    return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(at, end + 1)]


def describe_trend(months: Mapping[str, int], *, span: Sequence[str]) -> Trend | None:
    """The trend of one theme; `span` are the months of the whole corpus. None where there is too little to compare."""
    if not months or len(span) < 2 * SPAN:
        return None
    recent = sum(months.get(month, 0) for month in span[-SPAN:])
    before = sum(months.get(month, 0) for month in span[-2 * SPAN : -SPAN])
    sentence = f"{recent} in the last {SPAN} months, {before} in the {SPAN} before"
    return Trend(recent, before, _name(recent, before, earlier=sum(months.values()) - recent), sentence)


def _name(recent: int, before: int, *, earlier: int) -> str:
    if recent and not earlier:
        return "new"
    if abs(recent - before) < _LEAST_DEVIATION * sqrt(max(1, recent + before)):
        return "steady"
    return "up" if recent > before else "down"


def _number(month: str) -> int:
    year, _, number = month.partition("-")
    return int(year) * 12 + int(number) - 1
