"""A PRD as DOCX: headings, tables, and footnotes as real footnotes, for Word and LibreOffice."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from throughline.discovery.contracts import Corpus
from throughline.grounding.contracts import Origin
from throughline.specification.contracts import Block, Line, Prd, Section
from throughline.specification.exports.docx_footnotes import add_footnotes, refer_to
from throughline.specification.exports.footnotes import Notes, write_notes
from throughline.specification.exports.markdown import is_listed
from throughline.specification.exports.page import (
    MARKS,
    clean,
    count_undecided,
    describe_status,
    list_cells,
    name_review_day,
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
    document.add_heading(clean(prd.title), level=0)
    document.add_paragraph(clean(f"{describe_status(prd)} · 90-day review: {name_review_day(prd)}"))
    document.add_paragraph(MARKS, style="Caption")
    _write_settle(document, prd, notes)
    for section in prd.sections:
        _write_section(document, section, notes)
    _write_closing(document, prd)
    add_footnotes(document, notes.notes)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_properties(document: DocumentType, prd: Prd) -> None:
    properties = document.core_properties
    properties.title, properties.author = clean(prd.title)[:255], clean(prd.owner)[:255]
    properties.identifier, properties.comments = prd.id, ""


def _write_settle(document: DocumentType, prd: Prd, notes: Notes) -> None:
    waiting = count_undecided(prd)
    if not (prd.settle or waiting):
        return
    document.add_heading("Before you share this", level=2)
    for line in prd.settle:
        _write_words(document.add_paragraph(style="List Number"), line, notes)
    if waiting:
        document.add_paragraph(waiting, style="List Number")


def _write_section(document: DocumentType, section: Section, notes: Notes) -> None:
    document.add_heading(clean(f"{section.number} {section.title}"), level=1)
    if section.invitation:
        document.add_paragraph().add_run(clean(section.invitation)).italic = True
    for block in section.blocks:
        if block.title:
            document.add_heading(clean(block.title), level=2)
        if block.kind == "table":
            _write_table(document, block, notes)
        else:
            _write_lines(document, block, notes)
        if block.note:
            document.add_paragraph(clean(block.note), style="Caption")


def _write_lines(document: DocumentType, block: Block, notes: Notes) -> None:
    for line in block.lines:
        style = "Quote" if line.claim.origin is Origin.QUOTE else "List Bullet" if is_listed(line) else "Normal"
        paragraph = document.add_paragraph(style=style)
        if line.label:
            paragraph.add_run(clean(f"{line.label} ")).bold = True
        _write_words(paragraph, line, notes)


def _write_words(paragraph: Paragraph, line: Line, notes: Notes, *, text: str | None = None) -> None:
    """The claim's words, who said them, its mark in its colour, and its footnotes."""
    from docx.shared import Pt, RGBColor

    paragraph.add_run(clean(line.claim.text if text is None else text))
    if line.claim.customer and text is None:
        paragraph.add_run(clean(f" — {line.claim.customer}"))
    mark = paragraph.add_run(f" {line.claim.origin.mark}")
    mark.font.size, mark.font.bold = Pt(7.5), True
    mark.font.color.rgb = RGBColor.from_string(_COLOURS[line.claim.origin])
    for note in notes.of(line.claim):
        refer_to(paragraph, note.number)


def _write_table(document: DocumentType, block: Block, notes: Notes) -> None:
    table: Any = document.add_table(rows=1, cols=len(block.columns), style="Light List")
    for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
        cell.text = clean(column)
    for line in block.lines:
        cells = table.add_row().cells
        texts, shown = list_cells(block, line)
        for place, (cell, text) in enumerate(zip(cells, texts, strict=True)):
            if place != shown:
                cell.text = clean(text)
        _write_words(cells[shown].paragraphs[0], line, notes, text=texts[shown] if line.cells else None)


def _write_closing(document: DocumentType, prd: Prd) -> None:
    if prd.counting:
        document.add_heading("How it was counted", level=2)
        for rule in prd.counting:
            document.add_paragraph(clean(rule), style="List Bullet")
    if prd.rejected:
        document.add_heading("Not let through, or only as a proposal", level=2)
        for entry in prd.rejected:
            document.add_paragraph(clean(f"{entry.was.text}: {entry.reason} ({entry.verdict})"), style="List Bullet")
