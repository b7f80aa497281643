"""A line of small bars, one a month: its drawing as the path of an SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

MONTHS = 12
WIDTH, HEIGHT = 60, 16
_STEP, _BAR = 5, 4


def draw_spark(months: Mapping[str, int], *, span: Sequence[str]) -> str:
    """The bars of the last twelve months of `span`, scaled to the most of them; empty where nothing is to be drawn."""
    shown = list(span)[-MONTHS:]
    counts = [months.get(month, 0) for month in shown]
    most = max(counts, default=0)
    if most == 0 or len(shown) < 2:
        return ""
    left = WIDTH - _STEP * len(shown)
    return "".join(_bar(left + _STEP * place, count, most) for place, count in enumerate(counts))


def _bar(x: int, count: int, most: int) -> str:
    height = max(1, round(HEIGHT * count / most))
    return f"M{x} {HEIGHT}h{_BAR}v-{height}h-{_BAR}z"
