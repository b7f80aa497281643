"""Vectors packed small: unit rows as int8, four times smaller than float32, and their signs, thirty-two times smaller.

The signs choose candidates by Hamming distance and the int8 rows rank them (binary quantisation with rescoring, as in
Yamada, Asai and Hajishirzi, ACL 2021): a hundred thousand rows take some milliseconds of one core.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SCALE = 127.0
ROWS = 2000
"""Rows of a full block."""
CANDIDATES = 10
"""How many times more rows than asked for are compared exactly."""
_LEAST_CANDIDATES = 2000


@dataclass(frozen=True, slots=True)
class Block:
    """Evidence ids (n,), their vectors (n, d) as int8, and the signs of those as bits."""

    ids: NDArray[np.int64]
    vectors: NDArray[np.int8]
    signs: NDArray[np.uint64]


def pack_block(ids: NDArray[np.int64], units: NDArray[np.float32]) -> tuple[bytes, bytes]:
    """Ids and unit rows as bytes; each number is rounded to 1/127."""
    rounded = np.clip(np.rint(units * SCALE), -SCALE, SCALE).astype(np.int8)
    return ids.astype("<i8").tobytes(), rounded.tobytes()


def unpack_block(ids: bytes, vectors: bytes) -> Block:
    """What `pack_block` packed."""
    numbers = np.frombuffer(ids, "<i8").astype(np.int64)
    rows = np.frombuffer(vectors, np.int8).reshape(len(numbers), -1)
    return Block(numbers, rows, _take_signs(rows))


def _take_signs(rows: NDArray[np.int8] | NDArray[np.float32]) -> NDArray[np.uint64]:
    """The signs of rows (n, d) as bits, filled up to whole words of 64: shape (n, ⌈d / 64⌉)."""
    bits = np.packbits(rows > 0, axis=1)
    whole = np.zeros((len(bits), -(-bits.shape[1] // 8) * 8), np.uint8)
    whole[:, : bits.shape[1]] = bits
    return whole.view(np.uint64)


def compare_rows(rows: NDArray[np.int8], unit: NDArray[np.float32]) -> NDArray[np.float32]:
    """The cosine of every row (n, d) with `unit` (d,), to within a hundredth: shape (n,).

    Summed by einsum on one core: the threads of a matrix library cost more than they bring in a busy server.
    """
    return np.einsum("ij,j->i", rows.astype(np.float32), (unit / SCALE).astype(np.float32))


def find_nearest(blocks: Sequence[Block], unit: NDArray[np.float32], *, limit: int) -> list[tuple[int, float]]:
    """Up to `limit` ids with their cosine to `unit`, nearest first."""
    asked = _take_signs(unit[None, :])
    apart = np.concatenate([np.bitwise_count(block.signs ^ asked).sum(axis=1, dtype=np.int32) for block in blocks])
    chosen = _take_least(apart, max(_LEAST_CANDIDATES, CANDIDATES * limit))
    rows, ids = _gather(blocks, np.sort(chosen))
    near = compare_rows(rows, unit)
    best = np.argsort(-near, kind="stable")[:limit]
    return [(int(ids[place]), float(near[place])) for place in best]


def _take_least(values: NDArray[np.int32], many: int) -> NDArray[np.intp]:
    return np.argpartition(values, many)[:many] if len(values) > many else np.arange(len(values))


def _gather(blocks: Sequence[Block], places: NDArray[np.intp]) -> tuple[NDArray[np.int8], NDArray[np.int64]]:
    """Rows and ids at these places (in order), counted through all blocks."""
    ends = np.cumsum([len(block.ids) for block in blocks])
    cuts = np.searchsorted(places, ends)
    starts = ends - [len(block.ids) for block in blocks]
    parts = [part - start for part, start in zip(np.split(places, cuts[:-1]), starts, strict=True)]
    rows = np.concatenate([block.vectors[part] for block, part in zip(blocks, parts, strict=True)])
    return rows, np.concatenate([block.ids[part] for block, part in zip(blocks, parts, strict=True)])
