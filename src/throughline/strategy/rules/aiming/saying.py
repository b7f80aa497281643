"""Values of metrics in words: as they were recorded, to the last digit; what was computed, to four."""

from __future__ import annotations

from decimal import Decimal
from math import floor, log10

MINUS = "−"


def say_value(value: float) -> str:
    """1,234.5 · −0.25 · 40: every digit that was recorded."""
    exact = Decimal(repr(value)).normalize()
    return f"{exact:,f}".replace("-", MINUS) if exact else "0"


def say_computed(value: float) -> str:
    """Four digits, and all of those before the point: 4,120 · 0.1235 · 98,765."""
    if value == 0:
        return "0"
    digits = 3 - floor(log10(abs(value)))
    return say_value(round(value, max(0, digits)))


def say_with_unit(value: float, unit: str) -> str:
    """40 %, 4,120 files"""
    return f"{say_value(value)} {unit}".strip()


def say_change(before: float, now: float) -> str:
    """+3.2, −4, or no change; as exact as the two values are."""
    change = Decimal(repr(now)) - Decimal(repr(before))
    return f"+{say_value(float(change))}" if change > 0 else say_value(float(change)) if change else "no change"
