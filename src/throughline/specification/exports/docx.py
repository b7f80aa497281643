"""A PRD as DOCX: headings, tables, and footnotes as real footnotes, for Word and LibreOffice."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from throughline.discovery.contracts import Corpus
from throughline.grounding.contracts import Origin
from throughline.specification.contracts import Block, Line, Prd, Section
from throughline.specification.exports.docx_footnotes import References, add_footnotes
from throughline.specification.exports.docx_look import BLANK, rule_table, set_look, set_small, set_widths, shade
from throughline.specification.exports.footnotes import write_notes
from throughline.specification.exports.markdown import blank_repeats, is_listed
from throughline.specification.exports.page import (
    MARKS,
    clean,
    count_undecided,
    describe_status,
    list_cells,
    name_block,
    name_review_day,
    split_blanks,
    weigh_columns,
)

if TYPE_CHECKING:
    from docx.document import Document as DocumentType
    from docx.text.paragraph import Paragraph

_COLOURS = {
    Origin.QUOTE: "0E7A5F",
    Origin.NUMBER: "2A66B8",
    Origin.INFERENCE: "6D5BB5",
    Origin.PROPOSAL: "A65A00",
    Origin.JUDGEMENT: "75767C",
    Origin.ASSUMPTION: "B3261E",
}


def write_docx(prd: Prd, corpus: Corpus) -> bytes:
    """The document's bytes."""
    from docx import Document

    notes = write_notes(prd, corpus)
    document = Document()
    _set_properties(document, prd)
    set_look(document, clean(f"{prd.title[:80]} · {prd.status.value} {prd.version}"))
    references = References(notes)
    document.add_heading(clean(prd.title), level=0)
    document.add_paragraph(clean(f"{describe_status(prd)} · 90-day review: {name_review_day(prd)}"), style="Caption")
    document.add_paragraph(MARKS, style="Caption")
    _write_settle(document, prd, references)
    for section in prd.sections:
        _write_section(document, section, references)
    _write_closing(document, prd)
    add_footnotes(document, notes.notes)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_properties(document: DocumentType, prd: Prd) -> None:
    properties = document.core_properties
    properties.title, properties.author = clean(prd.title)[:255], clean(prd.owner)[:255]
    properties.identifier, properties.comments = prd.id, ""


def _write_settle(document: DocumentType, prd: Prd, notes: References) -> None:
    waiting = count_undecided(prd)
    if not (prd.settle or waiting):
        return
    document.add_heading("Before you share this", level=2)
    for line in prd.settle:
        _write_words(document.add_paragraph(style="List Number"), line, notes)
    if waiting:
        document.add_paragraph(waiting, style="List Number")


def _write_section(document: DocumentType, section: Section, notes: References) -> None:
    number = f"{section.number} " if section.number else ""
    document.add_heading(clean(f"{number}{section.title}"), level=1)
    if section.invitation:
        document.add_paragraph().add_run(clean(section.invitation)).italic = True
    for block in section.blocks:
        if block.title:
            document.add_heading(clean(name_block(block)), level=2)
        if block.kind == "table":
            _write_table(document, block, notes)
        else:
            _write_lines(document, block, notes)
        if block.note:
            document.add_paragraph(clean(block.note), style="Caption")


def _write_lines(document: DocumentType, block: Block, notes: References) -> None:
    for line in block.lines:
        style = "Quote" if line.claim.origin is Origin.QUOTE else "List Bullet" if is_listed(line) else "Normal"
        paragraph = document.add_paragraph(style=style)
        if line.label:
            paragraph.add_run(clean(f"{line.label} ")).bold = True
        _write_words(paragraph, line, notes)


def _write_words(paragraph: Paragraph, line: Line, notes: References, *, text: str | None = None) -> None:
    """The claim's words, who said them, its mark in its colour, and its footnotes."""
    from docx.shared import Pt, RGBColor

    _write_blanks(paragraph, line.claim.text if text is None else text)
    notes.refer(paragraph, line.claim)
    if line.claim.customer and text is None:
        set_small(paragraph.add_run(clean(f"  {line.claim.customer}")))
    mark = set_small(paragraph.add_run(f"  {line.claim.origin.mark}"))
    mark.font.size, mark.font.bold = Pt(7), True
    mark.font.color.rgb = RGBColor.from_string(_COLOURS[line.claim.origin])


def _write_blanks(paragraph: Paragraph, text: str) -> None:
    for part, blank in split_blanks(text):
        run = paragraph.add_run(clean(part))
        if blank:
            shade(run, BLANK)


def _write_table(document: DocumentType, block: Block, notes: References) -> None:
    table: Any = document.add_table(rows=1, cols=len(block.columns))
    for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
        set_small(cell.paragraphs[0].add_run(clean(column)))
    rows = [list_cells(block, line) for line in block.lines]
    texts = [list(cells) for cells, _ in rows]
    blank_repeats(texts)
    for line, shown, (_, place) in zip(block.lines, texts, rows, strict=True):
        _write_row(table.add_row().cells, line, shown, place, notes)
    set_widths(table, weigh_columns(block.columns, [cells for cells, _ in rows]))
    rule_table(table)
    document.add_paragraph()


def _write_row(cells: Sequence[Any], line: Line, texts: Sequence[str], shown: int, notes: References) -> None:
    from docx.shared import Pt

    for place, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(2)
        if place == shown:
            _write_words(paragraph, line, notes, text=text if line.cells else None)
        else:
            _write_blanks(paragraph, text)


def _write_closing(document: DocumentType, prd: Prd) -> None:
    if prd.counting:
        document.add_heading("How it was counted", level=2)
        for rule in prd.counting:
            document.add_paragraph(clean(rule), style="List Bullet")
    if prd.rejected:
        document.add_heading("Not let through, or only as a proposal", level=2)
        for entry in prd.rejected:
            document.add_paragraph(clean(f"{entry.was.text}: {entry.reason} ({entry.verdict})"), style="List Bullet")
