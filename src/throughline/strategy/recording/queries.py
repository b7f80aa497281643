"""Reads of one metric and its values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from throughline.core.models import Workspace
from throughline.strategy import contracts
from throughline.strategy.models import Bet, Goal, Metric, MetricValue
from throughline.strategy.recording.errors import NoSuchMetric

PAGE = 60


def get_metric(workspace: Workspace, key: str) -> Metric:
    """Raises `NoSuchMetric`."""
    row = Metric.objects.filter(workspace=workspace, key=key).first()
    if row is None:
        raise NoSuchMetric(key)
    return row


def list_rows(workspace: Workspace) -> list[Metric]:
    """Every metric by name, without values."""
    return list(Metric.objects.filter(workspace=workspace).order_by("name"))


def count_metrics(workspace: Workspace) -> int:
    return Metric.objects.filter(workspace=workspace).count()


def list_latest(metric: Metric, *, most: int, before: date | None = None) -> list[contracts.MetricValue]:
    """Its values from before a day, or the latest of all; the latest first."""
    rows = MetricValue.objects.filter(metric=metric)
    rows = rows.filter(on__lt=before) if before else rows
    return [contracts.MetricValue(on, value) for on, value in rows.order_by("-on").values_list("on", "value")[:most]]


def count_values(metric: Metric) -> int:
    return MetricValue.objects.filter(metric=metric).count()


def find_values(metrics: Iterable[Metric], since: date, until: date) -> dict[tuple[int, date], MetricValue]:
    """What is recorded for these metrics between two days, by metric and day."""
    rows = MetricValue.objects.filter(metric__in=list(metrics), on__gte=since, on__lte=until)
    return {(row.metric_id, row.on): row for row in rows}  # type: ignore[attr-defined]


def list_goals_of(metric: Metric) -> list[Goal]:
    """The goals that are bound to it."""
    return list(Goal.objects.filter(metric=metric).order_by("position", "pk"))


def is_bet_on(metric: Metric) -> bool:
    return Bet.objects.filter(metric=metric).exists()
