"""The interviewer's questions in a conversation, in order, and why some of it is not judged."""

from __future__ import annotations

import re
from collections.abc import Sequence

from throughline.discovery.contracts import Evidence
from throughline.discovery.rules.interviewing.contracts import AskedQuestion, Form
from throughline.discovery.rules.interviewing.talk import has_one_voice

_ASKED = re.compile(r"[^.!?]*\?")


def find_questions(turns: Sequence[Evidence]) -> tuple[tuple[AskedQuestion, ...], tuple[str, ...]]:
    """Every question of the interviewer, and what was not judged, in sentences."""
    found: list[AskedQuestion] = []
    for piece in turns:
        if piece.interviewer and has_one_voice(piece):
            found += _ask(piece)
    return tuple(found), ()


def _ask(piece: Evidence) -> list[AskedQuestion]:
    spans = [(m.start() + len(m[0]) - len(m[0].lstrip()), m.end()) for m in _ASKED.finditer(piece.text)]
    return [
        AskedQuestion(piece.id, piece.turn, number, start, end, piece.text[start:end], Form.OPEN)
        for number, (start, end) in enumerate(spans, 1)
    ]
