"""How like two texts are: by meaning where the model's weights are at hand, else by their words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from throughline.specification.rules.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
)
from throughline.specification.rules.tagging import stem

Matrix = NDArray[np.float64]
Alike = Callable[[Sequence[str], Sequence[str]], Matrix]
"""The likeness, from 0 to 1, of each of the first texts (rows) to each of the second (columns)."""

_EMPTY = DETERMINERS | PREPOSITIONS | PRONOUNS | CONJUNCTIONS | AUXILIARIES | ADVERBS
_WORD = re.compile(r"[^\W\d_]{2,}")


def compare_by_meaning(first: Sequence[str], second: Sequence[str]) -> Matrix:
    """Cosines of sentence vectors (all-MiniLM-L6-v2). Reads the model's file and its cache, nothing else."""
    from throughline.language.embedding import embed_texts

    if not first or not second:
        return np.zeros((len(first), len(second)))
    known = _place(tuple(second))
    return np.clip(np.asarray(embed_texts(first).vectors @ known.T, dtype=np.float64), 0.0, 1.0)


@lru_cache(maxsize=8)
def _place(texts: tuple[str, ...]) -> NDArray[np.float32]:
    """The vectors of what is compared with again and again."""
    from throughline.language.embedding import embed_texts

    return embed_texts(texts).vectors


def compare_by_words(first: Sequence[str], second: Sequence[str]) -> Matrix:
    """Cosines of weighted word stems: rarer words of the second texts weigh more."""
    bags = [_count_stems(text) for text in second]
    spread = Counter(word for bag in bags for word in bag)
    weights = {word: math.log(1 + len(bags) / times) for word, times in spread.items()}
    places = {word: place for place, word in enumerate(sorted(weights))}
    known = _stack([_count_stems(text) for text in first], places, weights)
    return known @ _stack(bags, places, weights).T


def _stack(bags: Sequence[Counter[str]], places: dict[str, int], weights: dict[str, float]) -> Matrix:
    rows = np.zeros((len(bags), max(1, len(places))))
    for row, bag in zip(rows, bags, strict=True):
        for word, times in bag.items():
            if word in places:
                row[places[word]] = weights[word] * (1 + math.log(times))
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(norms > 0, norms, 1.0)


@lru_cache(maxsize=8192)
def _count_stems(text: str) -> Counter[str]:
    return Counter(stem(word) for word in _WORD.findall(text.lower()) if word not in _EMPTY)


def choose_comparison() -> Alike:
    """By meaning where the weights are installed, else by words."""
    from throughline.language.embedding import has_weights

    return compare_by_meaning if has_weights() else compare_by_words
