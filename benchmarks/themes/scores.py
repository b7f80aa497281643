"""How alike two groupings are: NMI, ARI and accuracy by best matching."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from throughline.language.themes.choosing import compare_groupings


@dataclass(frozen=True, slots=True)
class Score:
    """All in per cent, and how many groups were found."""

    nmi: float
    ari: float
    accuracy: float
    groups: int


def score(truth: Sequence[str], found: Sequence[str]) -> Score:
    """Compare what was found with the labels; items in no theme count as one more group."""
    true, mine = _number(truth), _number(found)
    table = np.zeros((true.max() + 1, mine.max() + 1))
    np.add.at(table, (true, mine), 1)
    rows, columns = linear_sum_assignment(-table)
    return Score(
        nmi=round(100 * _measure_information(table), 1),
        ari=round(100 * compare_groupings(true, mine), 1),
        accuracy=round(100 * float(table[rows, columns].sum()) / len(true), 1),
        groups=len(set(found) - {""}),
    )


def _number(names: Sequence[str]) -> NDArray[np.int64]:
    return np.unique(np.array(names, dtype=object).astype(str), return_inverse=True)[1]


def _measure_information(table: NDArray[np.float64]) -> float:
    """Mutual information over the mean of the two entropies (Strehl & Ghosh 2002)."""
    joint = table / table.sum()
    rows, columns = joint.sum(axis=1), joint.sum(axis=0)
    filled = joint > 0
    shared = (joint[filled] * np.log(joint[filled] / np.outer(rows, columns)[filled])).sum()
    entropy = -(rows * np.log(rows)).sum() - (columns * np.log(columns)).sum()
    return float(2 * shared / entropy) if entropy else 1.0
