"""Several rankings made one; scores shared between neighbours; answers kept apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]

_RRF = 30.0
"""The constant of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009): how much the first ranks count."""
_REACH = 20.0
"""Segments after which a neighbour counts half."""
_APART = 5.0
"""Segments within which a second answer says little new."""
_KEPT_APART = 100
"""Answers that are kept apart; what comes after is rarely read."""


def standardise(scores: Scores) -> Scores:
    """Mean 0 and standard deviation 1, so that lists of different kinds can be added; all 0 where all are equal."""
    spread = float(scores.std()) if scores.size else 0.0
    return (scores - scores.mean()) / spread if spread > 1e-12 else np.zeros_like(scores)


def order_scores(scores: Scores) -> NDArray[np.intp]:
    """The places from the highest score to the lowest; equal ones in their own order."""
    return np.argsort(-scores, kind="stable")


def fuse_ranks(lists: Sequence[Scores]) -> Scores:
    """Reciprocal rank fusion: 1 for what is first in every list, less for every place behind."""
    fused = np.zeros(len(lists[0]))
    for scores in lists:
        ranks = np.empty(len(scores))
        ranks[order_scores(scores)] = np.arange(len(scores))
        fused += _RRF / (_RRF + ranks)
    return fused / len(lists)


def smooth_scores(scores: Scores) -> Scores:
    """The mean over all segments, each weighed by 1 / (1 + distance / reach)."""
    size = len(scores)
    if size < 2:
        return scores
    kernel = 1.0 / (1.0 + np.abs(np.arange(1 - size, size)) / _REACH)
    length = 1 << (3 * size).bit_length()
    both = np.stack([scores, np.ones(size)])
    sums = np.fft.irfft(np.fft.rfft(both, length) * np.fft.rfft(kernel, length), length)[:, size - 1 : 2 * size - 1]
    return sums[0] / sums[1]


def smooth_groups(scores: Scores, groups: Sequence[range]) -> Scores:
    """Smooth within each group; what was smoothed spreads as widely as before, to compare with groups of one."""
    smooth, shared = scores.copy(), np.zeros(len(scores), bool)
    for group in groups:
        if len(group) > 1:
            held = slice(group.start, group.stop)
            smooth[held], shared[held] = smooth_scores(scores[held]), True
    if shared.any():
        before = scores[shared]
        smooth[shared] = standardise(smooth[shared]) * before.std() + before.mean()
    return smooth


def keep_apart(scores: Scores, groups: Sequence[range], *, limit: int) -> list[tuple[int, float]]:
    """Up to `limit` places with their scores, best first; each answer lowers its neighbours in the same group.

    Ten lines in a row answer once: what stands beside an answer waits until other places had their turn.
    """
    left, group_of = scores.copy(), {place: group for group in groups if len(group) > 1 for place in group}
    chosen: list[tuple[int, float]] = []
    for _ in range(min(limit, len(scores), _KEPT_APART)):
        best = int(left.argmax())
        chosen.append((best, float(left[best])))
        _lower_neighbours(left, best, group_of.get(best))
    rest = order_scores(left)[: min(limit, len(scores)) - len(chosen)]
    return chosen + [(int(place), float(left[place])) for place in rest]


def _lower_neighbours(left: Scores, best: int, group: range | None) -> None:
    if group:
        distance = np.abs(np.arange(group.start, group.stop) - best)
        left[group.start : group.stop] *= 1.0 - np.exp(-distance / _APART)
    left[best] = -1.0
