"""Likeness in meaning: of the question to each segment alone, and to what is said around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from throughline.core.kernel.progress import Progress
from throughline.language.embedding import Space, embed_texts
from throughline.language.retrieval.fusing import Scores, standardise
from throughline.language.retrieval.segments import WINDOW, Passage, Segment, build_passages

_Rows = NDArray[np.intp]


@dataclass(frozen=True)
class MeaningIndex:
    """Segments, their windows and passages as points.

    `bare` and `spoken` are the rows of `space.vectors` for each segment without and with its speaker, `around` those
    of each passage. A window is the mean of its segments, weighed by the root of their `words`: it costs no embedding.
    """

    space: Space
    groups: Sequence[range]
    bare: _Rows
    spoken: _Rows
    passages: Sequence[Passage]
    around: _Rows
    weights: Scores
    lengths: Scores
    """How long the sum of the weighed vectors of each window is."""

    def compare_segments(self, query: str, subject: str) -> Scores:
        """Mean cosine of each segment: spoken to the whole question, bare to its subject. Shape (n,)."""
        asked = self.space.project([query, subject])
        whole = self.space.vectors[self.spoken] @ asked[0]
        return (whole + self.space.vectors[self.bare] @ asked[1]).astype(np.float64) / 2

    def compare_surroundings(self, query: str) -> Scores:
        """Windows and passages around each segment against the whole question, standardised and added. Shape (n,)."""
        asked = self.space.project([query])[0]
        windows = self._compare_windows((self.space.vectors[self.spoken] @ asked).astype(np.float64))
        return standardise(windows) + standardise(self._compare_passages(asked))

    def _compare_windows(self, alone: Scores) -> Scores:
        return _sum_windows((alone * self.weights)[:, None], self.groups)[:, 0] / self.lengths

    def _compare_passages(self, asked: NDArray[np.float32]) -> Scores:
        """A segment is as near as the nearest of its passages."""
        best = np.full(len(self.bare), -1.0)
        for passage, near in zip(self.passages, self.space.vectors[self.around] @ asked, strict=True):
            held = slice(passage.first, passage.last + 1)
            best[held] = np.maximum(best[held], near)
        return best


def place_segments(segments: Sequence[Segment], groups: Sequence[range], *, progress: Progress) -> MeaningIndex:
    """Embed each different text once: segments with and without their speaker, and passages."""
    passages = [passage for group in groups for passage in build_passages(segments, group)]
    row_of: dict[str, int] = {}

    def number(texts: list[str]) -> _Rows:
        return np.array([row_of.setdefault(text, len(row_of)) for text in texts], np.intp)

    alone = {group.start for group in groups if len(group) == 1}
    bare = number([segment.text for segment in segments])
    spoken = number([s.text if place in alone else s.spoken for place, s in enumerate(segments)])
    around = number([passage.text for passage in passages])
    space = embed_texts(list(row_of), progress=progress)
    weights = np.sqrt([max(len(segment.text.split()), 1) for segment in segments])
    lengths = _measure_windows(space, spoken, weights, groups)
    return MeaningIndex(space, groups, bare, spoken, passages, around, weights, lengths)


def _measure_windows(space: Space, rows: _Rows, weights: Scores, groups: Sequence[range]) -> Scores:
    lengths = weights.copy()
    for group in groups:
        if len(group) > 1:
            held = slice(group.start, group.stop)
            weighed = space.vectors[rows[held]] * weights[held, None]
            sums = _sum_windows(weighed, [range(len(group))])
            lengths[held] = np.linalg.norm(sums, axis=1)
    return np.maximum(lengths, 1e-9)


def _sum_windows(values: Scores, groups: Sequence[range]) -> Scores:
    """For each row the sum over its window: shape (n, d) in, (n, d) out."""
    sums = values.astype(np.float64)
    for group in groups:
        for step in range(1, min(WINDOW, len(group) - 1) + 1):
            sums[group.start : group.stop - step] += values[group.start + step : group.stop]
            sums[group.start + step : group.stop] += values[group.start : group.stop - step]
    return sums
