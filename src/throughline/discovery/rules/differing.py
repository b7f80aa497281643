"""Which words only one of two texts has."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from throughline.discovery.rules.marked import Part, cut_at

_MOST_WORDS = 400
_EDGES = ".,;:!?…()[]{}\"'“”‘’«»-–—"
_WORD = re.compile(r"\S+")


def mark_differing(one: str, other: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Both texts in parts, the words that the other one lacks marked; beyond the first few hundred nothing is."""
    words = list(_WORD.finditer(one))[:_MOST_WORDS], list(_WORD.finditer(other))[:_MOST_WORDS]
    matcher = SequenceMatcher(
        None, *([word[0].casefold().strip(_EDGES) for word in side] for side in words), autojunk=False
    )
    spans: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for what, *places in matcher.get_opcodes():
        for side, (start, end) in enumerate((places[:2], places[2:])):
            if what != "equal" and start < end:
                spans[side].append((words[side][start].start(), words[side][end - 1].end()))
    return cut_at(one, spans[0]), cut_at(other, spans[1])
