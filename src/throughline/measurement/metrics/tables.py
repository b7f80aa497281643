"""Any events table as one shape: UTC time, local time, who, what, when it arrived; and what it holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from throughline.measurement.metrics.contracts import Columns
from throughline.measurement.metrics.errors import BadEvents
from throughline.measurement.metrics.reaching import reach_ibis
from throughline.measurement.metrics.selecting import AT, EVENT, LOCAL, RECEIVED, USER, find


def normalise(table: Any, columns: Columns) -> Any:
    """The table with UTC times without a zone; times that name no zone are UTC. Raises `BadEvents`."""
    added = {
        AT: _read_time(find(table, columns.time), columns.time),
        USER: _read_name(find(table, columns.user), columns.user),
        EVENT: find(table, columns.event).cast("string"),
    }
    if columns.received:
        added[RECEIVED] = _read_time(find(table, columns.received), columns.received)
    return table.mutate(**added)


def _read_time(column: Any, name: str) -> Any:
    kind = column.type()
    if not kind.is_timestamp():
        word = "whole days" if kind.is_date() else f"values of type {kind}"
        raise BadEvents(
            f"column “{name}” holds {word} where moments are needed",
            mend="write moments such as 2026-03-01T09:30:00Z; a table of days is a ready series (kind: series)",
        )
    return column.cast("timestamp")


def _read_name(column: Any, name: str) -> Any:
    kind = column.type()
    if kind.is_string():
        return column.nullif("")
    if kind.is_integer():
        return column
    if kind.is_uuid():
        return column.cast("string")
    raise BadEvents(f"column “{name}” holds values of type {kind} where users are named", mend="name another column")


def drop_repeats(events: Any, identity: str) -> Any:
    """One event for each value of the column `identity`, the one that arrived (else happened) first.

    Events without one are all kept.
    """
    ibis = reach_ibis()
    key = find(events, identity)
    order = events[RECEIVED] if RECEIVED in events.columns else events[AT]
    place = ibis.row_number().over(ibis.window(group_by=key, order_by=[order, events[AT]]))
    numbered = events.mutate(tl_place=place)
    return numbered.filter(find(numbered, identity).isnull() | (numbered["tl_place"] == 0)).drop("tl_place")


Offsets = Sequence[tuple[datetime, int]]


def localise(events: Any, offsets: Offsets) -> Any:
    """With local time, by the offsets that `periods.list_offsets` found: no engine's own zones are asked."""
    return events.mutate(**{LOCAL: _shift(events[AT], offsets)})


def _shift(column: Any, offsets: Offsets) -> Any:
    ibis = reach_ibis()
    seconds = {offset for _, offset in offsets}
    if seconds == {0}:
        return column
    if len(seconds) == 1:
        return column + ibis.interval(seconds=seconds.pop())
    shifted = [(until, column + ibis.interval(seconds=offset)) for until, offset in offsets]
    branches = [(column < ibis.timestamp(until), local) for until, local in shifted[:-1]]
    return ibis.cases(*branches, else_=shifted[-1][1])


def keep_until(events: Any, as_of: datetime) -> Any:
    """Events that have a time, up to the moment that the table can be trusted to reach."""
    ibis = reach_ibis()
    return events.filter(events[AT] <= ibis.timestamp(as_of))


def survey(events: Any) -> Any:
    """What the table holds, a row for each name of an event."""
    found = {
        "read": events.count(),
        "timed": events[AT].count(),
        "named": events[USER].count(),
        "first": events[AT].min(),
        "last": events[AT].max(),
    }
    if RECEIVED in events.columns:
        found["arrived"] = events[RECEIVED].max()
    return events.group_by(EVENT).aggregate(**found)


def count_tardy(events: Any, late: timedelta, offsets: Offsets) -> Any:
    """Events that arrived when their day was settled already, by local day."""
    ibis = reach_ibis()
    day = events[LOCAL].truncate("D")
    settled = day + ibis.interval(seconds=int((timedelta(days=1) + late).total_seconds()))
    tardy = events.filter(_shift(events[RECEIVED], offsets) > settled)
    days = tardy.mutate(day=tardy[LOCAL].date())
    return days.group_by("day").aggregate(n=days.count())
