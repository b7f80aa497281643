"""The broad level: fine groups whose centres are near each other, joined."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from throughline.language.themes.communities import Labels


def join_broadly(centres: NDArray[np.float32], sizes: NDArray[np.int64]) -> Labels:
    """The broad group of each fine one, numbered from 0 by size.

    Average linkage over the centres' cosines, cut at about the square root of the number of fine groups.
    """
    count = len(centres)
    if count < 4:
        return np.arange(count)
    hierarchy: Any = import_module("scipy.cluster.hierarchy")
    tree = hierarchy.linkage(centres.astype(np.float64), method="average", metric="cosine")
    parts = hierarchy.fcluster(tree, round(1.3 * count**0.5), criterion="maxclust") - 1
    weight = np.bincount(parts, weights=sizes)
    rank = np.empty(len(weight), np.int64)
    rank[np.argsort(-weight, kind="stable")] = np.arange(len(weight))
    return rank[parts]
