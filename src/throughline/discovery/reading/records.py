"""The records of any table: CSV, XLSX, JSON. Every reader yields these; `tables` turns them into evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

LONGEST_TEXT = 1_000_000
"""Characters of one record or turn; more is no feedback but a whole file in a cell."""
_RAW = 2_000


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its number from 1, the physical line it starts on, its cells, and where each stands.

    `problem` says why it cannot be used; then there are no cells and `raw` holds what stood there.
    """

    row: int
    line: int | None
    values: Sequence[str] = ()
    spans: Sequence[tuple[int, int]] = ()
    problem: str = ""
    raw: str = ""


@runtime_checkable
class Table(Protocol):
    """Something with columns whose records can be gone through again and again."""

    @property
    def names(self) -> Sequence[str]: ...
    @property
    def remark(self) -> str: ...
    def __iter__(self) -> Iterator[Record]: ...


def shorten(raw: str) -> str:
    """What stood there, short enough for a rejects file."""
    bare = raw.rstrip("\r\n")
    return bare if len(bare) <= _RAW else bare[:_RAW] + f" … ({len(bare):,} characters)"
