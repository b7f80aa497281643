"""A handful of texts: too few for a graph, so those near each other are joined."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from throughline.language.themes.communities import Labels
from throughline.language.themes.neighbours import Neighbours


def join_few(near: Neighbours, opposite: NDArray[np.bool_], *, nearest: float) -> Labels:
    """Average linkage, cut where the mean nearness falls under `nearest`; opposites are as far apart as can be.

    `near` must hold every other text of each text.
    """
    count = len(near.places)
    if count < 2:
        return np.zeros(count, np.int64)
    nearness = np.where(opposite, -1, near.nearness).astype(np.float64)
    distance = np.zeros((count, count))
    np.put_along_axis(distance, near.places.astype(np.int64), 1 - nearness, axis=1)
    hierarchy: Any = import_module("scipy.cluster.hierarchy")
    condensed: Any = import_module("scipy.spatial.distance").squareform((distance + distance.T) / 2)
    tree = hierarchy.linkage(condensed, method="average")
    return np.asarray(hierarchy.fcluster(tree, 1 - nearest, criterion="distance"), np.int64) - 1
