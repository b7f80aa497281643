"""How a DOCX looks: quiet headings, hairline tables, small footnotes, numbered pages; in fonts that Word has anyway."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document as DocumentType
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

SERIF, SANS = "Georgia", "Arial"
INK, SOFT, HAIR, BLANK = "1D1E20", "64666D", "D4D3CD", "FBEFD9"
_WIDE = 152
"""Millimetres between the margins."""
_SIZES = {"Title": 22, "Heading 1": 14, "Heading 2": 11.5, "Caption": 8.5, "Normal": 10.5, "Quote": 10.5}


def set_look(document: DocumentType, footer: str) -> None:
    """Give the document its styles, its margins and its footer."""
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(28)
    section.top_margin, section.bottom_margin = Mm(25), Mm(22)
    for name, size in _SIZES.items():
        _set_style(document, name, size)
    _set_footnote_styles(document)
    _write_footer(section.footer.paragraphs[0], footer)


def _set_style(document: DocumentType, name: str, size: float) -> None:
    from docx.shared import Pt, RGBColor

    style: Any = document.styles[name]
    style.font.name, style.font.size = (SANS if name == "Caption" else SERIF), Pt(size)
    style.font.bold, style.font.italic = name.startswith("Heading"), False
    style.font.color.rgb = RGBColor.from_string(SOFT if name == "Caption" else INK)
    _set_every_script(style)
    paragraph = style.paragraph_format
    heading = name.startswith("Heading")
    paragraph.space_before, paragraph.space_after = Pt(size * 1.4 if heading else 0), Pt(6)
    paragraph.line_spacing = 1.15
    paragraph.keep_with_next = heading
    if name == "Title":
        _drop_rule(style)
    if name == "Quote":
        paragraph.left_indent = Pt(14)


def _set_every_script(style: Any) -> None:
    """Take the theme's font off, which would win over the one that is named."""
    from docx.oxml.ns import qn

    fonts = style.element.rPr.rFonts
    for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{attribute}"), None)


def _drop_rule(style: Any) -> None:
    """Take the line below a title away."""
    from docx.oxml.ns import qn

    for border in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(border)


def _set_footnote_styles(document: DocumentType) -> None:
    """The two styles of footnotes, which the template of python-docx lacks."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    text: Any = document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
    text.font.name, text.font.size = SERIF, Pt(8)
    text.paragraph_format.space_after, text.paragraph_format.line_spacing = Pt(1.5), 1.0
    reference: Any = document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
    reference.font.superscript = True


def _write_footer(paragraph: Paragraph, words: str) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm

    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(_WIDE), WD_TAB_ALIGNMENT.RIGHT)
    set_small(paragraph.add_run(f"{words}\t"))
    add_field(paragraph, "PAGE", "1")
    set_small(paragraph.add_run(" / "))
    add_field(paragraph, "NUMPAGES", "1")


def add_field(paragraph: Paragraph, instruction: str, shown: str, *, raised: bool = False) -> None:
    """A field that Word and LibreOffice fill in; `shown` stands there until they do."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind, text in (("begin", ""), ("", f" {instruction} "), ("separate", ""), ("shown", shown), ("end", "")):
        run = paragraph.add_run(text if kind == "shown" else "")
        if raised:
            run.font.superscript = True
        else:
            set_small(run)
        if kind in ("begin", "separate", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif not kind:
            code = OxmlElement("w:instrText")
            code.text = text
            run._r.append(code)


def set_small(run: Run) -> Run:
    """A run in the small type of what the program says."""
    from docx.shared import Pt, RGBColor

    run.font.name, run.font.size = SANS, Pt(8)
    run.font.color.rgb = RGBColor.from_string(SOFT)
    return run


def shade(run: Run, fill: str) -> Run:
    """A run on a coloured ground."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    ground = OxmlElement("w:shd")
    ground.set(qn("w:val"), "clear")
    ground.set(qn("w:fill"), fill)
    run._r.get_or_add_rPr().append(ground)
    return run


def set_widths(table: Any, widths: Sequence[int]) -> None:
    """Share the width of the page out among the columns."""
    from docx.shared import Mm

    table.autofit = False
    shares = [Mm(_WIDE * width / sum(widths)) for width in widths]
    for place, share in enumerate(shares):
        table.columns[place].width = share
    for row in table.rows:
        for cell, share in zip(row.cells, shares, strict=True):
            cell.width = share


def rule_table(table: Any) -> None:
    """Hairlines between the rows alone, a head that is repeated on every page, rows that are not torn apart."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "single" if side in ("bottom", "insideH") else "nil")
        line.set(qn("w:sz"), "4")
        line.set(qn("w:color"), HAIR)
        borders.append(line)
    table._tbl.tblPr.append(borders)
    for place, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if not place:
            properties.append(OxmlElement("w:tblHeader"))
