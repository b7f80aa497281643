"""Reads of goals: each with its metric, the latest values of every metric, what hangs under what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import DateField, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from throughline.core.models import Workspace
from throughline.strategy import contracts
from throughline.strategy.contracts import GoalKind
from throughline.strategy.models import Goal, Metric, MetricValue

RECENT = 24
"""Values of a metric that its small line shows, and among which a day is sought that its inputs share."""


def list_recent(workspace: Workspace) -> dict[int, contracts.Metric]:
    """Every metric by its row's id with its latest values, oldest first; two queries, however many values there are."""
    metrics = list(Metric.objects.filter(workspace=workspace).order_by("name"))
    values: dict[int, list[contracts.MetricValue]] = defaultdict(list)
    for pk, on, value in _find_recent(workspace):
        values[pk].append(contracts.MetricValue(on, value))
    return {metric.pk: read_metric(metric, sorted(values[metric.pk], key=lambda one: one.on)) for metric in metrics}


def _find_recent(workspace: Workspace) -> list[tuple[int, date, float]]:
    """The values from the day on which a metric's 24th latest lies; that day is one look into the index."""
    latest = MetricValue.objects.filter(metric=OuterRef("pk")).order_by("-on").values("on")[RECENT - 1 : RECENT]
    begins = Coalesce(Subquery(latest), Value(date.min), output_field=DateField())
    rows = Metric.objects.filter(workspace=workspace).annotate(begins=begins).filter(values__on__gte=F("begins"))
    return list(rows.order_by().values_list("pk", "values__on", "values__value"))


def read_metric(row: Metric, values: Sequence[contracts.MetricValue]) -> contracts.Metric:
    """The metric with these values of it, oldest first."""
    return contracts.Metric(row.name, row.unit, contracts.Direction(row.direction), tuple(values), row.key)


def list_standing(workspace: Workspace) -> dict[str, contracts.MetricValue]:
    """The value that counts for each key result (its key): the latest between its start and its end; one query."""
    span = {"metric": OuterRef("metric"), "on__gte": OuterRef("since"), "on__lte": OuterRef("by")}
    counting = MetricValue.objects.filter(**span).order_by("-on")
    rows = Goal.objects.filter(workspace=workspace, kind=GoalKind.RESULT).annotate(
        stands=Subquery(counting.values("value")[:1]), stood=Subquery(counting.values("on")[:1])
    )
    found = rows.exclude(stood=None).values_list("key", "stood", "stands")
    return {key: contracts.MetricValue(on, value) for key, on, value in found}


def find_north_star(workspace: Workspace) -> Goal | None:
    """The node that stands under no other."""
    return Goal.objects.filter(workspace=workspace, kind=GoalKind.NODE, parent=None).order_by("position", "pk").first()


def list_siblings(goal: Goal) -> list[Goal]:
    """The goals of its kind beside it, itself among them, in their order."""
    beside = Goal.objects.filter(workspace=goal.workspace, kind=goal.kind, parent=goal.parent)
    return list(beside.order_by("position", "pk"))
