"""A metric's file read as one value a day, and a list of holidays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from throughline.discovery.contracts import Grid
from throughline.discovery.pipeline import read_grids
from throughline.measurement.series.contracts import Series
from throughline.measurement.series.dates import read_dates
from throughline.measurement.series.errors import BadSeries, TooFewRows
from throughline.measurement.series.reading import DATE, USUAL, TableRow, read_series

_OCCASION = ("name", "holiday", "title", "event", "summary")


def read_metric(path: Path, *, name: str, columns: Mapping[str, str], signed: bool) -> Series:
    """The daily series of a table, of a workbook its longest sheet. Raises `AppError` where it is none."""
    return read_series(_read_rows(path), where=str(path), name=name, columns=columns, signed=signed)


def read_holidays(path: Path) -> dict[date, str]:
    """The names of holidays by day, from the columns date and name. Raises `AppError` where there are none."""
    rows = _read_rows(path)
    header = [" ".join(cell.casefold().split()) for cell in rows[0].cells] if rows else []
    dates = next((place for place, cell in enumerate(header) if cell in USUAL[DATE]), None)
    names = next((place for place, cell in enumerate(header) if cell in _OCCASION), None)
    if dates is None or names is None:
        raise BadSeries(
            "holidays stand in two columns, date and name",
            where=str(path),
            mend="name them so in the first row",
        )
    body = [row for row in rows[1:] if len(row.cells) > max(dates, names) and row.cells[dates].strip()]
    if not body:
        raise TooFewRows(str(path), 0)
    days = read_dates([(row.line, row.cells[dates].strip()) for row in body], where=str(path), is_daily=_is_any)
    return {day: row.cells[names].strip() for day, row in zip(days, body, strict=True)}


def _read_rows(path: Path) -> list[TableRow]:
    grid: Grid = max(read_grids(path), key=lambda each: len(each.rows))
    broken = next((row for row in grid.rows if row.problem), None)
    if broken is not None:
        raise BadSeries(broken.problem, where=f"{path}, line {broken.line}", mend="correct the row")
    return [TableRow(row.line, row.cells) for row in grid.rows]


def _is_any(days: object) -> bool:
    """Holidays follow no rhythm, so nothing but the dates themselves tells the day from the month."""
    del days
    return True
