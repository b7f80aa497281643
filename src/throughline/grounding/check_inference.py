"""What is demanded of an inference: nothing in it that its sources do not show, and enough of it that they do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from throughline.grounding.citing import Cited, Library, has_words, name_place, shorten
from throughline.grounding.contracts import Citable, Claim, Finding, Origin, Verdict
from throughline.grounding.counting import find_miscount
from throughline.grounding.customers import is_customer
from throughline.grounding.naming import find_invented_persona, find_invented_role, find_unknown_name
from throughline.grounding.numbers import blank_references
from throughline.grounding.opposites import find_opposite
from throughline.grounding.polarity import find_flip
from throughline.grounding.supporting import Support, share_all_words, spoken_words
from throughline.grounding.words import stem, tokenise

_QUOTED = re.compile(r"[“\"]([^“”\"]{3,}?)[”\"]")

WORDS_ALONE = 0.4
"""Least share of a claim's words that must stand in its sources where meanings cannot be compared."""
WORDS_AND_MEANING = 0.97
"""Least sum of that share and of the cosine to the nearest passage of its sources where they can."""
LEAST_WORDS = 0.12
"""The share of words below which no likeness in meaning helps: the same subject is not the same statement."""


LONGEST_GAP = 2
"""How many of a claim's words may follow on each other without one of them standing in its sources."""
SURE_MEANING = 0.75
"""From this cosine on, a rewording is near enough to be let pass with a longer gap."""


def check_inference(claim: Claim, cited: Cited, library: Library, support: Support) -> Finding:
    """Verified, or downgraded to a proposal with the first reason why it does not follow."""
    pieces = cited.distinct
    if not pieces:
        return _downgrade(claim, "it cites nothing, so it follows from nothing")
    if claim.customer and not any(is_customer(claim.customer, piece, library) for piece in pieces):
        return Finding(claim, Verdict.REJECTED, f"none of the cited is by {claim.customer}")
    if all(piece.interviewer for piece in pieces):
        return _downgrade(claim, "only the interviewer said so, no customer")
    return _judge(claim, cited, library, support)


def _judge(claim: Claim, cited: Cited, library: Library, support: Support) -> Finding:
    text, pieces = blank_references(claim.text), cited.distinct
    if naming := find_naming_fault(text, pieces, library, support):
        return _downgrade(claim, naming)
    if misquoted := _find_misquoted(text, pieces):
        return _downgrade(claim, f"“{shorten(misquoted)}” is set as a quote but does not stand in what it cites")
    if miscount := find_miscount(claim, cited, library, support):
        return _downgrade(claim, miscount.reason, miscount.offer)
    said = [piece.text for piece in pieces]
    if flip := find_flip(text, said) or find_opposite(text, said):
        return _downgrade(claim, flip)
    return _weigh(claim, text, pieces, support)


def find_naming_fault(text: str, pieces: Sequence[Citable], library: Library, support: Support) -> str | None:
    """An invented persona or role, or a name that does not occur in what is cited; None where there is none."""
    if persona := find_invented_persona(text, pieces):
        return f"it sets up a persona nobody in the evidence is: {persona}"
    if role := find_invented_role(text, pieces):
        return f"it speaks of a role that nothing in what it cites shows: {role}"
    if name := find_unknown_name(text, pieces, library, support):
        return f"it names {name}"
    return None


def _weigh(claim: Claim, text: str, pieces: Sequence[Citable], support: Support) -> Finding:
    share = support.measure(text, pieces) if spoken_words(text) else share_all_words(text, pieces)
    cosine = support.resemble(text, pieces)
    enough = share >= WORDS_ALONE if cosine is None else share >= LEAST_WORDS and share + cosine >= WORDS_AND_MEANING
    if not enough:
        return _downgrade(claim, f"what it cites supports {share:.0%} of its words, too little to follow from it")
    gap = support.find_gap(text, pieces)
    if len(gap) > LONGEST_GAP and (cosine is None or cosine < SURE_MEANING):
        return _downgrade(claim, f"a part of it stands nowhere in what it cites: {_show_gap(text, gap)}")
    return Finding(claim, Verdict.VERIFIED, f"follows from {_name_places(pieces)}")


def _find_misquoted(text: str, pieces: Sequence[Citable]) -> str | None:
    """Words in quotation marks, three or more, that stand in none of the pieces."""
    quoted = [match.group(1) for match in _QUOTED.finditer(text) if len(match.group(1).split()) >= 3]
    return next((words for words in quoted if not any(has_words(piece, words) for piece in pieces)), None)


def _show_gap(text: str, gap: Sequence[str]) -> str:
    """The words of the claim behind the stems of a gap, as written."""
    told = [token.text for token in tokenise(text) if token.is_word and stem(token.low) in gap]
    return f"“{' … '.join(told[:4])}”"


def _name_places(pieces: Sequence[Citable]) -> str:
    named = ", ".join(name_place(piece) for piece in pieces[:3])
    return named if len(pieces) <= 3 else f"{named} and {len(pieces) - 3} more"


def _downgrade(claim: Claim, reason: str, offer: str | None = None) -> Finding:
    return Finding(claim, Verdict.DOWNGRADED, reason, becomes=Origin.PROPOSAL, recomputed=offer)
