"""What is demanded of a proposal: it names what it rests on, invents no customer's number and claims no agreement."""

from __future__ import annotations

import re

from throughline.grounding.citing import Cited, Library
from throughline.grounding.contracts import Claim, Finding, Origin, Verdict
from throughline.grounding.counting import is_recounted
from throughline.grounding.customers import find_others, is_customer
from throughline.grounding.naming import find_invented_persona
from throughline.grounding.numbers import Kind, Number, blank_references, find_numbers
from throughline.grounding.stating import find_statement, offer_value

_WHO = r"(?:we|the team|everyone|everybody|all|both|they|it was|it has been|has been|was|were|is|as)"
_AGREED = re.compile(
    rf"\b{_WHO}\s+(?:have\s+|has\s+|had\s+|all\s+|already\s+)*(?:decided|agreed|approved|signed off|committed)\b"
    r"|\b(?:decision made|as agreed|agreed:|decided:)",
    re.IGNORECASE,
)
_OWN = re.compile(r"(?:launch\s*\+\s*|after\s+|within\s+)?\b90[\s-]days?\b", re.IGNORECASE)


def check_proposal(claim: Claim, cited: Cited, library: Library) -> Finding:
    """Verified as a proposal that waits; rejected where it pretends; downgraded where it rests on nothing."""
    text = blank_references(claim.text)
    if match := _AGREED.search(text):
        return _reject(claim, f"“{match.group().strip()}” claims an agreement; only a person can give it")
    if claim.customer and not any(is_customer(claim.customer, piece, library) for piece in cited.distinct):
        return _reject(claim, f"none of the cited is by {claim.customer}")
    if persona := find_invented_persona(text, cited.distinct):
        return _reject(claim, f"it sets up a persona nobody in the evidence is: {persona}")
    if not cited.distinct and not claim.rests_on:
        reason = "it rests on nothing: no row and no catalogue entry"
        return Finding(claim, Verdict.DOWNGRADED, reason, becomes=Origin.PROPOSAL)
    return _check_conditions(claim, text, cited, library)


def _check_conditions(claim: Claim, text: str, cited: Cited, library: Library) -> Finding:
    """Where rows are cited, whom and what a condition names is theirs."""
    if cited.distinct and (other := find_others(text, cited.distinct, library)):
        return _reject(claim, f"it names {other}, who is not among the cited")
    for number in find_numbers(_OWN.sub(lambda match: " " * len(match.group()), text)):
        if cited.distinct and _is_customers(number) and not _is_borne_out(number, cited, library, text):
            reason = f"“{number.text.strip()}” stands in none of the rows it rests on"
            return _reject(claim, reason, offer_value(number, cited.distinct))
    return Finding(claim, Verdict.VERIFIED, "a proposal, waiting for a person's yes, edit or no")


def _is_borne_out(number: Number, cited: Cited, library: Library, text: str) -> bool:
    """Whether it stands in the rows, or is how many they are."""
    counted = is_recounted(number, cited.distinct, library, text)
    return counted or find_statement(number, cited.distinct, text) is not None


def _is_customers(number: Number) -> bool:
    """Whether a number reads as a customer's measure; small counts in words ("two files") are just language."""
    if number.kind in {Kind.ORDINAL, Kind.DATE}:
        return False
    return number.digits or (number.kind is not Kind.PLAIN and number.kind is not Kind.PERCENT) or number.values[0] > 3


def _reject(claim: Claim, reason: str, offer: str | None = None) -> Finding:
    return Finding(claim, Verdict.REJECTED, reason, recomputed=offer)
