"""Within how many days half of the lines pass a stretch, with those that still wait counted as waiting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from throughline.rhythm.rules.tempo.contracts import Median, Span, Standing

FEWEST = 3
"""Lines that must have passed before a median is told."""
_HALF = 0.5 + 1e-9


def find_median(spans: Iterable[Span]) -> Median:
    """The median of Kaplan and Meier (1958): the first day by which half have passed.

    A line that waits has taken longer than its days so far; leaving it out would show the quick ones alone. So the
    median is never below that of the lines that passed, and without anybody waiting it is theirs.
    """
    counted = [span for span in spans if span.told]
    passed = Counter(span.days for span in counted if span.standing is Standing.PASSED)
    many = passed.total()
    waiting = len(counted) - many
    if many < FEWEST:
        return Median(None, many, waiting, few=True)
    days = _find_half(passed, [span.days or 0 for span in counted])
    return Median(days, many, waiting, open=days is None)


def _find_half(passed: Counter[int | None], all_days: list[int]) -> int | None:
    left = 1.0
    for days in sorted(day for day in passed if day is not None):
        left *= 1 - passed[days] / sum(1 for one in all_days if one >= days)
        if left <= _HALF:
            return days
    return None
