"""Reads of strategy."""

from __future__ import annotations

from collections.abc import Iterable

from throughline.core.models import Workspace
from throughline.strategy import contracts
from throughline.strategy.errors import GoalNotFound, IdeaNotFound
from throughline.strategy.models import Goal, Idea, Metric, Placement


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


def list_goals(workspace: Workspace) -> list[Goal]:
    """Every goal with the metric it is bound to; one query."""
    return list(Goal.objects.filter(workspace=workspace).select_related("metric").order_by("position", "pk"))


def list_placements(workspace: Workspace) -> dict[str, str]:
    """The goal's key for the key of every opportunity that hangs under one; one query."""
    rows = Placement.objects.filter(workspace=workspace).values_list("opportunity", "goal__key")
    return dict(rows)


def list_ideas(workspace: Workspace) -> list[Idea]:
    """Every idea that is not put away, those of one opportunity in their order; one query."""
    rows = Idea.objects.filter(workspace=workspace).exclude(state=contracts.IdeaState.CLOSED)
    return list(rows.order_by("position", "pk"))


def list_put_away(workspace: Workspace, opportunities: Iterable[str]) -> list[Idea]:
    """The ideas for these opportunities (keys) that were put away."""
    rows = Idea.objects.filter(
        workspace=workspace, opportunity__in=list(opportunities), state=contracts.IdeaState.CLOSED
    )
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
