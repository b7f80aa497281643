"""What the page of who was heard shows: months across, segments down, and the gaps in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from throughline.core.models import Workspace
from throughline.discovery.customers.counting import UNDATED
from throughline.discovery.customers.queries import list_heard, suggest_whom
from throughline.discovery.models import Account, HeardCount
from throughline.discovery.rules.chart import name_month
from throughline.discovery.rules.segments import Alike, find_alike
from throughline.discovery.rules.silences import Gap, Heard, find_gaps
from throughline.discovery.rules.trend import list_months

MONTHS = 12
MOST_SEGMENTS = 40


@dataclass(frozen=True, slots=True)
class Cell:
    """Customers of a segment heard in a month, with the first and last day for the list behind the number."""

    month: str
    name: str
    count: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Line:
    """One segment, its months, and the part of its accounts that was heard, in percent; None without a table."""

    heard: Heard
    cells: tuple[Cell, ...]

    @property
    def share(self) -> int | None:
        return round(100 * min(1.0, self.heard.heard / self.heard.base)) if self.heard.base else None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who was heard and who was not. `without` counts customers of no known segment, `undated` items of no date."""

    months: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    gaps: tuple[tuple[Gap, tuple[Account, ...]], ...]
    alike: tuple[Alike, ...]
    without: int
    undated: int
    more: int

    @property
    def has_table(self) -> bool:
        return any(line.heard.base is not None for line in self.lines)


def show_coverage(workspace: Workspace, *, today: date) -> Coverage:
    """The last year of hearing, ending with this month, or with the last one in which anybody was heard."""
    heard = list_heard(workspace)
    months = choose_months(heard, today=today)
    gaps = find_gaps(heard, today=today)
    first = [(gap, tuple(suggest_whom(workspace, gap.segment)) if place < 3 else ()) for place, gap in enumerate(gaps)]
    kept = {(row.everyone, row.segment, row.month): row for row in _list_apart(workspace)}
    without, undated = kept.get((False, "", "")), kept.get((True, "", UNDATED))
    return Coverage(
        months=tuple((month, name_month(month)) for month in months),
        lines=tuple(Line(one, tuple(_make_cell(one, month) for month in months)) for one in heard[:MOST_SEGMENTS]),
        gaps=tuple(first),
        alike=find_alike([one.segment for one in heard]),
        without=without.accounts + without.people if without else 0,
        undated=undated.items if undated else 0,
        more=max(0, len(heard) - MOST_SEGMENTS),
    )


def choose_months(heard: Sequence[Heard], *, today: date) -> list[str]:
    """Twelve months; where nobody was heard in the last twelve, the twelve that end with the last word."""
    spoken = sorted(month for one in heard for month, count in one.months.items() if count)
    this = f"{today:%Y-%m}"
    if not spoken:
        return []
    end = this if len(list_months(spoken[-1], this)) <= MONTHS else spoken[-1]
    year, number = map(int, end.split("-"))
    back = year * 12 + number - MONTHS
    return list_months(f"{back // 12:04d}-{back % 12 + 1:02d}", end)


def _make_cell(one: Heard, month: str) -> Cell:
    year, number = map(int, month.split("-"))
    after = date(year + number // 12, number % 12 + 1, 1)
    last = date.fromordinal(after.toordinal() - 1)
    return Cell(month, name_month(month), one.months.get(month, 0), f"{month}-01", last.isoformat())


def _list_apart(workspace: Workspace) -> list[HeardCount]:
    return list(HeardCount.objects.filter(workspace=workspace, month__in=["", UNDATED]))
