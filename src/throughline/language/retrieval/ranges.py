"""Ranges of neighbours that answer together, grown from smoothed scores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from throughline.language.retrieval.fusing import Scores, order_scores

_READINGS = (1 / 24, 1 / 6, 1 / 3, 2 / 3, 1.0)
"""Shares of all words: the core, the rest of what to read first, and so on. A range lies within one reading."""


@dataclass(frozen=True, slots=True)
class Range:
    """Segments `first` to `last`, both included, and the highest score among them."""

    first: int
    last: int
    score: float


def grow_ranges(scores: Scores, *, words: NDArray[np.intp], groups: Sequence[range]) -> list[Range]:
    """Ranges that do not overlap, best first, that together hold every segment.

    Taken in order until a sixth of all words is used up, they are the sixth with the highest scores.
    """
    reading = _assign_readings(scores, words)
    found = [found for group in groups for found in _find_runs(scores, reading, group)]
    return sorted(found, key=lambda one: (reading[one.first], -one.score, one.first))


def _assign_readings(scores: Scores, words: NDArray[np.intp]) -> NDArray[np.intp]:
    order = order_scores(scores)
    used = np.cumsum(words[order]) / max(int(words.sum()), 1)
    reading = np.empty(len(scores), np.intp)
    reading[order] = np.searchsorted(np.array(_READINGS[:-1]), used, side="left")
    reading[order[:1]] = 0
    return reading


def _find_runs(scores: Scores, reading: NDArray[np.intp], group: range) -> Iterator[Range]:
    start = group.start
    for place in group:
        if place + 1 == group.stop or reading[place + 1] != reading[start]:
            yield Range(start, place, float(scores[start : place + 1].max()))
            start = place + 1
