"""Where the asking begins within a sentence: "As logs grow, what do you do?" asks from "what" on."""

from __future__ import annotations

import re

AUX = (
    r"(?:do|does|did|is|are|am|was|were|have|has|had|can|could|will|would|should|shall|may|might)(?:n't)?"
    r"|(?:can't|won't)"
)
_NOUN_STARTS = (
    r"(?:you|your|y'all|we|they|it|that|this|there|the|an?|any\w*|people|those|these|i|he|she|some\w*|every\w*)"
)
_WH_WORDS = r"(?:what|how|why|who|whom|whose|which)"
_WH = re.compile(rf"(?:(?:at|in|for|to|with|on|by|of) )?{_WH_WORDS}\b", re.IGNORECASE)
_WHEN = re.compile(rf"(?:when|where)(?:'s|'re| (?:else |exactly )?(?:{AUX})\b)", re.IGNORECASE)
_AUX_FIRST = re.compile(rf"(?:{AUX})\b(?! (?:not )?[,.])", re.IGNORECASE)
_AUX_LATER = re.compile(rf"(?:{AUX}) (?:not )?(?:{_NOUN_STARTS}|[\w'-]+s)\b", re.IGNORECASE)
_ANY = re.compile(r"any(?:thing|one|body)?\b", re.IGNORECASE)
_BREAK = re.compile(r"[,:;—–] +|\.{2,} *| - |\b(?:so|and|but|or|then|because) ", re.IGNORECASE)
_INVITING = (
    r"(?:tell|walk|talk|take|guide) (?:me|us)\b|show (?:me|us)\b|describe\b|explain\b|give (?:me|us) (?:an? "
    r"|the |some )"
    r"|share\b|(?:recall|remember|think of|name|pick) (?:an?|the|one|some)\b|take (?:me|us) (?:back"
    r"|through)\b|help (?:me|us) understand|say more|go on\b|elaborate|expand|speak (?:to|about|more)|discuss\b"
)
_CAN_YOU = r"(?:can|could|would|will) you (?:please |maybe |just |perhaps |kind of |also |quickly |briefly )*"
INVITES = re.compile(
    rf"(?:please |just |maybe )*(?:{_INVITING})"
    rf"|{_CAN_YOU}(?:{_INVITING})"
    rf"|(?:would you (?:like|mind|be willing|care) (?:to )?|do you (?:want|mind) (?:to )?)(?:{_INVITING}|sharing"
    rf"|telling"
    rf"|describing|explaining|walking)"
    r"|why don't (?:you|we) (?!use|have|do|want|like|get|need|know|think)|how about you start"
    r"|(?:i wonder|i'm (?:also )?(?:curious|wondering)|i was (?:curious|wondering)|i'd (?:love|like) to (?:hear|know"
    r"|understand)|i would (?:love|like) to (?:hear|know|understand)|i want to (?:hear|understand))"
    r"(?: more)? (?:about |to know |to hear )?(?:what|how|why|when|where|which|who)"
    r"|let's (?:[\w']+ ){0,3}(?:discuss|hear|talk about|go over) (?:what|how|why|which)",
    re.IGNORECASE,
)
_ANYWHERE = re.compile(
    rf"\b(?:what|how|why|when|where|which|who) (?:{AUX}) (?:you|your|they|it"
    rf"|that)\b",
    re.IGNORECASE,
)
_DECLARED = re.compile(
    r"(?:what|how|who|which|where|why) (?:i|we)\b|(?:what|which) (?:is|'s) (?:interesting|cool|great)"
)


def find_asking(plain: str) -> str | None:
    """The words from where they ask, or None where nothing in them asks; `plain` has no lead words."""
    if _opens(plain):
        return plain
    for at in (found.end() for found in _BREAK.finditer(plain)):
        rest = plain[at:].lstrip()
        if _opens_later(rest):
            return rest
    found = _ANYWHERE.search(plain)
    return plain[found.start() :] if found else None


def _opens(words: str) -> bool:
    return any(pattern.match(words) for pattern in (INVITES, _WHEN, _AUX_FIRST, _ANY)) or bool(
        _WH.match(words) and not _DECLARED.match(words.lower())
    )


def _opens_later(words: str) -> bool:
    asks = INVITES.match(words) or _WHEN.match(words) or _AUX_LATER.match(words) or _ANY.match(words)
    return bool(asks) or bool(_WH.match(words) and not _DECLARED.match(words.lower()))
