"""The words of tempo: a line with the days of its stations, its stretches, and how each of them stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Stretch(StrEnum):
    """A part of a line, between two stations; the last spans the first two."""

    DECIDE = "decide"
    SHIP = "ship"
    LEARN = "learn"
    WHOLE = "whole"


PARTS = (Stretch.DECIDE, Stretch.SHIP, Stretch.LEARN)


@dataclass(frozen=True, slots=True)
class Line:
    """One line by its furthest object (`prd`, `bet`, `opportunity`), with the day it passed each station.

    A day is None where the line has not come that far, or where nothing on record says when. `over` lines go no
    further: they ended with a no. `due` is the day that the 90-day review is booked for.
    """

    kind: str
    key: str
    title: str
    signal: date | None = None
    decision: date | None = None
    ship: date | None = None
    learning: date | None = None
    over: bool = False
    due: date | None = None


class Standing(StrEnum):
    """A stretch is passed, waits to be, has not begun, ended with a no, or cannot be told from what is on record."""

    PASSED = "passed"
    WAITS = "waits"
    AHEAD = "ahead"
    ENDED = "ended"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Span:
    """How a line stands in one stretch: days from its beginning to its end, or up to today while it waits.

    `days` and `began` are None where it did not begin, or where that is not known.
    """

    standing: Standing
    days: int | None = None
    began: date | None = None

    @property
    def told(self) -> bool:
        """Whether it counts: passed or waiting, with its days."""
        return self.days is not None


@dataclass(frozen=True, slots=True)
class Median:
    """The days within which half of the lines had passed; None where that cannot be said, `few` or `open` says why.

    `passed` and `waiting` count the lines. `few`: fewer passed than a median needs. `open`: more than half still wait.
    """

    days: int | None
    passed: int
    waiting: int
    few: bool = False
    open: bool = False

    @property
    def lines(self) -> int:
        return self.passed + self.waiting
