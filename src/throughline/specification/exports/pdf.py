"""A PRD as PDF, set by Typst: footnotes at the foot of the page, the origin of every line in the margin.

The template is ours and fixed; what people wrote reaches it as JSON and is never read as markup.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

from throughline.discovery.contracts import Corpus
from throughline.grounding.contracts import Claim, Origin
from throughline.specification.contracts import Block, Line, Prd, Section
from throughline.specification.exports.footnotes import Note, Notes, find_piece, write_notes
from throughline.specification.exports.markdown import blank_repeats, is_listed
from throughline.specification.exports.page import (
    MEANINGS,
    clean,
    count_undecided,
    describe_status,
    list_cells,
    name_block,
    name_review_day,
    split_blanks,
)

Json = dict[str, Any]
_LONG = 90
"""Lines from which a document has a table of contents."""
_SHOWN_WORDS = 8
_MARK, _NARROW, _WIDE = 10, 26, 60
"""Characters: room for footnotes and a letter, up to which a column is as wide as its text, and the widest."""
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def write_pdf(prd: Prd, corpus: Corpus) -> bytes:
    """The document's bytes; the same PRD gives the same bytes."""
    import typst

    template = files("throughline.specification.exports").joinpath("prd.typ").read_bytes()
    data = json.dumps(_Setting(prd, corpus).describe(), ensure_ascii=False)
    made = typst.compile(template, sys_inputs={"prd": clean(data)}, timestamp=_day_of(prd))
    if not isinstance(made, bytes):
        raise TypeError("Typst gave no document")
    return made


def _day_of(prd: Prd) -> datetime:
    return datetime(prd.created.year, prd.created.month, prd.created.day, tzinfo=UTC) if prd.created else _EPOCH


class _Setting:
    """The PRD as the template reads it; it knows which footnote was referred to already."""

    def __init__(self, prd: Prd, corpus: Corpus) -> None:
        self.prd, self.corpus = prd, corpus
        self.notes: Notes = write_notes(prd, corpus)
        self.referred: set[int] = set()

    def describe(self) -> Json:
        prd = self.prd
        return {
            "title": prd.title,
            "owner": prd.owner,
            "about": prd.about if prd.about != prd.title else "",
            "meta": [describe_status(prd), f"90-day review: {name_review_day(prd)}"],
            "footer": f"{prd.title[:80]} · {prd.status.value} {prd.version} · {prd.id}",
            "marks": [{"mark": origin.mark, "meaning": meaning} for origin, meaning in MEANINGS.items()],
            "settle": self._describe_settle(),
            "sections": [self._describe_section(section) for section in prd.sections],
            "contents": sum(1 for _ in prd.lines) >= _LONG,
            "counting": list(prd.counting),
            "rejected": [{"was": r.was.text, "why": f"{r.reason} ({r.verdict})"} for r in prd.rejected],
            "notes": [_describe_note(note) for note in self.notes.notes],
        }

    def _describe_settle(self) -> list[Json]:
        waiting = count_undecided(self.prd)
        settled = [self._describe_line(line) for line in self.prd.settle]
        return [*settled, *([{"runs": _split(waiting), "notes": []}] if waiting else [])]

    def _describe_section(self, section: Section) -> Json:
        return {
            "number": str(section.number) if section.number else "",
            "title": section.title,
            "invitation": section.invitation,
            "blocks": [self._describe_block(block) for block in section.blocks],
        }

    def _describe_block(self, block: Block) -> Json:
        described: Json = {"kind": block.kind, "title": name_block(block), "note": block.note}
        if block.kind == "table":
            return {**described, **self._describe_table(block)}
        after = [*(line.claim.origin for line in block.lines[1:]), None]
        lines = [
            {**self._describe_line(line), "sticky": following is Origin.QUOTE}
            for line, following in zip(block.lines, after, strict=False)
        ]
        return {**described, "lines": lines}

    def _describe_table(self, block: Block) -> Json:
        cells = [list_cells(block, line) for line in block.lines]
        rows = [texts for texts, _ in cells]
        shown = {place for _, place in cells}
        right = [place not in shown and _is_numeric(row[place] for row in rows) for place in range(len(block.columns))]
        blank_repeats(rows)
        described = [
            self._describe_row(line, texts, shown) for line, (texts, shown) in zip(block.lines, cells, strict=True)
        ]
        widths = _weigh_columns(block.columns, rows, shown)
        return {"columns": list(block.columns), "rows": described, "right": right, "widths": widths}

    def _describe_row(self, line: Line, texts: Sequence[str], shown: int) -> Json:
        who = line.claim.customer or "" if not line.cells else ""
        return {**self._describe_line(line), "who": who, "cells": [_split(text) for text in texts], "shown": shown}

    def _describe_line(self, line: Line) -> Json:
        quoted = line.claim.origin is Origin.QUOTE
        return {
            "mark": line.claim.origin.mark,
            "set": "item" if is_listed(line) else "quote" if quoted else "text",
            "runs": _split(line.claim.text),
            "label": line.label,
            "who": self._name_speaker(line.claim) if quoted else "",
            "notes": self._refer(line.claim),
        }

    def _name_speaker(self, claim: Claim) -> str:
        piece = find_piece(claim.citations[0], self.corpus) if claim.citations else None
        parts = (claim.customer or "", piece.segment or "" if piece else "")
        return ", ".join(part for part in parts if part)

    def _refer(self, claim: Claim) -> list[Json]:
        found = [{"number": note.number, "first": note.number not in self.referred} for note in self.notes.of(claim)]
        self.referred.update(note.number for note in self.notes.of(claim))
        return found


def _split(text: str) -> list[Json]:
    return [{"text": part, "blank": blank} for part, blank in split_blanks(text)]


def _describe_note(note: Note) -> Json:
    """The note; long words that stand on the page already are named by how they begin and end."""
    return {
        "number": note.number,
        "head": note.head,
        "before": note.before,
        "words": _shorten(note.words),
        "after": note.after,
    }


def _shorten(words: str) -> str:
    parts = words.split()
    if len(parts) <= _SHOWN_WORDS:
        return words
    half = _SHOWN_WORDS // 2
    return f"{' '.join(parts[:half])} … {' '.join(parts[-half:])}"


def _is_numeric(cells: Iterable[str]) -> bool:
    return all(cell.replace(",", "").isdigit() for cell in cells if cell) and any(cells)


def _weigh_columns(columns: Sequence[str], rows: Sequence[Sequence[str]], marked: Collection[int]) -> list[int]:
    """How wide each column is beside the others: 0 for as wide as it must be, else by the longest text in it.

    The `marked` columns hold footnotes and the letter besides.
    """
    longest = [
        max([len(name), *(len(row[place]) for row in rows)]) + (_MARK if place in marked else 0)
        for place, name in enumerate(columns)
    ]
    return [0 if length <= _NARROW else min(length, _WIDE) for length in longest]
