"""The nearest texts of each text, exactly, block by block."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_BLOCK = 512
_THREADS = 2

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """For each row the places of its nearest (n, k) and how near they are, nearest first."""

    places: NDArray[np.int32]
    nearness: NDArray[np.float32]


def find_neighbours(vectors: Vectors, count: int) -> Neighbours:
    """The `count` nearest other rows of each row of `vectors` (unit rows) by cosine; fewer where there are fewer."""
    return _search(vectors, vectors, min(count, len(vectors) - 1), apart=True)


def find_among(vectors: Vectors, known: Vectors, count: int) -> Neighbours:
    """The `count` nearest rows of `known` for each row of `vectors`."""
    return _search(vectors, known, min(count, len(known)), apart=False)


def _search(vectors: Vectors, known: Vectors, count: int, *, apart: bool) -> Neighbours:
    found = Neighbours(np.empty((len(vectors), count), np.int32), np.empty((len(vectors), count), np.float32))

    def fill(start: int) -> None:
        nearness = vectors[start : start + _BLOCK] @ known.T
        if apart:
            rows = np.arange(len(nearness))
            nearness[rows, rows + start] = -2
        places = np.argpartition(nearness, -count, axis=1)[:, -count:]
        values = np.take_along_axis(nearness, places, axis=1)
        order = np.lexsort((places, -values), axis=1)
        found.places[start : start + _BLOCK] = np.take_along_axis(places, order, axis=1)
        found.nearness[start : start + _BLOCK] = np.take_along_axis(values, order, axis=1)

    if count > 0:
        _for_each_block(fill, len(vectors))
    return found


def _for_each_block(work: Callable[[int], None], length: int) -> None:
    with ThreadPoolExecutor(_THREADS) as pool:
        for _ in pool.map(work, range(0, length, _BLOCK)):
            pass
