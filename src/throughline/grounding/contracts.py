"""The words of grounding: what a claim is, what it may cite, and what a check found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol


class Origin(StrEnum):
    """Where a sentence comes from, and therefore what must be shown for it."""

    QUOTE = "quote"
    NUMBER = "number"
    INFERENCE = "inference"
    PROPOSAL = "proposal"
    JUDGEMENT = "judgement"
    ASSUMPTION = "assumption"

    @property
    def mark(self) -> str:
        """The letter shown in the margin: Q, N, I, P, J or A."""
        return self.value[0].upper()


class Citable(Protocol):
    """One located piece that a citation can point at; `discovery.contracts.Evidence` is one.

    `row` counts the records of a table from 1, `turn` the segments of a transcript from 0; one of the two is None.
    `interviewer` is true for whoever asked the questions; `relayed_by` names who passed it on, if it is second-hand.
    """

    @property
    def id(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def row(self) -> int | None: ...
    @property
    def turn(self) -> int | None: ...
    @property
    def text(self) -> str: ...
    @property
    def account(self) -> str | None: ...
    @property
    def person(self) -> str | None: ...
    @property
    def segment(self) -> str | None: ...
    @property
    def date(self) -> date | None: ...
    @property
    def interviewer(self) -> bool: ...
    @property
    def relayed_by(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Citation:
    """A pointer to evidence: by `source` with `row` or `turn`, by `evidence` id, or by a `quote` sought everywhere."""

    source: str | None = None
    row: int | None = None
    turn: int | None = None
    evidence: str | None = None
    quote: str | None = None


class Counted(StrEnum):
    """What a computation counts or takes over its cited rows."""

    ITEMS = "items"
    ACCOUNTS = "accounts"
    PEOPLE = "people"
    SOURCES = "sources"
    SHARE_OF_ITEMS = "share_of_items"
    SHARE_OF_ACCOUNTS = "share_of_accounts"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    FIRST_DATE = "first_date"
    LAST_DATE = "last_date"
    METRIC = "metric"


@dataclass(frozen=True, slots=True)
class Computation:
    """How one number of a claim is found again: `value` = `counted` over `over` (places in the claim's citations).

    `over` holds indexes into `Claim.citations`; empty means all of them. `base` are the indexes a share is taken of.
    `rule` is the printed counting rule, in words a person can check. A share is in per cent (30, not 0.3) and, where
    `base` is empty, is taken of the whole ground. `metric` names the value of `Ground.metrics` for `Counted.METRIC`.
    """

    counted: Counted
    value: float | str
    over: tuple[int, ...] = ()
    base: tuple[int, ...] = ()
    rule: str = ""
    metric: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence with its origin and what it rests on.

    `quote` holds the bare words of a quote, `customer` the person or account said to have spoken, `rests_on` ids of
    catalogue entries behind a proposal. `stated_origin` is what a draft wrote where that is none of the six origins:
    such a claim is rejected, whatever `origin` says.
    """

    id: str
    origin: Origin
    text: str
    citations: tuple[Citation, ...] = ()
    quote: str | None = None
    customer: str | None = None
    computations: tuple[Computation, ...] = ()
    rests_on: tuple[str, ...] = ()
    stated_origin: str = ""


class Verdict(StrEnum):
    """What the check of one claim came to."""

    VERIFIED = "verified"
    DOWNGRADED = "downgraded"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Span:
    """Where words stand in one piece of evidence: characters `start` to `end` of its text, `end` excluded."""

    evidence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer for one claim: the verdict, why, what it becomes, and the right value or place where there is one."""

    claim: Claim
    verdict: Verdict
    reason: str
    becomes: Origin | None = None
    recomputed: str | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Every finding, in the order of the claims."""

    findings: tuple[Finding, ...] = ()

    def by_verdict(self, verdict: Verdict) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.verdict is verdict)

    @property
    def all_verified(self) -> bool:
        return all(f.verdict is Verdict.VERIFIED for f in self.findings)


Similarity = Callable[[str, Sequence[str]], Sequence[float]]
"""How near in meaning one text is to each of the others: cosines of sentence embeddings, between -1 and 1."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What claims are checked against: the evidence, and values of named metrics if any are connected.

    `similarity`, where a caller has one, lets an inference be supported by meaning as well as by words; without it
    the check works on words alone and asks for more of them.
    """

    evidence: Sequence[Citable]
    metrics: Mapping[str, float] = field(default_factory=dict[str, float])
    similarity: Similarity | None = None
