"""Texts as the words they use."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from throughline.grounding.words import word_set

WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_ENDINGS = re.compile(r"(?<=[^\W\d_]{3})(?:ing|ed|es|s|'s)$")
_FORMS = re.compile(r"(?<=[^\W\d_]{3})(?:ing|ed|'s|(?<=ss|zz|ch|sh)es|(?<=x)es|(?<![sui])s)$")
_SHORT_FORM = 4
_LEAST_SHARED = 2
PARTICLES = frozenset({"up", "out", "off", "down", "back", "away"})
"""Short words that belong to the word before them: "top up", "locked out"."""
FOREIGN = word_set(
    """der das und ist nicht ein eine einen einem einer den dem wir sie mit für auf zu im von auch wird wenn aber
    het een niet wij voor met zijn deze le la les des une est pas avec que qui nous vous dans sur el los las una por
    para como pero il lo gli che non per sono del della di"""
)
"""Words of other languages that mean nothing by themselves, those left out that do mean something in English."""
MEASURES = frozenset({"long", "many", "much", "often", "old", "far"})
"""Words that ask for an amount after "how"."""


@dataclass(frozen=True, slots=True)
class WordTable:
    """Which text uses which word stem: `matrix` is sparse (texts, stems), rows of unit length weighed by rarity."""

    stems: tuple[str, ...]
    matrix: Any


def split_words(text: str) -> list[str]:
    """The words of `text` in small letters, with plain apostrophes."""
    return WORD.findall(text.lower().replace("’", "'"))


@lru_cache(maxsize=1 << 16)
def stem_word(word: str) -> str:
    """A word without its common English ending, so that forms of one word meet."""
    return _ENDINGS.sub("", word)


@lru_cache(maxsize=1 << 16)
def stem_form(word: str) -> str:
    """A word as its forms share it where few texts are compared: codes as code, which is no cod.

    Finding themes in many texts is as good with the rougher `stem_word`.
    """
    stem = _FORMS.sub("", word)
    return stem.removesuffix("e") if len(stem) > _SHORT_FORM else stem


def tabulate_words(texts: Sequence[str], *, stem: Callable[[str], str] = stem_word) -> WordTable:
    """Sublinear TF-IDF over word stems that at least two texts use."""
    columns: dict[str, int] = {}
    known: dict[str, int] = {}
    places: list[int] = []
    ends = [0]
    for text in texts:
        for word in split_words(text):
            place = known.get(word)
            if place is None:
                place = known[word] = columns.setdefault(stem(word), len(columns))
            places.append(place)
        ends.append(len(places))
    counts = _count(places, ends, len(columns))
    return _weigh(counts, list(columns))


def _count(places: list[int], ends: list[int], width: int) -> Any:
    sparse: Any = import_module("scipy.sparse")
    ones = np.ones(len(places), np.float32)
    matrix = sparse.csr_matrix((ones, np.array(places, np.int32), np.array(ends)), shape=(len(ends) - 1, width))
    matrix.sum_duplicates()
    return matrix


def _weigh(counts: Any, stems: list[str]) -> WordTable:
    used_by: NDArray[np.int64] = np.asarray(np.bincount(counts.indices, minlength=len(stems)))
    kept = np.flatnonzero(used_by >= min(_LEAST_SHARED, counts.shape[0]))
    matrix = counts[:, kept]
    rarity = np.log((1 + counts.shape[0]) / (1 + used_by[kept])) + 1
    matrix.data = ((1 + np.log(matrix.data)) * rarity[matrix.indices]).astype(np.float32)
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    matrix.data /= np.repeat(np.maximum(length, 1e-9), np.diff(matrix.indptr)).astype(np.float32)
    return WordTable(tuple(stems[place] for place in kept), matrix)
