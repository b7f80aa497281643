"""Lasting shifts of the level before a launch: another way of counting, a market that was opened, an old change.

A shift is a jump between the weeks before and after a day that is out of all proportion to how those weeks differ
elsewhere in the same series. A level that wanders has large differences everywhere, and no shift.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from throughline.measurement.effects.filtering import Floats

_SIDE, _FAR, _MOST = 21, 5.5, 3
"""Days compared on each side, robust deviations that make a shift, and the most shifts."""


def find_shifts(values: Floats, used: NDArray[np.bool_], weekday: NDArray[np.int_], before: int) -> tuple[int, ...]:
    """The days, before the launch, from which the level is another one."""
    level = _take_week(np.where(used, values, np.nan)[:before], weekday[:before])
    found: list[int] = []
    while len(found) < _MOST and before > 6 * _SIDE:
        day = _find_largest(level)
        if day is None:
            break
        found.append(day)
        jump = np.nanmean(level[day : day + _SIDE]) - np.nanmean(level[day - _SIDE : day])
        level[day:] -= jump
    return tuple(sorted(found))


def _take_week(values: Floats, weekday: NDArray[np.int_]) -> Floats:
    """The values without what their weekdays have in common."""
    usual = np.array([np.nanmedian(values[weekday == day]) for day in range(7)])
    return values - usual[weekday]


def _find_largest(level: Floats) -> int | None:
    sums, counts = _accumulate(np.nan_to_num(level)), _accumulate((~np.isnan(level)).astype(float))
    days = np.arange(_SIDE, len(level) - _SIDE + 1)
    before = (sums[days] - sums[days - _SIDE]) / np.maximum(counts[days] - counts[days - _SIDE], 1)
    after = (sums[days + _SIDE] - sums[days]) / np.maximum(counts[days + _SIDE] - counts[days], 1)
    jumps = after - before
    usual = float(np.median(jumps))
    apart = np.abs(jumps - usual)
    largest = int(np.argmax(apart))
    if apart[largest] <= _FAR * 1.4826 * float(np.median(apart)):
        return None
    return _place(level, int(days[largest]))


def _place(level: Floats, day: int) -> int:
    """The day near `day` that parts two levels best."""
    first, last = max(_SIDE, day - _SIDE // 2), min(len(level) - 7, day + _SIDE // 2)
    around = slice(max(0, day - 2 * _SIDE), day + 2 * _SIDE)

    def left(at: int) -> float:
        return float(
            sum(
                np.nansum((part - np.nanmean(part)) ** 2)
                for part in (level[around.start : at], level[at : around.stop])
            )
        )

    return min(range(first, last + 1), key=left)


def _accumulate(values: Floats) -> Floats:
    return np.concatenate([[0.0], np.cumsum(values)])
