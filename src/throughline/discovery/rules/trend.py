"""Whether more or fewer items arrive than before: the last three months against the three before them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

SPAN = 3
_LEAST_DEVIATION = 1.64
"""A difference of two Poisson counts beyond this many standard deviations is called a change (90 %, two-sided)."""
_LEAST_MONTHS = 2
"""A change shows in at least so many months of the larger side: one survey, or two, is no trend."""


@dataclass(frozen=True, slots=True)
class Trend:
    """Items in the last `SPAN` months, the present one included, and in the `SPAN` before.

    `word` says what it comes to; it is empty where nothing can be concluded, and `sentence` then says why.
    """

    recent: int
    before: int
    word: str
    sentence: str

    @property
    def words(self) -> str:
        """“up: 18 in the last 3 months, 3 in the 3 before”"""
        return f"{self.word}: {self.sentence}" if self.word else self.sentence


def list_months(first: str, last: str) -> list[str]:
    """Every month from `first` to `last`, both `YYYY-MM` and both included."""
    return [_name_number(n) for n in range(_number(first), _number(last) + 1)]


def list_last_months(today: date, count: int) -> list[str]:
    """The last `count` months, the present one last."""
    now = today.year * 12 + today.month - 1
    return [_name_number(n) for n in range(now - count + 1, now + 1)]


def describe_trend(months: Mapping[str, int], *, span: Sequence[str], today: date) -> Trend | None:
    """The trend of one theme up to `today`; `span` are the months in which anybody was heard of anything.

    None where there is too little to compare. Where nobody was heard of late, silence on one theme says nothing of it.
    """
    window = list_last_months(today, 2 * SPAN)
    past = sorted(month for month, count in months.items() if count and month <= window[-1])
    if not past or not span or span[0] > window[0]:
        return None
    before, recent = _cut(months, window[:SPAN]), _cut(months, window[SPAN:])
    if not sum(recent) and (not sum(before) or span[-1] < window[SPAN]):
        return Trend(0, sum(before), "", f"nothing heard since {_name(past[-1])}")
    return _compare(recent, before, new=past[0] >= window[SPAN], today=today)


def _cut(months: Mapping[str, int], window: Sequence[str]) -> list[int]:
    return [months.get(month, 0) for month in window]


def _compare(recent: Sequence[int], before: Sequence[int], *, new: bool, today: date) -> Trend:
    sentence = f"{sum(recent):,} in the last {SPAN} months, {sum(before):,} in the {SPAN} before"
    if new:
        return Trend(sum(recent), 0, "new", sentence)
    expected = sum(before) * _share_gone(today)
    deviation = sqrt(max(1.0, sum(recent) + expected))
    if abs(sum(recent) - expected) < _LEAST_DEVIATION * deviation:
        return Trend(sum(recent), sum(before), "steady", sentence)
    word, side = ("up", recent) if sum(recent) > expected else ("down", before)
    if sum(map(bool, side)) < _LEAST_MONTHS:
        return Trend(sum(recent), sum(before), "", f"{sentence}; all {max(side):,} in one month, so no trend is told")
    return Trend(sum(recent), sum(before), word, sentence)


def _share_gone(today: date) -> float:
    """How much of the last three months is over: the present one has not brought all its items yet."""
    return (SPAN - 1 + today.day / monthrange(today.year, today.month)[1]) / SPAN


def _name(month: str) -> str:
    return f"{date.fromisoformat(f'{month}-01'):%B %Y}"


def _name_number(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def _number(month: str) -> int:
    year, _, number = month.partition("-")
    return int(year) * 12 + int(number) - 1
