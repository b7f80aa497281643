"""Counts, users and sums by period: what counts, sums and ratios are made of, in one pass over the events.

Sums are of whole units and of whole millionths apart, since a sum of floating numbers depends on the order in which an
engine happens to meet them, and so differs between engines, and between two runs on one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from throughline.measurement.metrics.contracts import Part, Sum, Users
from throughline.measurement.metrics.reaching import reach_ibis
from throughline.measurement.metrics.selecting import USER, find, narrow, read_number, select

PERIOD, GROUP = "tl_period", "tl_group"
MILLION = 1_000_000


def aggregate_parts(events: Any, parts: Sequence[Part], keys: Sequence[str]) -> Any:
    """One row for each key, with the figures of each part, named by its place: n0, whole0, parts0, used0.

    `events` has the columns of `keys` already. A user counts once: distinct users are rows of (key, user), counted.
    """
    if len(parts) == 1:
        return _aggregate_one(events, parts[0], keys)
    kept = _keep_any(events, parts)
    rows, names = _spread(kept, parts)
    users = {f"n{place}" for place, part in enumerate(parts) if isinstance(part, Users)}
    if users:
        folded = {name: rows[name].max() if name in users else rows[name].sum() for name in names}
        rows = rows.group_by([*keys, USER]).aggregate(**folded)
    return rows.group_by(list(keys)).aggregate(**{name: rows[name].sum() for name in names})


def _aggregate_one(events: Any, part: Part, keys: Sequence[str]) -> Any:
    kept = narrow(events, part.of)
    if isinstance(part, Users):
        rows = kept.filter(kept[USER].notnull()).select(*keys, USER).distinct()
        return rows.group_by(list(keys)).aggregate(n0=rows.count())
    if isinstance(part, Sum):
        rows, names = _spread(kept, [part])
        sums = {name: rows[name].sum() for name in names if name.startswith(("whole", "parts"))}
        return rows.group_by(list(keys)).aggregate(n0=rows.count(), used0=rows["whole0"].count(), **sums)
    return kept.group_by(list(keys)).aggregate(n0=kept.count())


def _keep_any(events: Any, parts: Sequence[Part]) -> Any:
    """Events that some part counts."""
    conditions = [select(events, part.of) for part in parts]
    if any(condition is None for condition in conditions):
        return events
    either = conditions[0]
    for condition in conditions[1:]:
        either = either | condition
    return events.filter(either)


def _spread(events: Any, parts: Sequence[Part]) -> tuple[Any, list[str]]:
    """Each event with what it adds to each part: whole numbers, 0 where a part does not count it."""
    ibis = reach_ibis()
    columns: dict[str, Any] = {}
    for place, part in enumerate(parts):
        condition = select(events, part.of) if len(parts) > 1 else None
        if isinstance(part, Users):
            known = events[USER].notnull()
            condition = known if condition is None else condition & known
        columns[f"n{place}"] = ibis.literal(1, "int64") if condition is None else condition.ifelse(1, 0).cast("int64")
        if isinstance(part, Sum):
            columns |= _split(read_number(find(events, part.value), part.value), condition, place)
    return events.mutate(**columns), list(columns)


def _split(number: Any, condition: Any, place: int) -> dict[str, Any]:
    """An amount as whole units and whole millionths, and whether there is one."""
    ibis = reach_ibis()
    number = number if condition is None else condition.ifelse(number, None)
    used = number.notnull().ifelse(1, 0).cast("int64")
    if number.type().is_integer():
        return {f"whole{place}": number.cast("int64"), f"parts{place}": ibis.literal(0, "int64"), f"used{place}": used}
    whole = number.floor()
    parts = ((number - whole) * MILLION + 0.5).floor()
    return {f"whole{place}": whole.cast("int64"), f"parts{place}": parts.cast("int64"), f"used{place}": used}
