"""The tempo by the quarter in which a stretch began, and where lines wait longest now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from throughline.rhythm.rules.tempo.contracts import PARTS, Median, Span, Standing, Stretch
from throughline.rhythm.rules.tempo.medians import find_median

QUARTERS = 8

Spans = Mapping[Stretch, Span]


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a year, 1 to 4."""

    year: int
    number: int


@dataclass(frozen=True, slots=True)
class Wait:
    """The lines that wait in one part now: how many, and the days that half of them have waited at least."""

    part: Stretch
    lines: int
    half: int


def find_quarter(day: date) -> Quarter:
    return Quarter(day.year, (day.month + 2) // 3)


def list_quarters(lines: Iterable[Spans]) -> list[tuple[Quarter, dict[Stretch, Median]]]:
    """The latest quarters in which any stretch began, oldest first, each with the medians of what began in it.

    By beginning, not by end: of what ended in a quarter the slow ones are still under way, and would be missing.
    """
    began: dict[Quarter, dict[Stretch, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for spans in lines:
        for stretch, span in spans.items():
            if span.told and span.began:
                began[find_quarter(span.began)][stretch].append(span)
    latest = sorted(began)[-QUARTERS:]
    return [(quarter, {one: find_median(began[quarter][one]) for one in Stretch}) for quarter in latest]


def compare_quarters(
    quarters: Sequence[tuple[Quarter, Mapping[Stretch, Median]]], stretch: Stretch
) -> tuple[tuple[Quarter, int], tuple[Quarter, int]] | None:
    """The last two quarters that have a median in this stretch, the earlier first; None where there are not two."""
    known = [(quarter, days) for quarter, told in quarters if (days := told[stretch].days) is not None]
    return (known[-2], known[-1]) if len(known) > 1 else None


def list_waits(lines: Iterable[Spans]) -> list[Wait]:
    """The parts that lines wait in now, in the order of the line."""
    waiting: dict[Stretch, list[int]] = defaultdict(list)
    for spans in lines:
        for part in PARTS:
            if spans[part].standing is Standing.WAITS:
                waiting[part].append(spans[part].days or 0)
    return [Wait(part, len(waiting[part]), _find_middle(waiting[part])) for part in PARTS if waiting[part]]


def find_longest(waits: Iterable[Wait]) -> Wait | None:
    """Where lines wait longest now; the ninety days before a review are meant, and stand apart."""
    return max((one for one in waits if one.part is not Stretch.LEARN), key=lambda one: one.half, default=None)


def _find_middle(days: Sequence[int]) -> int:
    """The largest number of days that at least half have waited; of two, that both have."""
    return min(days) if len(days) < 3 else sorted(days, reverse=True)[(len(days) - 1) // 2]
