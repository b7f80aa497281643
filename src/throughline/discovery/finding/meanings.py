"""Search by meaning: the question's vector against all kept ones, which a process reads once and keeps packed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from throughline.core.models import Workspace
from throughline.discovery.finding.blocks import Block, find_nearest, unpack_block
from throughline.discovery.models import VectorBlock
from throughline.language.embedding import embed_question, has_weights

MOST_BLOCKS = 300
"""Blocks a process keeps, the least used forgotten first: 600,000 pieces in 260 MB."""
Number = tuple[int, datetime]
"""A block's key, and when it was made: after a database was put back, a key alone might mean another block."""
_lock = Lock()
_blocks: OrderedDict[Number, Block] = OrderedDict()


def search_meanings(workspace: Workspace, query: str, *, limit: int) -> dict[int, float]:
    """Up to `limit` evidence rows with their cosine, nearest first; none where nothing was learnt or no weights are."""
    numbers = list(VectorBlock.objects.filter(workspace=workspace).order_by("made", "pk").values_list("pk", "made"))
    if not numbers or not has_weights():
        return {}
    return dict(find_nearest(_open_blocks(numbers), _embed(query), limit=limit))


@lru_cache(maxsize=256)
def _embed(query: str) -> NDArray[np.float32]:
    return embed_question(query)


def _open_blocks(numbers: Sequence[Number]) -> list[Block]:
    missing = [number for number in numbers if number not in _blocks]
    rows = VectorBlock.objects.filter(pk__in=[number for number, _ in missing]) if missing else ()
    fresh = {(row.pk, row.made): unpack_block(bytes(row.ids), bytes(row.vectors)) for row in rows}
    with _lock:
        _blocks.update(fresh)
        found = [fresh[number] if number in fresh else _blocks[number] for number in numbers if number in _blocks]
        for number in numbers:
            if number in _blocks:
                _blocks.move_to_end(number)
        while len(_blocks) > max(MOST_BLOCKS, len(numbers)):
            _blocks.popitem(last=False)
    return found
