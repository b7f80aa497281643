"""CSV, TSV and their kin, record by record, with the exact place of every cell.

The standard module gives no offsets and lets one stray quote swallow the rows behind it. Here a quote that is never
closed, or is followed by anything but the next cell, costs one line: that line is rejected, reading goes on after it.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from throughline.discovery.reading.originals import Decoded, Line, iter_lines
from throughline.discovery.reading.records import Record, shorten
from throughline.discovery.rules.headers import find_header

DELIMITERS = (",", "\t", ";", "|")
_MOST_LINES_IN_A_CELL = 5_000
_SAMPLE = 400
_STRAY = "a quote stands inside a quoted cell without being doubled"
_UNCLOSED = "a quote is opened on this line and never closed"

Take = Callable[[], Line | None]


@dataclass(frozen=True, slots=True)
class Cells:
    """One record as cut: `problem` says why it could not be."""

    line: int
    values: list[str]
    spans: list[tuple[int, int]]
    raw: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a delimited file is laid out. `delimiter` is "" for a single column; `skip` lines stand above the header."""

    delimiter: str
    skip: int
    has_header: bool
    names: tuple[str, ...]
    agreement: float
    """Share of sampled records with as many cells as the header."""


@dataclass(frozen=True)
class DelimitedTable:
    """A delimited file as a table."""

    decoded: Decoded
    layout: Layout
    remark: str = field(default="")

    @property
    def names(self) -> tuple[str, ...]:
        return self.layout.names

    def __iter__(self) -> Iterator[Record]:
        lines = islice(iter_lines(self.decoded), self.layout.skip, None)
        cut = cut_records(lines, self.layout.delimiter)
        if self.layout.has_header:
            next(cut, None)
        for row, cells in enumerate(cut, start=1):
            yield self._check(row, cells)

    def _check(self, row: int, cells: Cells) -> Record:
        problem = cells.problem or self._find_problem(cells)
        if problem:
            return Record(row, cells.line, problem=problem, raw=shorten(cells.raw))
        return Record(row, cells.line, cells.values, cells.spans)

    def _find_problem(self, cells: Cells) -> str:
        if "\x00" in cells.raw:
            return "it holds a NUL byte"
        if self.decoded.damaged and "\ufffd" in cells.raw:
            return f"its bytes are not {self.decoded.encoding.upper()}"
        have, want = len(cells.values), len(self.names)
        if have > want and not any(cells.values[want:]):
            return ""
        if have != want:
            return f"it has {have} cells where the header has {want}"
        return ""


def cut_records(lines: Iterable[Line], delimiter: str) -> Iterator[Cells]:
    """Cut lines into records; blank lines are none. An empty delimiter makes each line one cell."""
    source, ahead = iter(lines), deque[Line]()

    def take() -> Line | None:
        return ahead.popleft() if ahead else next(source, None)

    while (line := take()) is not None:
        if not line.raw.strip():
            continue
        if '"' not in line.raw:
            yield _cut_plain(line, delimiter)
            continue
        if delimiter and (quick := _cut_quickly(line, delimiter)):
            yield quick
            continue
        used = [line]
        cells = _cut_quoted(used, delimiter, take)
        if cells.problem:
            ahead.extendleft(reversed(used[1:]))
            cells = _cut_plain(line, "") if not delimiter else cells
        yield cells


def _cut_plain(line: Line, delimiter: str) -> Cells:
    text = line.text
    values = text.split(delimiter) if delimiter else [text]
    spans: list[tuple[int, int]] = []
    at = line.start
    for value in values:
        spans.append((at, at + len(value)))
        at += len(value) + 1
    return Cells(line.number, values, spans, raw=text)


def _cut_quickly(line: Line, delimiter: str) -> Cells | None:
    """Cut a line whose quotes are all in order with one pattern; None where they are not, or a cell runs on."""
    cells, at, text = Cells(line.number, [], [], raw=line.text), 0, line.raw
    for found in _compile_cell(delimiter).finditer(text):
        group = 1 if found.start(1) >= 0 else 2
        value = found[group]
        cells.values.append(value.replace('""', '"') if group == 1 else value)
        cells.spans.append((line.start + found.start(group), line.start + found.end(group)))
        if found.start() != at:
            return None
        at = found.end()
        if found[3] != delimiter:
            return cells if not text[at:].strip("\r\n") else None
    return None


@lru_cache(maxsize=16)
def _compile_cell(delimiter: str) -> re.Pattern[str]:
    mark = re.escape(delimiter)
    quoted, bare = r'"([^"\r\n]*+(?:""[^"\r\n]*+)*+)"', rf'(?![ \t]*")([^{mark}\r\n]*+)'
    return re.compile(rf"(?:{quoted}|{bare})({mark}|(?=[\r\n]|$))")


def _cut_quoted(used: list[Line], delimiter: str, take: Take) -> Cells:
    """Cut a record that has quotes; lines are added to `used` while a quoted cell runs on."""
    text, base = used[0].raw, used[0].start
    cells = Cells(used[0].number, [], [], raw=used[0].raw)
    at = 0
    while True:
        opened = _find_opening(text, at, delimiter)
        if opened < 0:
            stop = len(text) - _measure_end(text)
            end = text.find(delimiter, at, stop) if delimiter else -1
            end = stop if end < 0 else end
            cells.values.append(text[at:end])
            cells.spans.append((base + at, base + end))
        else:
            text, closed = _find_closing(text, opened + 1, used, take)
            if closed < 0:
                return _refuse(cells, _UNCLOSED)
            cells.values.append(text[opened + 1 : closed].replace('""', '"'))
            cells.spans.append((base + opened + 1, base + closed))
            end = _skip_blanks(text, closed + 1, delimiter)
            stop = len(text) - _measure_end(text)
            if end < stop and text[end] != delimiter:
                return _refuse(cells, _STRAY if len(used) == 1 else _UNCLOSED)
        if end >= stop:
            return Cells(cells.line, cells.values, cells.spans, raw=text)
        at = end + 1


def _refuse(cells: Cells, problem: str) -> Cells:
    return Cells(cells.line, [], [], raw=cells.raw, problem=problem)


def _find_opening(text: str, at: int, delimiter: str) -> int:
    """Where the quote of a quoted cell stands (blanks may precede it), or -1 for a bare cell."""
    at = _skip_blanks(text, at, delimiter)
    return at if at < len(text) and text[at] == '"' else -1


def _skip_blanks(text: str, at: int, delimiter: str) -> int:
    while at < len(text) and text[at] in " \t" and text[at] != delimiter:
        at += 1
    return at


def _find_closing(text: str, at: int, used: list[Line], take: Take) -> tuple[str, int]:
    """The place of the closing quote, -1 if there is none, and the text with the lines it took to get there."""
    parts, size = [text], len(text)
    part, offset = text, 0
    while True:
        found = part.find('"', at - offset)
        if found >= 0:
            if part[found + 1 : found + 2] == '"':
                at = offset + found + 2
                continue
            return "".join(parts), offset + found
        following = take() if len(used) < _MOST_LINES_IN_A_CELL else None
        if following is None:
            return text, -1
        used.append(following)
        parts.append(following.raw)
        part, offset = following.raw, size
        at = max(at, offset)
        size += len(part)


def _measure_end(text: str) -> int:
    return len(text) - len(text.rstrip("\r\n"))


def sniff_layout(decoded: Decoded, *, insist: bool) -> Layout | None:
    """Find delimiter and header from the head of a file; None where it does not look like a table.

    `insist` (the name ends in .csv or .tsv) accepts a single column and ragged rows.
    """
    lines = list(islice(iter_lines(decoded), _SAMPLE * 3))
    first = lines[0].text if lines else ""
    if first.casefold().startswith("sep=") and len(first) == 5:
        lines = lines[1:]
        return _lay_out(lines, first[4], above=1)
    layouts = [layout for mark in DELIMITERS if (layout := _lay_out(lines, mark))]
    best = max(layouts, key=_rate, default=None)
    if best and _is_believable(best, lines, insist=insist):
        return best
    return _lay_out(lines, "") if insist else None


def _is_believable(layout: Layout, lines: list[Line], *, insist: bool) -> bool:
    """Without a header, commas with a blank behind them are prose, and cells must agree almost everywhere."""
    if layout.has_header:
        return layout.agreement >= (0.1 if insist else 0.8)
    text = "".join(line.raw for line in lines)
    prose = layout.delimiter in ",;" and text.count(f"{layout.delimiter} ") >= 0.8 * text.count(layout.delimiter)
    return layout.agreement >= 0.9 and not prose


def _rate(layout: Layout) -> tuple[float, int]:
    return (round(layout.agreement, 1), len(layout.names))


def _lay_out(lines: list[Line], delimiter: str, *, above: int = 0) -> Layout | None:
    """The layout with this delimiter; None where it does not cut the head into at least two columns."""
    records = list(islice(cut_records(lines, delimiter), _SAMPLE))
    sound = [record for record in records if not record.problem]
    if not sound:
        return None
    if not delimiter:
        rows = [record.values for record in sound]
        names = find_header(rows)
        return Layout("", above + sound[0].line - 1, names is not None, names or ("column 1",), 1.0)
    top = _find_top(sound)
    width = len(sound[top].values)
    if width < 2:
        return None
    below = records[records.index(sound[top]) :]
    agreement = sum(1 for record in below if len(record.values) == width) / len(below)
    names = find_header([record.values for record in sound[top:] if len(record.values) == width])
    listed = names or tuple(f"column {place}" for place in range(1, width + 1))
    return Layout(delimiter, sound[top].line - 1, names is not None, listed, agreement)


def _find_top(records: list[Cells]) -> int:
    """The place of the header: the first record, unless a few lone title lines stand above a wider table."""
    widths = Counter(len(record.values) for record in records)
    usual = widths.most_common(1)[0][0]
    if usual < 2 or len(records[0].values) != 1:
        return 0
    for place, record in enumerate(records[:10]):
        if len(record.values) == usual:
            return place
    return 0
