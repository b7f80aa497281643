"""A handful of texts: too few for a graph, so those near each other are joined."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from throughline.language.themes.communities import Labels
from throughline.language.themes.linkage import join_nearest
from throughline.language.themes.neighbours import Neighbours


def join_few(near: Neighbours, opposite: NDArray[np.bool_], *, nearest: float) -> Labels:
    """Groups whose texts are at least `nearest` to each other on average; opposites are as far apart as can be.

    `near` must hold every other text of each text.
    """
    count = len(near.places)
    distance = np.zeros((count, count))
    nearness = np.where(opposite, -1.0, near.nearness)
    np.put_along_axis(distance, near.places.astype(np.int64), 1 - nearness, axis=1)
    return join_nearest((distance + distance.T) / 2, farthest=1 - nearest)
