"""Ranges of neighbours that answer together, grown from smoothed scores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from throughline.language.retrieval.fusing import Scores, order_scores, standardise

_READINGS = (1 / 6, 1 / 3, 2 / 3, 1.0)
"""Shares of all words: what to read first, what next, and so on. A range lies within one reading."""
_SHORTEST = 150
"""Words that the first reading has at least."""
_LONGEST = 200
"""Words in a range, where its segments allow it: what is heard in a minute and a half."""


@dataclass(frozen=True, slots=True)
class Range:
    """Segments `first` to `last`, both included, and a score from 0 to 1 that falls from range to range."""

    first: int
    last: int
    score: float


def grow_ranges(
    smooth: Scores, sharp: Scores, *, lengths: NDArray[np.intp], groups: Sequence[range]
) -> Iterator[Range]:
    """Ranges that do not overlap, best first, that together hold every segment.

    Taken in order until a sixth of all words is used up, they are the sixth with the highest `smooth` scores; among
    those, the range with the highest peak of `smooth` and `sharp` (unsmoothed) scores comes first. `lengths` counts the
    words of each segment.
    """
    reading = _assign_readings(smooth, lengths)
    peaked = _squeeze(standardise(smooth) + standardise(sharp)) - reading
    runs = [run for group in groups for run in _find_runs(reading, lengths, group)]
    peaks = [float(peaked[run.start : run.stop].max()) for run in runs]
    for peak, run in sorted(zip(peaks, runs, strict=True), key=lambda pair: -pair[0]):
        yield Range(run.start, run.stop - 1, (peak + len(_READINGS) - 1) / len(_READINGS))


def _assign_readings(smooth: Scores, lengths: NDArray[np.intp]) -> NDArray[np.intp]:
    """The reading of each segment, from 0."""
    order, total = order_scores(smooth), int(lengths.sum())
    ends = np.maximum(np.array(_READINGS[:-1]) * total, _SHORTEST)
    reading = np.empty(len(smooth), np.intp)
    reading[order] = np.searchsorted(ends, np.cumsum(lengths[order]), side="left")
    reading[order[:1]] = 0
    return reading


def _squeeze(scores: Scores) -> Scores:
    """The same order within 0 and 1, the ends excluded."""
    return 1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30) / 4))


def _find_runs(reading: NDArray[np.intp], lengths: NDArray[np.intp], group: range) -> Iterator[range]:
    start = group.start
    for place in group:
        if place + 1 == group.stop or reading[place + 1] != reading[start]:
            yield from _cut_run(range(start, place + 1), lengths)
            start = place + 1


def _cut_run(run: range, lengths: NDArray[np.intp]) -> Iterator[range]:
    """Parts of about equal length, none much longer than a range should be."""
    words = np.cumsum(lengths[run.start : run.stop])
    parts = int(-(-words[-1] // _LONGEST))
    part_of = (words - lengths[run.start : run.stop] / 2) * parts // words[-1]
    starts = run.start + np.flatnonzero(np.diff(part_of, prepend=-1))
    for start, stop in zip(starts, [*starts[1:], run.stop], strict=True):
        yield range(int(start), int(stop))
