"""Numbers in a claim's own words: each is counted again over what the claim cites, or found stated there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from throughline.grounding.citing import Cited, Library
from throughline.grounding.computing import count_accounts, count_items, count_people, count_sources, print_value
from throughline.grounding.contracts import Citable, Claim, Counted
from throughline.grounding.numbers import Kind, Number, blank_references, find_numbers
from throughline.grounding.stating import find_statement, offer_value, rounds
from throughline.grounding.supporting import Support
from throughline.grounding.words import FRAME, name_key, stem, word_set

READ = 2000
"""In how many cited pieces a number is looked for as a statement; over more of them it is a count."""
REMAINDER = 0.3
"""Least share of the rest of a claim's words that must stand beside the number it repeats."""

_ITEMS = frozenset(
    map(
        stem,
        word_set("""items comments mentions tickets responses answers reviews notes messages posts requests complaints
    records entries pieces submissions reports rows quotes statements remarks turns"""),
    )
)
_ACCOUNTS = frozenset(map(stem, word_set("accounts companies organisations organizations businesses firms")))
_PEOPLE = frozenset(
    map(stem, word_set("people users respondents interviewees participants persons individuals speakers"))
)
_SOURCES = frozenset(
    map(stem, word_set("interviews conversations calls meetings sessions transcripts files sources surveys"))
)
_CUSTOMERS = frozenset(map(stem, word_set("customers clients customer teams")))
_TIMES = re.compile(
    r"\b(?:mention|report|nam|rais|sa|ask|writ|wrote|request|complain|c[ao]me up)\w*\b[^.]{0,30}$", re.IGNORECASE
)
_RANGE = re.compile(r"^\s?[-–—]\s?$|^ to $")
_OF = re.compile(r"^\s*(?:(?:different |distinct )?\w+ )?(?:out )?of(?: the| our| all| these)*\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Miscount:
    """A number the cited evidence does not bear out: why, and what it bears out instead if that is known."""

    reason: str
    offer: str | None = None


def find_miscount(
    claim: Claim, cited: Cited, library: Library, support: Support, *, only: Sequence[Number] | None = None
) -> Miscount | None:
    """The first number of the claim's text that is neither counted right nor stated in what it cites, or None.

    `only`, where given, are the numbers to look at; the others are borne out in another way.
    """
    text = blank_references(claim.text)
    numbers = find_numbers(text)
    if empty := next((pair for pair in pairwise(numbers) if _is_empty_range(*pair, text)), None):
        return Miscount(f"“{empty[0].text.strip()}” to “{empty[1].text.strip()}” is no range")
    stated: list[Number] = []
    for place, number in enumerate(numbers):
        if only is not None and number not in only:
            continue
        whole = _whole_of(number, numbers[place + 1 :], claim.text)
        part = _part_of(number, numbers[:place], claim.text)
        if is_recounted(number, cited.distinct, library, claim.text, whole=whole, part=part):
            continue
        if find_statement(number, cited.distinct[:READ], text) is None:
            return _describe(number, cited.distinct, library, text)
        stated.append(number)
    return _find_unsaid(claim, stated, cited, support) if stated else None


def _is_empty_range(first: Number, last: Number, text: str) -> bool:
    """Whether two numbers make a range from a value to itself, which nobody writes on purpose."""
    same = first.kind is last.kind and first.values == last.values and first.kind is not Kind.DATE
    return same and bool(_RANGE.match(text[first.end : last.start]))


def _whole_of(number: Number, following: Sequence[Number], text: str) -> Number | None:
    """The M of "N of M", for the N."""
    return following[0] if following and _OF.match(text[number.end : following[0].start]) else None


def _part_of(number: Number, before: Sequence[Number], text: str) -> Number | None:
    """The N of "N of M", for the M."""
    return before[-1] if before and _OF.match(text[before[-1].end : number.start]) else None


def is_recounted(
    number: Number,
    pieces: Sequence[Citable],
    library: Library,
    text: str,
    *,
    whole: Number | None = None,
    part: Number | None = None,
) -> bool:
    """Whether the number is what counting the pieces in its unit comes to (or, as the M of "N of M", the ground)."""
    if number.kind is Kind.PERCENT:
        counts = _counts_people(number, text) or part is not None
        return counts and any(_rounds_to(number, share) for share in _shares(number, pieces, library, text))
    unit = counted_unit(number, text) or (counted_unit(whole, text) if whole else None)
    if number.kind is not Kind.PLAIN or unit is None:
        return False
    if part is not None:
        return any(_fits(number, total) for total in _totals(unit, number, pieces, library))
    return _fits(number, _count(unit, _narrow(number, pieces, library), library))


def _counts_people(number: Number, text: str) -> bool:
    """Whether a share is one of items or customers: "30 % of accounts", "(30 %)" after a count, "30 % mention"."""
    told = {stem(word) for word in FRAME}
    bracketed = bool(re.search(r"[(,]\s*$", text[: number.start])) and bool(re.search(r"\d", text[: number.start]))
    return counted_unit(number, text) is not None or bracketed or bool(number.unit and number.unit[0] in told)


def _fits(number: Number, count: int | None) -> bool:
    if count is None:
        return False
    return count in number.values or (bool(number.bound) and count > 0 and rounds(count, number))


def counted_unit(number: Number, text: str) -> Counted | None:
    """Whether the number counts items, accounts or people, by the word after it (one describing word between)."""
    for word in number.unit[:3]:
        if word in _SOURCES:
            return Counted.SOURCES
        if word in _ACCOUNTS or word in _CUSTOMERS:
            return Counted.ACCOUNTS
        if word in _PEOPLE:
            return Counted.PEOPLE
        if word in _ITEMS:
            return Counted.ITEMS
    if number.unit[:1] == (stem("time"),) and _TIMES.search(text[: number.start]):
        return Counted.ITEMS
    return None


def _count(unit: Counted, pieces: Sequence[Citable], library: Library, *, any_customer: bool = True) -> int | None:
    """The recount, or None where the ground names nobody of that kind."""
    if unit is Counted.ITEMS:
        return count_items(pieces)
    if unit is Counted.SOURCES:
        return count_sources(pieces)
    if unit is Counted.PEOPLE and library.has_people:
        return count_people(pieces)
    if unit is Counted.PEOPLE:
        return count_accounts(pieces) if library.has_accounts else None
    if library.has_accounts:
        return count_accounts(pieces)
    return count_people(pieces) if library.has_people and any_customer else None


def _narrow(number: Number, pieces: Sequence[Citable], library: Library) -> Sequence[Citable]:
    """Only the pieces of the segment the number names: "3 Enterprise accounts"."""
    for segment in library.segments:
        key = {stem(word) for word in name_key(segment)}
        if key and key <= set(number.unit[:2]):
            return [piece for piece in pieces if piece.segment == segment]
    return pieces


def _totals(unit: Counted, number: Number, pieces: Sequence[Citable], library: Library) -> list[int | None]:
    """What an "of M" may be taken of: everything, or everything in the cited files."""
    sources = {piece.source for piece in pieces}
    within = [piece for piece in library.pieces if piece.source in sources]
    return [_count(unit, _narrow(number, pool, library), library) for pool in (library.pieces, within)]


def _shares(number: Number, pieces: Sequence[Citable], library: Library, text: str) -> list[float]:
    unit = counted_unit(number, text)
    units = [unit] if unit else [Counted.ITEMS, Counted.ACCOUNTS, Counted.PEOPLE]
    shares: list[float] = []
    for each in units:
        part = _count(each, pieces, library)
        totals = _totals(each, number, pieces, library)
        shares += [100 * part / total for total in totals if part is not None and total]
    return shares


def _rounds_to(number: Number, share: float) -> bool:
    """Whether a share agrees with the printed one to the digits printed; "half" and the like within one point."""
    decimals = len(number.text.partition(".")[2].rstrip("% ")) if "." in number.text else 0
    tolerance = 0.5 * 10**-decimals if number.digits else 1.0
    if number.bound == "about":
        tolerance = max(tolerance, number.step / 2 if number.digits else 5.0)
    return any(abs(share - value) <= tolerance + 1e-9 for value in number.values)


def _describe(number: Number, pieces: Sequence[Citable], library: Library, text: str) -> Miscount:
    unit = counted_unit(number, text)
    count = _count(unit, _narrow(number, pieces, library), library) if unit else None
    if unit in {Counted.ITEMS, Counted.SOURCES} and (offer := offer_value(number, pieces[:READ])):
        return Miscount(f"“{number.text.strip()}” is neither counted over nor stated in what it cites", offer)
    if unit and count is not None:
        shown = print_value(_shown_unit(unit, library), count)
        return Miscount(f"“{number.text.strip()}” is not what the cited rows come to: {shown}", shown)
    if unit in {Counted.ACCOUNTS, Counted.PEOPLE}:
        return Miscount(f"“{number.text.strip()}” cannot be counted: the evidence names no customers")
    return Miscount(
        f"“{number.text.strip()}” is neither counted over nor stated in what it cites",
        offer_value(number, pieces[:READ]),
    )


def _shown_unit(unit: Counted, library: Library) -> Counted:
    if unit in {Counted.ITEMS, Counted.SOURCES}:
        return unit
    wanted, other = (
        (Counted.ACCOUNTS, Counted.PEOPLE) if unit is Counted.ACCOUNTS else (Counted.PEOPLE, Counted.ACCOUNTS)
    )
    has = library.has_accounts if wanted is Counted.ACCOUNTS else library.has_people
    return wanted if has else other


def _find_unsaid(claim: Claim, stated: Sequence[Number], cited: Cited, support: Support) -> Miscount | None:
    """Whether the numbers stand there as a statement of something else: digits that merely occur prove nothing."""
    units = {word for number in stated for word in number.unit}
    text = blank_references(claim.text)
    without = [w for w in _words(text) if stem(w) in units]
    if support.measure(text, cited.distinct[:READ], without=without) >= REMAINDER:
        return None
    return Miscount(f"“{stated[0].text.strip()}” stands in what it cites, but not as a statement of this")


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in re.findall(r"[^\W\d_]+", text.lower()))
