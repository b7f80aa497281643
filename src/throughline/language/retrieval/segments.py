"""Segments and what is read around them: windows for their words, passages for their meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

WINDOW = 2
"""Segments before and after that a window takes in."""
PASSAGE = 80
"""Words in a passage."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of text and who said it; only segments of the same `group`, which follow each other, are neighbours."""

    text: str
    speaker: str = ""
    group: int = 0

    @property
    def spoken(self) -> str:
        """The words with their speaker in front."""
        return f"{self.speaker}: {self.text}" if self.speaker else self.text


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of words and the segments, `first` to `last`, that they come from."""

    text: str
    first: int
    last: int


def find_groups(segments: Sequence[Segment]) -> list[range]:
    """The places of each group, in order."""
    found: list[range] = []
    for _, members in groupby(segments, key=lambda segment: segment.group):
        start = found[-1].stop if found else 0
        found.append(range(start, start + sum(1 for _ in members)))
    return found


def build_windows(segments: Sequence[Segment], group: range) -> list[str]:
    """Each segment of `group` together with its neighbours."""
    spoken = [segments[place].spoken for place in group]
    return ["\n".join(spoken[max(0, i - WINDOW) : i + WINDOW + 1]) for i in range(len(spoken))]


def build_passages(segments: Sequence[Segment], group: range) -> Iterator[Passage]:
    """Runs of `PASSAGE` words, one after the other; a segment without neighbours is read without its speaker."""
    words: list[str] = []
    places: list[int] = []
    for place in group:
        segment = segments[place]
        own = (segment.spoken if len(group) > 1 else segment.text).split()
        words += own
        places += [place] * len(own)
    for start in range(0, len(words), PASSAGE):
        part = places[start : start + PASSAGE]
        yield Passage(" ".join(words[start : start + PASSAGE]), part[0], part[-1])
