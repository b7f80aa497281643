"""Which properties definitions ask for, and as what: an export keeps everything as JSON, where 3 and "3" differ."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from throughline.measurement.metrics.contracts import (
    Condition,
    Count,
    Definitions,
    Funnel,
    Measure,
    Metric,
    Percentile,
    Ratio,
    Ready,
    Retention,
    Selection,
    Sum,
    Users,
)
from throughline.measurement.metrics.errors import BadDefinitions


class Use(StrEnum):
    """What a property is taken for."""

    TEXT = "text"
    NUMBER = "numbers"
    TRUTH = "true or false"


def find_use(condition: Condition) -> Use:
    """As what a condition takes its property."""
    operand = condition.operand[0] if isinstance(condition.operand, tuple) else condition.operand
    if condition.operator == "known" or isinstance(operand, str):
        return Use.TEXT
    return Use.TRUTH if isinstance(operand, bool) else Use.NUMBER


def list_uses(definitions: Definitions) -> dict[str, Use]:
    """Every property and its one use. Raises `BadDefinitions` where two metrics take it for different things."""
    uses: dict[str, Use] = {}
    for metric in definitions.metrics:
        for name, use in _find(metric):
            known = uses.setdefault(name, use)
            if known is not use:
                what = f"metric “{metric.name}”: “{name}” is taken for {use.value} here and for {known.value} before"
                raise BadDefinitions(what, mend="compare it in one way: put numbers in quotes, or take the quotes off")
    return {**uses, **{metric.by: Use.TEXT for metric in definitions.metrics if metric.by and metric.by not in uses}}


def _find(metric: Metric) -> Iterator[tuple[str, Use]]:
    for selection in list_selections(metric.measure):
        for condition in selection.where:
            if condition.operator != "known":
                yield condition.property, find_use(condition)
    for value in _list_values(metric.measure):
        yield value, Use.NUMBER
    for selection in list_selections(metric.measure):
        for condition in selection.where:
            if condition.operator == "known":
                yield condition.property, Use.TEXT


def list_selections(measure: Measure) -> tuple[Selection, ...]:
    """Every selection that a measure makes."""
    match measure:
        case Ratio(of=part, over=other):
            return part.of, other.of
        case Funnel(steps=steps):
            return steps
        case Retention(start=start, back=back):
            return start, back
        case Ready():
            return ()
        case Count(of=of) | Users(of=of) | Sum(of=of) | Percentile(of=of):
            return (of,)


def _list_values(measure: Measure) -> tuple[str, ...]:
    match measure:
        case Sum(value=value) | Percentile(value=value):
            return (value,)
        case Ratio(of=part, over=other):
            return tuple(each.value for each in (part, other) if isinstance(each, Sum))
        case _:
            return ()
