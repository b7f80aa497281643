"""Guardrails: shown not to be worse by more than a margin, shown to be, or neither."""

from __future__ import annotations

from enum import StrEnum

from throughline.measurement.experiments.asking import Margin
from throughline.measurement.experiments.contracts import Comparison


class Guard(StrEnum):
    """`HOLDS`: the whole interval is on the good side of the margin (non-inferior). `BROKEN`: the whole interval is
    beyond it. `OPEN`: the margin lies inside."""

    HOLDS = "holds"
    BROKEN = "broken"
    OPEN = "open"


def guard(comparison: Comparison, margin: Margin, *, less_is_better: bool) -> Guard:
    """Hold the two-sided interval against the margin: at 95 % that is a one-sided test at 2.5 %."""
    reading = comparison.relative if margin.relative else comparison.difference
    if reading is None:
        return Guard.OPEN
    worst, best = (-reading.high, -reading.low) if less_is_better else (reading.low, reading.high)
    if worst > -margin.amount:
        return Guard.HOLDS
    return Guard.BROKEN if best < -margin.amount else Guard.OPEN
