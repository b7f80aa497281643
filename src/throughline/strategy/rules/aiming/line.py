"""A line through values over time: its drawing as the path of an SVG."""

from __future__ import annotations

from collections.abc import Sequence

from throughline.strategy.contracts import MetricValue

WIDTH, HEIGHT = 96, 24
_EDGE = 3


def draw_line(values: Sequence[MetricValue], *, width: int = WIDTH, height: int = HEIGHT) -> str:
    """From the first day at the left to the last at the right, the least value at the bottom; empty under two values.

    Values that are all one lie in the middle.
    """
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in place(values, width, height)) if len(values) > 1 else ""


def place(values: Sequence[MetricValue], width: int = WIDTH, height: int = HEIGHT) -> list[tuple[float, float]]:
    """Where each value stands in a drawing of this size."""
    if not values:
        return []
    first, length = values[0].on, max(1, (values[-1].on - values[0].on).days)
    low, high = min(value.value for value in values), max(value.value for value in values)
    room_x, room_y = width - 2 * _EDGE, height - 2 * _EDGE
    return [
        (_EDGE + room_x * (one.on - first).days / length, _EDGE + room_y * (1 - _scale(one.value, low, high)))
        for one in values
    ]


def _scale(value: float, low: float, high: float) -> float:
    return (value / 2 - low / 2) / (high / 2 - low / 2) if high > low else 0.5
