"""A table of rows read as one value a day, or refused in one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from throughline.measurement.series.contracts import Series
from throughline.measurement.series.dates import read_dates
from throughline.measurement.series.errors import (
    BadSeries,
    NegativeCounts,
    NotDaily,
    RepeatedDays,
    TooFewRows,
    TooManyGaps,
    TwoColumns,
    UnknownColumn,
    WithoutColumn,
    WithoutVariation,
)
from throughline.measurement.series.numbers import read_numbers

DATE, VALUE = "date", "value"
USUAL: Mapping[str, tuple[str, ...]] = {DATE: ("date", "ds"), VALUE: ("value", "y")}
"""What columns are called that need no --map."""
MOST_MISSING = 0.10
"""The share of days without a value that can still be modelled."""
_DEFAULT_COLUMNS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: the line of the file it begins on, and its cells as text."""

    line: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Entry:
    line: int
    day: date
    value: float


def read_series(
    rows: Sequence[TableRow],
    *,
    where: str,
    name: str = "",
    columns: Mapping[str, str] = _DEFAULT_COLUMNS,
    signed: bool = False,
    most_missing: float = MOST_MISSING,
) -> Series:
    """The daily series of a table whose first row names its columns; the rows in any order.

    `where` names the file in errors, `columns` says which column is the date and which the value where they are not
    called so, `signed` allows whole numbers below zero. Blank cells and days without a row are missing, up to
    `most_missing` of the days. Raises `AppError` for whatever is no daily series.
    """
    if not rows:
        raise TooFewRows(where, 0)
    header = [" ".join(cell.split()) for cell in rows[0].cells]
    dates, values = (_find_column(role, header, columns, where) for role in (DATE, VALUE))
    body = [row for row in rows[1:] if any(cell.strip() for cell in row.cells)]
    entries = _read_entries(body, dates, values, where)
    _demand_single(entries, where)
    known = [entry for entry in sorted(entries, key=lambda entry: entry.day) if not np.isnan(entry.value)]
    if len(known) < 2:
        raise TooFewRows(where, len(known))
    _demand_daily([entry.day for entry in known], where)
    if not signed:
        _demand_no_negative(known, where)
    series = Series(name or header[values], known[0].day, _lay_out(known))
    _demand_filled(series, most_missing, where)
    _demand_variation(series, where)
    return series


def parse_columns(text: str | None) -> dict[str, str]:
    """`--map date=Day,value=Signups` as columns by role. Raises `AppError`."""
    chosen: dict[str, str] = {}
    for pair in text.split(",") if text else ():
        role, equals, column = (part.strip() for part in pair.partition("="))
        if role.casefold() not in USUAL or not equals or not column:
            raise BadSeries(
                f"“{pair.strip()}” is no role=column", where="--map", mend="write it like date=Day,value=Signups"
            )
        chosen[role.casefold()] = column
    return chosen


def _find_column(role: str, header: Sequence[str], columns: Mapping[str, str], where: str) -> int:
    folded = [cell.casefold() for cell in header]
    if role in columns:
        wanted = " ".join(columns[role].casefold().split())
        if wanted not in folded:
            raise UnknownColumn(where, columns[role], [cell for cell in header if cell])
        return folded.index(wanted)
    taken = {" ".join(column.casefold().split()) for column in columns.values()}
    found = [place for place, cell in enumerate(folded) if cell in USUAL[role] and cell not in taken]
    if len(found) > 1:
        raise TwoColumns(where, role, [header[place] for place in found])
    if not found:
        raise WithoutColumn(where, role, USUAL[role], [cell for cell in header if cell])
    return found[0]


def _read_entries(rows: Sequence[TableRow], dates: int, values: int, where: str) -> list[_Entry]:
    if not rows:
        raise TooFewRows(where, 0)
    days = read_dates(_take(rows, dates), where=where, is_daily=_is_daily)
    numbers = read_numbers(_take(rows, values), where=where)
    return [_Entry(row.line, day, number) for row, day, number in zip(rows, days, numbers, strict=True)]


def _take(rows: Sequence[TableRow], place: int) -> list[tuple[int, str]]:
    return [(row.line, row.cells[place].strip() if place < len(row.cells) else "") for row in rows]


def _is_daily(days: Sequence[date]) -> bool:
    """Whether days follow each other: no day twice, and most days between the first and the last."""
    span = (max(days) - min(days)).days + 1
    return len(set(days)) == len(days) and len(days) >= (1 - MOST_MISSING) * span


def _demand_single(entries: Sequence[_Entry], where: str) -> None:
    counted = Counter(entry.day for entry in entries)
    twice = [day for day, count in counted.items() if count > 1]
    if twice:
        lines = [entry.line for entry in entries if entry.day == twice[0]]
        raise RepeatedDays(where, twice[0], lines, len(twice) - 1)


def _demand_daily(days: Sequence[date], where: str) -> None:
    """Refuse weeks and months by their name, before they are called gaps."""
    steps = np.diff([day.toordinal() for day in days])
    usual = int(np.median(steps))
    if usual > 1:
        raise NotDaily(where, usual)


def _demand_no_negative(known: Sequence[_Entry], where: str) -> None:
    below = [entry for entry in known if entry.value < 0]
    if below and all(entry.value == round(entry.value) for entry in known):
        raise NegativeCounts(where, below[0].line, below[0].value, len(below) - 1)


def _lay_out(known: Sequence[_Entry]) -> NDArray[np.float64]:
    first = known[0].day
    values = np.full((known[-1].day - first).days + 1, np.nan)
    for entry in known:
        values[(entry.day - first).days] = entry.value
    return values


def _demand_filled(series: Series, most: float, where: str) -> None:
    if series.missing <= most * len(series):
        return
    known = np.flatnonzero(~np.isnan(series.values))
    widest = int(np.argmax(np.diff(known)))
    first, last = (series.start + timedelta(days=int(n)) for n in (known[widest] + 1, known[widest + 1] - 1))
    raise TooManyGaps(where, series.missing, len(series), most, first, last)


def _demand_variation(series: Series, where: str) -> None:
    known = series.values[~np.isnan(series.values)]
    if float(known.max()) == float(known.min()):
        raise WithoutVariation(where, float(known[0]))
