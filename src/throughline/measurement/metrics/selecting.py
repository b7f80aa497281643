"""Events of a selection, as Ibis conditions.

Comparisons with a property that an event does not have are false; `is_not` and `not_in` are true, since it is not that.
"""

from __future__ import annotations

from typing import Any

from throughline.measurement.metrics.contracts import Condition, Selection
from throughline.measurement.metrics.errors import BadEvents
from throughline.measurement.metrics.using import Use, find_use

AT, LOCAL, USER, EVENT, RECEIVED = "tl_at", "tl_local", "tl_user", "tl_event", "tl_received"
"""Columns that every events table is given: UTC time, local time, who, what, and when it arrived."""

MOST = 9_000_000_000_000_000
"""Numbers beyond this (and none, and infinity) are no amount: a double does not hold their units."""


def select(events: Any, selection: Selection) -> Any:
    """Whether each event is meant; None where every one is."""
    conditions = [holds(events, condition) for condition in selection.where]
    if selection.events:
        first, *others = selection.events
        conditions.insert(0, events[EVENT].isin(selection.events) if others else events[EVENT] == first)
    both = None
    for condition in conditions:
        both = condition if both is None else both & condition
    return both


def narrow(events: Any, selection: Selection) -> Any:
    """The events that are meant."""
    condition = select(events, selection)
    return events if condition is None else events.filter(condition)


def holds(events: Any, condition: Condition) -> Any:
    """One condition. Raises `BadEvents` where the column is missing or of another type."""
    column = find(events, condition.property)
    operator, operand = condition.operator, condition.operand
    if operator == "known":
        return column.notnull() if operand else column.isnull()
    if operator == "contains":
        return _as_text(column, condition.property).contains(operand)
    typed = _fit(column, condition)
    match operator:
        case "is":
            return typed == operand
        case "is_not":
            return (typed != operand) | typed.isnull()
        case "in":
            return typed.isin(operand)
        case "not_in":
            return ~typed.isin(operand) | typed.isnull()
        case "above":
            return typed > operand
        case "at_least":
            return typed >= operand
        case "below":
            return typed < operand
        case _:
            return typed <= operand


def find(events: Any, name: str) -> Any:
    """A property by the name of its column, or by a path into nested ones. Raises `BadEvents`."""
    if name in events.columns:
        return events[name]
    head, _, rest = name.partition(".")
    if rest and head in events.columns and events[head].type().is_struct():
        return _descend(events[head], rest, name)
    listed = ", ".join(f"“{column}”" for column in events.columns[:30] if not column.startswith("tl_"))
    raise BadEvents(f"there is no column “{name}”", mend=f"choose one of {listed}")


def _descend(column: Any, path: str, name: str) -> Any:
    for step in path.split("."):
        if not column.type().is_struct() or step not in column.names:
            raise BadEvents(f"there is no property “{name}”", mend="look at the names inside the column")
        column = column[step]
    return column


def read_number(column: Any, name: str) -> Any:
    """A column as an amount, null where it holds none. Raises `BadEvents` where it holds no numbers at all."""
    kind = column.type()
    if kind.is_integer():
        return column
    if not (kind.is_floating() or kind.is_decimal()):
        raise _refuse(name, kind, "numbers")
    return column.between(-MOST, MOST).ifelse(column, None)


def _fit(column: Any, condition: Condition) -> Any:
    """The column, where it is of the type that it is compared with."""
    kind = column.type()
    match find_use(condition):
        case Use.TRUTH:
            if not kind.is_boolean():
                raise _refuse(condition.property, kind, "true or false")
            return column
        case Use.TEXT:
            return _as_text(column, condition.property)
        case Use.NUMBER:
            return read_number(column, condition.property)


def _as_text(column: Any, name: str) -> Any:
    kind = column.type()
    if kind.is_string():
        return column
    if kind.is_uuid():
        return column.cast("string")
    raise _refuse(name, kind, "text")


def _refuse(name: str, kind: Any, wanted: str) -> BadEvents:
    what = f"column “{name}” holds {_word(kind)} where {wanted} are needed"
    return BadEvents(what, mend="name another property, or write the comparison in its type")


def _word(kind: Any) -> str:
    if kind.is_numeric():
        return "numbers"
    if kind.is_string():
        return "text"
    return "true or false" if kind.is_boolean() else f"values of type {kind}"
