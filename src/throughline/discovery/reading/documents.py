"""DOCX documents laid out as text: paragraphs apart by a blank line, table rows as lines with tabs between cells."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from throughline.discovery.reading.errors import UnusableFile

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass
class _Layout:
    """What has been laid out so far."""

    blocks: list[str] = field(default_factory=list[str])
    rows: list[str] = field(default_factory=list[str])
    cells: list[str] = field(default_factory=list[str])
    words: list[str] = field(default_factory=list[str])
    cell: list[str] = field(default_factory=list[str])
    depth: int = 0
    heading: bool = False

    def end_paragraph(self) -> None:
        text = "".join(self.words)
        self.words.clear()
        if self.depth:
            self.cell.append(" ".join(text.split()))
        elif text.strip():
            self.blocks.append(f"## {text.strip()}" if self.heading else text.strip("\n"))
        self.heading = False

    def end_table(self) -> None:
        self.depth -= 1
        if self.depth == 0 and self.rows:
            self.blocks.append("\n".join(self.rows))
            self.rows = []


def lay_out_document(path: Path) -> tuple[str, bool]:
    """The document's text, and whether it is one table and nothing else. Raises `UnusableFile` where it is damaged."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, iterparse

    layout = _Layout()
    try:
        with zipfile.ZipFile(path) as archive, archive.open("word/document.xml") as part:
            for event, element in iterparse(part, events=("start", "end"), forbid_dtd=True):
                _take(layout, event, element)
    except (
        ParseError,
        DefusedXmlException,
        zipfile.BadZipFile,
        KeyError,
        OSError,
        ValueError,
        EOFError,
        RuntimeError,
    ) as error:
        raise UnusableFile("the document is damaged", where=str(path), mend="open and save it again") from error
    except Exception as error:
        if type(error).__name__ != "error":  # zlib.error has no public base
            raise
        raise UnusableFile("the document is damaged", where=str(path), mend="open and save it again") from error
    is_table = len(layout.blocks) == 1 and "\t" in layout.blocks[0] and "\n" in layout.blocks[0]
    return "\n\n".join(layout.blocks) + "\n", is_table


def _take(layout: _Layout, event: str, element: Any) -> None:
    tag = element.tag.removeprefix(_W) if isinstance(element.tag, str) else ""
    if event == "start":
        if tag == "tbl":
            layout.depth += 1
        return
    if tag == "t":
        layout.words.append(element.text or "")
    elif tag in {"br", "cr"}:
        layout.words.append("\n")
    elif tag == "tab":
        layout.words.append("\t")
    elif tag == "pStyle":
        layout.heading = (element.get(f"{_W}val") or "").casefold().startswith(("heading", "title"))
    elif tag == "p":
        layout.end_paragraph()
        element.clear()
    elif tag == "tc":
        layout.cells.append(" ".join(part for part in layout.cell if part))
        layout.cell = []
    elif tag == "tr":
        layout.rows.append("\t".join(layout.cells))
        layout.cells = []
    elif tag == "tbl":
        layout.end_table()
