"""Counting by customer: accounts, else people, else items, with the computation that finds each number again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from throughline.discovery.contracts import Evidence
from throughline.grounding.contracts import Citation, Computation, Counted
from throughline.specification.rules.wording import count, join


def name_of(piece: Evidence) -> str:
    """The customer of a piece for counting: account, else person, else empty."""
    return " ".join((piece.account or piece.person or "").casefold().split())


def key_of(piece: Evidence) -> str:
    """Like `name_of`, but pieces of nobody in particular stay apart."""
    return name_of(piece) or piece.id


def cite(piece: Evidence) -> Citation:
    """A pointer to a piece by its place and its id."""
    return Citation(source=piece.source, row=piece.row, turn=piece.turn, evidence=piece.id)


@dataclass(frozen=True, slots=True)
class Tally:
    """A count in words ("12 accounts, 22 items"), what it counts over, and how each number is found again."""

    words: str
    pieces: tuple[Evidence, ...]
    computations: tuple[Computation, ...]
    customers: int
    items: int

    @property
    def citations(self) -> tuple[Citation, ...]:
        """A citation for every piece that was counted, in order."""
        return tuple(cite(piece) for piece in self.pieces)


def tally(pieces: Iterable[Evidence], *, items_too: bool = True, offset: int = 0) -> Tally:
    """Count who is behind `pieces`; `offset` is where they begin among the claim's citations.

    Accounts are counted; people where a piece names no account; items alone where it names nobody. The number of
    items is left out where it says nothing new.
    """
    listed = tuple({piece.id: piece for piece in pieces}.values())
    accounts = [n for n, piece in enumerate(listed) if piece.account]
    people = [n for n, piece in enumerate(listed) if piece.person and not piece.account]
    parts: list[str] = []
    computations: list[Computation] = []
    for places, noun, counted in ((accounts, "account", Counted.ACCOUNTS), (people, "person", Counted.PEOPLE)):
        if places:
            number = len({name_of(listed[n]) for n in places})
            parts.append(count(number, noun))
            computations.append(Computation(counted, number, tuple(n + offset for n in places)))
    customers = len({key_of(piece) for piece in listed})
    if not parts or (items_too and len(listed) != customers):
        computations.append(Computation(Counted.ITEMS, len(listed), tuple(n + offset for n in range(len(listed)))))
        return Tally(_with_items(parts, len(listed)), listed, tuple(computations), customers, len(listed))
    return Tally(join(parts), listed, tuple(computations), customers, len(listed))


def _with_items(parts: Sequence[str], items: int) -> str:
    words = count(items, "item")
    return f"{join(parts)}, {words}" if parts else words


def count_customers(pieces: Iterable[Evidence]) -> int:
    """Distinct customers, pieces of nobody in particular counting one each."""
    return len({key_of(piece) for piece in pieces})


def loudest(pieces: Iterable[Evidence]) -> tuple[str, int]:
    """Who wrote most, as written, and how many pieces; ("", 0) where nobody is named."""
    counts = Counter(piece.customer for piece in pieces if piece.customer)
    if not counts:
        return "", 0
    name = max(counts, key=lambda who: (counts[who], who))
    return name, counts[name]


def name_unit(pieces: Iterable[Evidence], *, nobody: str = "item") -> str:
    """What a column of counts counts: accounts, else people, else `nobody`; "" where it is accounts and people."""
    listed = list(pieces)
    accounts = any(piece.account for piece in listed)
    people = any(piece.person and not piece.account for piece in listed)
    return "" if accounts and people else "account" if accounts else "person" if people else nobody


def show_customers(counted: Tally, *, unit: str) -> str:
    """A count for a cell: its number in a column of one unit, its words where accounts and people share the column."""
    return str(counted.customers) if unit or not counted.customers else counted.words.partition(",")[0]


def key_of_value(value: str) -> str:
    """A segment's name without what only its spelling adds: "Mid-Market", "mid market" and "Midmarket" are one."""
    return "".join(letter for letter in value.casefold() if letter.isalnum()) or value


def spell_alike(values: Iterable[str | None]) -> dict[str, str]:
    """The spelling under which each of the values is listed: the one that most use."""
    counts = Counter(value for value in values if value)
    best: dict[str, str] = {}
    for value in sorted(counts, key=lambda value: (counts[value], value[:1].isupper(), value)):
        best[key_of_value(value)] = value
    return {value: best[key_of_value(value)] for value in counts}
