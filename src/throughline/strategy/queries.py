"""Reads of strategy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery

from throughline.core.models import Workspace
from throughline.strategy import contracts
from throughline.strategy.errors import GoalNotFound, IdeaNotFound
from throughline.strategy.models import Goal, Idea, Metric, MetricValue, Placement


def list_metrics(workspace: Workspace) -> list[contracts.Metric]:
    """Every metric with its values, oldest first."""
    rows = Metric.objects.filter(workspace=workspace).prefetch_related("values").order_by("name")
    return [_read(row) for row in rows]


def _read(row: Metric) -> contracts.Metric:
    values = sorted(row.values.all(), key=lambda value: value.on)  # type: ignore[attr-defined]
    return contracts.Metric(
        name=row.name,
        unit=row.unit,
        direction=contracts.Direction(row.direction),
        values=tuple(contracts.MetricValue(value.on, value.value) for value in values),
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """A metric's last value up to a day, and the last one up to an earlier day; None where none is on record."""

    metric: contracts.Metric
    now: contracts.MetricValue | None
    then: contracts.MetricValue | None


MOST_READ = 40
"""Metrics of which a status tells."""


def list_readings(workspace: Workspace, *, then: date, now: date) -> list[Reading]:
    """Every metric with what it was on two days, by name; three queries, however many values there are."""
    rows = list(Metric.objects.filter(workspace=workspace).order_by("name")[:MOST_READ])
    last = {day: _find_last(rows, day) for day in (now, then)}
    return [_read_two(row, last[now].get(row.pk), last[then].get(row.pk)) for row in rows]


def _find_last(rows: Iterable[Metric], until: date) -> dict[int, MetricValue]:
    """The last value of each metric up to a day, by the metric's key."""
    last = MetricValue.objects.filter(metric=OuterRef("pk"), on__lte=until).order_by("-on").values("pk")[:1]
    keys = Metric.objects.filter(pk__in=[row.pk for row in rows]).annotate(last=Subquery(last))
    values = MetricValue.objects.filter(pk__in=[key for key in keys.values_list("last", flat=True) if key])
    return {value.metric_id: value for value in values}  # type: ignore[attr-defined]


def _read_two(row: Metric, now: MetricValue | None, then: MetricValue | None) -> Reading:
    read = (contracts.MetricValue(one.on, one.value) if one else None for one in (now, then))
    return Reading(contracts.Metric(row.name, row.unit, contracts.Direction(row.direction), key=row.key), *read)


def list_metric_names(workspace: Workspace) -> list[str]:
    """What the metrics are called, by name; no value is read."""
    return list(Metric.objects.filter(workspace=workspace).order_by("name").values_list("name", flat=True))


def list_goals(workspace: Workspace) -> list[Goal]:
    """Every goal with the metric it is bound to; one query."""
    return list(Goal.objects.filter(workspace=workspace).select_related("metric").order_by("position", "pk"))


def list_placements(workspace: Workspace) -> dict[str, str]:
    """The goal's key for the key of every opportunity that hangs under one; one query."""
    rows = Placement.objects.filter(workspace=workspace).values_list("opportunity", "goal__key")
    return dict(rows)


def list_ideas(workspace: Workspace) -> list[Idea]:
    """Every idea that is not put away, those of one opportunity in their order; one query."""
    rows = Idea.objects.filter(workspace=workspace).exclude(state__in=contracts.AWAY)
    return list(rows.order_by("position", "pk"))


def list_put_away(workspace: Workspace, opportunities: Iterable[str]) -> list[Idea]:
    """The ideas for these opportunities (keys) that were put away, parked or declined."""
    rows = Idea.objects.filter(workspace=workspace, opportunity__in=list(opportunities), state__in=contracts.AWAY)
    return list(rows.order_by("position", "pk"))


def get_idea(workspace: Workspace, key: str) -> Idea:
    """Raises `IdeaNotFound`."""
    row = Idea.objects.filter(workspace=workspace, key=key).first()
    if row is None:
        raise IdeaNotFound(key)
    return row


def get_goal(workspace: Workspace, key: str) -> Goal:
    """Raises `GoalNotFound`."""
    row = Goal.objects.filter(workspace=workspace, key=key).select_related("metric").first()
    if row is None:
        raise GoalNotFound(key)
    return row
