"""An index over segments: ask it for the single segments, or the ranges, that answer a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from throughline.core.kernel.progress import Progress, no_progress
from throughline.language.embedding import Space, embed_texts
from throughline.language.retrieval.asking import choose_words, find_subject, find_words
from throughline.language.retrieval.fusing import Scores, fuse_ranks, keep_apart, smooth_scores, standardise
from throughline.language.retrieval.lexical import WordIndex
from throughline.language.retrieval.ranges import Range, grow_ranges
from throughline.language.retrieval.segments import Passage, Segment, build_passages, build_windows, find_groups


@dataclass(frozen=True, slots=True)
class Anchor:
    """One segment that answers: its place, score (0 to 1), the words it shares and its nearness (cosine)."""

    place: int
    score: float
    words: tuple[str, ...]
    nearness: float


@dataclass(frozen=True)
class Index:
    """Segments that say something, ready to be asked; `places` are their places among those that were given."""

    segments: Sequence[Segment]
    places: Sequence[int]
    groups: Sequence[range]
    spoken: WordIndex
    windows: WordIndex
    passages: Sequence[Passage]
    space: Space
    own: NDArray[np.intp]
    """Rows of `space.vectors` for each segment alone."""
    around: NDArray[np.intp]
    """Rows of `space.vectors` for each passage."""

    @property
    def method(self) -> str:
        """How meanings were compared, in words."""
        return self.space.method

    def rank_anchors(self, query: str, *, limit: int) -> list[Anchor]:
        """Up to `limit` segments that answer `query`, best first, kept apart from each other."""
        if not query.strip() or not self.segments:
            return []
        words = choose_words(query)
        near = self._compare_own(query)
        fused = fuse_ranks([self.spoken.score(words), near, self._score_regions(query)])
        holders = {word: self.spoken.find(word) for word in words}
        return [
            Anchor(self.places[i], score, tuple(w for w in words if i in holders[w]), float(near[i]))
            for i, score in keep_apart(fused, self.groups, limit=limit)
        ]

    def rank_ranges(self, query: str, *, limit: int) -> list[Range]:
        """Up to `limit` ranges that answer `query`, best first; they do not overlap."""
        if not query.strip() or not self.segments:
            return []
        words = np.array([len(segment.text.split()) for segment in self.segments])
        ranges = grow_ranges(self._score_regions(query), words=words, groups=self.groups)[:limit]
        return [Range(self.places[one.first], self.places[one.last], one.score) for one in ranges]

    def _compare_own(self, query: str) -> Scores:
        speakers = frozenset(word for name in {s.speaker for s in self.segments} for word in find_words(name))
        asked = self.space.project([find_subject(query, speakers=speakers & frozenset(find_words(query)))])[0]
        return (self.space.vectors[self.own] @ asked).astype(np.float64)

    def _score_regions(self, query: str) -> Scores:
        """Half words, half meaning, smoothed over the neighbours."""
        words = choose_words(query)
        scores = standardise(self.spoken.score(words)) + standardise(self.windows.score(words))
        scores = scores + 2 * standardise(self._compare_passages(query))
        return _smooth_groups(scores, self.groups)

    def _compare_passages(self, query: str) -> Scores:
        nearness = self.space.vectors[self.around] @ self.space.project([query])[0]
        best = np.full(len(self.segments), -1.0)
        for passage, near in zip(self.passages, nearness, strict=True):
            held = slice(passage.first, passage.last + 1)
            best[held] = np.maximum(best[held], near)
        return best


def _smooth_groups(scores: Scores, groups: Sequence[range]) -> Scores:
    """Smooth within each group; afterwards smoothed scores spread as widely as before, to compare with lone ones."""
    smooth, shared = scores.copy(), np.zeros(len(scores), bool)
    for group in groups:
        if len(group) > 1:
            shared[group.start : group.stop] = True
            smooth[group.start : group.stop] = smooth_scores(scores[group.start : group.stop])
    if shared.any():
        before = scores[shared]
        smooth[shared] = standardise(smooth[shared]) * before.std() + before.mean()
    return smooth


def index_segments(segments: Sequence[Segment], *, progress: Progress = no_progress) -> Index:
    """Prepare `segments` for questions: those without words are left out, none are renumbered."""
    places = [place for place, segment in enumerate(segments) if segment.text.strip()]
    kept = [segments[place] for place in places]
    groups = find_groups(kept)
    passages = [passage for group in groups for passage in build_passages(kept, group)]
    row_of: dict[str, int] = {}
    own = np.array([row_of.setdefault(segment.text, len(row_of)) for segment in kept], np.intp)
    around = np.array([row_of.setdefault(passage.text, len(row_of)) for passage in passages], np.intp)
    return Index(
        segments=kept,
        places=places,
        groups=groups,
        spoken=WordIndex(segment.spoken for segment in kept),
        windows=WordIndex(window for group in groups for window in build_windows(kept, group)),
        passages=passages,
        space=embed_texts(list(row_of), progress=progress),
        own=own,
        around=around,
    )
