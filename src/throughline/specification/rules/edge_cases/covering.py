"""Which cases a sentence answers already."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from throughline.specification.rules.edge_cases.catalogue import load_catalogue, load_profiles
from throughline.specification.rules.stories.clauses import set_bare


@lru_cache(maxsize=4096)
def find_covered(sentence: str) -> frozenset[str]:
    """The ids of the cases that one criterion, or one sentence that holds for every story, answers."""
    line = set_bare(sentence)
    return frozenset(
        id_
        for id_, profile in load_profiles().items()
        if any(all(pattern.search(line) for pattern in group) for group in profile.covers)
    )


def find_all_covered(sentences: Iterable[str]) -> frozenset[str]:
    """The cases that any of the sentences answers."""
    return frozenset().union(*map(find_covered, sentences))


@lru_cache(maxsize=4096)
def find_loosely_covered(sentence: str) -> frozenset[str]:
    """The cases whose catalogued words of coverage stand in the sentence: wider, and not to be relied on."""
    return frozenset(
        case.id
        for case in load_catalogue()
        if any(re.search(pattern, sentence, re.IGNORECASE) for pattern in case.covered_by)
    )
