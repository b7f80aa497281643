"""What an edit did to a checked sentence: whether it still says what it rests on, and what would be right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from throughline.grounding.contracts import Claim, Ground, Origin, Verdict
from throughline.grounding.verify import verify

CHECKED = frozenset({Origin.QUOTE, Origin.NUMBER, Origin.INFERENCE})
LEAST_ALIKE = 0.3
"""Below this share of common words, two texts are shown one after the other."""
SHORT_RUN = 2
"""Equal words between two changes, up to which they are told with them."""
_SPACE = re.compile(r"\s+$")
_WORDS = re.compile(r"^\s+|\S+\s*")
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
    """The words of both texts in order, each the same, gone or new, set so that a person can read the change.

    One or two words that happen to stand in both between changed ones are told with them, and texts that have little in
    common are told one after the other.
    """
    left, right = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if left and right and matcher.ratio() < LEAST_ALIKE:
        return (Piece(before, "gone"), Piece(after, "new"))
    pieces: list[Piece] = []
    for tag, a, b, c, d in _join_islands(matcher.get_opcodes()):
        if tag == "equal":
            pieces.append(Piece("".join(right[c:d]), "same"))
        else:
            pieces += _change("".join(left[a:b]), "".join(right[c:d]))
    return tuple(pieces)


def _change(gone: str, new: str) -> list[Piece]:
    """What went and what came; the space that follows both is no part of the change."""
    space = _SPACE.search(gone)
    shared = space.group() if space and new.endswith(space.group()) else ""
    bare = (gone.removesuffix(shared), "gone"), (new.removesuffix(shared), "new"), (shared, "same")
    return [Piece(text, change) for text, change in bare if text]


Opcode = tuple[str, int, int, int, int]


def _join_islands(opcodes: Sequence[Opcode]) -> list[Opcode]:
    """The steps with short runs of equal words between two changes made part of one change."""
    joined: list[Opcode] = []
    for place, (tag, a, b, c, d) in enumerate(opcodes):
        island = tag == "equal" and b - a <= SHORT_RUN and 0 < place < len(opcodes) - 1
        if joined and joined[-1][0] != "equal" and (island or tag != "equal"):
            joined[-1] = ("replace", joined[-1][1], b, joined[-1][3], d)
        else:
            joined.append((tag, a, b, c, d))
    return joined
