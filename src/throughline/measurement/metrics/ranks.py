"""Percentiles by the nearest rank: of n values in order, the one at place ceil(n * percent / 100).

It is always a value that occurred, so that it is equal on every engine; interpolated percentiles differ in the
last digit.
Source: the inverse of the empirical distribution function, type 1 of Hyndman and Fan (1996), SQL's PERCENTILE_DISC.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from throughline.measurement.metrics.contracts import Percentile
from throughline.measurement.metrics.reaching import reach_ibis
from throughline.measurement.metrics.selecting import find, narrow, read_number

NATIVE = ("duckdb",)
"""Engines whose own function is that very rank; tests hold it against the definition."""


def aggregate_ranks(events: Any, measure: Percentile, keys: Sequence[str], *, engine: str) -> Any:
    """One row for each key: `value`, `n0` events, `used0` of them with an amount."""
    kept = narrow(events, measure.of)
    number = read_number(find(kept, measure.value), measure.value)
    rows = kept.select(*keys, value=number.cast("float64"))
    if engine in NATIVE:
        return _rank_natively(rows, measure.percent, keys)
    return _rank_by_counting(rows, measure.percent, keys)


def _rank_natively(rows: Any, percent: Fraction, keys: Sequence[str]) -> Any:
    ibis = reach_ibis()

    def quantile_disc(value: float, share: float) -> float: ...  # pyright: ignore[reportReturnType]

    rank = ibis.udf.agg.builtin(quantile_disc)
    return rows.group_by(list(keys)).aggregate(
        value=rank(rows["value"], float(percent / 100)), n0=rows.count(), used0=rows["value"].count()
    )


def _rank_by_counting(rows: Any, percent: Fraction, keys: Sequence[str]) -> Any:
    """Values numbered in order; the one whose number is the rank, in whole numbers throughout."""
    ibis = reach_ibis()
    top, bottom = percent.numerator, percent.denominator * 100
    known = rows.filter(rows["value"].notnull())
    window = ibis.window(group_by=list(keys))
    ordered = ibis.window(group_by=list(keys), order_by=known["value"])
    numbered = known.mutate(used0=known.count().over(window), place=ibis.row_number().over(ordered) + 1)
    rank = ((numbered["used0"] * top + (bottom - 1)) / bottom).floor().cast("int64")
    chosen = numbered.filter(numbered["place"] == rank).select(*keys, "value", "used0")
    totals = rows.group_by(list(keys)).aggregate(n0=rows.count())
    return totals.left_join(chosen, list(keys)).select(*keys, "value", "n0", "used0")
