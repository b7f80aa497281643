"""Real footnotes in a DOCX, which python-docx has no call for: the part, its relation, its styles and the references.

Follows ECMA-376 part 1, 17.11 (footnotes and endnotes): ids -1 and 0 are the separators every footnotes part needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from throughline.grounding.contracts import Claim
from throughline.specification.exports.footnotes import Note, Notes
from throughline.specification.exports.page import clean

if TYPE_CHECKING:
    from docx.document import Document as DocumentType
    from docx.text.paragraph import Paragraph

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)
_STYLE = '<w:pPr><w:pStyle w:val="footnotetext"/></w:pPr>'


class References:
    """The raised marks of footnotes. The first refers to the note; a later one to the first, as a note has one mark.

    ECMA-376 part 1, 17.16.5.37 (NOTEREF): the later mark is a field that shows the number of the bookmarked one.
    """

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.made: set[int] = set()

    def refer(self, paragraph: Paragraph, claim: Claim) -> None:
        """Put the marks of a claim's notes at the end of the paragraph."""
        from throughline.specification.exports.docx_look import add_field

        for place, note in enumerate(self.notes.of(claim)):
            if place:
                paragraph.add_run(", ").font.superscript = True
            if note.number in self.made:
                add_field(paragraph, f"NOTEREF _note{note.number} \\h", str(note.number), raised=True)
            else:
                self.made.add(note.number)
                _mark_first(paragraph, note.number)


def _mark_first(paragraph: Paragraph, number: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = paragraph.add_run()
    run.font.superscript = True
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), str(number))
    run._r.append(reference)
    for name, place in (("w:bookmarkStart", run._r.addprevious), ("w:bookmarkEnd", run._r.addnext)):
        mark = OxmlElement(name)
        mark.set(qn("w:id"), str(number))
        if name == "w:bookmarkStart":
            mark.set(qn("w:name"), f"_note{number}")
        place(mark)


def add_footnotes(document: DocumentType, notes: Sequence[Note]) -> None:
    """Give the document a footnotes part with every note; none where there are no notes."""
    if not notes:
        return
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes xmlns:w="{_W}">{_SEPARATORS}'
    xml += "".join(_footnote(note) for note in notes) + "</w:footnotes>"
    main: Any = document.part
    part = Part(PackURI("/word/footnotes.xml"), _TYPE, xml.encode("utf-8"), main.package)
    main.relate_to(part, _RELATION)


def _footnote(note: Note) -> str:
    words = f": {note.before}" if note.words or note.after else ""
    runs = [
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>',
        _run(f" {note.head}{words}"),
        _run(note.words, bold=True),
        _run(note.after),
    ]
    return f'<w:footnote w:id="{note.number}"><w:p>{_STYLE}{"".join(runs)}</w:p></w:footnote>'


def _run(text: str, *, bold: bool = False) -> str:
    if not text:
        return ""
    weight = "<w:b/>" if bold else ""
    return f'<w:r><w:rPr>{weight}</w:rPr><w:t xml:space="preserve">{escape(clean(text))}</w:t></w:r>'
