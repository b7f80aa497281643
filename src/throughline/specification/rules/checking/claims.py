"""What a document claims, and the evidence it may be held against: its own, or files and rows that are given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from throughline.grounding.contracts import Citable, Ground
from throughline.grounding.words import split_sentences
from throughline.specification.rules.checking.contracts import Document, Evidence, Unit, UnitKind
from throughline.specification.rules.checking.labels import tidy_label
from throughline.specification.rules.checking.sources import list_cited_places

FEWEST_OF_PIECE = 8
"""A line of evidence with fewer words and no quotation names a source; it does not hold one."""
FEWEST_WORDS = 4
"""Fewer words between quotation marks are a label or a term, not a quotation."""
_QUOTED = re.compile(r"[“«\"](?P<words>[^“”«»\"]{8,600})[”»\"]")
_CITED = re.compile(
    r"\[(?P<letter>(?![QNIPJA]\])[A-Z]{1,2})\](?!\()"
    r"|\[(?P<ids>\^?[A-Za-z]{0,8}-?\w*(?:\s*[,;]\s*\^?[A-Za-z]{0,8}-?\d[\w-]*)*)\](?!\()|\((?:see )?(?P<round>(?:E"
    r"|EV|R|S|D|N|I|T|F|SRC|[Ss]ource )-?\d+(?:\s*[,;]\s*(?:E|EV|R|S|D|N|I|T|F|[Ss]ource )?-?\d+)*)\)"
)
ROWS = re.compile(
    r"[\[(](?:[QNIPJ](?:,\s?[QNIPJ])*\s+)?(?P<rows>(?:r|rows?\s)\d+(?:(?:\s*,\s*|\s+and\s+|[–-])(?:r|row\s)?\d+)*)[\])]"
)
"""Rows of given evidence, as "(r1, r13)", "(rows 3 and 4)" or "[Q r24]"; small letters, for "R1" may be a risk."""
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
    """One piece of evidence, cited by any of `ids` (in capitals); `verbatim` where it holds somebody's words.

    `given` tells that it was handed over beside the document; `place` is then its file and its row or turn, `speakers`
    the account and the person it is from.
    """

    name: str
    text: str
    verbatim: bool
    ids: frozenset[str] = frozenset()
    given: bool = False
    place: tuple[str, str, int] | None = None
    speakers: tuple[str, ...] = ()


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
    own = [_keep_own(evidence) for evidence in document.evidence]
    given = [] if ground is None else [_take_given(piece) for piece in ground.evidence]
    return (*own, *given)


def _keep_own(evidence: Evidence) -> Piece:
    name = tidy_label(evidence.id)
    verbatim = bool(_QUOTED.search(evidence.text)) or len(evidence.text.split()) >= FEWEST_OF_PIECE
    return Piece(name, evidence.text, verbatim, frozenset({name} - {""}))


def _take_given(piece: Citable) -> Piece:
    """A row may be cited by its id, or as "r12"."""
    what, number = ("row", piece.row) if piece.row is not None else ("turn", piece.turn or 0)
    ids = frozenset({tidy_label(piece.id), f"{what.upper()}{number}"})
    speakers = tuple(name for name in (piece.account, piece.person) if name)
    return Piece(
        f"{piece.source} {what} {number}",
        piece.text,
        verbatim=True,
        ids=ids,
        given=True,
        place=(piece.source, what, number),
        speakers=speakers,
    )


def list_claiming(document: Document, *, given: bool) -> Iterator[Unit]:
    """Every unit that may claim something; those of evidence too, where other evidence is given."""
    kinds = _CLAIMING | {UnitKind.EVIDENCE} if given else _CLAIMING
    return (unit for unit in document.units if unit.kind in kinds)


def list_sentences(document: Document, *, given: bool) -> Iterator[Sentence]:
    """Their sentences."""
    names = name_evidence(document)
    for unit in list_claiming(document, given=given):
        yield from split_claims(unit, names)


def name_evidence(document: Document) -> frozenset[str]:
    """What the document's own evidence may be cited by."""
    return frozenset(tidy_label(evidence.id) for evidence in document.evidence if evidence.id)


def split_claims(unit: Unit, names: frozenset[str] = frozenset()) -> Iterator[Sentence]:
    """The sentences of a unit; a citation right behind a full stop belongs to what stands before it."""
    spans = list(split_sentences(unit.text))
    for place, (start, end) in enumerate(spans):
        text = unit.text[start:end]
        cites = read_citations(text, names)
        following = unit.text[end : spans[place + 1][1] if place + 1 < len(spans) else len(unit.text)]
        leading = re.match(r"(?:\s*(?:\[[^\]]+\]|\([^()]{1,30}\)\s*(?=[.,;]|[A-Z]|$)|[¹²³⁴⁵⁶⁷⁸⁹⁰]+))+", following)
        if not cites and leading:
            cites = read_citations(leading[0], names)
        yield Sentence(unit, start, end, cites)


def read_citations(text: str, names: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The ids cited in a text, in capitals: "[E3, E7]", "[^ev-12]", "(E2)", "(r24)"; and any of `names`."""
    return tuple(dict.fromkeys(found for _, _, found in _list_cited(text, names)))


def read_next_citations(text: str, names: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The first ids cited in a text, with those that stand right behind them."""
    found, last = list[str](), None
    for start, end, name in _list_cited(text, names):
        if last is not None and start > last + 2:
            break
        found.append(name)
        last = end
    return tuple(dict.fromkeys(found))


def blank_citations(text: str, names: frozenset[str] = frozenset()) -> str:
    """A text without what it cites, of the same length."""
    for start, end, _ in _list_cited(text, names):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _list_cited(text: str, names: frozenset[str]) -> list[tuple[int, int, str]]:
    plain = [(m.start(), m.end(), name) for m in _list_brackets(text) for name in _read_ids(m)]
    taken = {(start, name) for start, _, name in plain}
    named = [place for place in list_cited_places(text, names) if (place[0], place[2]) not in taken]
    return sorted([*plain, *named], key=lambda place: place[0]) if named else plain


def _list_brackets(text: str) -> list[re.Match[str]]:
    return sorted((*_CITED.finditer(text), *ROWS.finditer(text)), key=lambda match: match.start())


def _read_ids(match: re.Match[str]) -> list[str]:
    if match.re is ROWS:
        return [f"ROW{row}" for row in list_rows(match["rows"])]
    if match["letter"]:
        return [match["letter"]]
    parts = [part.strip() for part in re.split(r"[,;]", match["ids"] or match["round"] or "")]
    note = match[0].startswith("[^")
    return [
        tidy
        for part in parts
        if (tidy := tidy_label(part.lstrip("^"))) and (note or part.startswith("^") or any(c.isdigit() for c in tidy))
    ]


def list_rows(words: str) -> list[int]:
    """The rows that "r1, r13" or "3–5 and 8" name."""
    rows = list[int]()
    for first, last in re.findall(r"(\d+)(?:\s?[–-]\s?r?(\d+))?", words):
        rows += range(int(first), min(int(last or first), int(first) + 500) + 1)
    return rows


def list_quotations(unit: Unit, start: int = 0, end: int | None = None) -> Iterator[Quotation]:
    """Every quotation of four words or more."""
    for match in _QUOTED.finditer(unit.text, start, len(unit.text) if end is None else end):
        if len(match["words"].split()) >= FEWEST_WORDS:
            words = (
                match["words"].rstrip(" ,.;:!?…").strip()
                if match["words"].endswith((",", ".", ";"))
                else match["words"].strip()
            )
            yield Quotation(words, match.start("words"), match.start("words") + len(match["words"].rstrip(" ,;")))


def find_cited(pieces: Sequence[Piece], cites: Sequence[str]) -> tuple[Piece, ...]:
    """The pieces that are cited by their ids."""
    return tuple(piece for piece in pieces if not piece.ids.isdisjoint(cites))
