"""Reads of strategy."""

from __future__ import annotations

from throughline.core.models import Workspace
from throughline.strategy import contracts
from throughline.strategy.models import Metric


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
