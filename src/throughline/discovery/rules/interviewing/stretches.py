"""What the interviewer says without a break: captions cut one sentence into several turns, which are read as one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from throughline.discovery.contracts import Evidence
from throughline.discovery.rules.interviewing.sentences import Span
from throughline.discovery.rules.interviewing.talk import has_one_voice

_FINISHED = re.compile(r"[.!?…][\"”’')\]]*\s*$")

_LONGEST_CUE = 300
"""Characters; no caption shows more at once, so a longer turn was not cut."""


@dataclass(frozen=True)
class Stretch:
    """Turns that are read as one; their texts stand in `text` with a space between them."""

    pieces: tuple[Evidence, ...]
    text: str

    def place(self, span: Span) -> tuple[Evidence, Span] | None:
        """The turn that holds most of `span`, and which part of its text that is."""
        parts = list(self._list_parts(span))
        return max(parts, key=lambda part: part[1].end - part[1].start, default=None)

    def _list_parts(self, span: Span) -> Iterator[tuple[Evidence, Span]]:
        at = 0
        for piece in self.pieces:
            start, end = max(span.start - at, 0), min(span.end - at, len(piece.text))
            words = piece.text[start:end] if start < end else ""
            if words.strip():
                lead = len(words) - len(words.lstrip())
                yield piece, Span(start + lead, start + len(words.rstrip()))
            at += len(piece.text) + 1


def gather_stretches(turns: Sequence[Evidence]) -> Iterator[Stretch]:
    """Every turn in order, each alone but those of one interviewer that a caption cut within a sentence."""
    held: list[Evidence] = []
    for piece in turns:
        if held and not _goes_on(held[-1], piece):
            yield _join(held)
            held = []
        held.append(piece)
    if held:
        yield _join(held)


def _goes_on(before: Evidence, piece: Evidence) -> bool:
    asks = before.interviewer and piece.interviewer and has_one_voice(before) and has_one_voice(piece)
    cut = len(before.text) <= _LONGEST_CUE and not _FINISHED.search(before.text)
    return asks and cut and before.person == piece.person


def _join(pieces: Sequence[Evidence]) -> Stretch:
    return Stretch(tuple(pieces), " ".join(piece.text for piece in pieces))
