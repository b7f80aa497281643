"""How days, values, counts and lists are written in a told text, and how long words are cut."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

LONGEST = 240


def name_day(day: date) -> str:
    """23 November 2026"""
    return f"{day.day} {day:%B %Y}"


def name_value(value: float, unit: str) -> str:
    """`34 %`, `0.4 minutes`, `12,500 files`: the value as it was recorded, to four decimals."""
    figure = f"{round(value, 4):,}".removesuffix(".0")
    return f"{figure} {unit}".strip()


def name_count(number: int, one: str, many: str) -> str:
    """`1 decision`, `2 decisions`"""
    return f"{number:,} {one if number == 1 else many}"


def join(words: Sequence[str], *, last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; empty for nothing."""
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""


def clip(text: str, most: int = LONGEST) -> str:
    """On one line, cut at a word where it is long."""
    bare = " ".join(text.split())
    return bare if len(bare) <= most else f"{bare[:most].rsplit(' ', 1)[0]} …"


def end(text: str) -> str:
    """With a full stop, unless it ends a sentence already."""
    return text if text.endswith((".", "?", "!", "…", ".”", "?”", "!”")) else f"{text}."
