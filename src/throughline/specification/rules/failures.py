"""What goes wrong for people, in about a dozen classes, told by their own words, negation heard.

"never timed out" is evidence against; "not working" is not. A class is only claimed where its words stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from throughline.specification.rules.failure_words import CUES, Failure
from throughline.specification.rules.phrases import compile_phrases
from throughline.specification.rules.sentences import Sentence

_COMPILED = {
    failure: compile_phrases(cues, before=r"(?<![\w-])(?<!\d[,.])", after=r"(?![\w])(?![,.]\d)")
    for failure, cues in CUES.items()
}
_NEGATED = re.compile(
    r"\b(?:never|not|no|n['’]t|cannot|without|hardly|rarely|nothing|nobody|haven['’]t|hasn['’]t|didn['’]t|doesn['’]t|"
    r"don['’]t|isn['’]t|wasn['’]t|won['’]t|aren['’]t|neither|nor)(?:\s+[\w'’]+){0,3}\s*$",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\b(?:never|hardly|rarely|without|(?<!to )not|\w+n['’]t)(?:\s+[\w'’]+){0,3}\s*$",
    re.IGNORECASE,
)
_HOPED = re.compile(
    r"\b(?:(?:would|could|might|may|should|avoid\w*|prevent\w*|reduc\w+|fix\w*|in case|even if|what if|what happens|"
    r"whether|less|fewer|easier than|worry\w*|afraid)\s(?:\w+\s){0,4}|to\s)$",
    re.IGNORECASE,
)
_OWN_NEGATION = re.compile(
    r"^(?:no|not|never|\w*n['’]?t|cannot|un|in|can|does|do|did|is|are|was|has|have|will|without)\b", re.IGNORECASE
)


_GENERAL_QUESTION = re.compile(
    r"(?:what|which|where|are there|is there|how many|do you)\b.*\?\s*$", re.IGNORECASE | re.DOTALL
)
_WEAK = re.compile(r"(?:issues?|problems?)$|^(?:can|could|unable|having|a|an|the|some)\b|^(?:can|could)", re.IGNORECASE)
VAGUE = re.compile(r"\b(?:issues?|problems?)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A class told by its words: where they stand in the item and whether they are negated ("never timed out")."""

    failure: Failure
    words: str
    start: int
    end: int
    negated: bool = False


def spot_failures(text: str) -> tuple[Failure, ...]:
    """The classes whose words occur anywhere in `text`: a quick look before its sentences are read one by one."""
    return tuple(failure for failure, pattern in _COMPILED.items() if pattern.search(text))


def find_mentions(sentence: Sentence, among: Iterable[Failure] = tuple(Failure)) -> tuple[Mention, ...]:
    """Every class `among` these told in `sentence`, once each; weak words of failing only where no others stand."""
    found: list[Mention] = []
    for failure in among:
        mention = _first_mention(sentence, failure)
        if mention and not (failure is Failure.FAILS and found and _WEAK.search(mention.words)):
            found.append(mention)
    return tuple(_without_overlaps(found))


def _first_mention(sentence: Sentence, failure: Failure) -> Mention | None:
    text = sentence.text
    if failure not in _COMPILED:
        return None
    denied: Mention | None = None
    general = bool(_GENERAL_QUESTION.match(text))
    for match in _COMPILED[failure].finditer(text):
        before = _clause_before(text, match.start())
        if general and _WEAK.search(match.group()):
            continue
        if _HOPED.search(before) and not _OWN_NEGATION.match(match.group()):
            continue
        negated = bool(_NEGATED.search(before)) and not _OWN_NEGATION.match(match.group())
        mention = Mention(failure, match.group(), sentence.start + match.start(), sentence.start + match.end(), negated)
        if not negated:
            return mention
        if _AGAINST.search(before) and denied is None and not text.rstrip().endswith("?"):
            denied = mention
    return denied


def _clause_before(text: str, position: int) -> str:
    return re.split(r"[,;:.!?()]|\bbut\b|\band\b", text[:position])[-1]


def _without_overlaps(mentions: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in mentions:
        if not any(mention.start < other.end and other.start < mention.end for other in kept):
            kept.append(mention)
    return kept
