"""A column of dates read as one: one way of writing, decided over the whole column or refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from throughline.measurement.series.errors import BadCell, MixedDates, UndecidedDates

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?)?"
_NAME = r"([A-Za-z]{3,9})\.?"
_YEAR = r"(\d{4}|\d{2})"
_FORMS = {
    "year first": re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}"),
    "compact": re.compile(r"(\d{4})()(\d{2})(\d{2})"),
    "year last": re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2{_YEAR}{_TIME}"),
    "day and name": re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?([-/ ]){_NAME},?[-/ ]{_YEAR}"),
    "name and day": re.compile(rf"{_NAME}( )(\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}"),
}
_MEND = "write every date as 2025-03-31"
Written = Sequence[tuple[int, str]]
"""The line of each cell and what stands in it."""


def read_day(text: str) -> date | None:
    """A single date that can only mean one day: the year first, or a month's name. None where it is not."""
    for form in ("year first", "day and name", "name and day"):
        found = _FORMS[form].fullmatch(text.strip())
        if found:
            return _READERS[form](found)
    return None


def read_dates(cells: Written, *, where: str, is_daily: Callable[[Sequence[date]], bool]) -> list[date]:
    """The day of each cell. 3/5 is read by the order that the whole column allows.

    Where both orders give days, the one is taken that makes a daily series, by `is_daily`. Raises `AppError` where
    a cell is no date, where the column mixes formats, and where nothing tells the order.
    """
    form = _find_form(cells, where)
    found = [_FORMS[form].fullmatch(text) for _, text in cells]
    if form != "year last":
        return _demand(cells, [_READERS[form](each) if each else None for each in found], where)
    orders = [[reader(each) if each else None for each in found] for reader in (_day_first, _month_first)]
    whole = [[day for day in days if day] for days in orders if all(days)]
    if len(whole) == 2 and whole[0] != whole[1]:
        whole = [days for days in whole if is_daily(days)]
        if len(whole) != 1:
            raise UndecidedDates(where, cells[0][1])
    if whole:
        return whole[0]
    return _refuse_orders(cells, orders, where)


def _find_form(cells: Written, where: str) -> str:
    """The one way in which every date is written, with its separator."""
    seen: dict[tuple[str, str], tuple[int, str]] = {}
    for line, text in cells:
        form, mark = _name_form(text)
        if not form:
            raise BadCell(where, line, f"“{text[:40]}” is no date" if text else "the date is blank", _MEND)
        seen.setdefault((form, mark), (line, text))
    if len(seen) > 1:
        raise MixedDates(where, sorted(seen.values()))
    return next(iter(seen))[0]


def _name_form(text: str) -> tuple[str, str]:
    for form, pattern in _FORMS.items():
        if found := pattern.fullmatch(text):
            width = str(len(found[4])) if form == "year last" else ""
            return form, found[2] + width
    return "", ""


def _demand(cells: Written, days: Sequence[date | None], where: str) -> list[date]:
    for (line, text), day in zip(cells, days, strict=True):
        if day is None:
            raise BadCell(where, line, f"“{text}” is no day of the calendar", _MEND)
    return [day for day in days if day]


def _refuse_orders(cells: Written, orders: Sequence[Sequence[date | None]], where: str) -> list[date]:
    """No order reads every cell: either one cell is no day at all, or the column mixes the orders."""
    for (line, text), first, second in zip(cells, *orders, strict=True):
        if first is None and second is None:
            raise BadCell(where, line, f"“{text}” is no day of the calendar", _MEND)
    broken = [next(n for n, day in enumerate(days) if day is None) for days in orders]
    raise MixedDates(where, sorted(cells[n] for n in broken))


def _make(year: str, month: int, day: str) -> date | None:
    """Two figures for a year mean this century."""
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, int(day))
    except ValueError:
        return None


def _number_month(name: str) -> int:
    short = name[:3].casefold()
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0


def _day_first(found: re.Match[str]) -> date | None:
    return _make(found[4], int(found[3]), found[1])


def _month_first(found: re.Match[str]) -> date | None:
    return _make(found[4], int(found[1]), found[3])


_READERS: dict[str, Callable[[re.Match[str]], date | None]] = {
    "year first": lambda found: _make(found[1], int(found[3]), found[4]),
    "compact": lambda found: _make(found[1], int(found[3]), found[4]),
    "day and name": lambda found: _make(found[4], _number_month(found[3]), found[1]),
    "name and day": lambda found: _make(found[4], _number_month(found[1]), found[3]),
}
