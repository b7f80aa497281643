"""The broad level: fine groups whose centres are near each other, joined."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from throughline.language.themes.communities import Labels
from throughline.language.themes.linkage import join_nearest

_FEWEST, _PER_ROOT = 4, 1.3


def join_broadly(centres: NDArray[np.float32], sizes: NDArray[np.int64]) -> Labels:
    """The broad group of each fine one, numbered from 0 by size: a little more than the root of their number."""
    count = len(centres)
    if count < _FEWEST:
        return np.arange(count)
    apart = (1 - centres @ centres.T).astype(np.float64)
    parts = join_nearest(apart, fewest=round(_PER_ROOT * count**0.5))
    rank = np.empty(int(parts.max()) + 1, np.int64)
    rank[np.argsort(-np.bincount(parts, weights=sizes), kind="stable")] = np.arange(len(rank))
    return rank[parts]
