"""A column of numbers read as one: where commas mark thousands in one cell, they do in all."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from throughline.measurement.series.errors import BadCell, UndecidedNumbers

_BLANK = frozenset({"", "na", "n/a", "nan", "null", "none", "-", "–", "—"})
_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_COMMA_GROUPS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?|[+-]?\d+(\.\d+)?")
_COMMA_DECIMALS = re.compile(r"[+-]?\d{1,3}([. ]\d{3})+(,\d+)?|[+-]?\d+(,\d+)?")
_MEND = "write a number such as 1234.5, or leave it blank"
_SPACES = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")


def read_numbers(cells: Sequence[tuple[int, str]], *, where: str) -> list[float]:
    """The number of each cell, NaN where it is blank. Raises `AppError` for text and for undecided commas."""
    texts = [_tidy(text) for _, text in cells]
    known = [text for text in texts if text]
    if all(_PLAIN.fullmatch(text) for text in known):
        return [_demand_finite(text, line, where) for (line, _), text in zip(cells, texts, strict=True)]
    for (line, text), tidy in zip(cells, texts, strict=True):
        if tidy and not any(form.fullmatch(tidy) for form in (_PLAIN, _COMMA_GROUPS, _COMMA_DECIMALS)):
            raise BadCell(where, line, f"“{text[:40]}” is no number", _MEND)
    groups, decimals = (all(form.fullmatch(t) for t in known) for form in (_COMMA_GROUPS, _COMMA_DECIMALS))
    if groups == decimals:
        line, text = next((line, text) for line, text in cells if "," in text)
        raise UndecidedNumbers(where, line, text)
    marks = str.maketrans("", "", ",") if groups else str.maketrans(",", ".", ".")
    return [_demand_finite(text.translate(marks), line, where) for (line, _), text in zip(cells, texts, strict=True)]


def _tidy(text: str) -> str:
    bare = text.strip().replace("−", "-")
    return "" if bare.casefold() in _BLANK else _SPACES.sub("", bare)


def _demand_finite(text: str, line: int, where: str) -> float:
    value = float(text) if text else math.nan
    if math.isinf(value):
        raise BadCell(where, line, f"“{text[:40]}” is too large a number", "correct it, or leave it blank")
    return value
