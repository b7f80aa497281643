"""A file of a metric, one value a day, as a series."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from throughline.core.kernel.errors import BadInput
from throughline.discovery.contracts import Grid
from throughline.discovery.pipeline import read_grids
from throughline.measurement.series.contracts import Series
from throughline.measurement.series.reading import TableRow, read_series


def read_daily(path: Path, *, columns: Mapping[str, str], signed: bool = False) -> Series:
    """The daily series of a CSV, TSV or XLSX file; of a workbook, the sheet with most rows. Raises `AppError`."""
    grid = max(read_grids(path), key=lambda each: len(each.rows))
    return read_series(_take_rows(grid, str(path)), where=str(path), columns=columns, signed=signed)


def _take_rows(grid: Grid, where: str) -> list[TableRow]:
    for row in grid.rows:
        if row.problem:
            raise BadInput(row.problem, where=f"{where}, line {row.line}", mend="correct the line, or export it again")
    return [TableRow(row.line, row.cells) for row in grid.rows]
