"""Which texts are about a question, and why: not the nearest there are, but those that belong to it, be it none or all.

Words and meaning choose the first texts; these tell what else the question's subject is called (pseudo-relevance
feedback, Rocchio 1971); each text then lends its score to its neighbours, as texts about one thing lie together. The
cut lies between the middle of all scores and the best, the higher the nearer the best are to the question.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from throughline.language.retrieval.asking import EMPTY_WORDS, choose_words, find_words
from throughline.language.themes.words import stem_form, tabulate_words

Vectors = NDArray[np.float32]
Scores = NDArray[np.float64]

_BY_WORDS = 0.2
"""What sharing all words of the question adds to a cosine."""
_BY_TERMS = 0.4
"""What sharing the words of the first texts adds."""
_FIRST = 10
"""First texts at most; each as good as `_FIRST_SHARE` of the best."""
_FIRST_SHARE = 0.75
_NEIGHBOURS = 5
_LENT = 0.5
"""How much of a text's score comes from its neighbours."""
_CANDIDATES = 2000
"""Texts among which neighbours are sought, so that time does not grow with the square of a corpus."""
_CUT, _HIGHEST_CUT = 0.7, 0.8
"""Where the cut lies between the middle and the best: this share of how near the best are, never above the second."""
_ANSWERED, _WORDS_ANSWER = 0.5, 0.3
"""A question is answered at all where its best cosines, and a share of its words, come to this."""
_ONE_TOPIC, _ONE_TOPIC_LOW = 0.5, 0.4
"""All is about the question where the middle text, and the one at the lower quarter, are this near beside the best."""
_PARTED, _LARGE, _MOST = 0.8, 0.2, 0.6
"""Texts fall in two kinds where parting the scores in two explains this much of their spread, the upper part being
between a fifth and three fifths of all: a large subject among few, whose own texts differ more than a small one's."""
_NEAR = 0.35
_FEW = 400
"""Up to how many texts a fifth of them may be one subject; of more, it is a family of subjects."""
_STEADY = 20
"""Texts from which their mean begins to say what all have in common."""


@dataclass(frozen=True, slots=True)
class Relevant:
    """A text about the question: its place, its score (higher is better) and why, in a few words."""

    place: int
    score: float
    why: str


@dataclass(frozen=True)
class _Words:
    """What each text shares with the question: its words as they were asked, and their share of the weight."""

    shared: list[list[str]]
    shares: Scores


def find_relevant(texts: Sequence[str], vectors: Vectors, *, query: str, asked: Vectors) -> tuple[Relevant, ...]:
    """The texts that are about `query`, in their own order; none where nothing is, all where everything is.

    `vectors` is (n, d) with unit rows and `asked` (d,) the unit vector of `query`. A text of a word or two that shares
    none with the question says nothing alone and is left out. A denial ("it never failed") is about it too.
    """
    telling = [place for place, text in enumerate(texts) if _says_something(text)]
    words = _match_words(query, texts)
    places = np.array(sorted({*telling, *(p for p, shared in enumerate(words.shared) if shared)}), np.intp)
    if not len(places) or not query.strip():
        return ()
    near = (vectors[places] @ asked).astype(np.float64)
    weighed = [int(place) for place in places]
    kept = _Words([words.shared[place] for place in weighed], words.shares[places])
    scores, least = _judge([texts[place] for place in weighed], vectors[places], asked, near, kept)
    return tuple(
        Relevant(weighed[i], round(float(scores[i]), 4), _say_why(kept.shared[i], float(near[i])))
        for i in np.flatnonzero(scores >= least)
    )


def _judge(texts: Sequence[str], vectors: Vectors, asked: Vectors, near: Scores, words: _Words) -> tuple[Scores, float]:
    """Every text's score, and the least that is enough."""
    best = _mean_of_best(near)
    if best + _WORDS_ANSWER * float(words.shares.max()) < _ANSWERED:
        return near, math.inf
    if _find_middle(near) >= _ONE_TOPIC * best and _find_low(near) >= _ONE_TOPIC_LOW * best:
        return near, -math.inf
    alone = _score_alone(texts, vectors, asked, words.shares)
    scores = _lend_scores(alone, vectors)
    middle, top = _find_middle(alone), _mean_of_best(scores)
    return scores, min(middle + min(_CUT * best, _HIGHEST_CUT) * (top - middle), _find_valley(scores))


def _score_alone(texts: Sequence[str], vectors: Vectors, asked: Vectors, shares: Scores) -> Scores:
    """Nearness to the question and to the first texts, away from what all texts have in common."""
    common = vectors.mean(axis=0) * len(vectors) / (len(vectors) + _STEADY)
    apart, aim = _make_units(vectors - common), _make_units(asked - common)
    first = apart @ aim + _BY_WORDS * shares
    order = np.argsort(-first, kind="stable")[:_FIRST]
    seeds = order[first[order] >= _FIRST_SHARE * first[order[0]]]
    weights = np.maximum(first[seeds], 1e-6)
    centre = _make_units(_make_units(weights @ apart[seeds]) + aim)
    return apart @ centre + _BY_WORDS * shares + _BY_TERMS * _compare_terms(texts, seeds, weights)


def _compare_terms(texts: Sequence[str], seeds: NDArray[np.intp], weights: Scores) -> Scores:
    """The cosine of each text's words to those of the first texts."""
    table = tabulate_words(texts, stem=stem_form).matrix
    wanted = np.asarray(table[seeds].T @ weights).ravel()
    return np.asarray(table @ _make_units(wanted), np.float64).ravel()


def _lend_scores(alone: Scores, vectors: Vectors) -> Scores:
    """Each candidate's score mixed with that of its neighbours, the nearer the more; far texts keep theirs, halved."""
    candidates = np.argsort(-alone, kind="stable")[:_CANDIDATES]
    count = min(_NEIGHBOURS, len(candidates) - 1)
    if count < 1:
        return alone
    lent = (1 - _LENT) * alone
    common = vectors.mean(axis=0) * len(vectors) / (len(vectors) + _STEADY)
    held = _make_units(vectors[candidates] - common)
    likeness = held @ held.T
    np.fill_diagonal(likeness, -1)
    beside = np.argpartition(-likeness, count - 1, axis=1)[:, :count]
    weights = np.maximum(np.take_along_axis(likeness, beside, axis=1), 1e-6) ** 2
    lent[candidates] += _LENT * (weights * alone[candidates][beside]).sum(axis=1) / weights.sum(axis=1)
    return lent


def _make_units(values: NDArray[np.floating]) -> NDArray[np.floating]:
    return values / np.maximum(np.linalg.norm(values, axis=-1, keepdims=True), 1e-9)


def _mean_of_best(scores: Scores) -> float:
    """The mean of the three best, of fewer where there are few texts."""
    return float(np.sort(scores)[-min(3, max(1, len(scores) // 10)) :].mean())


def _find_middle(scores: Scores) -> float:
    return float(np.sort(scores)[(len(scores) - 1) // 2])


def _find_low(scores: Scores) -> float:
    """The score that a quarter of the texts stay below."""
    return float(np.quantile(scores, 0.25))


def _find_valley(scores: Scores) -> float:
    """The score that parts few texts in two kinds best (Otsu 1979), infinite where they do not fall in two."""
    if not _STEADY <= len(scores) <= _FEW or not scores.var():
        return math.inf
    ordered = np.sort(scores)
    total, lower = len(ordered), np.arange(1, len(ordered))
    sums = np.cumsum(ordered)
    apart = sums[:-1] / lower - (sums[-1] - sums[:-1]) / (total - lower)
    between = lower * (total - lower) * apart**2 / total**2
    place = int(np.argmax(between))
    share = (total - 1 - place) / total
    parted = between[place] >= _PARTED * scores.var() and _LARGE <= share <= _MOST
    return float(ordered[place] + ordered[place + 1]) / 2 if parted else math.inf


def _match_words(query: str, texts: Sequence[str]) -> _Words:
    """Words of the question in each text, in any form; rare ones weigh more, and one that no text has weighs most."""
    asked = {stem_form(word): word for word in reversed(choose_words(query))}
    held = [asked.keys() & {stem_form(word) for word in find_words(text)} for text in texts]
    weights = {stem: math.log((len(texts) + 1) / (sum(stem in h for h in held) + 0.5)) for stem in asked}
    whole = sum(weights.values()) or 1.0
    shares = np.array([sum(weights[stem] for stem in found) / whole for found in held], np.float64)
    return _Words([[asked[stem] for stem in reversed(asked) if stem in found] for found in held], shares)


def _says_something(text: str) -> bool:
    return len({word for word in find_words(text) if word not in EMPTY_WORDS}) > 2 or len(text.split()) > 5


def _say_why(shared: list[str], near: float) -> str:
    if shared:
        return "shares " + ", ".join(f"“{word}”" for word in shared)
    return "near in meaning" if near >= _NEAR else "near to others that are"
