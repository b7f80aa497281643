"""Parts of a job story that customers said themselves: word for word, found by the clause they begin with.

Nothing is made up: a part nobody said stays empty, and a person writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_END = r"(?=[,.;:!?\n]|$| and | but | so )"
_LEAST, _MOST = 3, 24
_LIGHT = r"(?:(?:just|also|really|quickly|briefly|first|only|maybe|kind of|again|actually|perhaps) )*"
_SPEECH = re.compile(
    rf"(?:to )?{_LIGHT}(?:be able to )?{_LIGHT}(?:thank|say|mention|ask|point out|point to|talk|speak|note|echo|tell"
    r"|repeat|remind|emphasi[sz]e|stress|clarify|comment|respond|reply|answer|discuss|bring up|raise|touch on"
    r"|call out|shout|welcome|introduce"
    r"|apologi[sz]e|congratulate|wish|praise|acknowledge|recogni[sz]e|encourage|jump in|chime in|circle back|go back to"
    r"|come back to|move on|start (?:with|by|off)|begin (?:with|by)|finish (?:with|by)|hear|listen|be (?:clear|honest"
    r"|frank|fair)|give (?:a |an |you |everybody |everyone |some )?(?:shout|thanks|credit|kudos|big|huge|overview)"
    r"|share(?: (?:my|our|some|a|an|that|this|with you|one|the following|something)\b|$)"
    r"|add(?: (?:that|to that|to it|to this|on|something|one|two|a (?:point|comment|note|question|thing)|my|here)\b|$)"
    r"|highlight (?:that|this|one|a)|know if any|see if any)(?:\b|$)",
    re.IGNORECASE,
)
_IDLE = re.compile(
    r"(?:it comes to|(?:i|we|you|they|people) (?:\w+ )?(?:say|said|talk|talked|speak|spoke|mention|mentioned|ask|asked"
    r"|discuss|discussed|(?:was|were|are|'re|’re) (?:talking|saying|speaking))\b)",
    re.IGNORECASE,
)
"""What belongs to talking, not to the work that is talked about."""
_PARTS = {
    "situation": re.compile(
        r"\b(?:when(?:ever)?|every time|each time|as soon as) ((?!asked|do |did |is |are |will ).+?)" + _END,
        re.IGNORECASE,
    ),
    "motivation": re.compile(
        r"\b(?:(?:i|we)(?: really| just)? (?:want|need|would (?:like|love)|wish)|(?:i|we)['’]d (?:like|love)) "
        rf"(to .+?){_END}",
        re.IGNORECASE,
    ),
    "outcome": re.compile(rf"\bso(?: that)? (?:i|we) can ((?!['’]?t\b|not\b).+?){_END}", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Heard:
    """One part of a job story in a customer's own words: `text[start:end]` of the piece `evidence`."""

    part: str
    words: str
    evidence: str
    start: int
    end: int


def find_story(pieces: Iterable[tuple[str, str]]) -> dict[str, list[Heard]]:
    """The clauses of `pieces` (evidence id, text) that could stand in a job story, by part, each wording once."""
    found: dict[str, dict[str, Heard]] = {part: {} for part in _PARTS}
    for evidence, text in pieces:
        for part, pattern in _PARTS.items():
            for match in pattern.finditer(text):
                words = match.group(1).strip()
                if _LEAST <= len(words.split()) <= _MOST and not _is_talk(words):
                    heard = Heard(part, words, evidence, match.start(1), match.start(1) + len(words))
                    found[part].setdefault(words.casefold(), heard)
    return {part: list(heard.values()) for part, heard in found.items()}


def _is_talk(words: str) -> bool:
    """Whether somebody says that they want to say something, or speaks of the talk itself."""
    return bool(_SPEECH.match(words) or _IDLE.match(words))
