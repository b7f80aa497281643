"""What an edit did to a checked sentence: whether it still says what it rests on, and what would be right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from throughline.grounding.contracts import Claim, Ground, Origin, Verdict
from throughline.grounding.verify import verify

CHECKED = frozenset({Origin.QUOTE, Origin.NUMBER, Origin.INFERENCE})
_WORDS = re.compile(r"\s+|[^\s]+")
_MARKS = '“”"„«» '


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: the same before and after, only before ("gone"), or only after ("new")."""

    text: str
    change: str


@dataclass(frozen=True, slots=True)
class EditMark:
    """The answer to an edit of a sentence that was a quote, a number or an inference.

    `holds` says whether the new words would still pass the check of the old origin. `right` is the value or wording
    the evidence gives, `was` the sentence as the draft had it, `changes` the words between the two.
    """

    origin: Origin
    holds: bool
    reason: str
    right: str | None
    was: str
    changes: tuple[Piece, ...]


def mark_edit(was: Claim, now: str, ground: Ground) -> EditMark | None:
    """Check the new words `now` as what the sentence `was`; None where there was nothing to check, or no change."""
    if was.origin not in CHECKED or now == was.text:
        return None
    bare = now.strip(_MARKS) if was.origin is Origin.QUOTE else None
    finding = verify([replace(was, text=now, quote=bare)], ground).findings[0]
    holds = finding.verdict is Verdict.VERIFIED
    before = was.quote if was.origin is Origin.QUOTE and was.quote else was.text
    after = bare if bare is not None else now
    return EditMark(was.origin, holds, finding.reason, finding.recomputed, before, compare_words(before, after))


def compare_words(before: str, after: str) -> tuple[Piece, ...]:
    """The words of both texts in order, each the same, gone or new."""
    left, right = _WORDS.findall(before), _WORDS.findall(after)
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("".join(left[a:b]), "same"))
            continue
        pieces += _piece(left[a:b], "gone") + _piece(right[c:d], "new")
    return tuple(pieces)


def _piece(words: Sequence[str], change: str) -> list[Piece]:
    text = "".join(words)
    return [Piece(text, change)] if text else []
