"""The words of a narrative: what it is drafted from, what one sentence of it says, and the whole page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from throughline.discovery.contracts import Evidence
from throughline.grounding.contracts import Claim
from throughline.grounding.telling.contracts import Reference, Section, Sentence
from throughline.specification.contracts import Audience, Line, Prd


@dataclass(frozen=True, slots=True)
class Need:
    """The opportunity a PRD answers: its title and, where it is written, its job story."""

    title: str
    situation: str
    motivation: str
    outcome: str
    reference: Reference


@dataclass(frozen=True, slots=True)
class Voice:
    """A customer's words, letter for letter, and the page on which they stand."""

    words: str
    evidence: Evidence
    reference: Reference


@dataclass(frozen=True, slots=True)
class Aim:
    """The goal the need hangs under, or a key result of it; what is not known of its metric is empty."""

    title: str
    metric: str
    start: str
    target: str
    by: str
    now: str
    now_day: str
    reference: Reference


@dataclass(frozen=True, slots=True)
class Choice:
    """An idea that is linked, or kept for the need: its effort in words, what is predicted of it if it is a bet.

    `answer` is "parked" or "declined" where it is answered with a no, `reason` why, `told` that reason as those who
    asked may hear it.
    """

    title: str
    linked: bool
    effort: str
    estimated_by: str
    prediction: str
    predicted_by: str
    predicted_on: str
    answer: str
    reason: str
    told: str
    reference: Reference


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision about the PRD; `choice` is empty while nobody has made it."""

    question: str
    choice: str
    against: tuple[str, ...]
    trade_off: str
    expected: str
    by: str
    reference: Reference


@dataclass(frozen=True, slots=True)
class Matter:
    """Everything a narrative is drafted from. `base` is how many accounts each segment has, `open` what is asked yet.

    `answers` and `denies` are the evidence for and against the problem. `lines` gives the page of each line of the PRD.
    """

    prd: Prd
    reference: Reference
    need: Need | None = None
    answers: tuple[Evidence, ...] = ()
    denies: tuple[Evidence, ...] = ()
    base: Mapping[str, int] = field(default_factory=dict[str, int])
    voices: tuple[Voice, ...] = ()
    against: tuple[Voice, ...] = ()
    aims: tuple[Aim, ...] = ()
    choices: tuple[Choice, ...] = ()
    decided: tuple[Decided, ...] = ()
    open: tuple[str, ...] = ()
    open_count: int = 0
    where_open: Reference | None = None
    pages: Mapping[str, Reference] = field(default_factory=dict[str, Reference])

    def refer(self, *lines: Line) -> tuple[Reference, ...]:
        """The pages of these lines."""
        return tuple(self.pages[line.claim.id] for line in lines if line.claim.id in self.pages)


@dataclass(frozen=True, slots=True)
class Telling:
    """One sentence as it is drafted, what it rests on, and as `claim` what must be recomputed or found word for word.

    The key stays the same while the sentence tells the same thing.
    """

    key: str
    text: str
    references: tuple[Reference, ...] = ()
    claim: Claim | None = None


@dataclass(frozen=True, slots=True)
class Narrative:
    """The page for one audience. `withheld` are sentences that did not pass the check, each with the reason."""

    audience: Audience
    title: str
    on: date
    sections: tuple[Section, ...]
    withheld: tuple[str, ...] = ()
    records: tuple[str, ...] = ()

    @property
    def sentences(self) -> Iterator[Sentence]:
        for section in self.sections:
            yield from section.sentences

    @property
    def unrecorded(self) -> int:
        """How many sentences state something that is not on record."""
        return sum(bool(sentence.unrecorded) for sentence in self.sentences)
