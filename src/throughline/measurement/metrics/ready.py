"""A ready series: rows of a table with a date and a value, a day each, and the weeks and months made of them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from throughline.measurement.metrics.contracts import Metric, Period, Ready, Value
from throughline.measurement.metrics.errors import BadSeries
from throughline.measurement.metrics.periods import make_period, start_of

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


def read_ready(rows: Sequence[tuple[int, Sequence[str]]], measure: Ready, *, where: str) -> dict[date, Fraction]:
    """The value of each day; the first of `rows` (line, cells) names the columns. Raises `BadSeries`."""
    if not rows:
        raise BadSeries("it is empty", where=where, mend="begin with a row that names the columns")
    header = [cell.strip().casefold() for cell in rows[0][1]]
    day_at, value_at = (_find(header, name, where) for name in (measure.date, measure.value))
    found: dict[date, Fraction] = {}
    for line, cells in rows[1:]:
        if not any(cell.strip() for cell in cells):
            continue
        at = f"{where}, line {line}"
        day = _read_day(cells[day_at] if day_at < len(cells) else "", at)
        if day in found:
            raise BadSeries(f"{day} is there twice", where=at, mend="keep one value a day")
        text = cells[value_at].strip() if value_at < len(cells) else ""
        if text:
            found[day] = _read_number(text, at)
    if not found:
        raise BadSeries("no row has a value", where=where, mend=f"fill the column “{measure.value}”")
    return found


def _find(header: list[str], name: str, where: str) -> int:
    if name.casefold() not in header:
        listed = ", ".join(f"“{cell}”" for cell in header[:20])
        raise BadSeries(f"there is no column “{name}”", where=where, mend=f"choose one of {listed} in the definition")
    return header.index(name.casefold())


def _read_day(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError as error:
        raise BadSeries(f"“{text}” is no date", where=where, mend="write dates such as 2026-03-01") from error


def _read_number(text: str, where: str) -> Fraction:
    if not _NUMBER.fullmatch(text) or not math.isfinite(float(text)):
        raise BadSeries(f"“{text}” is no number", where=where, mend="write numbers such as 1234.5")
    return Fraction(text)


def gather(days: dict[date, Fraction], metric: Metric, measure: Ready, zone: str) -> tuple[Value, ...]:
    """A value for each period from the first day to the last; a period that lacks a day has None, but for `last`.

    Whether a number can still change is not known of a series that somebody else makes: only the last period can.
    """
    start, last = start_of(min(days), metric.every), max(days)
    values: list[Value] = []
    while start <= last:
        period = make_period(start, metric.every, zone)
        values.append(Value(period, _join(days, period, measure.together), can_change=period.end > last))
        start = period.end
    return tuple(values)


def _join(days: dict[date, Fraction], period: Period, together: str) -> float | None:
    span = [date.fromordinal(n) for n in range(period.start.toordinal(), period.end.toordinal())]
    known = [days[day] for day in span if day in days]
    if not known or (together != "last" and len(known) < len(span)):
        return None
    match together:
        case "sum":
            return float(sum(known, Fraction(0)))
        case "mean":
            return float(sum(known, Fraction(0)) / len(known))
        case _:
            return float(known[-1])
