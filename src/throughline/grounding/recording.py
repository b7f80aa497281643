"""Numbers in a sentence that somebody wrote, held against what is on record: which of them stand in none of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from throughline.grounding.numbers import Number, find_numbers
from throughline.grounding.quotes import Place, find_quote
from throughline.grounding.stating import find_statement

FEWEST_QUOTED = 4
"""Fewer words between marks are a name or a term."""
_QUOTED = re.compile(r"[“\"](?P<words>[^“”\"]+)[”\"]")
_WORD = re.compile(r"\s+[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Recorded:
    """One text of a record, as something that can be cited."""

    id: str
    text: str
    source: str = "the record"
    row: int | None = None
    turn: int | None = None
    account: str | None = None
    person: str | None = None
    segment: str | None = None
    date: date | None = None
    interviewer: bool = False
    relayed_by: str | None = None


def find_unrecorded(text: str, records: Sequence[str]) -> tuple[str, ...]:
    """The numbers, shares, dates and amounts of `text` that no record states with that value and unit, as written.

    The same number twice is named once. A sentence without any number has none.
    """
    pieces = [Recorded(str(place), record) for place, record in enumerate(records)]
    missing = [number for number in find_numbers(text) if find_statement(number, pieces, text) is None]
    return tuple(dict.fromkeys(_name(number, text) for number in missing))


def find_misquoted(text: str, records: Sequence[str]) -> tuple[str, ...]:
    """The words of `text` between quotation marks, four or more of them, that stand so in no record."""
    quoted = [" ".join(match["words"].split()) for match in _QUOTED.finditer(text)]
    long = [words for words in quoted if len(words.split()) >= FEWEST_QUOTED]
    return tuple(dict.fromkeys(words for words in long if not _stands(words, records)))


def _stands(words: str, records: Sequence[str]) -> bool:
    return any(isinstance(find_quote(words, record), Place) for record in records)


def _name(number: Number, text: str) -> str:
    """The number with the word that it counts: `40 shipments`."""
    counted = _WORD.match(text, number.end) if number.unit and number.digits else None
    return text[number.start : counted.end() if counted else number.end].strip().rstrip(".,;:")
