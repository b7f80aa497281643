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


@dataclass(frozen=True, slots=True)
class Scored:
    """How well each segment answers a question, as arrays of shape (n,), higher is better.

    `words` are those looked for, `by_words` their BM25, `nearness` the mean cosine of the segment alone, and `around`
    half words and half meaning of the segment, its window and its passages.
    """

    words: tuple[str, ...]
    by_words: Scores
    nearness: Scores
    around: Scores


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
        found = self.score(query)
        regions = smooth_groups(found.around, self.at, self.groups)
        fused = fuse_ranks([found.by_words, np.maximum(found.nearness, _UNRELATED), regions])
        holders = {word: self.spoken.find(word) for word in found.words}
        return [
            Anchor(
                place=self.places[place],
                score=score,
                words=tuple(word for word in found.words if place in holders[word]),
                nearness=float(found.nearness[place]),
            )
            for place, score in keep_apart(fused, self.at, self.groups, limit=limit)
        ]

    def rank_ranges(self, query: str, *, limit: int) -> list[Range]:
        """Up to `limit` ranges that answer `query`, best first; they do not overlap."""
        if not query.strip() or not self.segments:
            return []
        sharp = self.score(query).around
        smooth = smooth_groups(sharp, self.at, self.groups)
        ranges = islice(grow_ranges(smooth, sharp, lengths=self.lengths, groups=self.groups), limit)
        return [Range(self.places[one.first], self.places[one.last], one.score) for one in ranges]

    def score(self, query: str) -> Scored:
        """Every segment against `query`, nothing fused or smoothed yet."""
        words = choose_words(query)
        by_words = self.spoken.score(words)
        around = standardise(by_words) + standardise(self.windows.score(words))
        return Scored(
            words=tuple(words),
            by_words=by_words,
            nearness=self.meaning.compare_segments(query, self._find_subject(query)),
            around=around + self.meaning.compare_surroundings(query),
        )

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
