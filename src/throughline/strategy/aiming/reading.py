"""A metric in words, as every page of goals and values shows it."""

from __future__ import annotations

from dataclasses import dataclass

from throughline.grounding.telling.wording import name_day
from throughline.strategy import contracts
from throughline.strategy.contracts import Direction
from throughline.strategy.rules.aiming.line import draw_line
from throughline.strategy.rules.aiming.saying import say_change, say_value


@dataclass(frozen=True, slots=True)
class Reading:
    """Where a metric stands: its latest value and day in words, the change since the one before, its line."""

    value: str = ""
    unit: str = ""
    direction: str = ""
    on: str = ""
    change: str = ""
    better: str = ""
    line: str = ""


def read(metric: contracts.Metric) -> Reading:
    """The metric in words; what cannot be known stays empty."""
    which = "more is better" if metric.direction is Direction.UP else "less is better"
    latest = metric.latest
    if latest is None:
        return Reading(unit=metric.unit, direction=which)
    change, better = "", ""
    if len(metric.values) > 1:
        before = metric.values[-2]
        change = f"{say_change(before.value, latest.value)} since {name_day(before.on)}"
        rose = latest.value > before.value
        if latest.value != before.value:
            better = "better" if rose == (metric.direction is Direction.UP) else "worse"
    return Reading(
        say_value(latest.value), metric.unit, which, name_day(latest.on), change, better, draw_line(metric.values)
    )
