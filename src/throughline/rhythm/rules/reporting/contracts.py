"""The words of a status: facts, references, sentences, sections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

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
class Reference:
    """What a sentence rests on: `PRD “Labels”`, and the path of its page."""

    name: str
    path: str


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


class Author(StrEnum):
    """Who words a sentence: it was drafted from a fact, a person reworded that, or a person added it."""

    DRAFTED = "drafted"
    EDITED = "edited"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a status: its words, its fact's key (or the key of what was added), what it rests on.

    `by` names who edited or added it; `unrecorded` are the numbers in it that stand in no fact of the status. `drafted`
    is what it would say if nobody had edited it, `outdated` that this has changed since.
    """

    key: str
    text: str
    references: tuple[Reference, ...] = ()
    author: Author = Author.DRAFTED
    by: str = ""
    unrecorded: tuple[str, ...] = ()
    drafted: str = ""
    outdated: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, its sentences, and how many more there are that are not told."""

    key: str
    title: str
    sentences: tuple[Sentence, ...]
    more: str = ""


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
