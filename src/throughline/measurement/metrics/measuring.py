"""One Ibis expression for each metric, and what its rows come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from throughline.measurement.metrics.contracts import (
    Count,
    Every,
    Funnel,
    Metric,
    Part,
    Percentile,
    Ratio,
    Retention,
    Sum,
    Users,
)
from throughline.measurement.metrics.funnels import aggregate_funnel
from throughline.measurement.metrics.parts import GROUP, MILLION, PERIOD, aggregate_parts
from throughline.measurement.metrics.ranks import aggregate_ranks
from throughline.measurement.metrics.retaining import aggregate_retention
from throughline.measurement.metrics.selecting import LOCAL, find

Row = Mapping[str, Any]
_UNITS = {Every.DAY: "D", Every.WEEK: "W", Every.MONTH: "M"}


def express(events: Any, metric: Metric, *, engine: str) -> Any:
    """The metric over an events table that `tables.normalise` made: one row for each period (and group)."""
    dated = events.mutate(**{PERIOD: _period(events, metric.every)})
    match metric.measure:
        case Funnel() as funnel:
            return aggregate_funnel(dated, funnel)
        case Retention() as retention:
            return aggregate_retention(dated, retention, metric.every)
        case Percentile() as percentile:
            grouped, keys = _group(dated, metric)
            return aggregate_ranks(grouped, percentile, keys, engine=engine)
        case _:
            grouped, keys = _group(dated, metric)
            return aggregate_parts(grouped, list_parts(metric), keys)


def _period(events: Any, every: Every) -> Any:
    local = events[LOCAL]
    return local.date() if every is Every.DAY else local.truncate(_UNITS[every]).date()


def _group(events: Any, metric: Metric) -> tuple[Any, list[str]]:
    if not metric.by:
        return events, [PERIOD]
    return events.mutate(**{GROUP: find(events, metric.by).cast("string")}), [PERIOD, GROUP]


def list_parts(metric: Metric) -> Sequence[Part]:
    """The one part of a count, users or sum; both of a ratio."""
    match metric.measure:
        case Ratio(of=of, over=over):
            return of, over
        case Count() | Users() | Sum() as part:
            return (part,)
        case _:
            return ()


def conclude(metric: Metric, row: Row | None) -> tuple[float | None, dict[str, float | int]]:
    """The value of one period and the counts behind it; without a row, nothing happened."""
    row = row or {}
    match metric.measure:
        case Percentile():
            value = row.get("value")
            return None if value is None else float(value), {"values": int(row.get("used0") or 0)}
        case Funnel(steps=steps):
            reached = [int(row.get(f"n{place}") or 0) for place in range(len(steps))]
            counts: dict[str, float | int] = {f"step_{place}": n for place, n in enumerate(reached, start=1)}
            return _divide(Fraction(reached[-1]), Fraction(reached[0])), counts
        case Retention():
            began, back = int(row.get("n0") or 0), int(row.get("n1") or 0)
            return _divide(Fraction(back), Fraction(began)), {"began": began, "returned": back}
        case Ratio(of=of, over=over):
            top, bottom = _total(of, row, 0), _total(over, row, 1)
            return _divide(top, bottom), {"of": _plain(top), "over": _plain(bottom)}
        case Count() | Users() | Sum() as part:
            return float(_total(part, row, 0)), {}
        case _:
            return None, {}


def _total(part: Part, row: Row, place: int) -> Fraction:
    if isinstance(part, Sum):
        whole, parts = int(row.get(f"whole{place}") or 0), int(row.get(f"parts{place}") or 0)
        return whole + Fraction(parts, MILLION)
    return Fraction(int(row.get(f"n{place}") or 0))


def _divide(top: Fraction, bottom: Fraction) -> float | None:
    """The nearest floating number to the true quotient; None where there is nothing to divide by."""
    return float(top / bottom) if bottom else None


def _plain(number: Fraction) -> float | int:
    return int(number) if number.denominator == 1 else float(number)


def count_unusable(metric: Metric, rows: Sequence[Row]) -> tuple[int, int]:
    """(events of the selection, those of them without a usable amount) of a sum or a percentile; else zeros."""
    if not isinstance(metric.measure, Sum | Percentile):
        return 0, 0
    events = sum(int(row.get("n0") or 0) for row in rows)
    return events, events - sum(int(row.get("used0") or 0) for row in rows)
