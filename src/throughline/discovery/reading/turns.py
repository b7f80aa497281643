"""The turns of any conversation: captions, transcripts in text, JSON. `conversations` turns them into evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Turn:
    """One segment: its number from 0, who is written beside it, its place, and the words as the file writes them.

    `written` is the slice `start:end` of the decoded original (in JSON: un-escaped), without outer white space; empty
    where nothing is said. `problem` says why a segment cannot be read.
    """

    number: int
    speaker: str | None
    start: int
    end: int
    written: str
    at_seconds: float | None = None
    problem: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What a file says about its conversation; `roles` maps a participant to "interviewer" or "customer"."""

    title: str = ""
    date: date | None = None
    account: str | None = None
    segment: str | None = None
    channel: str | None = None
    roles: Mapping[str, str] = field(default_factory=dict[str, str])
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])
    ends_at: float | None = None
    """Seconds at which the last cue ends, where the format says so."""


class Transcript(Protocol):
    """Something whose turns can be gone through again and again."""

    @property
    def about(self) -> About: ...
    def __iter__(self) -> Iterator[Turn]: ...


def cut_turn(number: int, speaker: str | None, text: str, start: int, at_seconds: float | None) -> Turn:
    """A turn from `text`, which stands at `start`, with the white space around it left out."""
    written = text.strip()
    lead = len(text) - len(text.lstrip()) if written else 0
    return Turn(number, speaker, start + lead, start + lead + len(written), written, at_seconds)


def parse_seconds(time: str) -> float | None:
    """`1:02:03.5`, `02:03`, `0:0:3,25` in seconds; None where it is no time."""
    try:
        parts = [float(part) for part in time.strip().replace(",", ".").split(":")]
    except ValueError:
        return None
    seconds = 0.0
    for part in parts:
        seconds = seconds * 60 + part
    return seconds
