"""One value as a person writes it: 1,234.5 · −4 · 61 %."""

from __future__ import annotations

import re
from math import isfinite

from throughline.strategy.rules.ranking.numerals import NUMERAL, is_ambiguous, read_numeral

_AMOUNT = re.compile(rf"([+-]?)\s*({NUMERAL})\s*(.*)", re.IGNORECASE)
_LARGEST = 1e15
"""Beyond this a floating number no longer holds every unit."""


def read_amount(text: str, *, unit: str = "", mark: str | None = None) -> float | None:
    """The number, its unit written behind it or not; None where it is none or can be read in two ways."""
    found = _AMOUNT.fullmatch(" ".join(re.sub("[−–]", "-", text).split()))
    if found is None or found[3].casefold() not in {"", unit.casefold(), unit.casefold()[:1] if "%" in unit else ""}:
        return None
    value = read_numeral(found[2], mark)
    if value is None or not isfinite(value) or abs(value) >= _LARGEST:
        return None
    return -value if found[1] == "-" else value


def say_why(text: str) -> tuple[str, str]:
    """Why it is no value, and how to mend it."""
    bare = text.strip()
    if not bare:
        return "there is no value", "write a number"
    if is_ambiguous(bare.lstrip("+-−– ")):
        return f"“{bare[:20]}” can be read in two ways", f"write {bare.replace('.', '')[:20]}, or {bare[:20]}0"
    return f"“{bare[:20]}” is no number", "write it as 1234.5, without words"
