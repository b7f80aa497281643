"""Tables that hold no evidence, such as a list of ideas: rows of cells, and what they mean is for others to say."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from throughline.discovery.contracts import Grid, GridRow
from throughline.discovery.reading.archives import list_members
from throughline.discovery.reading.delimited import cut_records, sniff_layout
from throughline.discovery.reading.errors import UnusableFile
from throughline.discovery.reading.originals import Decoded, examine, iter_lines

LONGEST = 20_000
"""Rows of one grid; more is data, not a list that people made."""
_LONG_CELL = 10_000
_TOO_LONG = "leave out what is not needed, or give it in parts"

TABLES = "CSV, TSV or XLSX"


def read_grids(path: Path) -> tuple[Grid, ...]:
    """The visible sheets of a workbook that hold rows, or the one table of a delimited file.

    Raises `UnusableFile` where it is neither, is damaged, or has more than `LONGEST` rows.
    """
    examined = examine(path, formats=TABLES)
    if examined.decoded is not None:
        return (Grid(_demand_few(_cut(path, examined.decoded), path)),)
    if any(name.startswith("xl/workbook") for name in list_members(path)):
        return _read_workbook(path)
    raise UnusableFile("this is no table", where=str(path), mend=f"give a {TABLES} file")


def read_plain(path: Path) -> str | None:
    """The characters of a delimited file as they stand, line ends too; None for a workbook, which has none."""
    decoded = examine(path).decoded
    if decoded is None:
        return None
    with decoded.open() as file:
        return file.read()


def _read_workbook(path: Path) -> tuple[Grid, ...]:
    from throughline.discovery.reading.sheets import iter_rows, list_sheets

    grids: list[Grid] = []
    for title in list_sheets(path):
        rows = (GridRow(number, tuple(cells)) for number, _, cells in iter_rows(path, title) if any(cells))
        if kept := _demand_few(rows, path):
            grids.append(Grid(kept, title, typed=True))
    if not grids:
        raise UnusableFile("the workbook holds no rows", where=str(path), mend="export it again")
    return tuple(grids)


def _cut(path: Path, decoded: Decoded) -> Iterator[GridRow]:
    if decoded.read_head().lstrip("\ufeff \t\r\n")[:1] in {"{", "["}:
        raise UnusableFile("this is JSON, not a table", where=str(path), mend=f"give a {TABLES} file")
    layout = sniff_layout(decoded, insist=True)
    if layout is None:
        raise UnusableFile("this is no table", where=str(path), mend=f"give a {TABLES} file")
    for cells in cut_records(iter_lines(decoded), layout.delimiter):
        if cells.problem:
            yield GridRow(cells.line, (), cells.problem)
        elif any(value.strip() for value in cells.values) and not _is_separator_line(cells.values, cells.line):
            yield GridRow(cells.line, tuple(value.lstrip("\ufeff")[:_LONG_CELL] for value in cells.values))


def _is_separator_line(values: list[str], line: int) -> bool:
    """`sep=;`, which Excel writes above a table."""
    return line == 1 and "".join(values).strip().casefold().startswith("sep=")


def _demand_few(rows: Iterator[GridRow], path: Path) -> tuple[GridRow, ...]:
    kept = tuple(islice(rows, LONGEST + 1))
    if len(kept) > LONGEST:
        raise UnusableFile(f"it has more than {LONGEST:,} rows", where=str(path), mend=_TOO_LONG)
    return kept
