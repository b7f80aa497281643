"""Lines of a draft: each a claim with its origin and what it rests on. Ids are given when the draft is assembled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from throughline.discovery.contracts import Evidence
from throughline.grounding.contracts import Citation, Claim, Computation, Origin
from throughline.specification.contracts import Block, Line, Role
from throughline.specification.rules.counting import Tally, cite
from throughline.specification.rules.items import Item, Passage
from throughline.specification.rules.sentences import set_plain
from throughline.specification.rules.wording import quoted


def write_quote(passage: Passage, *, role: Role = Role.QUOTE, label: str = "", options: Sequence[str] = ()) -> Line:
    """Somebody's own words, on one line and without marks of emphasis."""
    claim = Claim(
        id="",
        origin=Origin.QUOTE,
        text=quoted(set_plain(passage.text)),
        citations=(cite(passage.evidence),),
        quote=set_plain(passage.text),
        customer=passage.evidence.customer,
    )
    return Line(claim, role, label=label, options=tuple(options))


def write_count(text: str, counted: Tally, *, role: Role = Role.COUNT, label: str = "") -> Line:
    """A sentence around one count."""
    return write_number(text, counted.citations, counted.computations, role=role, label=label)


def write_number(
    text: str,
    citations: Sequence[Citation],
    computations: Sequence[Computation],
    *,
    role: Role = Role.COUNT,
    label: str = "",
    cells: Sequence[str] = (),
) -> Line:
    """A sentence whose numbers are computed again from what it cites."""
    claim = Claim("", Origin.NUMBER, text, tuple(citations), computations=tuple(computations))
    return Line(claim, role, label=label, cells=tuple(cells))


def write_inference(text: str, pieces: Iterable[Evidence], *, role: Role = Role.SENTENCE, label: str = "") -> Line:
    """What follows from the pieces named."""
    return Line(Claim("", Origin.INFERENCE, text, cite_all(pieces)), role, label=label)


def write_proposal(
    text: str,
    pieces: Iterable[Evidence],
    *,
    role: Role,
    label: str = "",
    owner: str = "",
    cells: Sequence[str] = (),
    options: Sequence[str] = (),
    rests_on: Sequence[str] = (),
) -> Line:
    """What nobody has accepted yet, with the rows or catalogue entries it rests on."""
    claim = Claim("", Origin.PROPOSAL, text, cite_all(pieces), rests_on=tuple(rests_on))
    return Line(claim, role, label=label, cells=tuple(cells), owner=owner, options=tuple(options))


def cite_all(pieces: Iterable[Evidence]) -> tuple[Citation, ...]:
    """A citation for each piece, each once."""
    return tuple(cite(piece) for piece in {piece.id: piece for piece in pieces}.values())


def quoted_ids(blocks: Iterable[Block]) -> frozenset[str]:
    """The evidence that is quoted in `blocks`, so that later sections quote others."""
    return frozenset(
        citation.evidence
        for block in blocks
        for line in block.lines
        if line.claim.origin is Origin.QUOTE
        for citation in line.claim.citations
        if citation.evidence
    )


def pieces_of(items: Iterable[Item]) -> tuple[Evidence, ...]:
    """The evidence of `items`."""
    return tuple(item.evidence for item in items)
