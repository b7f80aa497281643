"""What is demanded of a number: recomputed by its printed rule, counted again, or stated in the cited text."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise

from throughline.grounding.check_inference import find_naming_fault
from throughline.grounding.citing import Cited, Library
from throughline.grounding.computing import pick_pieces, recount
from throughline.grounding.contracts import Citable, Claim, Computation, Counted, Finding, Origin, Verdict
from throughline.grounding.counting import counted_unit, find_miscount
from throughline.grounding.customers import find_others, is_customer
from throughline.grounding.naming import find_invented_persona
from throughline.grounding.numbers import Number, blank_references, find_numbers
from throughline.grounding.opposites import find_opposite
from throughline.grounding.polarity import find_flip
from throughline.grounding.supporting import Support

READ = 300
"""How many pieces of a count over many are read, evenly spread, for what the sentence says of them."""
COUNT_SUPPORT = 0.2
"""Least share of the words of a counted sentence that must stand in the rows it counts."""
_OF_ROWS = frozenset(
    {Counted.ITEMS, Counted.ACCOUNTS, Counted.PEOPLE, Counted.SHARE_OF_ITEMS, Counted.SHARE_OF_ACCOUNTS}
)
"""What counts rows for what they say; a date, a metric or a greatest value does not."""
_PARTS = re.compile(r";|(?:,|\b(?:and|but|while)\b)\s+(?=(?:nobody|none|no)\b)", re.IGNORECASE)
_MORE_PARTS = re.compile(rf"{_PARTS.pattern}|,(?!\d)|\b(?:and|but|while)\s+(?=\d)", re.IGNORECASE)


def check_number(claim: Claim, cited: Cited, library: Library, support: Support) -> Finding:
    """Verified, or rejected with the value the evidence comes to; a sentence without any number is downgraded."""
    if claim.customer and not any(is_customer(claim.customer, piece, library) for piece in cited.distinct):
        return _reject(claim, f"none of the cited is by {claim.customer}")
    numbers = find_numbers(blank_references(claim.text))
    if not numbers and not claim.computations:
        return _without_number(claim)
    if claim.computations:
        return _check_computed(claim, numbers, cited, library, support)
    if not cited.distinct:
        return _reject(claim, "it cites nothing its number could be counted over or read from")
    return _check_told(claim, cited, library, support)


def _without_number(claim: Claim) -> Finding:
    return Finding(claim, Verdict.DOWNGRADED, "it states no number, share, date or amount", becomes=Origin.PROPOSAL)


def _check_computed(
    claim: Claim, numbers: Sequence[Number], cited: Cited, library: Library, support: Support
) -> Finding:
    for computation in claim.computations:
        result = recount(computation, cited, library)
        if not result.agrees:
            stated = f"{computation.counted.value} is stated as {computation.value}"
            return _reject(
                claim, f"{stated}, the cited rows come to {result.printed}", _value(result.value, result.printed)
            )
    unsaid = [c for c in claim.computations if not any(_says(number, c) for number in numbers)]
    if unsaid:
        return _reject(
            claim, f"its text does not say {unsaid[0].value}, which its computation gives", str(unsaid[0].value)
        )
    rest = [n for n in numbers if not any(_says(n, c) for c in claim.computations)]
    return _check_rest(claim, rest, cited, library, support)


def _value(value: float | str | None, printed: str) -> str | None:
    return None if value is None else printed


def _says(number: Number, computation: Computation) -> bool:
    """Whether a number of the text is the computed value."""
    if number.day is not None:
        parts = str(computation.value).split("-")
        whole = len(parts) == 3 and all(part.isdigit() for part in parts)
        return whole and _fits_day(number, [int(part) for part in parts])
    try:
        return any(math.isclose(value, float(computation.value), abs_tol=1e-9) for value in number.values)
    except ValueError:
        return False


def _fits_day(number: Number, parts: Sequence[int]) -> bool:
    day = number.day
    stated = (day.year, day.month, day.day) if day else ()
    return all(mine is None or mine == theirs for mine, theirs in zip(stated, parts, strict=False))


def _check_rest(claim: Claim, rest: Sequence[Number], cited: Cited, library: Library, support: Support) -> Finding:
    """The numbers of the text that no computation gives must be borne out like any other; so must its names."""
    text = blank_references(claim.text)
    if other := find_others(text, cited.distinct, library):
        return _reject(claim, f"it names {other}, who is not among the cited")
    if persona := find_invented_persona(text, cited.distinct):
        return _reject(claim, f"it sets up a persona nobody in the evidence is: {persona}")
    if rest and (miscount := find_miscount(claim, cited, library, support, only=rest)):
        return _reject(claim, miscount.reason, miscount.offer)
    if turned := _find_counted_opposite(claim, text, cited):
        return _reject(claim, turned)
    return Finding(claim, Verdict.VERIFIED, "recomputed over the cited rows")


def _find_counted_opposite(claim: Claim, text: str, cited: Cited) -> str | None:
    """Why a right count is of rows that say the opposite of what the sentence says of them, or None."""
    counts = [c for c in claim.computations if c.counted in _OF_ROWS]
    parts = _PARTS if len({c.over for c in counts}) == 1 else _MORE_PARTS
    for computation in counts:
        pieces = pick_pieces(computation.over, cited) or ()
        if turned := _find_turned(_told_of(computation, text, parts), _spread(pieces), counts=True):
            return turned
    return None


def _told_of(computation: Computation, text: str, parts: re.Pattern[str]) -> str:
    """The part of a sentence in which a count stands; "… and nobody complains" is told of other rows."""
    place = next((number.start for number in find_numbers(text) if _says(number, computation)), 0)
    edges = [0, *(match.start() for match in parts.finditer(text)), len(text)]
    return next((text[a:b] for a, b in pairwise(edges) if a <= place < b), text)


def _find_turned(text: str, pieces: Sequence[Citable], *, counts: bool) -> str | None:
    """Why the sentence turns its rows round: by a denial, or by a word that is the opposite of theirs."""
    said = [piece.text for piece in pieces]
    return find_flip(text, said) or find_opposite(text, said, each=counts)


def _spread(pieces: Sequence[Citable]) -> Sequence[Citable]:
    return pieces[:: max(1, len(pieces) // READ)]


def _check_told(claim: Claim, cited: Cited, library: Library, support: Support) -> Finding:
    text, pieces = blank_references(claim.text), cited.distinct
    if miscount := find_miscount(claim, cited, library, support):
        return _reject(claim, miscount.reason, miscount.offer)
    pieces = _spread(pieces)
    if fault := find_naming_fault(text, pieces, library, support):
        return _reject(claim, fault)
    counts = any(counted_unit(number, text) for number in find_numbers(text))
    if turned := _find_turned(text, pieces, counts=counts):
        return _reject(claim, turned)
    if support.measure(text, pieces) < COUNT_SUPPORT and (support.resemble(text, pieces) or 0.0) < COUNT_SUPPORT:
        return _reject(claim, "the number is right, but nothing in the cited rows says what is said of it")
    return Finding(claim, Verdict.VERIFIED, "counted again over, or stated in, what it cites")


def _reject(claim: Claim, reason: str, offer: str | None = None) -> Finding:
    return Finding(claim, Verdict.REJECTED, reason, recomputed=offer)
