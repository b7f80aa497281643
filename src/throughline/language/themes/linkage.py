"""Joining the nearest until enough is joined."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from throughline.language.themes.communities import Labels


def join_nearest(distance: NDArray[np.float64], *, farthest: float = np.inf, fewest: int = 1) -> Labels:
    """Average linkage (UPGMA, Sokal & Michener 1958) over a symmetric matrix of distances.

    The two groups nearest on average become one until they are more than `farthest` apart, or `fewest` are left.
    Meant for some hundred rows at most.
    """
    between = distance.astype(np.float64)
    np.fill_diagonal(between, np.inf)
    sizes, labels = np.ones(len(between)), np.arange(len(between))
    for _ in range(len(between) - fewest):
        one, other = sorted(divmod(int(between.argmin()), len(between)))
        if between[one, other] > farthest:
            break
        mean = (sizes[one] * between[one] + sizes[other] * between[other]) / (sizes[one] + sizes[other])
        between[one], between[:, one] = mean, mean
        between[other], between[:, other], between[one, one] = np.inf, np.inf, np.inf
        sizes[one] += sizes[other]
        labels[labels == other] = one
    return np.unique(labels, return_inverse=True)[1].astype(np.int64)
