"""Bars in the units of their drawing: 100 wide or 100 high."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from throughline.rhythm.rules.timing.contracts import Kind


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of a bar: which kind, where it begins, how long it is."""

    kind: str
    at: float
    size: float


def draw_bar(kind: Kind, share: float | None, scale: float) -> tuple[Mark, ...]:
    """One kind's share lying down; `scale` is the share that fills the width."""
    return (Mark(kind.value, 0.0, round(share / scale * 100, 2)),) if share else ()


def draw_week(hours: Mapping[Kind, float], most: float) -> tuple[Mark, ...]:
    """A week standing up, in the order of the kinds from the top; `most` hours fill the height."""
    marks: list[Mark] = []
    top = 100 - sum(hours.values()) / most * 100
    for kind in Kind:
        size = hours.get(kind, 0.0) / most * 100
        if size:
            marks.append(Mark(kind.value, round(top, 2), round(size, 2)))
            top += size
    return tuple(marks)
