"""Communities of a graph by the Leiden method (Traag, Waltman & van Eck 2019), maximising modularity."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

Labels = NDArray[np.int64]


def find_communities(graph: Any, *, resolution: float, seed: int, rounds: int, trials: int = 1) -> Labels:
    """The community of each node, numbered from 0 by size; a node without edges is one by itself.

    `rounds` improve one partition, `trials` begin anew and the best is kept.
    """
    native: Any = import_module("graspologic_native")
    n: int = graph.shape[0]
    if not graph.nnz:
        return np.arange(n, dtype=np.int64)
    _, found = native.leiden_csr(
        graph.indptr.astype(np.int64),
        graph.indices.astype(np.int32),
        graph.data.astype(np.float64),
        n,
        resolution=resolution,
        iterations=rounds,
        trials=trials,
        use_modularity=True,
        seed=seed,
    )
    labels = np.full(n, -1, np.int64)
    labels[list(found.keys())] = list(found.values())
    alone = labels < 0
    labels[alone] = labels.max() + 1 + np.arange(alone.sum())
    return number_by_size(labels)


def number_by_size(labels: Labels) -> Labels:
    """The same parts, numbered from 0 by size (ties: whose first member comes first); -1 stays."""
    inside = labels >= 0
    _, first, inverse, counts = np.unique(labels[inside], return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(counts), np.int64)
    rank[np.lexsort((first, -counts))] = np.arange(len(counts))
    renamed = np.full(len(labels), -1, np.int64)
    renamed[inside] = rank[inverse]
    return renamed
