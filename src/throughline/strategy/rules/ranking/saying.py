"""Figures in words: three digits at most, and never 0 % for what can happen."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10


def say_number(value: float) -> str:
    """0.0423, 4.23, 423, 42,300."""
    if abs(value) < 1e-9:
        return "0"
    digits = 2 - floor(log10(abs(value)))
    rounded = round(value, digits)
    return f"{rounded:,.{digits}f}".rstrip("0").rstrip(".") if digits > 0 else f"{rounded:,.0f}"


def say_range(low: float, high: float) -> str:
    """Both ends, or the number where they are one."""
    return say_number(low) if low == high else f"{say_number(low)}-{say_number(high)}"


def say_percent(chance: float) -> str:
    """Never "0 %" for what can happen, nor "100 %" for what need not."""
    if 0 < chance < 0.005:
        return "<1 %"
    if 0.995 < chance < 1:
        return ">99 %"
    return f"{100 * chance:.0f} %"


def join_words(words: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def say_place(places: tuple[int, int]) -> str:
    """ "at 2", or "from 2 to 5"."""
    first, last = places
    return f"at {first}" if first == last else f"from {first} to {last}"
