"""Search over all evidence: feedback items and the turns of conversations together."""

from __future__ import annotations

from collections.abc import Iterator

from throughline.core.kernel.progress import Progress, no_progress
from throughline.discovery.contracts import Corpus, Evidence, FileKind, Hit, SpanHit
from throughline.language.retrieval import Anchor, Index, Segment, index_segments

_NEAR = 0.35
"""The cosine from which two texts may be called similar in meaning."""


def search(corpus: Corpus, query: str, *, limit: int = 10, progress: Progress = no_progress) -> tuple[Hit, ...]:
    """The pieces that answer `query`, best first, each with its reason; with a large `limit`, every piece."""
    if not query.strip():
        return ()
    found = _index_corpus(corpus, progress=progress).rank_anchors(query, limit=limit)
    return tuple(_make_hit(corpus.evidence[anchor.place], anchor) for anchor in found)


def search_spans(
    corpus: Corpus, query: str, *, limit: int = 10, progress: Progress = no_progress
) -> tuple[SpanHit, ...]:
    """The ranges of turns (single rows of a table) that answer `query` together, best first, never overlapping."""
    if not query.strip():
        return ()
    found = _index_corpus(corpus, progress=progress).rank_ranges(query, limit=limit)
    return tuple(_place_span(corpus.evidence[r.first], corpus.evidence[r.last], r.score) for r in found)


def _index_corpus(corpus: Corpus, *, progress: Progress) -> Index:
    return index_segments(list(_read_segments(corpus)), progress=progress)


def _read_segments(corpus: Corpus) -> Iterator[Segment]:
    """Turns of one conversation are neighbours; an item of feedback stands alone."""
    group = 0
    for file in corpus.files:
        group += 1
        for piece in file.evidence:
            group += file.kind is FileKind.FEEDBACK
            yield Segment(piece.text, piece.person or piece.account or "", group)


def _make_hit(piece: Evidence, anchor: Anchor) -> Hit:
    return Hit(piece, round(anchor.score, 4), _say_why(anchor, piece.text))


def _place_span(first: Evidence, last: Evidence, score: float) -> SpanHit:
    return SpanHit(first.source, _number(first), _number(last), round(score, 4))


def _number(piece: Evidence) -> int:
    return (piece.turn if piece.row is None else piece.row) or 0


def _say_why(anchor: Anchor, text: str) -> str:
    near = anchor.nearness >= _NEAR and any(sign.isalnum() for sign in text)
    shared = "shares " + ", ".join(f"“{word}”" for word in anchor.words) if anchor.words else ""
    meaning = "similar in meaning" if near else ""
    return "; ".join(filter(None, (shared, meaning))) or "the nearest there is"
