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
    """Order candidates anew by meaning and words together; `words` is sparse (texts, stems) with unit rows."""
    shared = multiply_pairs(words, words, meaning.places)
    nearness = ((meaning.nearness + settings.words * shared) / (1 + settings.words)).astype(np.float32)
    order = np.argsort(-nearness, axis=1, kind="stable")
    return Neighbours(np.take_along_axis(meaning.places, order, axis=1), np.take_along_axis(nearness, order, axis=1))


def multiply_pairs(left: Any, right: Any, places: NDArray[np.int32]) -> NDArray[np.float32]:
    """The product of row i of `left` with each row `places[i, j]` of `right`: (n, k)."""
    rows, columns = np.repeat(np.arange(len(places)), places.shape[1]), places.ravel()
    products = np.empty(len(rows), np.float32)
    for start in range(0, len(rows), _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        products[some] = np.asarray(left[rows[some]].multiply(right[columns[some]]).sum(axis=1)).ravel()
    return products.reshape(places.shape)


def draw_graph(near: Neighbours, *, neighbours: int, sharpness: float) -> Any:
    """A symmetric sparse matrix of edge weights from each text's first `neighbours`."""
    sparse: Any = import_module("scipy.sparse")
    places, nearness = near.places[:, :neighbours], near.nearness[:, :neighbours]
    n, k = len(places), places.shape[1]
    weights = np.maximum(nearness, 1e-3) ** sharpness
    ends = np.full(n + 1, k, np.int64).cumsum() - k
    matrix = sparse.csr_matrix((weights.ravel().astype(np.float64), places.ravel(), ends), shape=(n, n))
    graph = ((matrix + matrix.T) * 0.5).tocsr()
    graph.sort_indices()
    return graph
