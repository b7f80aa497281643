"""What the page of one metric shows, and what a table of values would change. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from throughline.core.models import Workspace
from throughline.grounding.telling.wording import name_day
from throughline.strategy import contracts
from throughline.strategy.aiming.queries import read_metric
from throughline.strategy.aiming.reading import Reading, read
from throughline.strategy.aiming.showing import name_kind
from throughline.strategy.models import Goal, Metric
from throughline.strategy.recording import reading
from throughline.strategy.recording.queries import (
    PAGE,
    count_values,
    find_values,
    list_goals_of,
    list_latest,
    list_rows,
)
from throughline.strategy.rules.aiming.line import draw_line
from throughline.strategy.rules.aiming.saying import say_change, say_value
from throughline.strategy.rules.recording.table import Fault, Point, fold

MOST_DRAWN = 730
WIDTH, HEIGHT = 640, 160


@dataclass(frozen=True, slots=True)
class Drawing:
    """A line through the values, titled with what it shows; its ends and its range in words."""

    path: str
    finding: str
    first: str
    last: str
    high: str
    low: str


@dataclass(frozen=True, slots=True)
class Line:
    """One recorded value: its day, in words too, itself as recorded, and the change since the one before."""

    on: date
    day: str
    value: str
    change: str


@dataclass(frozen=True, slots=True)
class OneMetric:
    row: Metric
    reading: Reading
    count: int
    goals: Sequence[tuple[Goal, str]]
    drawing: Drawing | None
    lines: Sequence[Line]
    older: str


def show_metric(row: Metric, *, before: date | None) -> OneMetric:
    """The metric, the goals bound to it, its line, and a page of its values from before a day."""
    latest = list_latest(row, most=MOST_DRAWN)
    page = list_latest(row, most=PAGE + 1, before=before)
    metric = read_metric(row, latest[::-1])
    return OneMetric(
        row,
        read(metric),
        count_values(row),
        [(goal, name_kind(goal)) for goal in list_goals_of(row)],
        _draw(metric),
        [_tell(page, place) for place in range(min(PAGE, len(page)))],
        page[PAGE - 1].on.isoformat() if len(page) > PAGE else "",
    )


def _tell(page: Sequence[contracts.MetricValue], place: int) -> Line:
    one = page[place]
    change = say_change(page[place + 1].value, one.value) if place + 1 < len(page) else ""
    return Line(one.on, name_day(one.on), say_value(one.value), change)


def _draw(metric: contracts.Metric) -> Drawing | None:
    values = metric.values
    if len(values) < 2:
        return None
    first, last = values[0], values[-1]
    moved = "rose" if last.value > first.value else "fell" if last.value < first.value else "stayed"
    ends = f"from {say_value(first.value)} to {say_value(last.value)}"
    what = f"{moved} {ends}" if moved != "stayed" else f"is where it was, at {say_value(last.value)}"
    high, low = (pick(value.value for value in values) for pick in (max, min))
    return Drawing(
        draw_line(values, width=WIDTH, height=HEIGHT),
        f"{metric.name} {what} {metric.unit} since {name_day(first.on)}",
        name_day(first.on),
        name_day(last.on),
        say_value(high),
        say_value(low),
    )


@dataclass(frozen=True, slots=True)
class Correction:
    """A value that stands, and what the table has for that day."""

    metric: str
    day: str
    was: str
    becomes: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What a table would change: values that are new, corrected, the same; rows that cannot be read."""

    points: Sequence[Point]
    faults: Sequence[Fault]
    new: int
    corrections: Sequence[Correction]
    same: int
    remark: str
    left: str

    @property
    def changes(self) -> int:
        return self.new + len(self.corrections)


def try_table(workspace: Workspace, text: str, *, alone: Metric | None, today: date) -> Trial:
    """Read a table and keep nothing. Raises `NothingGiven`, `NoColumns`, `UnusableFile`."""
    rows = list_rows(workspace)
    read_ = reading.read_text(text, metrics=rows, alone=alone.name if alone else "", today=today)
    named = {fold(row.name): row for row in rows}
    days = [one.on for one in read_.points]
    known = find_values(named.values(), min(days), max(days)) if days else {}
    stood = [(one, known.get((named[fold(one.metric)].pk, one.on))) for one in read_.points]
    corrections = [
        Correction(one.metric, name_day(one.on), say_value(was.value), say_value(one.value))
        for one, was in stood
        if was is not None and was.value != one.value
    ]
    new = sum(was is None for _, was in stood)
    same = len(stood) - new - len(corrections)
    return Trial(read_.points, read_.faults, new, corrections, same, read_.remark, read_.left)
