"""What a PRD is made of. No Django here; the same shapes are written to JSON, shown on pages and stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from throughline.grounding.contracts import Claim, Origin


class Size(StrEnum):
    """How much of the section list is written: 1, 4, 5, 8 in brief, 14; all but 9, 15; everything."""

    ONE_PAGE = "one-page"
    STANDARD = "standard"
    FULL = "full"


class Status(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in review"
    APPROVED = "approved"
    BUILDING = "building"
    LAUNCHED = "launched"
    REVIEWED = "reviewed"


class Craft(StrEnum):
    """What somebody contributes to a PRD as."""

    ENGINEERING = "engineering"
    DESIGN = "design"
    DATA = "data"
    PRODUCT = "product"


class Audience(StrEnum):
    """Whom a status or a narrative is written for. It changes the choice, the order and the register, never a fact."""

    LEADERSHIP = "leadership"
    ENGINEERING = "engineering"
    SALES = "sales"


class Role(StrEnum):
    """What a line does in its section, which decides how it is set."""

    SENTENCE = "sentence"
    COUNT = "count"
    QUOTE = "quote"
    FACT = "fact"
    ROW = "row"
    SITUATION = "situation"
    PURPOSE = "purpose"
    CRITERION = "criterion"
    EDGE_CASE = "edge case"
    REQUIREMENT = "requirement"
    REQUEST = "request"
    NON_GOAL = "non-goal"
    METRIC = "metric"
    QUESTION = "question"
    RISK = "risk"
    SETTLE = "settle"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Line:
    """One claim set on the page.

    `label` is the short name beside it (C1, Q2, a date, a table's first cell), `cells` its table cells where the block
    has columns, `owner` who answers it, `options` the choices of a blank the author must settle.
    """

    claim: Claim
    role: Role = Role.SENTENCE
    label: str = ""
    cells: tuple[str, ...] = ()
    owner: str = ""
    options: tuple[str, ...] = ()

    @property
    def undecided(self) -> bool:
        """Whether a person still has to accept, edit, reject or answer it."""
        return self.claim.origin is Origin.PROPOSAL or self.role is Role.BLANK


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together: prose, a table (with `columns`), or a story with its criteria and its `priority`."""

    id: str
    lines: tuple[Line, ...]
    title: str = ""
    note: str = ""
    columns: tuple[str, ...] = ()
    kind: str = "prose"
    priority: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One numbered part of the PRD. `invitation` is what an empty section says, and to whom."""

    key: str
    number: int
    title: str
    blocks: tuple[Block, ...] = ()
    invitation: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """Who was heard: items, customers and their unit ("account", "person" or empty), first and last date."""

    items: int = 0
    customers: int = 0
    unit: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class RejectedClaim:
    """A sentence that was not let through: what it was, why, and the right value where there is one."""

    id: str
    was: Claim
    verdict: str
    reason: str
    recomputed: str | None = None


@dataclass(frozen=True, slots=True)
class Contributor:
    """Somebody who was asked to contribute, and as what."""

    name: str
    craft: Craft


@dataclass(frozen=True, slots=True)
class SignOff:
    """Somebody stands for a version. `stale` says that what they signed has changed since."""

    name: str
    craft: Craft
    version: int
    day: date
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Prd:
    """A whole draft. `settle` is "Before you share this"; `counting` prints how every count was made.

    `version` is the last that was kept, or 1 for a draft of which none is.
    """

    id: str
    title: str
    size: Size
    sections: tuple[Section, ...]
    settle: tuple[Line, ...] = ()
    about: str = ""
    status: Status = Status.DRAFT
    owner: str = ""
    version: int = 1
    created: date | None = None
    review_date: date | None = None
    launch: date | None = None
    contributors: tuple[Contributor, ...] = ()
    sign_offs: tuple[SignOff, ...] = ()
    scope: Scope = Scope()
    counting: tuple[str, ...] = ()
    rejected: tuple[RejectedClaim, ...] = ()
    sample: bool = False

    @property
    def lines(self) -> Iterator[Line]:
        """Every line in reading order, the settle box first."""
        yield from self.settle
        for section in self.sections:
            for block in section.blocks:
                yield from block.lines
