"""Whether a number stands in the cited text as a statement of the same thing: value, unit and what is said of it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from throughline.grounding.citing import name_place
from throughline.grounding.contracts import Citable
from throughline.grounding.numbers import Kind, Number, find_numbers
from throughline.grounding.words import content_words, split_sentences, stem, word_set

_SHORT = 400
_GENERIC = frozenset({"error", "status", "code", "respon", "http", "timeout", "valu", "figur", "result"})
_PLACES = word_set("row line page record item character char place point")
"""What is numbered in order, so that "row 50,000" and "50,000 rows" tell the same."""
_ARTICLE = re.compile(r"\ban?\s+[“\"'‘(]?$", re.IGNORECASE)
_COUNTED = word_set(
    """account customer client company organisation organization team people person user respondent interviewee item
    comment mention ticket response answer review message request complaint employee dollar euro pound"""
)


@dataclass(frozen=True, slots=True)
class Statement:
    """The number of the evidence that states the claim's number, and the piece it stands in."""

    piece: Citable
    number: Number | None


def find_statement(number: Number, pieces: Sequence[Citable], text: str) -> Statement | None:
    """The first piece that states `number` of the claim's `text` with the same value and unit, or None."""
    for piece in pieces:
        if _states_metadata(number, piece, text):
            return Statement(piece, None)
        for other in find_numbers(piece.text):
            if _same_value(number, other) and _same_unit(number, other, piece):
                return Statement(piece, other)
    return None


def offer_value(number: Number, pieces: Sequence[Citable]) -> str | None:
    """What the cited rows state in the same unit instead, with its place, for a number they do not state."""
    alike = [
        (piece, other)
        for piece in pieces
        for other in find_numbers(piece.text)
        if other.kind is number.kind and (not number.unit or set(number.unit) & set(other.unit))
    ]
    if not alike:
        return None
    piece, other = min(alike, key=lambda found: _distance(number, found[1]))
    following = piece.text[other.end :].split()
    unit = f" {following[0].strip('.,;:!?')}" if other.unit and following else ""
    return f"{other.text}{unit} ({name_place(piece)})"


def _distance(number: Number, other: Number) -> float:
    if not number.values or not other.values:
        return math.inf
    return abs(math.log1p(abs(number.values[0])) - math.log1p(abs(other.values[0])))


def _states_metadata(number: Number, piece: Citable, text: str) -> bool:
    """Whether the number is the piece's own date, or stands in the text as part of its customer's name or segment."""
    if number.day is not None:
        return piece.date is not None and number.day.fits(piece.date)
    names = [name for name in (piece.account, piece.person, piece.segment) if name and name in text]
    return any(start <= number.start < start + len(name) for name in names for start in _places(name, text))


def _places(name: str, text: str) -> list[int]:
    return [match.start() for match in re.finditer(re.escape(name), text)]


def _same_value(number: Number, other: Number) -> bool:
    if number.kind is not other.kind:
        years = _year_of(number), _year_of(other)
        return (years[0] is not None and years[0] == years[1]) or _is_bare_reading(number, other)
    if number.day is not None:
        return other.day is not None and number.day.agrees(other.day)
    if number.kind is Kind.VERSION or "version" in number.unit:
        return number.text.strip() == other.text.strip()
    return agrees(number, other)


def _is_bare_reading(number: Number, other: Number) -> bool:
    """Whether one of them is the other's digits without its unit: "worked 9.5 hours, the app says 8"."""
    measured = {Kind.SECONDS, Kind.BYTES}
    bare, full = (number, other) if number.kind is Kind.PLAIN else (other, number)
    if bare.kind is not Kind.PLAIN or bare.unit or full.kind not in measured:
        return False
    return any(math.isclose(a, _leading(full)) for a in bare.values)


def _year_of(number: Number) -> float | None:
    """The year a number may be read as: a date of which only the year is stated, or a bare number."""
    if number.day is not None:
        return number.day.year if number.day.month is None else None
    return number.values[0] if number.kind is Kind.PLAIN and number.digits and not number.unit else None


def agrees(number: Number, other: Number) -> bool:
    """Whether the values are the same, or the claim's is a rounding it owns up to ("about", "over", "under").

    What the evidence gives only roughly must be repeated as it is: a rounding of a rounding is a new number.
    """
    if any(math.isclose(a, b, rel_tol=1e-9) for a in number.values for b in other.values):
        return not (number.bound and other.bound and {number.bound, other.bound} == {"over", "under"})
    if not number.bound or other.bound or not number.values or not other.values:
        return False
    return any(rounds(actual, number) for actual in other.values)


def rounds(actual: float, number: Number) -> bool:
    """Whether the claim's number is `actual` rounded to its printed digits, in the direction its wording says."""
    scale = number.values[0] / float(_leading(number))
    step = number.step * scale
    nearest = {
        "about": round(actual / step) * step,
        "over": math.floor(actual / step) * step,
        "under": math.ceil(actual / step) * step,
    }
    return math.isclose(nearest[number.bound], number.values[0], rel_tol=1e-9)


def _leading(number: Number) -> float:
    """How the printed number relates to its value: durations and sizes are kept in seconds and bytes."""
    if number.kind not in {Kind.SECONDS, Kind.BYTES}:
        return number.values[0]
    digits = find_numbers(number.text)
    return digits[0].values[0] if digits and digits[0].kind is Kind.PLAIN else number.values[0]


def _is_code(number: Number, text: str) -> bool:
    """Whether a bare number is a name, as "a 504" is: nothing is counted by it, whatever unit stands nearby."""
    return not number.unit and bool(_ARTICLE.search(text[: number.start]))


def _same_unit(number: Number, other: Number, piece: Citable) -> bool:
    """Whether both count or label the same; where one is bare, the other's unit must be at hand."""
    if number.kind is Kind.MONEY:
        return number.unit[:1] == other.unit[:1]
    if other.kind is Kind.PLAIN and _is_code(other, piece.text):
        return number.kind is Kind.PLAIN and (not number.unit or number.unit[0] in _GENERIC)
    if number.kind in {Kind.SECONDS, Kind.BYTES} and other.kind is Kind.PLAIN:
        return number.unit[0] in {stem(word) for word in content_words(piece.text)}
    if number.kind in {Kind.SECONDS, Kind.BYTES, Kind.DATE, Kind.VERSION, Kind.ORDINAL, Kind.CLOCK}:
        return True
    if not number.unit:
        return True
    if number.borrowed and not other.unit:
        return True
    if other.unit and number.labelled is not other.labelled and not set(number.unit[:1]) & _PLACES:
        return False
    if other.unit:
        return _units_meet(number.unit, other.unit)
    around = _surroundings(other, piece.text)
    taken = {word for counted in find_numbers(around) for word in counted.unit}
    said = {stem(word) for word in content_words(around)} - taken
    return number.unit[0] in said or number.unit[0] in _GENERIC


def _surroundings(number: Number, text: str) -> str:
    """Where the unit of a bare number may stand: a short text as a whole, in a long one its sentence."""
    if len(text) <= _SHORT:
        return text
    return next((text[start:end] for start, end in split_sentences(text) if start <= number.start < end), text)


def _units_meet(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether the first word of one is in the other; a describing word may stand before it, another thing may not."""
    if mine[0] in theirs or theirs[0] in mine[:1]:
        return True
    return len(mine) > 1 and mine[0] not in _COUNTED and mine[1] in theirs
