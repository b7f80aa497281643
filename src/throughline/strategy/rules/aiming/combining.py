"""Whether the inputs of a metric come to the value that is recorded for it, as a product or as a sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite, prod

from throughline.strategy.contracts import Combination, Metric, MetricValue

AGREE = 0.005
"""Apart by less than this share of the recorded value, they agree: values are recorded to about three digits."""


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What the inputs come to, in the node's unit, and what is recorded for it; `because` says why there is neither.

    `since` and `until` are the days of the values that went in: one day where all have one in common.
    """

    value: float | None = None
    recorded: float | None = None
    since: date | None = None
    until: date | None = None
    because: str = ""

    @property
    def apart(self) -> float | None:
        """The distance as a share of the recorded value; None where there is none, or it is 0 and the other is not."""
        if self.value is None or self.recorded is None:
            return None
        if self.recorded == 0:
            return 0.0 if self.value == 0 else None
        return abs(self.value - self.recorded) / abs(self.recorded)

    @property
    def agrees(self) -> bool:
        return self.apart is not None and self.apart < AGREE


def recompute(how: Combination, node: Metric, inputs: Sequence[Metric]) -> Recomputed:
    """The inputs' product or sum on the latest day on which all of them and the node have a value.

    Where there is no such day each one's latest value is taken, and the days say so. A share ("%") multiplies as a
    part of one. Only what has one unit adds up.
    """
    if lacking := [one.name for one in inputs if not one.values]:
        return Recomputed(because=f"{_list(lacking)} {'has' if len(lacking) == 1 else 'have'} no value yet")
    if how is Combination.SUM and (units := _list_units([node, *inputs])):
        return Recomputed(because=f"only one unit adds up, and here are {_list(units)}")
    taken = _choose([node, *inputs] if node.values else inputs)
    own = taken.pop(0) if node.values else None
    value = _combine(how, node, inputs, [one.value for one in taken])
    if not isfinite(value):
        return Recomputed(because="what the inputs come to is too large a number")
    days = [one.on for one in [*taken, *([own] if own else [])]]
    return Recomputed(value, own.value if own else None, min(days), max(days))


def _choose(metrics: Sequence[Metric]) -> list[MetricValue]:
    """A value of each: of the latest day that all have, else the latest of each."""
    shared = {value.on for value in metrics[0].values}
    for metric in metrics[1:]:
        shared &= {value.on for value in metric.values}
    if not shared:
        return [metric.values[-1] for metric in metrics]
    day = max(shared)
    return [next(value for value in metric.values if value.on == day) for metric in metrics]


def _combine(how: Combination, node: Metric, inputs: Sequence[Metric], values: Sequence[float]) -> float:
    if how is Combination.SUM:
        return sum(values)
    parts = (value / 100 if is_share(one.unit) else value for one, value in zip(inputs, values, strict=True))
    return prod(parts) * (100 if is_share(node.unit) else 1)


def is_share(unit: str) -> bool:
    """A unit of hundredths: "%", "% of clerks", "percent"."""
    return unit.strip().casefold().startswith(("%", "percent", "per cent"))


def _list_units(metrics: Sequence[Metric]) -> list[str]:
    """The units where there is more than one."""
    units = {metric.unit.casefold(): metric.unit for metric in metrics}
    return list(units.values()) if len(units) > 1 else []


def _list(names: Sequence[str]) -> str:
    quoted = [f"“{name}”" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
