"""Several rankings made one; scores shared between neighbours; answers kept apart. Distances are counted in words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]

FIRST_RANKS = 60.0
"""The constant of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009)."""
REACH = 200.0
"""Words after which a neighbour counts half."""
APART = 100.0
"""Words within which a second answer says little new."""
_KEPT_APART = 100
"""Answers that are kept apart; what comes after is rarely read."""
_ROWS = 512
"""Segments smoothed at once, so that memory grows with a conversation and not with its square."""


def standardise(scores: Scores) -> Scores:
    """Mean 0 and standard deviation 1, so that lists of different kinds can be added; all 0 where all are equal."""
    spread = float(scores.std()) if scores.size else 0.0
    return (scores - scores.mean()) / spread if spread > 1e-12 else np.zeros_like(scores)


def order_scores(scores: Scores) -> NDArray[np.intp]:
    """The places from the highest score to the lowest; equal ones in their own order."""
    return np.argsort(-scores, kind="stable")


def fuse_ranks(lists: Sequence[Scores], *, first_ranks: float = FIRST_RANKS) -> Scores:
    """Reciprocal rank fusion: 1 for what is first in every list, less for every place behind."""
    return np.mean([first_ranks / (first_ranks + rank_scores(scores)) for scores in lists], axis=0)


def rank_scores(scores: Scores) -> NDArray[np.intp]:
    """How many are as good as each one or better: its rank from 0; equal scores share the last of theirs."""
    return len(scores) - 1 - np.searchsorted(np.sort(scores), scores, side="left")


def smooth_scores(scores: Scores, at: Scores, *, reach: float = REACH) -> Scores:
    """The mean over all segments of a conversation, each weighed by 1 / (1 + distance / reach).

    `at` is where each segment stands, in words. The long tail matters: a kernel that ends loses what a whole part of a
    conversation has in common.
    """
    smooth = np.empty_like(scores)
    for start in range(0, len(scores), _ROWS):
        rows = slice(start, start + _ROWS)
        weights = 1.0 / (1.0 + np.abs(at[rows, None] - at[None, :]) / reach)
        smooth[rows] = weights @ scores / weights.sum(axis=1)
    return smooth


def smooth_groups(scores: Scores, at: Scores, groups: Sequence[range], *, reach: float = REACH) -> Scores:
    """Smooth within each group; what was smoothed spreads as widely as before, to compare with groups of one."""
    smooth, shared = scores.copy(), np.zeros(len(scores), bool)
    for group in groups:
        if len(group) > 1:
            held = slice(group.start, group.stop)
            smooth[held], shared[held] = smooth_scores(scores[held], at[held], reach=reach), True
    if shared.any():
        before = scores[shared]
        smooth[shared] = standardise(smooth[shared]) * before.std() + before.mean()
    return smooth


def keep_apart(
    scores: Scores, at: Scores, groups: Sequence[range], *, limit: int, apart: float = APART
) -> list[tuple[int, float]]:
    """Up to `limit` places with their scores, best first; each answer lowers its neighbours in the same group.

    Ten lines in a row answer once: what stands beside an answer waits until other places had their turn (as in maximal
    marginal relevance, Carbonell and Goldstein, SIGIR 1998, with nearness in the text for likeness).
    """
    left, group_of = scores.copy(), {place: group for group in groups if len(group) > 1 for place in group}
    chosen: list[tuple[int, float]] = []
    for _ in range(min(limit, len(scores), _KEPT_APART)):
        best = int(left.argmax())
        chosen.append((best, float(left[best])))
        if group := group_of.get(best):
            held = slice(group.start, group.stop)
            left[held] *= 1.0 - np.exp(-np.abs(at[held] - at[best]) / apart)
        left[best] = -1.0
    rest = order_scores(left)[: min(limit, len(scores)) - len(chosen)]
    return chosen + [(int(place), float(left[place])) for place in rest]
