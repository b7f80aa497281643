"""What each piece of a folder's pages says, and where: its words without marks and comments, its id, its place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from throughline.specification.contracts import Prd
from throughline.specification.exports.folder.contracts import SETTLE
from throughline.specification.exports.folder.pieces import COMMENT, Piece, Shape, read_pieces, split_row
from throughline.specification.exports.folder.writing import FRONT_PAGE, name_page
from throughline.specification.exports.markdown import unescape
from throughline.specification.exports.page import flatten

_MARK = r"\s*(?<!\\)\[(?P<mark>[QNIPJA]|ASSUMPTION)\]"
_REFS = r"(?P<refs>(?:(?<!\\)\[\^[\w-]+\])*)"
_TAIL = re.compile(rf"(?:{_MARK})?{_REFS}\s*$")
_REF = re.compile(r"(?<!\\)\[\^([\w-]+)\]")
_PLACED = re.compile(r"(section|block) ([\w.-]+)(?:/([\w.-]+))?$")
_WORDS = (Shape.PARAGRAPH, Shape.ITEM, Shape.ROW)


@dataclass(frozen=True, slots=True)
class Said:
    """One piece with its place. `text` and `cells` are as they were written, but for the mark, references and comments.

    `section` and `block` are empty where nothing says them. `under` counts the headings before it in its page. `id` is
    the line that a comment says it is. `marker` is the place that a comment right above a heading names.
    """

    path: str
    line: int
    shape: Shape
    text: str
    cells: tuple[str, ...] = ()
    id: str = ""
    mark: str = ""
    notes: tuple[str, ...] = ()
    section: str = ""
    block: str = ""
    under: int = 0
    marker: str = ""

    @property
    def is_words(self) -> bool:
        """Whether it may be a line of the PRD."""
        return self.shape in _WORDS

    @property
    def key(self) -> tuple[str, str]:
        """What two pieces that say the same have in common."""
        return (self.shape.value, self.text)


def read_pages(pages: Mapping[str, str], base: Prd, *, unmarked: Collection[str] = ()) -> list[Said]:
    """Everything that the pages say: the front page first, then by path.

    In the `unmarked` pages, comments that say a place are passed over.
    """
    paths = sorted(pages, key=lambda path: (path != FRONT_PAGE, path))
    return [said for p in paths for said in _Page(p, base, marked=p not in unmarked).read(read_pieces(pages[p]))]


def has_places(text: str) -> bool:
    """Whether the comments that say places still stand in a page."""
    return any(_PLACED.match(words.strip()) for words in COMMENT.findall(text))


class _Page:
    """One page as it is read: where it has got to."""

    def __init__(self, path: str, base: Prd, *, marked: bool) -> None:
        self.path, self.base, self.marked = path, base, marked
        self.ids = {line.claim.id for line in base.lines}
        self.section, self.block = self._find_by_path(), ""
        self.under, self.marker = 0, ""

    def _find_by_path(self) -> str:
        first = self.path.partition("/")[0].removesuffix(".md")
        return next((s.key for s in self.base.sections if name_page(s).removesuffix(".md") == first), "")

    def read(self, pieces: Iterable[Piece]) -> Iterator[Said]:
        for piece in pieces:
            if piece.shape is Shape.COMMENT:
                yield from self._read_comment(piece)
            elif piece.shape is Shape.HEADING:
                yield self._read_heading(piece)
                yield from (Said(self.path, piece.line, Shape.COMMENT, flatten(c)) for c in COMMENT.findall(piece.text))
            elif piece.shape in _WORDS:
                yield from self._read_words(piece)
            else:
                yield Said(self.path, piece.line, piece.shape, flatten(piece.text))

    def _read_comment(self, piece: Piece) -> Iterator[Said]:
        for words in COMMENT.findall(piece.text):
            placed = _PLACED.match(words.strip())
            if placed and not self.marked:
                continue
            if placed and self._go_to(placed[2], placed[3] or ""):
                self.marker = placed[1]
            else:
                yield Said(self.path, piece.line, Shape.COMMENT, flatten(words))

    def _go_to(self, section: str, block: str) -> bool:
        """Whether there is such a place; what follows stands there."""
        known = next((s for s in self.base.sections if s.key == section), None)
        if known is None or (block and all(b.id != block for b in known.blocks)):
            return False
        self.section, self.block = section, block
        return True

    def _read_heading(self, piece: Piece) -> Said:
        title = unescape(COMMENT.sub("", piece.text).strip())
        marker, self.marker = self.marker, ""
        self.under += 1
        if not marker:
            self._find_by_title(title)
        return Said(
            self.path, piece.line, Shape.HEADING, title, section=self.section, block=self.block, under=self.under,
            marker=marker,
        )  # fmt: skip

    def _find_by_title(self, title: str) -> None:
        for section in self.base.sections:
            if title in (flatten(f"{section.number} {section.title}"), flatten(section.title)):
                self.section, self.block = section.key, ""
                return
        places = [(s.key, b.id) for s in self.base.sections for b in s.blocks if b.title and flatten(b.title) == title]
        here = [place for place in places if place[0] == self.section]
        found = here or (places if len(places) == 1 else [])
        self.block = ""
        if found:
            self.section, self.block = found[0]

    def _read_words(self, piece: Piece) -> Iterator[Said]:
        self.marker = ""
        settles = piece.quoted and not self.section
        place = (SETTLE, "") if settles else (self.section, self.block)
        start = 0
        ids = [match for match in COMMENT.finditer(piece.text) if match[1].strip() in self.ids]
        if piece.shape is Shape.ROW or len(ids) < 2:
            yield from self._say(piece, piece.text, place)
            return
        for number, match in enumerate(ids, 1):
            end = match.end() if number < len(ids) else len(piece.text)
            yield from self._say(piece, piece.text[start:end], place)
            start = end

    def _say(self, piece: Piece, text: str, place: tuple[str, str]) -> Iterator[Said]:
        comments = [words.strip() for words in COMMENT.findall(text)]
        own = next((words for words in comments if words in self.ids), "")
        cells, tails = _strip_cells(split_row(text)) if piece.shape is Shape.ROW else ((), [])
        words, tail = (" | ".join(cells), next((t for t in tails if t[0] or t[1]), ("", ()))) if cells else _strip(text)
        said = Said(
            self.path, piece.line, piece.shape, words, cells, own, *tail, *place, under=self.under
        )  # fmt: skip
        if words or own:
            yield said
        for other in comments:
            if other != own:
                yield Said(self.path, piece.line, Shape.COMMENT, flatten(other))


def _strip_cells(cells: Iterable[str]) -> tuple[tuple[str, ...], list[tuple[str, tuple[str, ...]]]]:
    """Only the cell with the comment has a tail; where no comment is left, any may have one."""
    held = list(cells)
    marked = any(COMMENT.search(cell) for cell in held)
    bare: tuple[str, tuple[str, ...]] = ("", ())
    stripped = [_strip(cell) if not marked or COMMENT.search(cell) else (flatten(cell), bare) for cell in held]
    return tuple(words for words, _ in stripped), [tail for _, tail in stripped]


def _strip(text: str) -> tuple[str, tuple[str, tuple[str, ...]]]:
    """The words, the letter of their origin, and the keys of their footnotes.

    The tail stands before the comment with the id, or at the end; what was written after it belongs to the words.
    """
    before, comment, after = _split_at_comment(text)
    match = _TAIL.search(before)
    words, mark, refs = (before, "", "") if match is None else (before[: match.start()], match["mark"], match["refs"])
    rest = COMMENT.sub(" ", after) if comment else ""
    return flatten(f"{words} {rest}"), (mark or "", tuple(_REF.findall(refs or "")))


def _split_at_comment(text: str) -> tuple[str, str, str]:
    match = COMMENT.search(text)
    return (text[: match.start()], match.group(), text[match.end() :]) if match else (text, "", "")
