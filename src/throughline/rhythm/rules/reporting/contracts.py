"""The words of a status: the facts it tells, and the whole of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from throughline.grounding.telling.contracts import Reference, Section, Sentence
from throughline.specification.contracts import Audience


class Kind(StrEnum):
    """What a fact tells. The first group happened at a moment, the second stands until somebody changes it."""

    REVIEWED = "reviewed"
    LAUNCHED = "launched"
    DECIDED = "decided"
    STEP = "step"
    SIGNED = "signed"
    BEGUN = "begun"
    CHANGED = "changed"
    MEASURED = "measured"
    PREDICTED = "predicted"

    BOOKED = "booked"
    TO_REVIEW = "to review"
    RISK = "risk"
    UNDECIDED = "undecided"
    WAIT = "wait"
    QUESTION = "question"
    OPEN = "open"
    LEFT_OUT = "left out"
    STANDING_BET = "standing bet"


HAPPENED = frozenset(
    {
        *(Kind.REVIEWED, Kind.LAUNCHED, Kind.DECIDED, Kind.STEP, Kind.SIGNED, Kind.BEGUN, Kind.CHANGED),
        *(Kind.MEASURED, Kind.PREDICTED),
    }
)
"""What makes it a week in which something happened."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing on record. `told` holds its parts in words (dates and figures written out), by their names.

    `key` stays the same while the fact does, and is another one where it happens again. An empty part is not on record.
    """

    kind: Kind
    key: str
    told: Mapping[str, str]
    references: tuple[Reference, ...] = ()

    def get(self, name: str) -> str:
        return self.told.get(name, "")

    @property
    def records(self) -> tuple[str, ...]:
        """Everything it states, for holding numbers against."""
        return tuple(self.told.values())


@dataclass(frozen=True, slots=True)
class Status:
    """A whole status for one audience: since when, until when, its first sentence, its sections."""

    audience: Audience
    workspace: str
    since: date
    until: date
    first: str
    sections: tuple[Section, ...]
    records: tuple[str, ...] = field(default=())

    @property
    def sentences(self) -> Iterator[Sentence]:
        for section in self.sections:
            yield from section.sentences

    @property
    def unrecorded(self) -> int:
        """How many sentences hold a number that is not on record."""
        return sum(bool(sentence.unrecorded) for sentence in self.sentences)
