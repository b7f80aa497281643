"""How many something was counted over: the rows and turns that a footnote or a bracket names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from throughline.grounding.computing import count_accounts, count_items, count_people, count_sources
from throughline.grounding.contracts import Citable, Ground
from throughline.specification.rules.checking.claims import Piece

_OVER = re.compile(r"\bCounted over\b(?P<places>.*)", re.DOTALL)
_PLACE = re.compile(
    r"(?P<source>[^\s;,]+)?\s*\b(?P<what>row|turn)s?\s+(?P<numbers>\d+(?:(?:\s*,\s*|\s+and\s+|[–-])\d+)*)"
)
_NAMED = re.compile(r"^(?P<source>[^,\n]{1,120}), (?P<what>row|turn) (?P<number>\d+)\b")
"""How a footnote of an export begins."""
_RANGE = re.compile(r"(\d+)(?:[–-](\d+))?")


@dataclass(frozen=True, slots=True)
class Counted:
    """`items` is how many places are named. Where these are at hand, `totals` is what may be said of them as items,
    accounts and people, `sources` as files, and `days` when they were said.
    """

    items: int
    totals: frozenset[int] = frozenset()
    sources: frozenset[int] = frozenset()
    days: frozenset[date] = frozenset()


def count_over(cited: Sequence[Piece], ground: Ground | None) -> Counted | None:
    """What the cited places come to, or None where nothing is cited."""
    places = {place for piece in cited for place in _list_places(piece)}
    if not places:
        return None
    pieces = [] if ground is None else _find_pieces(places, ground)
    if len(pieces) < len(places):
        return Counted(len(places))
    counts = (count_items(pieces), count_accounts(pieces), count_people(pieces))
    days = frozenset(piece.date for piece in pieces if piece.date is not None)
    return Counted(len(places), frozenset(counts) - {0}, frozenset({count_sources(pieces)}), days)


def _list_places(piece: Piece) -> set[tuple[str, str, int]]:
    """The places a note was counted over; any other piece is one place."""
    over = _OVER.search(piece.text)
    if over is None:
        named = _NAMED.match(piece.text)
        own = (named["source"], named["what"], int(named["number"])) if named else (piece.name, "", 0)
        return {piece.place or own}
    found, source = set[tuple[str, str, int]](), ""
    for match in _PLACE.finditer(over["places"]):
        source = match["source"] or source
        for first, last in _RANGE.findall(match["numbers"]):
            found |= {(source, match["what"], number) for number in range(int(first), int(last or first) + 1)}
    return found


def _find_pieces(places: set[tuple[str, str, int]], ground: Ground) -> list[Citable]:
    return [piece for piece in ground.evidence if place_of(piece) in places]


def place_of(piece: Citable) -> tuple[str, str, int]:
    """Where a piece of given evidence stands: its file, and its row or turn."""
    if piece.row is not None:
        return piece.source, "row", piece.row
    return piece.source, "turn", piece.turn or 0
