"""Spoken words made plain for reading: no fillers, no stutter, no name or "great, so" before the question."""

from __future__ import annotations

import re
from collections.abc import Set

_FILLER = re.compile(
    r"\b(?:um+|uh+|er+m?|hmm+)\b,?|,? \b(?:like|you know|I mean|I guess|sort of|kind of),(?= )", re.IGNORECASE
)
_LIKE = re.compile(
    r"\b(have you|did you have|are you running|have|you),? like,? (?!to\b|it\b|that\b|the\b)", re.IGNORECASE
)
_STUTTER = re.compile(r"\b([\w'’]+(?: [\w'’]+)?)(?:,? \1\b)+", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_LEAD = re.compile(
    r"(?:(?:and|so|but|okay|ok|now|then|well|yeah|yes|right|great|cool|awesome|thanks|thank you|interesting|sure"
    r"|alright|all right|first|first things first|finally|lastly|next|otherwise|also|actually|just|please|sorry"
    r"|hi|hey"
    r"|hello|no|interesting|I guess|next question(?: is)?|same question|(?:one )?(?:last|more|final) question"
    r"|my (?:next )?question (?:for you )?is|moving on|perfect|gotcha|fair enough|i see|good|maybe|perhaps|still|oh)"
    r"\b[,:;.!—–-]*\s+)+",
    re.IGNORECASE,
)


def read_plainly(spoken: str) -> str:
    """The words in one line, straight apostrophes, without fillers and stutter."""
    text = _SPACES.sub(" ", spoken.replace("’", "'").replace("‘", "'")).strip()
    text = _LIKE.sub(r"\1 ", _FILLER.sub(_keep_comma, text))
    text = _SPACES.sub(" ", text).replace(" ,", ",").strip(" ,")
    return _STUTTER.sub(r"\1", text)


def _keep_comma(found: re.Match[str]) -> str:
    return ", " if found[0].startswith(",") else " "


def strip_lead(plain: str, names: Set[str] = frozenset()) -> str:
    """Without "great, so" and without the name of who is asked."""
    before = None
    while before != plain:
        before = plain
        plain = _LEAD.sub("", plain, count=1) if _LEAD.match(plain) else plain
        plain = _strip_name(plain, names)
    return plain


def _strip_name(plain: str, names: Set[str]) -> str:
    called = re.match(r"([\w'-]+)(,\s+|[?.!]*$)", plain)
    if called and called[1].casefold() in names:
        return plain[called.end() :]
    return plain
