"""How much two lines speak of the same: by the stems of the words that carry their meaning."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache

from throughline.grounding.words import content_words, stem
from throughline.specification.rules.lexicon import read_words

_GENERIC = frozenset(
    stem(word)
    for word in read_words(
        """
        want need able should must shall will would can could may given when then system user users
        app application page feature product person people also make sure new using use used so that
        allow let able like get one two
        """
    )
)


@lru_cache(maxsize=16384)
def content_stems(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning, without numbers and those that every PRD uses."""
    plain = re.sub(r"\[[^\]]*\]|[|*_`“”\"]", " ", text)
    stems = {stem(word) for word in content_words(plain)}
    return frozenset(word for word in stems if word not in _GENERIC and not word[:1].isdigit())


def overlap(one: Set[str], other: Set[str]) -> float:
    """The share of the smaller one's stems that the other has too; 0 where either has none."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def containment(part: Set[str], whole: Set[str]) -> float:
    """The share of `part`'s stems that `whole` has."""
    return len(part & whole) / len(part) if part else 0.0
