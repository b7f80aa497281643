"""Learning what evidence means, once for each piece, so that a search has only its question left to understand."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from django.db.models import Sum
from numpy.typing import NDArray

from throughline.core.kernel.progress import Progress, no_progress
from throughline.core.models import Workspace
from throughline.discovery.finding.blocks import ROWS, pack_block
from throughline.discovery.models import EvidenceRow, VectorBlock
from throughline.language.embedding import embed_texts, has_weights


def learn_meanings(workspace: Workspace, *, progress: Progress = no_progress) -> int:
    """Keep the vectors of visible pieces that have none; how many were new. Without weights there is nothing to keep.

    A last block that is not full is written anew together with what came.
    """
    if not has_weights():
        return 0
    missing = _list_missing(workspace)
    done = 0
    for ids in _cut(missing):
        done += _keep_block(workspace, ids)
        progress("Learning what the words mean", done, len(missing))
    if done:
        _join_small(workspace)
    return done


def has_unlearnt(workspace: Workspace) -> bool:
    """Whether there are more pieces than vectors; without weights none are ever wanted."""
    known = VectorBlock.objects.filter(workspace=workspace).aggregate(n=Sum("count"))["n"] or 0
    return has_weights() and EvidenceRow.objects.filter(workspace=workspace, visible=True).count() > known


def _list_missing(workspace: Workspace) -> NDArray[np.int64]:
    rows = EvidenceRow.objects.filter(workspace=workspace, visible=True).values_list("pk", flat=True)
    wanted = np.fromiter(rows.order_by("pk").iterator(chunk_size=10_000), np.int64)
    blocks = VectorBlock.objects.filter(workspace=workspace).values_list("ids", flat=True)
    known = [np.frombuffer(bytes(ids), "<i8") for ids in blocks]
    return np.setdiff1d(wanted, np.concatenate(known)) if known else wanted


def _cut(ids: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    for start in range(0, len(ids), ROWS):
        yield ids[start : start + ROWS]


def _keep_block(workspace: Workspace, ids: NDArray[np.int64]) -> int:
    texts = dict(EvidenceRow.objects.filter(pk__in=ids.tolist()).values_list("pk", "text"))
    kept = np.array([pk for pk in ids.tolist() if pk in texts], np.int64)
    space = embed_texts([" ".join(texts[pk].split()) for pk in kept.tolist()])
    packed, vectors = pack_block(kept, space.vectors)
    _make_block(workspace, space.method, kept, packed, vectors)
    return len(kept)


def _make_block(
    workspace: Workspace, method: str, ids: NDArray[np.int64], packed: bytes, vectors: bytes
) -> VectorBlock:
    return VectorBlock.objects.create(
        workspace=workspace,
        method=method,
        first=int(ids[0]),
        last=int(ids[-1]),
        count=len(ids),
        ids=packed,
        vectors=vectors,
    )


def _join_small(workspace: Workspace) -> None:
    """Small blocks become one, so that a hundred single additions do not become a hundred blocks."""
    small = list(VectorBlock.objects.filter(workspace=workspace, count__lt=ROWS).order_by("pk"))
    if len(small) < 2 or sum(block.count for block in small) > 2 * ROWS:
        return
    packed = b"".join(bytes(block.ids) for block in small)
    ids = np.frombuffer(packed, "<i8").astype(np.int64)
    _make_block(workspace, small[-1].method, ids, packed, b"".join(bytes(block.vectors) for block in small))
    VectorBlock.objects.filter(pk__in=[block.pk for block in small]).delete()
