"""What must be so before a PRD may take its next step, and what is still missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from throughline.specification.contracts import Status
from throughline.specification.rules.wording import count, join, name_date

REVIEW_AFTER = timedelta(days=90)
ORDER = tuple(Status)
BACK = {
    Status.IN_REVIEW: Status.DRAFT,
    Status.APPROVED: Status.IN_REVIEW,
    Status.BUILDING: Status.APPROVED,
    Status.LAUNCHED: Status.BUILDING,
}
"""The step before, to which a PRD goes back for a reason that is kept. What was reviewed stays reviewed."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is so of a PRD, as far as its gates ask.

    `waiting` are lines without a decision, `wrong` edited ones that no longer say what their evidence says, `criteria`
    the stories that have some, `changed` what has changed since the last version, `unsigned` contributors whose
    sign-off is missing or stale, `errors` what the check found to be an error, or None where it was not run.
    """

    status: Status
    owner: str = ""
    criteria: int = 0
    waiting: int = 0
    wrong: int = 0
    engineers: tuple[str, ...] = ()
    technical: bool = False
    open_trade_offs: int = 0
    open_comments: int = 0
    changed: int = 0
    unsigned: tuple[str, ...] = ()
    errors: int | None = None
    launch: date | None = None
    review_date: date | None = None
    outcome: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing a gate asks for: whether it is so, said in words, what to do about it, and the part of the page."""

    met: bool
    text: str
    mend: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    """The next step of a PRD and what it asks for; `open` where all of it is so."""

    to: Status
    conditions: tuple[Condition, ...]

    @property
    def open(self) -> bool:
        return all(condition.met for condition in self.conditions)

    @property
    def missing(self) -> tuple[Condition, ...]:
        return tuple(condition for condition in self.conditions if not condition.met)


def next_gate(standing: Standing) -> Gate | None:
    """The gate before the next status; None after the last."""
    at = ORDER.index(standing.status)
    if at + 1 == len(ORDER):
        return None
    to = ORDER[at + 1]
    return Gate(to, _ASKED[to](standing))


def book_review(launch: date) -> date:
    """The day of the 90-day review of what is launched on `launch`."""
    return launch + REVIEW_AFTER


def _for_review(standing: Standing) -> tuple[Condition, ...]:
    invited = "invite the tech lead while it is a draft"
    return (
        Condition(bool(standing.owner), "It has an owner", "say who answers for it", "people"),
        Condition(bool(standing.engineers), "Engineering is invited", invited, "people"),
        Condition(standing.criteria > 0, "A story has criteria", "accept or write one", "section-stories"),
    )


def _for_approval(standing: Standing) -> tuple[Condition, ...]:
    waiting = f"{count(standing.waiting, 'line')} still wait{'s' if standing.waiting == 1 else ''}"
    technical = Condition(
        standing.technical, "Engineering has written its section", _mend_technical(standing), "section-technical"
    )
    signed = "Every contributor has signed this version"
    return (
        Condition(not standing.waiting, "Every proposal and blank is decided", waiting, "settle"),
        Condition(not standing.wrong, "No edited line contradicts its evidence", _mend_wrong(standing), "settle"),
        technical,
        Condition(not standing.open_trade_offs, "Every trade-off is decided", _name_trade_offs(standing), "trade-offs"),
        Condition(not standing.open_comments, "No comment is open", _name_comments(standing), "people"),
        Condition(not standing.errors, "The check finds no error", _name_errors(standing), "check"),
        Condition(not standing.unsigned, signed, _name_unsigned(standing), "people"),
    )


def _for_building(standing: Standing) -> tuple[Condition, ...]:
    return (
        Condition(not standing.open_trade_offs, "Every trade-off is decided", _name_trade_offs(standing), "trade-offs"),
        Condition(not standing.unsigned, "Every sign-off is of what stands now", _name_unsigned(standing), "people"),
    )


def _for_launch(standing: Standing) -> tuple[Condition, ...]:
    booked = standing.launch is not None and standing.review_date is not None and standing.review_date > standing.launch
    return (
        Condition(standing.launch is not None, "The launch has a date", "name the day", "clock"),
        Condition(booked, _name_review(standing), "book it: launch and 90 days", "clock"),
    )


def _for_outcome(standing: Standing) -> tuple[Condition, ...]:
    return (Condition(standing.outcome, "What it changed is written down", "write it in section 16", "section-review"),)


_ASKED = {
    Status.IN_REVIEW: _for_review,
    Status.APPROVED: _for_approval,
    Status.BUILDING: _for_building,
    Status.LAUNCHED: _for_launch,
    Status.REVIEWED: _for_outcome,
}


def _mend_wrong(standing: Standing) -> str:
    return f"mend {count(standing.wrong, 'line')}, or put the draft's words back"


def _mend_technical(standing: Standing) -> str:
    who = join(standing.engineers)
    return f"ask {who} for constraints, risks and what fails at which size" if who else "invite the tech lead"


def _name_trade_offs(standing: Standing) -> str:
    return f"decide {count(standing.open_trade_offs, 'trade-off')}"


def _name_comments(standing: Standing) -> str:
    return f"resolve {count(standing.open_comments, 'comment')}, or turn them into changes"


def _name_errors(standing: Standing) -> str:
    return f"mend {count(standing.errors or 0, 'error')}, or let a rule be ignored with a reason"


def _name_unsigned(standing: Standing) -> str:
    return f"ask {join(standing.unsigned)}"


def _name_review(standing: Standing) -> str:
    day = f" for {name_date(standing.review_date)}" if standing.review_date else ""
    return f"The 90-day review is booked{day}"
