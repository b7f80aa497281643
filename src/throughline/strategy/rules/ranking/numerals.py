"""Numbers as people write them: 1,200 · 1.200,5 · 1 200 · 1.2k · 3e4."""

from __future__ import annotations

import re
from collections.abc import Iterable

POINT, COMMA = ".", ","
NUMERAL = r"(?:\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?!\d)|\d+)(?:[.,]\d+)*(?:e[+-]?\d+)?|\.\d+"
"""The digits of one number, thousands and decimals included; no sign, no scale."""
_SETTLES = re.compile(rf"(?<![\d.,])({NUMERAL})(?![\d])", re.IGNORECASE)
SCALES = {"k": 1e3, "tsd": 1e3, "m": 1e6, "mn": 1e6, "mm": 1e6, "mio": 1e6, "million": 1e6, "bn": 1e9}


def settle_mark(texts: Iterable[str]) -> str | None:
    """The decimal mark that the file uses, where some number can be read in one way only; else None.

    None also where numbers contradict each other.
    """
    found: set[str] = set()
    for text in texts:
        for numeral in _SETTLES.findall(text):
            found |= _find_mark(numeral.split("e")[0].split("E")[0])
    return found.pop() if len(found) == 1 else None


def read_numeral(text: str, mark: str | None) -> float | None:
    """The number, or None where it is none or can be read in two ways ("1.200" where nothing settles the mark)."""
    plain = re.sub(r"[ \u00a0\u202f'’]", "", text)
    marks = [letter for letter in plain if letter in ".,"]
    if not marks:
        return float(plain)
    last = marks[-1]
    if len(set(marks)) == 2:
        return None if marks.count(last) > 1 else _make(plain, decimal=last)
    if len(marks) > 1:
        return _make(plain, decimal="") if _has_thousands(plain, last) else None
    return _read_single(plain, last, mark)


def is_ambiguous(text: str) -> bool:
    """Whether it is the kind of number that a decimal mark elsewhere would settle."""
    return bool(re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", text))


def _read_single(plain: str, found: str, mark: str | None) -> float | None:
    """One mark alone: decimal unless exactly three digits follow; then the file's mark decides."""
    if not _could_be_thousands(plain, found):
        return _make(plain, decimal=found)
    if mark is None and found == POINT:
        return None
    return _make(plain, decimal=found if found == mark else "")


def _find_mark(numeral: str) -> set[str]:
    marks = [letter for letter in numeral if letter in ".,"]
    if len(set(marks)) == 2 and marks.count(marks[-1]) == 1:
        return {marks[-1]}
    if len(marks) > 1:
        return {POINT if marks[0] == COMMA else COMMA} if _has_thousands(numeral, marks[0]) else set()
    return {marks[0]} if marks and not _could_be_thousands(numeral, marks[0]) else set()


def _could_be_thousands(plain: str, mark: str) -> bool:
    return bool(re.fullmatch(rf"[1-9]\d{{0,2}}\{mark}\d{{3}}", plain))


def _has_thousands(plain: str, mark: str) -> bool:
    return bool(re.fullmatch(rf"\d{{1,3}}(?:\{mark}\d{{3}})+", plain))


def _make(plain: str, *, decimal: str) -> float | None:
    kept = re.sub(r"[.,]", lambda found: "." if found[0] == decimal else "", plain)
    try:
        return float(kept)
    except ValueError:
        return None
