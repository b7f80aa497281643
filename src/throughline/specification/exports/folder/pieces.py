"""A Markdown file taken apart into pieces: headings, paragraphs, items, table rows, comments.

Whoever edits a folder may wrap lines anew, use other bullets, or write with another system's line ends: none of that
is a difference here. Nothing is left out: whatever stands in a file is a piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token


class Shape(StrEnum):
    """What a piece is set as."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    HEAD = "head"
    COMMENT = "comment"
    CODE = "code"
    NOTE = "note"
    FRONT = "front matter"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece as it was written, on one line; `line` is its first, from 1. `level` is a heading's, 1 to 6.

    `cells` are those of a table's row; `quoted` says that it stands in a block quote.
    """

    shape: Shape
    text: str
    line: int
    level: int = 0
    cells: tuple[str, ...] = ()
    quoted: bool = False


COMMENT = re.compile(r"(?<!\\)<!--(.*?)-->", re.DOTALL)
_NOTE = re.compile(r"^\[\^[\w-]+\]:")
_CELL = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_BOX = re.compile(r"^\[[ xX]\]\s+")


def read_pieces(text: str) -> list[Piece]:
    """Every piece of a file, in order."""
    rows = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    front = list(_take_front(rows))
    notes = list(_take_notes(rows))
    return sorted([*front, *notes, *_read_blocks(rows)], key=lambda piece: piece.line)


def _take_front(rows: list[str]) -> Iterator[Piece]:
    """The fields of the front matter, each a piece; their rows are left empty."""
    if not rows or rows[0].strip() != "---":
        return
    end = next((n for n, row in enumerate(rows[1:], 1) if row.strip() == "---"), 0)
    for n in range(1, end):
        if rows[n].strip():
            yield Piece(Shape.FRONT, rows[n].strip(), n + 1)
    rows[: end + 1] = [""] * (end + 1) if end else rows[:1]


def _take_notes(rows: list[str]) -> Iterator[Piece]:
    """The footnotes' texts, with what is indented below them; their rows are left empty."""
    n = 0
    while n < len(rows):
        start = n
        n += 1
        if not _NOTE.match(rows[start]):
            continue
        while n < len(rows) and rows[n].startswith((" ", "\t")) and rows[n].strip():
            n += 1
        yield Piece(Shape.NOTE, " ".join(" ".join(rows[start:n]).split()), start + 1)
        rows[start:n] = [""] * (n - start)


def _read_blocks(rows: Sequence[str]) -> Iterator[Piece]:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table").disable(["code", "lheading", "reference"])
    open_: list[Token] = []
    for token in parser.parse("\n".join(rows)):
        if token.nesting == 1:
            open_.append(token)
            if token.type == "tr_open":
                yield _read_row(token, open_, rows)
        elif token.nesting == -1:
            open_.pop()
        else:
            yield from _read_leaf(token, open_)


def _read_row(token: Token, open_: Sequence[Token], rows: Sequence[str]) -> Piece:
    """A table's row from its own text, for more cells than the table has columns would be dropped."""
    start = token.map[0] if token.map else 0
    shape = Shape.HEAD if any(one.type == "thead_open" for one in open_) else Shape.ROW
    row = rows[start].strip()
    cells = split_row(row)
    return Piece(shape, row, start + 1, cells=tuple(cells), quoted=_is_quoted(open_))


def split_row(row: str) -> list[str]:
    """The cells between the bars that no backslash stands before."""
    bare = row.strip().removeprefix("|")
    marked = _CELL.sub(lambda match: f"{match[1]}\x00", bare)
    cells = [cell.strip() for cell in marked.split("\x00")]
    return cells[:-1] if len(cells) > 1 and not cells[-1] else cells


def _read_leaf(token: Token, open_: Sequence[Token]) -> Iterator[Piece]:
    line = (token.map[0] if token.map else 0) + 1
    within = [one.type for one in open_]
    if token.type == "inline" and not {"td_open", "th_open"} & set(within):
        yield _read_inline(token, open_, line)
    elif token.type == "html_block":
        text = token.content.strip()
        yield Piece(Shape.PARAGRAPH if COMMENT.sub("", text).strip() else Shape.COMMENT, text, line)
    elif token.type in ("fence", "code_block"):
        yield Piece(Shape.CODE, token.content.rstrip("\n"), line)


def _read_inline(token: Token, open_: Sequence[Token], line: int) -> Piece:
    text = " ".join(token.content.split())
    parent = open_[-1] if open_ else None
    if parent is not None and parent.type == "heading_open":
        return Piece(Shape.HEADING, text, line, level=int(parent.tag[1:]))
    listed = any(one.type == "list_item_open" for one in open_)
    shape = Shape.ITEM if listed else Shape.PARAGRAPH
    return Piece(shape, _BOX.sub("", text) if listed else text, line, quoted=_is_quoted(open_))


def _is_quoted(open_: Sequence[Token]) -> bool:
    return any(one.type == "blockquote_open" for one in open_)
