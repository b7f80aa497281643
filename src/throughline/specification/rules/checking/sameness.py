"""How much two lines speak of the same: by the stems of the words that carry their meaning."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache

from throughline.grounding.words import content_words, stem
from throughline.specification.rules.lexicon import read_words
from throughline.specification.rules.stories.verbs import find_base, is_verb

_MODAL = frozenset(
    stem(word)
    for word in read_words(
        """
        want need able should must shall will would can could may given when then also make sure new
        using use used so that allow let like get one two
        """
    )
)
_GENERIC = _MODAL | frozenset(
    stem(word) for word in read_words("system user users app application page feature product person people")
)
_ACTS = {
    stem(noun): stem(verb)
    for noun, verb in (
        pair.split("/")
        for pair in read_words(
            """
            payment/pay notification/notify approval/approve registration/register cancellation/cancel
            deletion/delete invitation/invite translation/translate integration/integrate
            subscription/subscribe comparison/compare removal/remove renewal/renew creation/create
            booking/book reservation/reserve confirmation/confirm assignment/assign shipment/ship
            delivery/deliver management/manage synchronisation/sync synchronization/sync
            verification/verify validation/validate authentication/authenticate migration/migrate
            refunds/refund replies/reply
            """
        )
    )
}
"""Nouns of acts, and the verbs they are made of."""


@lru_cache(maxsize=16384)
def thing_stems(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning, a noun of an act as its verb; without numbers and modal words."""
    plain = re.sub(r"\[[^\]]*\]|[|*_`“”\"]", " ", text)
    stems = {stem(_unbend(word)) for word in content_words(plain)}
    return frozenset(_ACTS.get(word, word) for word in stems if word not in _MODAL and not word[:1].isdigit())


def _unbend(word: str) -> str:
    """ "paying" as "pay", where that is a verb."""
    return find_base(word) or word if word.endswith("ing") and len(word) > 5 and is_verb(word) else word


@lru_cache(maxsize=16384)
def content_stems(text: str) -> frozenset[str]:
    """The same without what every PRD speaks of: users, the system, pages."""
    return thing_stems(text) - _GENERIC


def overlap(one: Set[str], other: Set[str]) -> float:
    """The share of the smaller one's stems that the other has too; 0 where either has none."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def containment(part: Set[str], whole: Set[str]) -> float:
    """The share of `part`'s stems that `whole` has."""
    return len(part & whole) / len(part) if part else 0.0
