"""The words of a calendar: kinds of work, events, corrections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What an event's time goes to."""

    DISCOVERY = "discovery"
    STRATEGY = "strategy"
    SPECIFICATION = "specification"
    ALIGNMENT = "alignment"
    LAUNCH = "launch"
    ITERATION = "iteration"
    NONE = "none"


WORK = tuple(kind for kind in Kind if kind is not Kind.NONE)
"""The six that an aim is set for."""


@dataclass(frozen=True, slots=True)
class Event:
    """One occurrence that takes time. A private one has no title and names nobody.

    `key` is the occurrence's, `series` what its repetitions share. `people` counts everyone invited, oneself too (0
    where nobody is named); `outside` are the domains of those who are of another organisation, `organiser` the address
    of whoever called it. `note` says that it holds a description or an attachment beyond the way to join.
    """

    key: str
    series: str
    title: str
    starts: datetime
    ends: datetime
    people: int = 0
    outside: tuple[str, ...] = ()
    organiser: str = ""
    recurs: bool = False
    private: bool = False
    note: bool = False

    @property
    def minutes(self) -> float:
        return (self.ends - self.starts).total_seconds() / 60


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's word on one event, for its series and for like titles. The later one counts."""

    series: str
    title: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Sorted:
    """An event, its kind, and why: `because “user interview”`. `by_person` where a correction decided."""

    event: Event
    kind: Kind
    because: str
    by_person: bool = False
