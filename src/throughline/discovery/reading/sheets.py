"""XLSX workbooks as tables, read row by row.

Offsets count characters of the sheet laid out: the cells of a row with tabs between them, each row ended by a line
feed, from the sheet's first row.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any

from throughline.discovery.reading.errors import UnusableFile
from throughline.discovery.reading.records import Record
from throughline.discovery.rules.columns import Sampled, guess_columns
from throughline.discovery.rules.headers import find_header

_SAMPLE = 60


@dataclass(frozen=True)
class SheetTable:
    """One sheet: `top` is the row of its header (or of its first record where it has none), from 1."""

    path: Path
    sheet: str
    names: tuple[str, ...]
    top: int
    has_header: bool
    remark: str = field(default="")

    def __iter__(self) -> Iterator[Record]:
        row = 0
        for number, start, cells in iter_rows(self.path, self.sheet):
            if number < self.top or (number == self.top and self.has_header) or not any(cells):
                continue
            row += 1
            yield self._make_record(row, number, start, cells)

    def _make_record(self, row: int, number: int, start: int, cells: list[str]) -> Record:
        width = len(self.names)
        if any(cells[width:]):
            problem = f"it has cells beyond the {width} columns of the header"
            return Record(row, number, problem=problem, raw=" | ".join(cells)[:2_000])
        spans: list[tuple[int, int]] = []
        for cell in cells:
            spans.append((start, start + len(cell)))
            start += len(cell) + 1
        spans += [(start, start)] * (width - len(cells))
        return Record(row, number, [*cells[:width], *[""] * (width - len(cells))], spans)


def open_workbook(path: Path) -> SheetTable:
    """The sheet that holds what people said: the one with the most text among its first records.

    Raises `UnusableFile` where the workbook is damaged or empty.
    """
    tables = [table for title in list_sheets(path) if (table := _open_sheet(path, title)) is not None]
    if not tables:
        raise UnusableFile("the workbook holds no rows", where=str(path), mend="export it again")
    best = max(tables, key=_count_texts)
    if len(tables) == 1:
        return best
    return SheetTable(best.path, best.sheet, best.names, best.top, best.has_header, f"of the sheet “{best.sheet}”")


def list_sheets(path: Path) -> list[str]:
    """The titles of the visible sheets; of all where none is visible. Raises `UnusableFile` where it is damaged."""
    with _opened(path) as book:
        return [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.sheetnames


def iter_rows(path: Path, sheet: str) -> Iterator[tuple[int, int, list[str]]]:
    """Number, offset and cells of each row of `sheet`, empty ones included, without empty cells at the end."""
    start = 0
    with _opened(path) as book:
        try:
            for number, values in enumerate(book[sheet].iter_rows(values_only=True), start=1):
                cells = _strip_end([show_cell(value) for value in values])
                yield number, start, cells
                start += sum(len(cell) for cell in cells) + max(len(cells) - 1, 0) + 1
        except UnusableFile:
            raise
        except Exception as error:  # openpyxl raises whatever a broken part of the file makes it stumble over
            raise _refuse(path) from error


def lay_out_sheet(path: Path, sheet: str) -> str:
    """The text that offsets of this sheet count in."""
    return "".join("\t".join(cells) + "\n" for _, _, cells in iter_rows(path, sheet))


def show_cell(value: Any) -> str:
    """A cell as text: whole numbers without a point, dates in ISO form."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("_x000D_", "").replace("\x00", "")


def _strip_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def _open_sheet(path: Path, sheet: str) -> SheetTable | None:
    rows = [(number, cells) for number, _, cells in islice(iter_rows(path, sheet), 400) if any(cells)][:_SAMPLE]
    if not rows:
        return None
    widths = sorted(len(cells) for _, cells in rows)
    usual = widths[len(widths) // 2]
    place = next((i for i, (_, cells) in enumerate(rows[:10]) if len(cells) >= max(2, usual * 0.6)), 0)
    top, width = rows[place][0], max(len(cells) for _, cells in rows[place:])
    header = find_header([cells for _, cells in rows[place:]])
    names = header or tuple(f"column {i}" for i in range(1, width + 1))
    return SheetTable(path, sheet, names, top, header is not None)


def _count_texts(table: SheetTable) -> int:
    """How many of its first records hold text; 0 where no column does."""
    records: Sequence[Record] = [record for record in islice(iter(table), _SAMPLE) if not record.problem]
    sampled = [Sampled(name, tuple(r.values[place] for r in records)) for place, name in enumerate(table.names)]
    guessed = guess_columns(sampled)
    return max((len(s.filled) for s, c in zip(sampled, guessed, strict=True) if c.role == "text"), default=0)


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        except Exception as error:  # as above: a damaged workbook fails in any way it likes
            raise _refuse(path) from error
        try:
            for sheet in book.worksheets:
                sheet.reset_dimensions()
            yield book
        finally:
            book.close()


def _refuse(path: Path) -> UnusableFile:
    return UnusableFile("the workbook is damaged", where=str(path), mend="open and save it again, or export CSV")
