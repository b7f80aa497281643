"""The part of an item that is shown for it: whole if short, else its one or two most telling whole sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from throughline.grounding.words import split_sentences

_WHOLE = 240
_PAIR = 320
_WORD = re.compile(r"[^\W_]+")


def cut_excerpt(text: str, words: Sequence[str]) -> str:
    """A verbatim span of `text` that holds most of `words` (strongest first); sentences are never cut."""
    bare = text.strip()
    if len(bare) <= _WHOLE:
        return bare
    spans = split_sentences(bare)
    weights = {part: 1 / (2 + place) for place, word in reversed(list(enumerate(words))) for part in _parts(word)}
    windows = [*spans, *((first[0], second[1]) for first, second in pairwise(spans))]
    fitting = [(start, end) for start, end in windows if end - start <= _PAIR] or list(spans)
    start, end = max(fitting, key=lambda span: _worth(bare[span[0] : span[1]], weights))
    return bare[start:end]


def _worth(span: str, weights: dict[str, float]) -> float:
    """What a span holds of the words; short ones that say little by themselves stand behind."""
    return sum(weights.get(part, 0) for part in _parts(span)) + min(len(span), 120) / 1000


def _parts(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))
