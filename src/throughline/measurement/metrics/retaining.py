"""Retention: of those who began in a period, how many came back so many periods later.

A user begins in the period of the first start event in the whole table. Calendar periods are compared, not stretches of
24 hours: whoever began on a Monday evening is back on day 1 on Tuesday morning.
"""

from __future__ import annotations

from typing import Any

from throughline.measurement.metrics.contracts import Every, Retention
from throughline.measurement.metrics.parts import PERIOD
from throughline.measurement.metrics.reaching import reach_ibis
from throughline.measurement.metrics.selecting import USER, narrow


def aggregate_retention(events: Any, measure: Retention, every: Every) -> Any:
    """One row for each period: n0 users who began, n1 of them who came back."""
    begun = _begin(events, measure)
    kept = narrow(events, measure.back)
    kept = kept.filter(kept[USER].notnull())
    back = kept.select(back_user=kept[USER], back_on=kept[PERIOD]).distinct()
    until = _shift(begun[PERIOD], every, measure.after)
    if measure.any_until:
        when = [back["back_on"] > begun[PERIOD], back["back_on"] <= until]
    else:
        when = [back["back_on"] == until]
    joined = begun.left_join(back, [begun[USER] == back["back_user"], *when])
    if measure.any_until:
        joined = joined.group_by([PERIOD, USER]).aggregate(back_on=joined["back_on"].min())
    return joined.group_by(PERIOD).aggregate(n0=joined.count(), n1=joined["back_on"].count())


def _begin(events: Any, measure: Retention) -> Any:
    kept = narrow(events, measure.start)
    kept = kept.filter(kept[USER].notnull())
    return kept.group_by(USER).aggregate(**{PERIOD: kept[PERIOD].min()})


def _shift(start: Any, every: Every, by: int) -> Any:
    ibis = reach_ibis()
    match every:
        case Every.DAY:
            step = ibis.interval(days=by)
        case Every.WEEK:
            step = ibis.interval(days=7 * by)
        case Every.MONTH:
            step = ibis.interval(months=by)
    return (start + step).cast("date")
