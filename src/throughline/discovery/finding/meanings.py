"""Search by meaning: the question's vector against all kept ones, which a process reads once and keeps packed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from threading import Lock

import numpy as np

from throughline.core.models import Workspace
from throughline.discovery.finding.blocks import Block, compare_block, unpack_block
from throughline.discovery.models import VectorBlock
from throughline.language.embedding import embed_texts, has_weights

MOST_BLOCKS = 300
"""Blocks a process keeps, the least used forgotten first: 600,000 pieces in 230 MB."""
_lock = Lock()
_blocks: OrderedDict[int, Block] = OrderedDict()


def search_meanings(workspace: Workspace, query: str, *, limit: int) -> dict[int, float]:
    """Up to `limit` evidence rows with their cosine, nearest first; none where nothing was learnt or no weights are."""
    numbers = list(VectorBlock.objects.filter(workspace=workspace).order_by("pk").values_list("pk", flat=True))
    return dict(_rank(tuple(numbers), query, limit)) if numbers and has_weights() else {}


@lru_cache(maxsize=64)
def _rank(numbers: tuple[int, ...], query: str, limit: int) -> tuple[tuple[int, float], ...]:
    """Blocks never change, so their numbers and the question decide the answer."""
    unit = embed_texts([query]).vectors[0]
    blocks = _open_blocks(numbers)
    ids = np.concatenate([block.ids for block in blocks])
    near = np.concatenate([compare_block(block, unit) for block in blocks])
    best = np.argpartition(-near, limit)[:limit] if len(near) > limit else np.arange(len(near))
    best = best[np.argsort(-near[best], kind="stable")]
    return tuple((int(ids[place]), float(near[place])) for place in best)


def _open_blocks(numbers: Sequence[int]) -> list[Block]:
    missing = [number for number in numbers if number not in _blocks]
    rows = VectorBlock.objects.filter(pk__in=missing).values_list("pk", "ids", "vectors") if missing else ()
    fresh = {number: unpack_block(bytes(ids), bytes(vectors)) for number, ids, vectors in rows}
    with _lock:
        _blocks.update(fresh)
        found = [fresh[number] if number in fresh else _blocks[number] for number in numbers if number in _blocks]
        for number in numbers:
            if number in _blocks:
                _blocks.move_to_end(number)
        while len(_blocks) > max(MOST_BLOCKS, len(numbers)):
            _blocks.popitem(last=False)
    return found
