"""From what a page says back to the words of a line: without label and speaker, cells apart, nothing escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from throughline.grounding.contracts import Origin
from throughline.specification.contracts import Block, Line, Role
from throughline.specification.exports.folder.contracts import Change, Edited, Reassigned
from throughline.specification.exports.folder.matching import Known, split_label
from throughline.specification.exports.folder.pieces import Shape
from throughline.specification.exports.folder.saying import Said
from throughline.specification.exports.markdown import escape, unescape
from throughline.specification.exports.page import flatten, list_cells
from throughline.specification.rules.deciding import word_row


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a line, or of a table's row: its label, its cells where it has its own, and who answers it."""

    text: str
    label: str = ""
    cells: tuple[str, ...] = ()
    owner: str = ""


def read_line(said: Said, known: Known) -> Words:
    """The words of a line that was there before."""
    line = known.line
    if said.shape is Shape.ROW and known.block and known.block.columns:
        return _read_row(_fill_repeat(said, known), known.block, own=bool(line.cells), line=line)
    raw = _strip_speaker(_strip_label(said.text, line), line)
    return Words(flatten(unescape(raw)), line.label, (), line.owner)


def read_new(said: Said, block: Block | None) -> Words:
    """The words of a line that was not."""
    if said.shape is Shape.ROW and block and block.columns:
        return _read_row(said.cells, block, own=any(line.cells for line in block.lines), line=None)
    if said.shape is Shape.ROW:
        return Words(flatten(unescape(" · ".join(cell for cell in said.cells if cell))))
    label, words = split_label(said.text)
    return Words(flatten(unescape(words)), label)


def compare_line(said: Said, known: Known) -> list[Change]:
    """What is other about a line than it was: its words, or who answers it."""
    if known.written is not None and (said.text, said.cells) == (known.written.text, known.written.cells):
        return []
    line, words = known.line, read_line(said, known)
    was = tuple(flatten(cell) for cell in line.cells)
    changes: list[Change] = []
    if words.cells != was if was and words.cells else words.text != flatten(line.claim.text):
        changes.append(Edited(known.id, line.claim.text, words.text, words.cells, line.cells))
    if words.owner != flatten(line.owner):
        changes.append(Reassigned(known.id, line.owner, words.owner))
    return changes


def _read_row(raw: Sequence[str], block: Block, *, own: bool, line: Line | None) -> Words:
    """A table's row: its own cells, with or without the label before them, or label, words and owner."""
    cells = _fit([flatten(unescape(cell)) for cell in raw], len(block.columns))
    if own:
        labelled = line is not None and len(line.cells) < len(block.columns)
        label, kept = (cells[0], tuple(cells[1:])) if labelled else ("", tuple(cells))
        text = word_row(block.columns[len(block.columns) - len(kept) :], kept) if kept else ""
        return Words(text, label, kept, line.owner if line else "")
    text = cells[1] if len(cells) > 1 else cells[0]
    if line is not None:
        text = flatten(unescape(_strip_speaker(raw[1] if len(raw) > 1 else raw[0], line)))
    owner = cells[2] if len(cells) > 2 else line.owner if line else ""
    return Words(text, cells[0] if len(cells) > 1 else "", (), owner)


def _fill_repeat(said: Said, known: Known) -> Sequence[str]:
    """The row's cells, the first as it is meant where it was left empty because it repeats the one above."""
    cells, written = said.cells, known.written.cells if known.written else ()
    if cells and written and not cells[0] and not written[0] and known.block:
        return [escape(list_cells(known.block, known.line)[0][0]), *cells[1:]]
    return cells


def _fit(cells: list[str], columns: int) -> list[str]:
    """As many cells as there are columns: what is too many joins the last."""
    if len(cells) > columns:
        return [*cells[: columns - 1], " | ".join(cells[columns - 1 :])]
    return [*cells, *[""] * (columns - len(cells))]


def _strip_label(text: str, line: Line) -> str:
    """The words after the line's label, however it is set; another number in its place is no difference."""
    if not line.label or line.role is Role.SETTLE:
        return text
    for lead in (f"**{escape(line.label)}**", escape(line.label)):
        flat = flatten(lead)
        if text == flat or text.startswith((f"{flat} ", f"{flat}: ")):
            return text[len(flat) :].removeprefix(":").lstrip()
    label, words = split_label(text)
    return words if label and split_label(f"{line.label} .")[0] else text


def _strip_speaker(text: str, line: Line) -> str:
    if line.claim.origin is not Origin.QUOTE or not line.claim.customer:
        return text
    return text.removesuffix(flatten(f"— {escape(line.claim.customer)}")).rstrip()
