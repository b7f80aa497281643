"""The row of a no as the condition that the rules judge, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from throughline.strategy.contracts import Until
from throughline.strategy.models import Metric, No
from throughline.strategy.rules.declining import Condition


def read_condition(row: No) -> Condition:
    """What would change this no; its metric must have been read with it."""
    metric = row.metric
    return Condition(
        until=Until(row.until),
        wanted=row.wanted or 0,
        segment=row.segment,
        name=metric.name if metric else row.named,
        unit=metric.unit if metric else "",
        rises=row.rises,
        value=row.value or 0.0,
        day=row.day,
    )


def write_condition(condition: Condition, metric: Metric | None) -> Mapping[str, Any]:
    """The fields of a row; what a condition's kind does not ask for stays empty."""
    until = condition.until
    return {
        "until": until,
        "wanted": condition.wanted if until is Until.ACCOUNTS else None,
        "segment": condition.segment if until is Until.ACCOUNTS else "",
        "named": condition.name if until is Until.ACCOUNT else "",
        "metric": metric,
        "rises": condition.rises,
        "value": float(condition.value) if until is Until.METRIC else None,
        "day": condition.day if until is Until.DAY else None,
    }
