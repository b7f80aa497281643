"""What the marks on an opportunity come to: items and customers, each counted once, by month and segment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Bearing:
    """One accepted or proposed mark, with what its piece says about whom it counts for.

    `piece` is the id of the evidence, or of the one it repeats: a repeat is no item of its own, its customer counts.
    """

    piece: str
    against: bool = False
    proposed: bool = False
    relayed: bool = False
    account: int | None = None
    person: int | None = None
    listed: bool = False
    segment: str = ""
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """Items for and against, distinct customers of those for it (`people` are those without an account).

    `first` and `last` are the days between which it was said; None where no piece for it has a day.
    """

    items: int = 0
    against: int = 0
    proposed: int = 0
    second_hand: int = 0
    accounts: int = 0
    people: int = 0
    listed_accounts: int = 0
    months: dict[str, int] = field(default_factory=dict[str, int])
    segments: dict[str, int] = field(default_factory=dict[str, int])
    first: date | None = None
    last: date | None = None


def tally(bearings: Iterable[Bearing]) -> Tally:
    """Count every item and every customer once, however many marks there are on one piece."""
    listed = list(bearings)
    agreed = [one for one in listed if not one.proposed]
    for_it = [one for one in agreed if not one.against]
    accounts = {one.account: one.listed for one in for_it if one.account is not None}
    items = _keep_one_a_piece(for_it)
    days = [one.date for one in for_it if one.date]
    return Tally(
        items=len(items),
        against=len({one.piece for one in agreed if one.against}),
        proposed=len({one.piece for one in listed if one.proposed}),
        second_hand=sum(one.relayed for one in items),
        accounts=len(accounts),
        people=len({one.person for one in for_it if one.account is None and one.person is not None}),
        listed_accounts=sum(accounts.values()),
        months=_count(f"{one.date:%Y-%m}" if one.date else "" for one in items),
        segments=_count(one.segment for one in items),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def _keep_one_a_piece(bearings: Sequence[Bearing]) -> list[Bearing]:
    """One bearing for each piece: the earliest, so that a repeat does not move an item to a later month."""
    kept: dict[str, Bearing] = {}
    for one in sorted(bearings, key=lambda b: (b.date is None, b.date or date.min)):
        kept.setdefault(one.piece, one)
    return list(kept.values())


def _count(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(name for name in names if name).items()))
