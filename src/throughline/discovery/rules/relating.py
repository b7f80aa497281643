"""How much two opportunities are about the same: the words their titles and job stories share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from throughline.discovery.rules.lexicon import list_words

_WORD = re.compile(r"[^\W\d_]{3,}")
_EMPTY = frozenset(
    list_words(
        """
        the and for with that this from have has had are was were not but can could would will when what who how why
        want wants need needs our your their they them you his her its into onto out off over under all any some more
        """
    )
)
_LEAST = 0.25


def list_shared(first: str, second: str, *, limit: int = 4) -> Sequence[str]:
    """The telling words that stand in both texts, in the order of the first; empty where they are too few to matter."""
    one, two = _find_words(first), _find_words(second)
    shared = [word for key, word in one.items() if key in two]
    enough = len(shared) >= 2 or (shared and min(len(one), len(two)) <= 2)
    return shared[:limit] if enough and len(shared) >= _LEAST * min(len(one), len(two)) else []


def _find_words(text: str) -> dict[str, str]:
    """Each telling word by its stem, in the order of the text."""
    found: dict[str, str] = {}
    for word in _WORD.findall(text.casefold()):
        if word not in _EMPTY:
            found.setdefault(_stem(word), word)
    return found


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
