"""A line of small bars, one a month: its drawing as the path of an SVG."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

MONTHS = 12
WIDTH, HEIGHT = 60, 16
_STEP, _BAR = 5, 4


def draw_spark(months: Mapping[str, int], *, today: date) -> str:
    """The bars of the last twelve months, the present one last, scaled to the most; empty where there is no item."""
    counts = [months.get(month, 0) for month in _list_last(today)]
    most = max(counts)
    if most == 0:
        return ""
    left = WIDTH - _STEP * MONTHS
    return "".join(_bar(left + _STEP * place, count, most) for place, count in enumerate(counts))


@lru_cache(maxsize=8)
def _list_last(today: date) -> tuple[str, ...]:
    now = today.year * 12 + today.month - 1
    return tuple(f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(now - MONTHS + 1, now + 1))


@lru_cache(maxsize=4096)
def _bar(x: int, count: int, most: int) -> str:
    height = max(1, round(HEIGHT * count / most))
    return f"M{x} {HEIGHT}h{_BAR}v-{height}h-{_BAR}z"
