"""A Markdown file cut into blocks: headings, items, paragraphs, rows, code; each line knows where it stands.

Block structure is markdown-it-py's (CommonMark with tables, front matter and footnotes); inline marks are read by
`plain`, which keeps the place of every character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from throughline.specification.rules.checking.contracts import Plain
from throughline.specification.rules.checking.plain import join_plains, read_plain

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

Source = tuple[int, int, str]
"""A source line: its number and first column, both from 1, and its words."""


class BlockKind(StrEnum):
    HEADING = "heading"
    ITEM = "item"
    PARAGRAPH = "paragraph"
    ROW = "row"
    CODE = "code"
    NOTE = "note"


@dataclass(frozen=True)
class Block:
    """One block. `parent` is the number of the item around it, `group` the number of its list or table.

    `level` is a heading's level, or how many lists are around an item. `source` are its lines as they stand in the
    file, `header` a row's column names, `language` a code block's. `quoted` tells that it stands in a quotation.
    """

    number: int
    kind: BlockKind
    source: tuple[Source, ...]
    plain: Plain
    level: int = 0
    parent: int | None = None
    group: int = 0
    header: tuple[str, ...] = ()
    cells: tuple[Plain, ...] = ()
    language: str = ""
    quoted: bool = False
    note: str = ""

    @property
    def line(self) -> int:
        return self.source[0][0] if self.source else 0


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark").enable("table").use(front_matter_plugin).use(footnote_plugin)
    parser.disable(["inline", "footnote_tail", "reference", "text_join"])
    return parser


@dataclass
class _Walk:
    """Where the walk through the tokens stands."""

    lines: Sequence[str]
    blocks: list[Block] = field(default_factory=list[Block])
    items: list[int | None] = field(default_factory=list[int | None])
    groups: list[int] = field(default_factory=list[int])
    made: int = 0
    quotes: int = 0
    header: tuple[str, ...] = ()
    cells: list[Plain] = field(default_factory=list[Plain])
    note: str = ""
    row: bool = False
    heading: int = 0

    def add(self, kind: BlockKind, source: tuple[Source, ...], **more: object) -> None:
        number = len(self.blocks)
        parent = next((item for item in reversed(self.items) if item is not None), None)
        more.setdefault("parent", parent)
        more.setdefault("group", self.groups[-1] if self.groups else 0)
        plain = join_plains(self.cells, " | ") if kind is BlockKind.ROW else read_plain(source)
        block = Block(number, kind, source, plain, quoted=self.quotes > 0, note=self.note, **more)  # type: ignore[arg-type]
        self.blocks.append(block)


def read_blocks(text: str) -> tuple[str, list[Block]]:
    """The front matter's own text, and every block in the order of the file."""
    walk, front = _Walk(text.split("\n")), ""
    for token in _parser().parse(text):
        if token.type == "front_matter":
            front = token.content
        else:
            _step(token, walk)
    return front, walk.blocks


def _step(token: Token, walk: _Walk) -> None:
    """One token: containers change where the walk stands, content becomes a block."""
    kind = token.type
    if kind in {"bullet_list_open", "ordered_list_open", "table_open"}:
        walk.made += 1
        walk.groups.append(walk.made)
        walk.header = ()
    elif kind in {"bullet_list_close", "ordered_list_close", "table_close"}:
        walk.groups.pop()
    elif kind == "list_item_open":
        walk.items.append(None)
    elif kind == "list_item_close":
        walk.items.pop()
    elif kind in {"blockquote_open", "blockquote_close"}:
        walk.quotes += token.nesting
    elif kind in {"footnote_reference_open", "footnote_reference_close"}:
        walk.note = str((token.meta or {}).get("label", "")) if token.nesting > 0 else ""
    elif kind == "heading_open":
        walk.heading = int(token.tag[1])
    elif kind in {"fence", "code_block"}:
        _add_code(token, walk)
    elif kind == "inline":
        _add_inline(token, walk)
    elif kind in {"tr_open", "tr_close"}:
        _step_row(token, walk)


def _step_row(token: Token, walk: _Walk) -> None:
    if token.nesting > 0:
        walk.cells, walk.row = [], True
        return
    walk.row = False
    if not walk.header:
        walk.header = tuple(cell.text for cell in walk.cells) or ("",)
        return
    number = (token.map or [0])[0]
    first = walk.cells[0] if walk.cells else None
    line = first.line if first else number + 1
    source = ((line, 1, walk.lines[line - 1]),)
    walk.add(BlockKind.ROW, source, header=walk.header, cells=tuple(walk.cells), level=1)


def _add_code(token: Token, walk: _Walk) -> None:
    start, end = token.map or (0, 0)
    first = start + 1 if token.type == "fence" else start
    lines = token.content.split("\n")[: max(0, end - first)]
    source = tuple((first + n + 1, 1 + _find(walk.lines, first + n, words), words) for n, words in enumerate(lines))
    walk.add(BlockKind.CODE, source, language=token.info.strip().split(" ")[0].lower())


def _add_inline(token: Token, walk: _Walk) -> None:
    start = (token.map or [0, 0])[0]
    if walk.row:
        walk.cells.append(_read_cell(token.content, start, walk))
        return
    source = tuple(_locate(token.content, start, walk.lines))
    if walk.heading:
        walk.add(BlockKind.HEADING, source, level=walk.heading)
        walk.heading = 0
    elif walk.note:
        walk.add(BlockKind.NOTE, source)
    elif walk.items and walk.items[-1] is None:
        outer = next((item for item in reversed(walk.items[:-1]) if item is not None), None)
        walk.items[-1] = len(walk.blocks)
        walk.add(BlockKind.ITEM, source, level=len(walk.items), parent=outer)
    else:
        walk.add(BlockKind.PARAGRAPH, source, level=len(walk.items))


def _locate(content: str, start: int, lines: Sequence[str]) -> Iterator[Source]:
    for number, words in enumerate(content.split("\n"), start):
        yield number + 1, 1 + _find(lines, number, words.strip()), words.strip()


def _find(lines: Sequence[str], number: int, words: str) -> int:
    return max(0, lines[number].find(words)) if number < len(lines) else 0


def _read_cell(content: str, number: int, walk: _Walk) -> Plain:
    """A cell stands behind those before it in its line."""
    line = walk.lines[number] if number < len(walk.lines) else ""
    begin = walk.cells[-1].place(len(walk.cells[-1].text))[1] if walk.cells else 0
    written = content.replace("|", r"\|") if content not in line else content
    at = max(0, line.find(written, max(0, begin - 1)) if written else begin)
    return read_plain(((number + 1, at + 1, content),))


_COMMENT = re.compile(r"<!--([\s\S]*?)(?:-->|\Z)")


def find_comments(text: str, code_lines: frozenset[int]) -> Iterator[tuple[int, int, str]]:
    """Every HTML comment outside code: its first line, its column, and what stands in it."""
    for match in _COMMENT.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        if line not in code_lines:
            yield line, match.start() - (text.rfind("\n", 0, match.start()) + 1) + 1, match[1]
