"""Who has not been heard: segments that never spoke, fell silent, or are hardly heard, said in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from throughline.discovery.rules.chart import name_month

SILENT_FROM = 3
"""Whole months without a word from which a segment counts as silent."""
_LEAST_BASE = 5
_THIN = 0.5
"""A segment is hardly heard where its share heard is below this part of everybody's."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One segment: its accounts in the customer table (None without one), those heard, customers heard by month."""

    segment: str
    base: int | None
    heard: int
    months: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that was not heard. `silent` counts whole months, None where nobody ever spoke."""

    segment: str
    sentence: str
    silent: int | None
    base: int | None


def find_gaps(segments: Sequence[Heard], *, today: date) -> tuple[Gap, ...]:
    """The gaps, the widest first: never heard before long silent before hardly heard, larger segments first."""
    all_base = sum(one.base or 0 for one in segments)
    overall = sum(one.heard for one in segments if one.base) / all_base if all_base else 0.0
    found = [gap for one in segments if (gap := _find(one, overall=overall, today=today))]
    return tuple(sorted(found, key=_order))


def _find(one: Heard, *, overall: float, today: date) -> Gap | None:
    last = max((month for month, count in one.months.items() if count), default=None)
    of = f", {one.base:,} {'account' if one.base == 1 else 'accounts'} in the customer table" if one.base else ""
    if last is None:
        undated = one.heard > 0
        return None if undated else Gap(one.segment, f"No one from {one.segment} has been heard{of}.", None, one.base)
    silent = count_months(last, today)
    if silent >= SILENT_FROM:
        return Gap(one.segment, f"No one from {one.segment} since {name_month(last)}{of}.", silent, one.base)
    if one.base and one.base >= _LEAST_BASE and one.heard / one.base < _THIN * overall:
        return Gap(
            one.segment, f"{one.heard:,} of {one.base:,} accounts in {one.segment} have been heard.", 0, one.base
        )
    return None


def count_months(month: str, today: date) -> int:
    """Whole months between `month` (`YYYY-MM`) and the one of `today`: 0 in the next month, 1 a month later."""
    year, number = map(int, month.split("-"))
    return max(0, (today.year - year) * 12 + today.month - number - 1)


def _order(gap: Gap) -> tuple[int, int, int, str]:
    rank = 0 if gap.silent is None else 1 if gap.silent >= SILENT_FROM else 2
    return rank, -(gap.base or 0), -(gap.silent or 0), gap.segment
