"""Praise and complaint about one thing are two themes, where there is enough of both."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from throughline.language.themes.assigning import make_units
from throughline.language.themes.communities import Labels

Vectors = NDArray[np.float32]
_FEWEST, _LEAST_SHARE = 2, 0.2


def part_opposites(vectors: Vectors, labels: Labels, signs: NDArray[np.int8]) -> Labels:
    """Part each group of which at least two texts, and a fifth, speak well and as many ill.

    Texts that judge nothing stay with the side they are nearer to.
    """
    labels = labels.copy()
    for group in range(int(labels.max(initial=-1)) + 1):
        members = np.flatnonzero(labels == group)
        well, ill = members[signs[members] > 0], members[signs[members] < 0]
        fewer = min(len(well), len(ill))
        if fewer >= max(_FEWEST, _LEAST_SHARE * len(members)):
            labels[_side_with(vectors, members, signs, fewer=well if len(well) == fewer else ill)] = labels.max() + 1
    return labels


def _side_with(
    vectors: Vectors, members: NDArray[np.int64], signs: NDArray[np.int8], *, fewer: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The members that leave: those of the fewer sign, and the silent ones nearer to them than to the others."""
    sign = signs[fewer[0]]
    others = members[signs[members] == -sign]
    sides = make_units(np.stack([vectors[fewer].mean(axis=0), vectors[others].mean(axis=0)]))
    nearness = vectors[members] @ sides.T
    leaves = (signs[members] == sign) | ((signs[members] == 0) & (nearness[:, 0] > nearness[:, 1]))
    return members[leaves]
