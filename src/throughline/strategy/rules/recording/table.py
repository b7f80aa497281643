"""A table of values: which column is which, and every row as a value or as what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from throughline.strategy.rules.ranking.numerals import settle_mark
from throughline.strategy.rules.recording.amounts import read_amount, say_why

NAMES = {
    "on": {"date", "day", "on", "week", "month", "when", "period", "week of", "as of"},
    "metric": {"metric", "name", "kpi", "measure", "metric name"},
    "value": {"value", "amount", "number", "figure", "count", "result"},
}


@dataclass(frozen=True, slots=True)
class Cells:
    """One row as it stands: the line a person sees, and its cells."""

    line: int
    cells: tuple[str, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where day, value and metric stand; `metric` is None in a table of one metric alone."""

    on: int
    value: int
    metric: int | None
    has_header: bool = True


@dataclass(frozen=True, slots=True)
class Point:
    """A value that can be kept, for a metric by its name."""

    line: int
    metric: str
    on: date
    value: float


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that cannot be kept as it stands: why, and how to mend it."""

    line: int
    why: str
    mend: str


def find_columns(first: Sequence[str], *, alone: bool, is_day: bool) -> Columns | None:
    """By the names in the first row; where that is a row of values itself (`is_day`), by their order.

    `alone` says that one metric is meant, so that no column need name it. None where a column is missing.
    """
    if is_day:
        return _by_order(len(first), alone=alone)
    found: dict[str, int] = {}
    for place, name in enumerate(" ".join(cell.casefold().split()) for cell in first):
        role = next((role for role, names in NAMES.items() if name in names), "")
        if role:
            found.setdefault(role, place)
    rest = [place for place, name in enumerate(first) if name.strip() and place not in found.values()]
    if "value" not in found and len(rest) == 1:
        found["value"] = rest[0]
    if "on" not in found or "value" not in found or ("metric" not in found and not alone):
        return None
    return Columns(found["on"], found["value"], found.get("metric"))


def _by_order(width: int, *, alone: bool) -> Columns | None:
    if width == 2 and alone:
        return Columns(0, 1, None, has_header=False)
    return Columns(0, 2, 1, has_header=False) if width == 3 else None


@dataclass(frozen=True, slots=True)
class Known:
    """The metrics there are: each name and unit under the name as it is compared; the one that is meant, if one is."""

    units: Mapping[str, tuple[str, str]]
    alone: str = ""
    today: date = date.max


def read_rows(
    rows: Sequence[Cells], days: Sequence[date | None], columns: Columns, known: Known
) -> tuple[list[Point], list[Fault]]:
    """Every row, as a value or as a fault; `days` are the dates of the rows, None where one cannot be read.

    The same value twice is one value; two for one day are a fault of the later row.
    """
    mark = settle_mark(_cell(row, columns.value) for row in rows)
    points: list[Point] = []
    faults: list[Fault] = []
    seen: dict[tuple[str, date], Point] = {}
    for row, day in zip(rows, days, strict=True):
        one = _read(row, day, columns, known, mark)
        if isinstance(one, Point):
            before = seen.setdefault((one.metric, one.on), one)
            if before is one:
                points.append(one)
                continue
            if before.value == one.value:
                continue
            one = Fault(one.line, f"line {before.line} has another value for that day", "keep one of the two")
        faults.append(one)
    return points, faults


def _read(row: Cells, day: date | None, columns: Columns, known: Known, mark: str | None) -> Point | Fault:
    if row.problem:
        return Fault(row.line, row.problem, "write the row anew")
    metric = _find_metric(row, columns, known)
    if isinstance(metric, Fault):
        return metric
    written = _cell(row, columns.on).strip()
    if day is None:
        why = f"“{written[:20]}” is no day" if written else "there is no day"
        return Fault(row.line, why, "write it as 2026-03-31")
    if day > known.today:
        return Fault(row.line, f"{day.isoformat()} is yet to come", "a value is of a day that has been")
    name, unit = metric
    text = _cell(row, columns.value)
    value = read_amount(text, unit=unit, mark=mark)
    return Fault(row.line, *say_why(text)) if value is None else Point(row.line, name, day, value)


def _find_metric(row: Cells, columns: Columns, known: Known) -> tuple[str, str] | Fault:
    if columns.metric is None:
        return known.units[fold(known.alone)]
    said = " ".join(_cell(row, columns.metric).split())
    found = known.units.get(fold(said))
    if found is None:
        if not said:
            return Fault(row.line, "no metric is named", "name one that is here")
        return Fault(row.line, f"there is no metric called “{said[:60]}”", "add it first, or correct its name")
    if known.alone and fold(known.alone) != fold(said):
        return Fault(row.line, f"it is a value of “{said[:60]}”", "bring it in from the page of goals")
    return found


def fold(name: str) -> str:
    """A name as it is compared."""
    return " ".join(name.casefold().split())


def _cell(row: Cells, place: int) -> str:
    return row.cells[place] if place < len(row.cells) else ""
