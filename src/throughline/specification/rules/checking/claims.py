"""What a document claims, and the evidence it may be held against: its own, or files and rows that are given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from throughline.grounding.contracts import Ground
from throughline.grounding.words import split_sentences
from throughline.specification.rules.checking.contracts import Document, Unit, UnitKind
from throughline.specification.rules.checking.labels import tidy_label

FEWEST_WORDS = 4
"""Fewer words between quotation marks are a label or a term, not a quotation."""
_QUOTED = re.compile(r"[“«\"](?P<words>[^“”«»\"]{8,600})[”»\"]")
_CITED = re.compile(
    r"\[(?P<ids>\^?[A-Za-z]{0,8}-?\w*(?:\s*[,;]\s*\^?[A-Za-z]{0,8}-?\d[\w-]*)*)\](?!\()|\((?P<round>(?:E"
    r"|EV)-?\d+(?:\s*[,;]\s*(?:E|EV)?-?\d+)*)\)"
)
_CLAIMING = frozenset(
    {
        UnitKind.PROBLEM,
        UnitKind.SUMMARY,
        UnitKind.OTHER,
        UnitKind.GOAL,
        UnitKind.PERSONA,
        UnitKind.RISK,
        UnitKind.NON_GOAL,
        UnitKind.REQUIREMENT,
        UnitKind.STORY,
    }
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence: `id` as it is cited, in capitals, or empty; `verbatim` where it holds somebody's words."""

    id: str
    text: str
    verbatim: bool
    given: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a unit: where it stands, and the ids it cites."""

    unit: Unit
    start: int
    end: int
    cites: tuple[str, ...]

    @property
    def text(self) -> str:
        return self.unit.text[self.start : self.end]

    @property
    def bare(self) -> str:
        return self.unit.bare[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks, and where they stand in their unit."""

    words: str
    start: int
    end: int


def gather_pieces(document: Document, ground: Ground | None) -> tuple[Piece, ...]:
    """The document's own evidence, and what is given beside it."""
    own = [
        Piece(tidy_label(e.id), e.text, verbatim=bool(_QUOTED.search(e.text)) or len(e.text.split()) >= 8)
        for e in document.evidence
    ]
    given = (
        [] if ground is None else [Piece(tidy_label(p.id), p.text, verbatim=True, given=True) for p in ground.evidence]
    )
    return (*own, *given)


def list_sentences(document: Document, *, given: bool) -> Iterator[Sentence]:
    """Every sentence that may claim something; those of evidence too, where other evidence is given."""
    kinds = _CLAIMING | {UnitKind.EVIDENCE} if given else _CLAIMING
    for unit in document.units:
        if unit.kind in kinds:
            yield from split_claims(unit)


def split_claims(unit: Unit) -> Iterator[Sentence]:
    """The sentences of a unit; a citation right behind a full stop belongs to what stands before it."""
    spans = list(split_sentences(unit.text))
    for place, (start, end) in enumerate(spans):
        text = unit.text[start:end]
        cites = read_citations(text)
        following = unit.text[end : spans[place + 1][1] if place + 1 < len(spans) else len(unit.text)]
        leading = re.match(r"\s*(\[[^\]]+\])", following)
        if not cites and leading:
            cites = read_citations(leading[1])
        yield Sentence(unit, start, end, cites)


def read_citations(text: str) -> tuple[str, ...]:
    """The ids cited in a text, in capitals: "[E3, E7]", "[^ev-12]", "(E2)"."""
    found = list[str]()
    for match in _CITED.finditer(text):
        for part in re.split(r"\s*[,;]\s*", match["ids"] or match["round"] or ""):
            tidy = tidy_label(part.lstrip("^"))
            if tidy and (any(sign.isdigit() for sign in tidy) or part.startswith("^") or match[0].startswith("[^")):
                found.append(tidy)
    return tuple(dict.fromkeys(found))


def list_quotations(unit: Unit, start: int = 0, end: int | None = None) -> Iterator[Quotation]:
    """Every quotation of four words or more."""
    for match in _QUOTED.finditer(unit.text, start, len(unit.text) if end is None else end):
        if len(match["words"].split()) >= FEWEST_WORDS:
            yield Quotation(match["words"].strip(), match.start("words"), match.end("words"))


def find_cited(pieces: Sequence[Piece], cites: Sequence[str]) -> tuple[Piece, ...]:
    """The pieces that are cited by their ids."""
    return tuple(piece for piece in pieces if piece.id and piece.id in cites)
