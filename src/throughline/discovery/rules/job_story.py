"""Parts of a job story that customers said themselves: word for word, found by the clause they begin with.

Nothing is made up: a part nobody said stays empty, and a person writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_END = r"(?=[,.;:!?\n]|$| and | but | so )"
_LEAST, _MOST = 3, 24
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
                if _LEAST <= len(words.split()) <= _MOST:
                    heard = Heard(part, words, evidence, match.start(1), match.start(1) + len(words))
                    found[part].setdefault(words.casefold(), heard)
    return {part: list(heard.values()) for part, heard in found.items()}
