"""What is demanded of a judgement: it may say what a person thinks, but quote and count only what was said.

An opinion cannot be checked. Words set as a quote of somebody, and a count of who says so, are no opinion: they must
stand in the evidence, or the sentence is marked as an assumption, which nobody has shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from throughline.grounding.citing import Cited, Library, shorten
from throughline.grounding.contracts import Claim, Finding, Origin, Verdict
from throughline.grounding.counting import counted_unit, find_miscount
from throughline.grounding.numbers import Number, blank_references, find_numbers
from throughline.grounding.supporting import Support

_QUOTED = re.compile(r"[“\"„«]([^“”\"„«»]{3,}?)[”\"“»]")
_FEWEST_WORDS = 3
"""From how many words on a quote is somebody's sentence, not a name or a term."""
_SAYS = (
    r"(?:sa(?:id|ys?)|wr(?:ote|ites?)|writing|told|put(?:s)? it|called it|report(?:s|ed)?|complain(?:s|ed)?"
    r"|ask(?:s|ed)?|answer(?:s|ed)?|mention(?:s|ed)?|describe(?:s|d)?|agree[ds]?|want(?:s|ed)?|need(?:s|ed)?)"
)
_LEADS = re.compile(rf"\b(?:{_SAYS}|according to|in the words of|quote[ds]?)\b[^.!?]{{0,60}}$", re.IGNORECASE)
_FOLLOWS = re.compile(rf"^\W*(?:[\w'’&.-]+\s+){{0,4}}?{_SAYS}\b", re.IGNORECASE)
_MODAL = re.compile(r"\b(?:can|could|may|might|must|should|will|would|shall|which|if|to)\b", re.IGNORECASE)
_TELLS = re.compile(rf"^\s*(?:[\w'’-]+\s+){{1,4}}?(?:have\s+|has\s+|had\s+|all\s+|already\s+)?{_SAYS}\b", re.IGNORECASE)


def check_judgement(claim: Claim, cited: Cited, library: Library, support: Support) -> Finding:
    """Verified as a person's judgement, or downgraded to an assumption where it quotes or counts what nobody said."""
    text = blank_references(claim.text)
    if misquoted := _find_misquoted(text, cited, library):
        where = "what it cites" if cited.distinct else "the evidence"
        return _mark(claim, f"“{shorten(misquoted)}” is set as a quote but does not stand in {where}")
    counts = [number for number in find_numbers(text) if _counts_tellers(number, text)]
    if counts and not cited.distinct:
        return _mark(claim, f"it cites nothing that “{counts[0].text.strip()}” could be counted over")
    if counts and (miscount := find_miscount(claim, cited, library, support, only=counts)):
        return _mark(claim, miscount.reason, miscount.offer)
    reason = "stated as a person's judgement; there is nothing to check it against"
    return Finding(claim, Verdict.VERIFIED, reason)


def _find_misquoted(text: str, cited: Cited, library: Library) -> str | None:
    """The first quote of somebody that stands nowhere in what is cited, or in no evidence where nothing is."""
    for words in _quoted_words(text, library):
        stand = library.find_words(words)
        if not any(piece in cited.distinct for piece in stand) if cited.distinct else not stand:
            return words
    return None


def _quoted_words(text: str, library: Library) -> Iterator[str]:
    """What is set as somebody's words: after or before a verb of saying, or beside a customer's name."""
    for match in _QUOTED.finditer(text):
        words, before, after = match.group(1), text[: match.start()], text[match.end() :]
        attributed = _LEADS.search(before) or _FOLLOWS.search(after) or any(n in text for n in library.customers)
        if len(words.split()) >= _FEWEST_WORDS and attributed:
            yield words


def _counts_tellers(number: Number, text: str) -> bool:
    """Whether a number counts who said so ("5 accounts report it"), not who would, could or should."""
    told = _TELLS.match(text[number.end :]) if counted_unit(number, text) else None
    before = text[: number.start].rsplit(".", 1)[-1]
    return told is not None and not _MODAL.search(told.group()) and not _MODAL.search(before[-20:])


def _mark(claim: Claim, reason: str, offer: str | None = None) -> Finding:
    return Finding(claim, Verdict.DOWNGRADED, reason, becomes=Origin.ASSUMPTION, recomputed=offer)
