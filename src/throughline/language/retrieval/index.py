"""An index over segments: ask it for the single segments, or the ranges, that answer a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from throughline.core.kernel.progress import Progress, no_progress
from throughline.language.retrieval.asking import choose_words, find_subject, find_words
from throughline.language.retrieval.fusing import Scores, fuse_ranks, keep_apart, smooth_groups, standardise
from throughline.language.retrieval.lexical import WordIndex
from throughline.language.retrieval.meaning import MeaningIndex, place_segments
from throughline.language.retrieval.ranges import Range, grow_ranges
from throughline.language.retrieval.segments import Segment, build_windows, find_groups

_UNRELATED = 0.2
"""The mean cosine up to which nearness is chance: below it no segment is nearer than another."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """One segment that answers: its place, score (0 to 1), the words it shares and its nearness (mean cosine)."""

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
    meaning: MeaningIndex
    lengths: NDArray[np.intp]
    """Words in each segment."""

    @property
    def method(self) -> str:
        """How meanings were compared, in words."""
        return self.meaning.space.method

    @cached_property
    def at(self) -> Scores:
        """Where the middle of each segment stands, counted in words from the first."""
        return np.cumsum(self.lengths) - self.lengths / 2

    def rank_anchors(self, query: str, *, limit: int) -> list[Anchor]:
        """Up to `limit` segments that answer `query`, best first, kept apart from each other.

        Three lists are fused: by words, by meaning, and by what is said around. Only the last one is smoothed.
        """
        if not query.strip() or not self.segments:
            return []
        words = choose_words(query)
        near = self.meaning.compare_segments(query, self._find_subject(query))
        regions = smooth_groups(self._score_alone(query), self.at, self.groups)
        fused = fuse_ranks([self.spoken.score(words), np.maximum(near, _UNRELATED), regions])
        holders = {word: self.spoken.find(word) for word in words}
        return [
            Anchor(self.places[place], score, tuple(w for w in words if place in holders[w]), float(near[place]))
            for place, score in keep_apart(fused, self.at, self.groups, limit=limit)
        ]

    def rank_ranges(self, query: str, *, limit: int) -> list[Range]:
        """Up to `limit` ranges that answer `query`, best first; they do not overlap."""
        if not query.strip() or not self.segments:
            return []
        sharp = self._score_alone(query)
        smooth = smooth_groups(sharp, self.at, self.groups)
        ranges = islice(grow_ranges(smooth, sharp, lengths=self.lengths, groups=self.groups), limit)
        return [Range(self.places[one.first], self.places[one.last], one.score) for one in ranges]

    def _score_alone(self, query: str) -> Scores:
        """How well each segment answers with its nearest neighbours: half words, half meaning."""
        words = choose_words(query)
        by_words = standardise(self.spoken.score(words)) + standardise(self.windows.score(words))
        return by_words + self.meaning.compare_surroundings(query)

    def _find_subject(self, query: str) -> str:
        asked = frozenset(find_words(query))
        names = frozenset(word for name in {s.speaker for s in self.segments} for word in find_words(name))
        return find_subject(query, speakers=names & asked)


def index_segments(segments: Sequence[Segment], *, progress: Progress = no_progress) -> Index:
    """Prepare `segments` for questions: those without words are left out, none are renumbered."""
    places = [place for place, segment in enumerate(segments) if segment.text.strip()]
    kept = [segments[place] for place in places]
    groups = find_groups(kept)
    return Index(
        segments=kept,
        places=places,
        groups=groups,
        spoken=WordIndex(segment.spoken for segment in kept),
        windows=WordIndex(window for group in groups for window in build_windows(kept, group)),
        meaning=place_segments(kept, groups, progress=progress),
        lengths=np.array([len(segment.text.split()) for segment in kept], np.intp),
    )
