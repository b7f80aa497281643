"""A graph that joins texts near each other in meaning and in words."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from throughline.language.themes.neighbours import Neighbours
from throughline.language.themes.settings import Settings

_AT_ONCE = 200_000


def add_shared_words(meaning: Neighbours, words: Any, *, settings: Settings) -> Neighbours:
    """The nearest of the candidates by meaning and words together; `words` is sparse (texts, stems), unit rows."""
    shared = multiply_pairs(words, words, meaning.places)
    nearness = ((meaning.nearness + settings.words * shared) / (1 + settings.words)).astype(np.float32)
    order = np.argsort(-nearness, axis=1, kind="stable")[:, : settings.neighbours]
    return Neighbours(np.take_along_axis(meaning.places, order, axis=1), np.take_along_axis(nearness, order, axis=1))


def multiply_pairs(left: Any, right: Any, places: NDArray[np.int32]) -> NDArray[np.float32]:
    """The product of row i of `left` with each row `places[i, j]` of `right`: (n, k)."""
    rows, columns = np.repeat(np.arange(len(places)), places.shape[1]), places.ravel()
    products = np.empty(len(rows), np.float32)
    for start in range(0, len(rows), _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        products[some] = np.asarray(left[rows[some]].multiply(right[columns[some]]).sum(axis=1)).ravel()
    return products.reshape(places.shape)


def draw_graph(near: Neighbours, opposite: NDArray[np.bool_], *, settings: Settings) -> Any:
    """A symmetric sparse matrix of edge weights between each text and its neighbours.

    An edge fades with distance in units of the local distance at both its ends (self-tuning, Zelnik-Manor & Perona
    2004), so that crowded and sparse corners count alike. `opposite` marks the edges of which hardly anything is left.
    """
    sparse: Any = import_module("scipy.sparse")
    n, k = len(near.places), near.places.shape[1]
    distance = np.maximum(1 - near.nearness, 1e-4)
    local = distance[:, min(settings.local, k - 1)]
    scale = settings.width * np.sqrt(local[:, None] * local[near.places])
    weights = np.exp(-distance / scale, dtype=np.float64) * np.where(opposite, settings.opposite, 1)
    ends = np.full(n + 1, k, np.int64).cumsum() - k
    matrix = sparse.csr_matrix((weights.ravel(), near.places.ravel(), ends), shape=(n, n))
    graph = ((matrix + matrix.T) * 0.5).tocsr()
    graph.sort_indices()
    return graph
