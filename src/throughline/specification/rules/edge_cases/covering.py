"""Which cases a sentence answers already.

Two things tell: patterns, which are sure where they hold, and how like the sentence is to wordings of the case. They
are weighed together with how likely the case is for the story (a softmax over all cases and none), since "it is refused
with a reason" answers one case in a form and another in an approval.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from throughline.specification.rules.edge_cases.catalogue import load_catalogue, load_profiles, load_wordings
from throughline.specification.rules.edge_cases.likeness import Alike, Matrix
from throughline.specification.rules.edge_cases.typical import place_cases
from throughline.specification.rules.stories.clauses import set_bare

_NEAREST_WORDING = 14.0
_PATTERN = 4.3
_LIKELY = 0.2
_NONE = 10.0
"""What a sentence that answers no case has to be beaten by."""
_SURE = 0.35
"""From this share on a sentence is taken to answer the case."""


@lru_cache(maxsize=4096)
def find_covered(sentence: str) -> frozenset[str]:
    """The ids of the cases that a sentence answers by the patterns alone."""
    line = set_bare(sentence)
    return frozenset(
        id_
        for id_, profile in load_profiles().items()
        if any(all(pattern.search(line) for pattern in group) for group in profile.covers)
    )


@lru_cache(maxsize=1)
def _list_wordings() -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Every wording, and the place of its case; the case's own question is one of them."""
    texts: list[str] = []
    places: list[int] = []
    for case in load_catalogue():
        said = [*load_wordings()[case.id], f"{case.case}. {case.question}", _tell_condition(case.id)]
        texts += said
        places += [place_cases()[case.id]] * len(said)
    return tuple(texts), tuple(places)


def _tell_condition(id_: str) -> str:
    profile = load_profiles()[id_]
    words = f"Given {profile.given}, when {profile.when}"
    for gap, instead in (
        ("{the thing}", "the entry"),
        ("{a thing}", "an entry"),
        ("{things}", "entries"),
        ("{thing}", "entry"),
    ):
        words = words.replace(gap, instead)
    return words


def compare_with_wordings(sentences: Sequence[str], alike: Alike) -> Matrix:
    """How like each sentence (rows) is to the nearest wording of each case (columns)."""
    texts, places = _list_wordings()
    likeness = alike([set_bare(sentence) for sentence in sentences], texts)
    nearest = np.zeros((len(sentences), len(load_catalogue())))
    np.maximum.at(nearest.T, np.array(places), likeness.T)
    return nearest


def weigh_sentences(sentences: Sequence[str], alike: Alike) -> Matrix:
    """What speaks for each case (columns) in each sentence (rows), before it is known how likely the case is."""
    weights = _NEAREST_WORDING * compare_with_wordings(sentences, alike)
    for row, sentence in zip(weights, sentences, strict=True):
        row[[place_cases()[id_] for id_ in find_covered(sentence)]] += _PATTERN
    return weights


def judge_answers(weights: Matrix, likely: Matrix) -> Matrix:
    """How surely each sentence (rows) answers each case (columns): at most one case each, and 0 where it is not sure.

    `weights` are rows of `weigh_sentences`, `likely` the weight of each case for the story.
    """
    if not len(weights):
        return weights
    scores = np.c_[weights + _LIKELY * likely, np.full(len(weights), _NONE)]
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares = (shares / shares.sum(axis=1, keepdims=True))[:, :-1]
    best = shares == shares.max(axis=1, keepdims=True)
    return np.where(best & (shares > _SURE), shares, 0.0)


@lru_cache(maxsize=4096)
def find_touched(sentence: str) -> frozenset[str]:
    """The cases whose catalogued words of coverage stand in the sentence: wider than `find_covered`, and less sure."""
    return frozenset(id_ for id_, pattern in _compile_touching().items() if pattern.search(sentence))


@lru_cache(maxsize=1)
def _compile_touching() -> Mapping[str, re.Pattern[str]]:
    return {
        case.id: re.compile("|".join(f"(?:{pattern})" for pattern in case.covered_by), re.IGNORECASE)
        for case in load_catalogue()
    }
