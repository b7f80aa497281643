"""Definitions over a source: look at the table once, then one expression for each metric."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from throughline.measurement.metrics.contracts import (
    Answer,
    Definitions,
    Every,
    Metric,
    Percentile,
    Ready,
    Sum,
    Survey,
    Value,
)
from throughline.measurement.metrics.engines import Source
from throughline.measurement.metrics.errors import BadEvents
from throughline.measurement.metrics.measuring import Row, conclude, count_unusable, express
from throughline.measurement.metrics.parts import GROUP, PERIOD
from throughline.measurement.metrics.periods import can_change, list_offsets, list_periods
from throughline.measurement.metrics.saying import say_metric, say_unseen, say_unusable
from throughline.measurement.metrics.selecting import EVENT, RECEIVED
from throughline.measurement.metrics.tables import count_tardy, drop_repeats, keep_until, localise, normalise, survey
from throughline.measurement.metrics.using import list_selections

MOST_GROUPS = 200


@dataclass(frozen=True, slots=True)
class Prepared:
    """A table in one shape, what it holds, and the names of its events, the commonest first."""

    events: Any
    survey: Survey
    names: tuple[str, ...]
    source: Source


def prepare(source: Source, definitions: Definitions, *, now: datetime) -> Prepared:
    """Look at the table. `now` (UTC, without a zone) bounds what it can be trusted to reach. Raises `BadEvents`."""
    columns = source.columns
    events, duplicates = normalise(source.table, columns), source.duplicates
    if columns.id:
        kept = drop_repeats(events, columns.id)
        duplicates = _count(source, events) - _count(source, kept)
        events = kept
    rows = source.fetch(survey(events))
    seen = _add_up(rows, now, duplicates)
    offsets = list_offsets(seen.first, seen.as_of, definitions.zone)
    events = localise(keep_until(events, seen.as_of), offsets)
    seen = _look_closer(source, events, seen, definitions, offsets)
    names = sorted((row for row in rows if row[EVENT]), key=lambda row: (-int(row["read"]), str(row[EVENT])))
    return Prepared(events, seen, tuple(str(row[EVENT]) for row in names), source)


def _count(source: Source, events: Any) -> int:
    return int(source.fetch(events.aggregate(n=events.count()))[0]["n"])


def _add_up(rows: Sequence[Row], now: datetime, duplicates: int | None) -> Survey:
    first = min((row["first"] for row in rows if row["first"]), default=None)
    if first is None:
        raise BadEvents("it holds no event with a time", mend="look at the file, and at the column named under time:")
    last = max(row["last"] for row in rows if row["last"])
    arrived = max((row["arrived"] for row in rows if row.get("arrived")), default=None)
    as_of = min(arrived or last, now)
    if first > as_of:
        what = f"every event is dated after {as_of:%Y-%m-%d %H:%M} UTC"
        raise BadEvents(what, mend="look at the clock that dated them")
    read, timed = sum(int(row["read"]) for row in rows), sum(int(row["timed"]) for row in rows)
    named = sum(int(row["named"]) for row in rows)
    return Survey(
        read=read + (duplicates or 0),
        counted=timed,
        first=first,
        last=last,
        as_of=as_of,
        without_time=read - timed,
        without_user=read - named,
        duplicates=duplicates,
    )


def _look_closer(
    source: Source, events: Any, seen: Survey, definitions: Definitions, offsets: Sequence[tuple[datetime, int]]
) -> Survey:
    """What costs a second look only where there is something to see: dates ahead, late arrivals."""
    from dataclasses import replace

    if seen.last > seen.as_of:
        counted = _count(source, events)
        seen = replace(seen, ahead=seen.counted - counted, counted=counted)
    if RECEIVED in events.columns:
        rows = source.fetch(count_tardy(events, definitions.late, offsets))
        seen = replace(seen, tardy={row["day"]: int(row["n"]) for row in sorted(rows, key=lambda row: row["day"])})
    return seen


def compute(prepared: Prepared, metric: Metric, definitions: Definitions) -> Answer:
    """One metric, a value for each period that the table reaches. Raises `BadEvents`."""
    try:
        rows = prepared.source.fetch(express(prepared.events, metric, engine=prepared.source.engine))
    except BadEvents as error:
        error.move(f"metric “{metric.name}”")
        raise
    values = fill(metric, definitions, rows, prepared.survey)
    return Answer(metric, say_metric(metric), values, tuple(_note(prepared, metric, rows)))


def fill(metric: Metric, definitions: Definitions, rows: Sequence[Row], seen: Survey) -> tuple[Value, ...]:
    """A value for each period (and group) that the table reaches, those without a row included."""
    periods = list_periods(seen.first, seen.as_of, metric.every, definitions.zone)
    grouped: dict[str | None, dict[date, Row]] = defaultdict(dict)
    for row in rows:
        grouped[row.get(GROUP)][row[PERIOD]] = row
    groups: list[str | None] = sorted(grouped, key=lambda name: (name is None, name or "")) if metric.by else [None]
    if len(groups) > MOST_GROUPS:
        what = f"“{metric.by}” has {len(groups):,} values, more than {MOST_GROUPS}"
        raise BadEvents(what, where=f"metric “{metric.name}”", mend="narrow it with where:, or leave by: out")
    values: list[Value] = []
    for group in groups:
        for period in periods:
            value, parts = conclude(metric, grouped[group].get(period.start))
            open_ = can_change(period, metric, definitions.late, definitions.zone, as_of=seen.as_of)
            shown = "(not known)" if metric.by and group is None else group
            values.append(Value(period, value, open_, shown, parts))
    return tuple(values)


def _note(prepared: Prepared, metric: Metric, rows: Sequence[Row]) -> list[str]:
    notes: list[str] = []
    asked = {name for selection in list_selections(metric.measure) for name in selection.events}
    unseen = sorted(asked - set(prepared.names))
    if unseen:
        notes.append(say_unseen(unseen, list(prepared.names)))
    events, unusable = count_unusable(metric, rows)
    if unusable and isinstance(metric.measure, Sum | Percentile):
        notes.append(say_unusable(metric.measure.value, unusable, events))
    if metric.every is not Every.DAY:
        notes.append(f"the first {metric.every} may have begun before the first event")
    return notes


def compute_all(prepared: Prepared | None, definitions: Definitions, ready: Mapping[str, Answer]) -> tuple[Answer, ...]:
    """Every metric in the order of the file; `ready` holds those that are series, by name."""
    answers: list[Answer] = []
    for metric in definitions.metrics:
        if isinstance(metric.measure, Ready) or prepared is None:
            answers.append(ready[metric.name])
        else:
            answers.append(compute(prepared, metric, definitions))
    return tuple(answers)
