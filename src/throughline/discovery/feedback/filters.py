"""Which feedback a list shows: read from its address, said in words, and put back into an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from throughline.core.kernel.errors import BadInput
from throughline.discovery.contracts import EvidenceKind

FOREIGN = "foreign"
"""The language filter for everything the embedding model was not made for."""
KINDS = {
    EvidenceKind.SAID: "said by a customer",
    EvidenceKind.OBSERVED: "observed",
    EvidenceKind.MEASURED: "measured",
    EvidenceKind.COMPETITOR: "a competitor's change",
}
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty means everything. `source` is `file:ID` or a channel."""

    words: str = ""
    segment: str = ""
    customer: str = ""
    source: str = ""
    hand: str = ""
    kind: str = ""
    language: str = ""
    opportunity: str = ""
    first: date | None = None
    last: date | None = None
    repeats: bool = False
    same: str = ""
    """The id of a piece: it and what repeats it."""

    @property
    def is_empty(self) -> bool:
        return self == Filters()

    @property
    def named(self) -> frozenset[str]:
        """The names of the filters that are set."""
        return frozenset(one.name for one in fields(self) if getattr(self, one.name))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of a list begins: beyond the row of this day and id, forwards or backwards."""

    day: date
    id: int
    backwards: bool = False

    def write(self) -> str:
        return f"{self.day.isoformat()}.{self.id}"


def read_filters(given: Mapping[str, str]) -> Filters:
    """The filters of a query string. Raises `BadInput` for a day or kind there is not."""
    return Filters(
        words=_read(given, "words"),
        segment=_read(given, "segment"),
        customer=_read(given, "customer"),
        source=_read(given, "source"),
        hand=_choose(given, "hand", ("first", "second")),
        kind=_choose(given, "kind", tuple(KINDS)),
        language=_read(given, "language"),
        opportunity=_choose(given, "opportunity", ("yes", "no")),
        first=_read_day(given, "first"),
        last=_read_day(given, "last"),
        repeats=given.get("repeats") == "yes",
        same=_read(given, "same")[:32],
    )


def read_place(given: Mapping[str, str]) -> Place | None:
    """Where the page begins: `after=DAY.ID` or `before=DAY.ID`. Raises `BadInput`."""
    for name, backwards in (("after", False), ("before", True)):
        value = given.get(name, "")
        if not value:
            continue
        day, _, row = value.partition(".")
        if not row.isdecimal() or len(row) > 18:
            raise BadInput(f"“{value[:30]}” is no place in this list", mend="start from its first page")
        return Place(_parse_day(day), int(row), backwards)
    return None


def _read(given: Mapping[str, str], name: str) -> str:
    return " ".join(given.get(name, "").replace("\x00", " ").split())[:_LONGEST]


def _choose(given: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    value = given.get(name, "")
    if value and value not in choices:
        raise BadInput(f"“{value[:30]}” cannot be filtered by", mend=f"choose {', '.join(choices)}")
    return value


def _read_day(given: Mapping[str, str], name: str) -> date | None:
    value = given.get(name, "").strip()
    return _parse_day(value) if value else None


def _parse_day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise BadInput(f"“{value[:20]}” is no day", mend="write it as 2026-03-04") from None
