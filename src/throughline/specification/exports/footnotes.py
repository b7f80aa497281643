"""Footnotes, the same for every format: where a claim's evidence stands, who said it, when, and the words in place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from throughline.discovery.contracts import Corpus, Evidence
from throughline.grounding.contracts import Citation, Claim, Origin
from throughline.grounding.quotes import Place, find_quote
from throughline.specification.contracts import Prd
from throughline.specification.rules.wording import join, name_date

_ONE_BY_ONE = 4
_AROUND = 140


@dataclass(frozen=True, slots=True)
class Note:
    """One footnote: its key (`ev-3` for a piece, `n-2` for rows counted together), its head, and the words in place.

    `before`, `words` and `after` are the evidence's own text, cut to what stands around the words.
    """

    key: str
    number: int
    head: str
    before: str = ""
    words: str = ""
    after: str = ""


@dataclass
class Notes:
    """The footnotes of one PRD, numbered in the order in which they are first cited."""

    notes: list[Note] = field(default_factory=list[Note])
    of_claim: dict[str, tuple[Note, ...]] = field(default_factory=dict[str, tuple[Note, ...]])

    def of(self, claim: Claim) -> tuple[Note, ...]:
        """The notes of a claim."""
        return self.of_claim.get(claim.id, ())


def write_notes(prd: Prd, corpus: Corpus) -> Notes:
    """Every footnote of the PRD; evidence that the corpus does not hold is named by its place alone."""
    notes = Notes()
    known: dict[tuple[object, ...], Note] = {}
    for line in prd.lines:
        claim = line.claim
        notes.of_claim[claim.id] = tuple(_note(found, claim, corpus, known, notes) for found in _parts(claim))
    return notes


def _parts(claim: Claim) -> Iterable[tuple[Citation, ...]]:
    """The citations that share a footnote: each its own, or all of a long count in one."""
    if len(claim.citations) > _ONE_BY_ONE:
        return [claim.citations]
    return [(citation,) for citation in claim.citations]


def _note(
    citations: tuple[Citation, ...], claim: Claim, corpus: Corpus, known: dict[tuple[object, ...], Note], notes: Notes
) -> Note:
    quote = claim.quote if claim.origin is Origin.QUOTE else None
    key = (*citations, quote)
    if key not in known:
        known[key] = _write(citations, quote, corpus, len(notes.notes) + 1)
        notes.notes.append(known[key])
    return known[key]


def _write(citations: tuple[Citation, ...], quote: str | None, corpus: Corpus, number: int) -> Note:
    if len(citations) != 1:
        return Note(f"n-{number}", number, f"Counted over {name_places(citations)}.")
    (citation,) = citations
    piece = find_piece(citation, corpus)
    if piece is None:
        return Note(f"ev-{number}", number, name_places(citations))
    before, words, after = _in_place(piece, quote)
    return Note(f"ev-{number}", number, describe(piece), before, words, after)


def find_piece(citation: Citation, corpus: Corpus) -> Evidence | None:
    """The evidence a citation points at, by id, else by place."""
    if citation.evidence and citation.evidence in corpus.by_id:
        return corpus.by_id[citation.evidence]
    for piece in corpus.evidence:
        if piece.source == citation.source and (piece.row, piece.turn) == (citation.row, citation.turn):
            return piece
    return None


def describe(piece: Evidence) -> str:
    """Source and place, date, who said it and from which segment."""
    place = f"{piece.source}, {f'row {piece.row}' if piece.row is not None else f'turn {piece.turn}'}"
    day = name_date(piece.date) if piece.date else ""
    relayed = f"passed on by {piece.relayed_by}" if piece.relayed_by else ""
    masked = "masked" if piece.masked else ""
    return ", ".join(part for part in (place, day, piece.customer or "", piece.segment or "", relayed, masked) if part)


def name_places(citations: Sequence[Citation]) -> str:
    """`feedback.csv rows 1, 4–6 and 9; call.vtt turns 3 and 8`."""
    ordered = sorted(citations, key=lambda c: (c.source or "", c.row is None, c.row or 0, c.turn or 0))
    parts: list[str] = []
    for (source, is_row), group in groupby(ordered, key=lambda c: (c.source or "", c.row is not None)):
        numbers = [c.row if is_row else c.turn for c in group]
        ranges = _ranges([n for n in numbers if n is not None])
        noun = ("row" if is_row else "turn") + ("" if len(numbers) == 1 else "s")
        parts.append(f"{source} {noun} {join(ranges)}".strip())
    return "; ".join(parts)


def _ranges(numbers: Sequence[int]) -> list[str]:
    """Consecutive numbers as ranges: 1, 4–6."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]


def _in_place(piece: Evidence, quote: str | None) -> tuple[str, str, str]:
    """The words with what stands before and after them; the beginning of the piece where nothing is quoted."""
    place = find_quote(quote, piece.text) if quote else None
    if not isinstance(place, Place) or len(place.parts) != 1:
        return "", "", _cut_end(piece.text, 2 * _AROUND)
    ((start, end),) = place.parts
    words = " ".join(piece.text[start:end].split())
    return _cut_start(piece.text[:start]), words, _cut_end(piece.text[end:], _AROUND)


def _cut_start(text: str) -> str:
    flat = " ".join(text.split())
    tail = " " if flat and text[-1:].isspace() else ""
    if len(flat) <= _AROUND:
        return flat + tail
    return "… " + flat[-_AROUND:].partition(" ")[2] + tail


def _cut_end(text: str, limit: int) -> str:
    flat = " ".join(text.split())
    lead = " " if flat and text[:1].isspace() else ""
    return lead + (flat if len(flat) <= limit else flat[:limit].rpartition(" ")[0] + " …")
