"""What a theme's pieces come to: items, distinct accounts and people, months, segments, who passed them on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Said:
    """What counting needs of one piece. `listed` is its account's segment, where the customer table knows one."""

    account: str = ""
    person: str = ""
    segment: str = ""
    listed: str = ""
    month: str = ""
    relayed: bool = False
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of pieces. `people` are those without an account; `heard` are distinct listed accounts by segment."""

    items: int = 0
    accounts: int = 0
    people: int = 0
    second_hand: int = 0
    months: dict[str, int] = field(default_factory=dict[str, int])
    segments: dict[str, int] = field(default_factory=dict[str, int])
    heard: dict[str, int] = field(default_factory=dict[str, int])


def tally_pieces(pieces: Iterable[Said]) -> Tally:
    """Count pieces. A repeat is no item of its own; its customer counts all the same, once."""
    every = tuple(pieces)
    items = [piece for piece in every if not piece.repeats]
    accounts = {piece.account: piece.listed for piece in every if piece.account}
    return Tally(
        items=len(items),
        accounts=len(accounts),
        people=len({piece.person for piece in every if piece.person and not piece.account}),
        second_hand=sum(piece.relayed for piece in items),
        months=dict(sorted(Counter(piece.month for piece in items if piece.month).items())),
        segments=_by_size(piece.segment for piece in items),
        heard=_by_size(accounts.values()),
    )


def _by_size(names: Iterable[str]) -> dict[str, int]:
    found = Counter(name for name in names if name)
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))
