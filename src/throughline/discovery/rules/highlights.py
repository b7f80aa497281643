"""A text cut where its marks begin and end: marks may lie over each other, and joined the pieces are the text again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Generic, Protocol, TypeVar


class Span(Protocol):
    """Something that lies over a text; without start and end (None) it lies over the whole of it."""

    @property
    def start(self) -> Any: ...
    @property
    def end(self) -> Any: ...


Over = TypeVar("Over", bound=Span)


@dataclass(frozen=True, slots=True)
class Stretch(Generic[Over]):
    """A run of characters and what lies over it, the shortest first; `begins` are those that begin here."""

    text: str
    over: tuple[Over, ...]
    begins: tuple[Over, ...]


def cut_stretches(text: str, spans: Sequence[Over]) -> tuple[Stretch[Over], ...]:
    """`text` in runs over which the same spans lie."""
    placed = [(*_place(span, text), span) for span in spans]
    placed = sorted((one for one in placed if one[0] < one[1]), key=lambda one: (one[1] - one[0], one[0]))
    edges = sorted({0, len(text), *(edge for start, end, _ in placed for edge in (start, end))})
    return tuple(
        Stretch(
            text[start:end],
            tuple(span for first, last, span in placed if first <= start and end <= last),
            tuple(span for first, _, span in placed if first == start),
        )
        for start, end in pairwise(edges)
    )


def _place(span: Any, text: str) -> tuple[int, int]:
    start = 0 if span.start is None else max(0, span.start)
    return start, len(text) if span.end is None else min(span.end, len(text))
