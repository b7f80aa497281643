"""What the evidence panel shows for one sentence: the words in their place, how a number was counted. Reads only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from throughline.core.models import Workspace
from throughline.discovery.contracts import Evidence
from throughline.discovery.queries import list_evidence
from throughline.discovery.showing import Card, show_card
from throughline.grounding.contracts import Claim, Computation, Counted, Origin
from throughline.grounding.quotes import Place, find_quote
from throughline.specification.contracts import Prd
from throughline.specification.errors import LineNotFound
from throughline.specification.grounds import list_cited
from throughline.specification.queries import get_row
from throughline.specification.rules.edge_cases import EdgeCase, load_catalogue
from throughline.specification.showing import PAGE, Showing, ShownLine, show_line, show_one

ROWS = 12
CARDS = 3
OTHER_SIDE = "other-side"
WORDS = {
    Counted.ITEMS: "items",
    Counted.ACCOUNTS: "accounts",
    Counted.PEOPLE: "people",
    Counted.SHARE_OF_ITEMS: "% of items",
    Counted.SHARE_OF_ACCOUNTS: "% of accounts",
    Counted.MINIMUM: "the smallest named",
    Counted.MAXIMUM: "the largest named",
    Counted.FIRST_DATE: "the first date",
    Counted.LAST_DATE: "the last date",
    Counted.METRIC: "from the customer table",
}


@dataclass(frozen=True, slots=True)
class Sum:
    """One number of a line: its value, what it counts, by which rule, and the first of the rows it was counted over."""

    value: str
    words: str
    rule: str
    place: int
    rows: tuple[Evidence, ...]
    more: int
    each: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """What the evidence panel shows for one line."""

    shown: ShownLine
    cards: tuple[Card, ...]
    span: tuple[int, int] | None
    sums: tuple[Sum, ...]
    rows: tuple[Evidence, ...]
    more: int
    cases: tuple[EdgeCase, ...]
    otherwise: tuple[ShownLine, ...]


def show_proof(workspace: Workspace, key: str, claim: str) -> Proof:
    """What `claim` rests on, in its place. Raises `PrdNotFound` or `LineNotFound`."""
    shown, prd, showing = show_one(workspace, get_row(workspace, key), claim)
    source = shown.was or shown.line.claim
    ids = list_cited([source])
    pieces = list_evidence(workspace, ids[: max(ROWS, CARDS)] if not source.computations else ids)
    known = {piece.id: piece for piece in pieces}
    cards, span = _show_cards(workspace, source, pieces)
    shown_rows = () if source.computations else tuple(pieces[len(cards) : ROWS])
    return Proof(
        shown=shown,
        cards=cards,
        span=span,
        sums=tuple(_show_sum(n, c, source, known) for n, c in enumerate(source.computations)),
        rows=shown_rows,
        more=0 if source.computations else max(0, len(ids) - len(cards) - len(shown_rows)),
        cases=tuple(case for case in load_catalogue() if case.id in source.rests_on) if source.rests_on else (),
        otherwise=_list_otherwise(prd, showing, claim) if source.origin in {Origin.QUOTE, Origin.NUMBER} else (),
    )


def _show_cards(
    workspace: Workspace, source: Claim, pieces: Sequence[Evidence]
) -> tuple[tuple[Card, ...], tuple[int, int] | None]:
    if source.computations or not pieces:
        return (), None
    if source.origin is not Origin.QUOTE:
        return tuple(show_card(workspace, piece, also=False) for piece in pieces[:CARDS]), None
    place = find_quote(source.quote or source.text, pieces[0].text)
    spans = place.parts if isinstance(place, Place) else ()
    span = (spans[0][0], spans[-1][1]) if spans else None
    return (show_card(workspace, pieces[0], spans),), span


def _show_sum(place: int, computation: Computation, source: Claim, known: Mapping[str, Evidence]) -> Sum:
    rows = [known[id_] for id_ in list_counted(source, place) if id_ in known]
    value = computation.value
    written = f"{value:,.10g}" if isinstance(value, (int, float)) else str(value)
    words = computation.metric or WORDS[computation.counted]
    each = computation.counted in {Counted.ACCOUNTS, Counted.PEOPLE}
    return Sum(written, words, computation.rule, place, tuple(rows[:ROWS]), max(0, len(rows) - ROWS), each)


def list_counted(claim: Claim, place: int) -> list[str]:
    """The ids of the evidence that computation number `place` of `claim` was made over, each once."""
    computation = claim.computations[place]
    if computation.counted is Counted.METRIC:
        return []
    places = computation.over or range(len(claim.citations))
    return list_cited([replace(claim, citations=tuple(claim.citations[n] for n in places))])


def _list_otherwise(prd: Prd, showing: Showing, claim: str) -> tuple[ShownLine, ...]:
    lines = [line for section in prd.sections for b in section.blocks if b.id == OTHER_SIDE for line in b.lines]
    quotes = [line for line in lines if line.claim.origin is Origin.QUOTE and line.claim.id != claim]
    same = any(line.claim.id == claim for line in lines)
    return () if same else tuple(map(showing.show, quotes[:CARDS]))


def list_rows(
    workspace: Workspace, key: str, claim: str, *, place: int | None, start: int
) -> tuple[ShownLine, list[Evidence], int]:
    """A page of the rows behind a line, or behind one of its numbers, and how many there are."""
    shown = show_line(workspace, key, claim)
    source = shown.was or shown.line.claim
    if place is not None and place >= len(source.computations):
        raise LineNotFound(f"{claim}, number {place}")
    ids = list_cited([source]) if place is None else list_counted(source, place)
    return shown, list_evidence(workspace, ids[start : start + PAGE]), len(ids)
