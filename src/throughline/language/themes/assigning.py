"""Where every text belongs, once a sample has been grouped."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from throughline.language.themes.communities import Labels
from throughline.language.themes.neighbours import Neighbours, find_among

Vectors = NDArray[np.float32]
_VOTERS = 10
_MOST_KNOWN = 4_000


def find_centres(vectors: Vectors, labels: Labels) -> Vectors:
    """The unit mean of each group's vectors: (groups, d)."""
    return make_units(add_up(vectors, labels))


def add_up(vectors: Vectors, labels: Labels) -> Vectors:
    """The sum of each group's vectors: (groups, d); -1 belongs to none."""
    sparse: Any = import_module("scipy.sparse")
    inside = np.flatnonzero(labels >= 0)
    shape = (int(labels.max(initial=-1)) + 1, len(labels))
    return sparse.csr_matrix((np.ones(len(inside), np.float32), (labels[inside], inside)), shape=shape) @ vectors


def make_units(vectors: Vectors) -> Vectors:
    """The rows at length 1; a row of zeros stays."""
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), np.float32)


def assign_all(vectors: Vectors, sample: NDArray[np.int64], labels: Labels) -> Labels:
    """Give each text outside the sample to the group most of its nearest in the sample are in."""
    everyone = np.full(len(vectors), -1, np.int64)
    everyone[sample] = labels
    others = np.setdiff1d(np.arange(len(vectors)), sample)
    if len(others):
        known = sample[:: -(-len(sample) // _MOST_KNOWN)]
        near = find_among(vectors[others], vectors[known], _VOTERS)
        everyone[others] = _vote(near, everyone[known])
    return everyone


def _vote(near: Neighbours, labels: Labels) -> Labels:
    """The label with the largest sum of cubed nearness among each row's neighbours."""
    votes, weights = labels[near.places], np.maximum(near.nearness, 1e-6) ** 3
    same = votes[:, :, None] == votes[:, None, :]
    strength = (same * weights[:, None, :]).sum(axis=2)
    return np.take_along_axis(votes, strength.argmax(axis=1)[:, None], axis=1)[:, 0]
