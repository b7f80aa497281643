"""Writes of strategy."""

from __future__ import annotations

from datetime import date

from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.strategy.contracts import Direction
from throughline.strategy.errors import MetricExists, MetricNotFound
from throughline.strategy.models import Metric, MetricValue


@service("add a metric")
def add_metric(act: Act, *, name: str, unit: str, direction: Direction) -> Metric:
    """Raises `MetricExists`."""
    if Metric.objects.filter(workspace=act.workspace, name=name).exists():
        raise MetricExists(name)
    act.name_subject(name)
    return act.create(Metric(workspace=act.workspace, name=name, unit=unit, direction=direction))


@service("record a metric's value")
def record_value(act: Act, *, name: str, on: date, value: float) -> MetricValue:
    """Set the value of one day; a value that stood there is kept in the audit trail. Raises `MetricNotFound`."""
    metric = Metric.objects.filter(workspace=act.workspace, name=name).first()
    if metric is None:
        raise MetricNotFound(name)
    act.name_subject(f"{name} on {on}")
    known = MetricValue.objects.filter(metric=metric, on=on).first()
    if known is None:
        return act.create(MetricValue(metric=metric, on=on, value=value))
    return act.update(known, value=value)
