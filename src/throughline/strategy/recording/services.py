"""Writes of metrics' values: many at once, one taken away; what a metric is. One value: `strategy.services`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.strategy.aiming.errors import WithoutUnit
from throughline.strategy.contracts import Direction
from throughline.strategy.errors import WithoutTitle
from throughline.strategy.models import Goal, Metric, MetricValue
from throughline.strategy.recording.errors import MetricNameTaken, NoSuchValue, StillUsed
from throughline.strategy.recording.queries import find_values, get_metric, is_bet_on, list_goals_of, list_rows
from throughline.strategy.rules.recording.table import Point, fold
from throughline.strategy.services import LONGEST_NAME, LONGEST_UNIT


@service("remove a metric's value")
def remove_value(act: Act, *, metric: str, on: date) -> None:
    """Raises `NoSuchMetric`, `NoSuchValue`."""
    row = get_metric(act.workspace, metric)
    act.name_subject(f"{row.name} on {on}")
    value = MetricValue.objects.filter(metric=row, on=on).first()
    if value is None:
        raise NoSuchValue(row.name, on)
    act.delete(value)


@service("bring in values")
def import_values(act: Act, *, points: Sequence[Point]) -> int:
    """Keep each value for its metric, by name, and its day; how many were new or corrected. The same again is none."""
    if not points:
        return 0
    metrics = {fold(row.name): row for row in list_rows(act.workspace)}
    known = find_values(metrics.values(), min(one.on for one in points), max(one.on for one in points))
    given = [(metrics[fold(one.metric)], one) for one in points]
    fresh = [(row, one) for row, one in given if (row.pk, one.on) not in known]
    new = [MetricValue(metric=row, on=one.on, value=float(one.value)) for row, one in fresh]
    stood = [(known[row.pk, one.on], float(one.value)) for row, one in given if (row.pk, one.on) in known]
    corrected = [(row, value) for row, value in stood if row.value != value]
    act.name_subject(f"{len(new) + len(corrected):,} of {', '.join(sorted({row.name for row, _ in given}))}")
    act.create_many(new)
    for row, value in corrected:
        act.update(row, value=value)
    return len(new) + len(corrected)


@service("describe the metric")
def describe_metric(act: Act, *, metric: str, name: str, unit: str, direction: Direction) -> Metric:
    """Its name, its unit, and which way is better; a node of the tree that is called like it is renamed with it.

    Raises `NoSuchMetric`, `MetricNameTaken`, `WithoutTitle`, `WithoutUnit`.
    """
    row = get_metric(act.workspace, metric)
    words, measure = " ".join(name.split())[:LONGEST_NAME], " ".join(unit.split())[:LONGEST_UNIT]
    if not words or not measure:
        raise WithoutTitle("a metric") if not words else WithoutUnit
    act.name_subject(words)
    if any(fold(one.name) == fold(words) for one in list_rows(act.workspace) if one != row):
        raise MetricNameTaken(words)
    for goal in Goal.objects.filter(metric=row, title=row.name).order_by("pk"):
        if words != row.name:
            act.update(goal, title=words)
    values = {"name": words, "unit": measure, "direction": direction}
    return row if all(getattr(row, key) == value for key, value in values.items()) else act.update(row, **values)


@service("remove the metric")
def remove_metric(act: Act, *, metric: str) -> None:
    """Take it away with its values. Raises `NoSuchMetric`, `StillUsed` where a goal or a bet rests on it."""
    row = get_metric(act.workspace, metric)
    act.name_subject(row.name)
    if goals := list_goals_of(row):
        raise StillUsed(row.name, f"“{goals[0].title}”")
    if is_bet_on(row):
        raise StillUsed(row.name, "a bet")
    for value in MetricValue.objects.filter(metric=row).order_by("pk"):
        act.delete(value)
    act.delete(row)
