"""A table of values as it was given, a file or pasted rows: read into values and faults, and nothing is kept."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from throughline.core.kernel.errors import AppError
from throughline.discovery.contracts import Grid
from throughline.discovery.pipeline import read_days, read_grids, read_plain
from throughline.strategy.models import Metric
from throughline.strategy.recording.errors import NoColumns, NothingGiven
from throughline.strategy.rules.ranking.numerals import is_ambiguous
from throughline.strategy.rules.recording.table import (
    Cells,
    Columns,
    Fault,
    Known,
    Point,
    find_columns,
    fold,
    read_rows,
)

_WIDEST_GAP = 1000
"""Empty lines that are kept between rows, so that a row's number stays the one of the file."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a table holds: values, faults, and `remark`, how its days were read where nothing tells.

    `left` is the table again with its faulty rows alone.
    """

    points: Sequence[Point]
    faults: Sequence[Fault]
    remark: str
    left: str


def write_text(data: bytes, name: str) -> str:
    """A file as rows of text, each on the line it has there. Raises `AppError` where it is no table."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"values{Path(name).suffix[:8]}"
        path.write_bytes(data)
        try:
            grids, plain = read_grids(path), read_plain(path)
        except AppError as error:
            error.move(name)
            raise
    return _write(max(grids, key=lambda grid: len(grid.rows))) if plain is None else plain


def read_text(text: str, *, metrics: Sequence[Metric], alone: str, today: date) -> Reading:
    """Rows with a line of column names, or days and values in order. Raises `NothingGiven`, `NoColumns`."""
    if not text.strip():
        raise NothingGiven
    rows = _cut(text)
    days, _ = read_days([rows[0].cells[0] if rows and rows[0].cells else ""])
    columns = find_columns(rows[0].cells, alone=bool(alone), is_day=days[0] is not None) if rows else None
    if columns is None:
        raise NoColumns("“date, value”" if alone else "“date, metric, value”")
    body = rows[1:] if columns.has_header else rows
    days, remark = read_days([_find_day(row, columns) for row in body])
    known = Known({fold(one.name): (one.name, one.unit) for one in metrics}, alone, today)
    points, faults = read_rows(body, days, columns, known)
    return Reading(points, faults, remark, _leave(text, rows, columns, faults))


def _cut(text: str) -> list[Cells]:
    """The rows of pasted text, by the reader that reads a file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "pasted.csv"
        path.write_text(text, encoding="utf-8")
        try:
            (grid,) = read_grids(path)
        except AppError as error:
            error.move("The rows")
            raise
    return [Cells(row.line, row.cells, row.problem) for row in grid.rows]


def _find_day(row: Cells, columns: Columns) -> str:
    return row.cells[columns.on] if columns.on < len(row.cells) else ""


def _leave(text: str, rows: Sequence[Cells], columns: Columns, faults: Sequence[Fault]) -> str:
    """The column names and the rows that could not be read, to be mended; a row may run over several lines."""
    lines, wanted = re.split(r"\r\n|\r|\n", text), {fault.line for fault in faults}
    if columns.has_header:
        wanted.add(rows[0].line)
    ends = [row.line for row in rows[1:]] + [len(lines) + 1]
    kept = [lines[row.line - 1 : end - 1] for row, end in zip(rows, ends, strict=True) if row.line in wanted]
    return "\n".join(line for row in kept for line in row if line.strip()) if faults else ""


def _write(grid: Grid) -> str:
    out = StringIO()
    pen, line = csv.writer(out, lineterminator="\n"), 1
    for row in grid.rows:
        if line < row.line <= line + _WIDEST_GAP:
            out.write("\n" * (row.line - line))
            line = row.line
        pen.writerow([_settle(cell) if grid.typed else cell for cell in row.cells])
        line += 1
    return out.getvalue()


def _settle(cell: str) -> str:
    """A number of a workbook has a decimal point: 4.125 is not four thousand."""
    return f"{cell}0" if is_ambiguous(cell) else cell
