"""What is demanded of a number: recomputed by its printed rule, counted again, or stated in the cited text."""

from __future__ import annotations

import math
from collections.abc import Sequence

from throughline.grounding.check_inference import find_naming_fault
from throughline.grounding.citing import Cited, Library
from throughline.grounding.computing import recount
from throughline.grounding.contracts import Claim, Computation, Finding, Origin, Verdict
from throughline.grounding.counting import find_miscount
from throughline.grounding.customers import find_others, is_customer
from throughline.grounding.naming import find_invented_persona
from throughline.grounding.numbers import Number, blank_references, find_numbers
from throughline.grounding.polarity import find_flip
from throughline.grounding.supporting import Support

READ = 300
"""How many pieces of a count over many are read, evenly spread, for what the sentence says of them."""
COUNT_SUPPORT = 0.2
"""Least share of the words of a counted sentence that must stand in the rows it counts."""


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
    return Finding(claim, Verdict.VERIFIED, "recomputed over the cited rows")


def _check_told(claim: Claim, cited: Cited, library: Library, support: Support) -> Finding:
    text, pieces = blank_references(claim.text), cited.distinct
    if miscount := find_miscount(claim, cited, library, support):
        return _reject(claim, miscount.reason, miscount.offer)
    pieces = pieces[:: max(1, len(pieces) // READ)]
    if fault := find_naming_fault(text, pieces, library, support):
        return _reject(claim, fault)
    if flip := find_flip(text, [piece.text for piece in pieces]):
        return _reject(claim, flip)
    if support.measure(text, pieces) < COUNT_SUPPORT and (support.resemble(text, pieces) or 0.0) < COUNT_SUPPORT:
        return _reject(claim, "the number is right, but nothing in the cited rows says what is said of it")
    return Finding(claim, Verdict.VERIFIED, "counted again over, or stated in, what it cites")


def _reject(claim: Claim, reason: str, offer: str | None = None) -> Finding:
    return Finding(claim, Verdict.REJECTED, reason, recomputed=offer)
