"""Numbers in eight bits: one scale for each row or column, so that a large one does not drown the small ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_LARGEST = 127


@dataclass(frozen=True, slots=True)
class Quantised:
    """`values * scales` is the original to within half a step; `scales` broadcasts along the other axis."""

    values: NDArray[np.int8]
    scales: NDArray[np.float32]


def quantise(matrix: NDArray[np.float32], *, axis: int) -> Quantised:
    """Symmetric int8 with one float scale for each slice; `axis` is the one the largest value is sought along."""
    largest = np.abs(matrix).max(axis=axis, keepdims=True)
    scales = (np.where(largest > 0, largest, 1) / _LARGEST).astype(np.float32)
    values = np.clip(np.rint(matrix / scales), -_LARGEST, _LARGEST).astype(np.int8)
    return Quantised(values, scales)
