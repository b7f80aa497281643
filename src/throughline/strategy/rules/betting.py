"""What a bet should change, read from the words of a person: a range with its unit, and said again in one sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from throughline.strategy.rules.ranking.numerals import NUMERAL, read_numeral, settle_mark
from throughline.strategy.rules.ranking.saying import say_number

LONGEST_UNIT = 40
_MINUS = "−"
_RANGE = re.compile(
    rf"(?:from\s+|between\s+)?(?P<low_sign>[+-]?)\s*(?P<low>{NUMERAL})\s*(?P<low_unit>[^\d+-]*?)\s*"
    rf"(?:-|\.\.|\bto\b|\band\b)\s*(?P<high_sign>[+-]?)\s*(?P<high>{NUMERAL})\s*(?P<unit>\D*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Span:
    """By how much something should change: from `low` to `high` in `unit` (words, maybe empty). A fall is below 0."""

    low: float
    high: float
    unit: str = ""


def read_span(text: str) -> Span | None:
    """The range that is meant: "+2 to +4 points", "-20 to -10 %", "10-20". None for anything else, one number too.

    A fall may be written either way round; a rise runs from less to more.
    """
    bare = " ".join(re.sub("[–—]", "-", text.replace(_MINUS, "-")).split())
    found = _RANGE.fullmatch(bare)
    if found is None or (found["low_unit"] and found["low_unit"].casefold() != found["unit"].casefold()):
        return None
    mark = settle_mark([found["low"], found["high"]])
    low, high = (_read(found[f"{end}_sign"], found[end], mark) for end in ("low", "high"))
    if low is None or high is None:
        return None
    if high < low <= 0:
        low, high = high, low
    return Span(low, high, found["unit"].strip()[:LONGEST_UNIT]) if low < high else None


def _read(sign: str, digits: str, mark: str | None) -> float | None:
    value = read_numeral(digits, mark)
    return -value if value is not None and sign == "-" else value


def say_span(span: Span) -> str:
    """With its signs, so that a rise is told from a fall: "+2 to +4 points"."""
    unit = f" {span.unit}" if span.unit else ""
    return f"{_say_end(span.low)} to {_say_end(span.high)}{unit}"


def _say_end(value: float) -> str:
    sign = "+" if value > 0 else _MINUS if value < 0 else ""
    return f"{sign}{say_number(abs(value))}"


def say_prediction(*, changes: str, span: Span, by: date) -> str:
    """One line: "Activation: +2 to +4 points by 3 March 2027"."""
    return f"{changes}: {say_span(span)} by {by.day} {by:%B %Y}"
