"""One search over everything heard: by words and by meaning together, each answer with the reason it is here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from django.db.models import QuerySet

from throughline.core.models import Change, Workspace
from throughline.discovery.finding.meanings import search_meanings
from throughline.discovery.finding.words import match_all, search_words
from throughline.discovery.models import EvidenceRow, VectorBlock
from throughline.discovery.rules.marked import tell_words
from throughline.language.retrieval.asking import choose_words
from throughline.language.retrieval.fusing import fuse_ranks, order_scores

DEEP = 200
"""Pieces taken from each list before they are fused."""
SPARE = 20
"""Rows loaded beyond those asked for, since some may be hidden by now."""
NEAR = 0.35
"""The cosine from which two texts may be called similar in meaning."""
MOST_FILTERED = 5000

Scores = dict[int, float]
"""Scores by evidence row, higher is better."""


@dataclass(frozen=True, slots=True)
class Found:
    """One piece that answers, and why: the words it shares, or that it is similar in meaning."""

    row: EvidenceRow
    why: str


def search_evidence(
    workspace: Workspace, query: str, *, limit: int, spoken: bool | None = None, begun: bool = False
) -> list[Found]:
    """The pieces that answer `query`, best first; with `spoken` only turns of conversations, or only items in writing.

    Both rankings are fused by rank (Cormack, Clarke and Büttcher, 2009); what is neither near nor shares a word is no
    answer.
    """
    by_words, by_meaning, order = _rank(workspace, query, begun, _find_state(workspace))
    if not order:
        return []
    words = choose_words(query)
    found = _load(workspace, order, limit=limit, spoken=spoken)
    return [Found(row, _say_why(row, words, by_words=by_words, by_meaning=by_meaning)) for row in found]


def rank_evidence(workspace: Workspace, query: str, *, limit: int, begun: bool = False) -> list[int]:
    """The rows that answer `query`, best first, by their keys alone."""
    return list(_rank(workspace, query, begun, _find_state(workspace))[2][:limit])


def _find_state(workspace: Workspace) -> tuple[object, object]:
    """What an answer depends on: the last change in the workspace, and the last block of vectors."""
    changes = Change.objects.filter(workspace=workspace).order_by("-at", "-pk").values_list("pk", "at")
    blocks = VectorBlock.objects.filter(workspace=workspace).order_by("-made", "-pk").values_list("pk", "made")
    return changes.first(), blocks.first()


@lru_cache(maxsize=64)
def _rank(
    workspace: Workspace,
    query: str,
    begun: bool,
    state: tuple[object, object],  # noqa: ARG001 - part of the key
) -> tuple[Scores, Scores, tuple[int, ...]]:
    """Both rankings and their fusion, kept for a moment because each kind of result asks the same."""
    by_words = search_words(workspace, query, limit=DEEP, begun=begun)
    by_meaning = {row: near for row, near in search_meanings(workspace, query, limit=DEEP).items() if near >= NEAR}
    rows = [*by_words, *(row for row in by_meaning if row not in by_words)]
    if not rows:
        return {}, {}, ()
    lists = [np.array([scores.get(row, 0.0) for row in rows]) for scores in (by_words, by_meaning) if scores]
    return by_words, by_meaning, tuple(rows[place] for place in order_scores(fuse_ranks(lists)))


def find_similar(workspace: Workspace, text: str, *, limit: int = 5) -> list[Found]:
    """What is like a text that is just being written."""
    return search_evidence(workspace, text[:1000], limit=limit, begun=True)


def find_words(workspace: Workspace, text: str) -> QuerySet[EvidenceRow]:
    """The visible pieces that hold every word of `text`, as a filter: at most the best `MOST_FILTERED`."""
    rows = match_all(workspace, text, limit=MOST_FILTERED)
    return EvidenceRow.objects.filter(workspace=workspace, visible=True, pk__in=rows)


def _load(workspace: Workspace, order: Sequence[int], *, limit: int, spoken: bool | None) -> list[EvidenceRow]:
    known = EvidenceRow.objects.filter(workspace=workspace, visible=True, pk__in=order).select_related("file")
    if spoken is not None:
        known = known.filter(turn__isnull=not spoken)
    wanted = set(known.values_list("pk", flat=True)) if spoken is not None else set(order)
    best = [row for row in order if row in wanted][: limit if spoken is not None else limit + SPARE]
    rows = {row.pk: row for row in known.filter(pk__in=best)}
    return [rows[row] for row in best if row in rows][:limit]


def _say_why(row: EvidenceRow, words: list[str], *, by_words: dict[int, float], by_meaning: dict[int, float]) -> str:
    shared = tell_words(row.text, words) if row.pk in by_words else ()
    said = "shares " + ", ".join(f"“{word}”" for word in shared) if shared else ""
    near = "similar in meaning" if row.pk in by_meaning else ""
    return "; ".join(filter(None, (said, near))) or ("shares a word" if row.pk in by_words else "the nearest there is")
