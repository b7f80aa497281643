"""A definitions file, from text to what it means; every fault is one sentence that names its line."""

from __future__ import annotations

import re
from datetime import timedelta
from fractions import Fraction
from typing import Any, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from throughline.measurement.metrics.contracts import (
    Columns,
    Condition,
    Count,
    Definitions,
    Every,
    Funnel,
    Measure,
    Metric,
    Part,
    Percentile,
    Ratio,
    Ready,
    Retention,
    Selection,
    Sum,
    Users,
)
from throughline.measurement.metrics.errors import BadDefinitions
from throughline.measurement.metrics.faults import load_checked

_SPAN = re.compile(r"\s*(\d+)\s*(minute|hour|day|week)s?\s*")


def parse_definitions(text: str, *, where: str) -> Definitions:
    """What the YAML says. Raises `BadDefinitions` with every fault that was found, a sentence each."""
    said = load_checked(text, where=where)
    zone = str(said["timezone"])
    _demand_zone(zone, where)
    metrics = tuple(_read_metric(each) for each in said["metrics"])
    _demand_apart(metrics, where)
    late = _read_span(said["late"]) if "late" in said else timedelta(0)
    definitions = Definitions(zone, late, Columns(**said.get("events", {})), metrics)
    _demand_columns(definitions, where)
    return definitions


def _demand_zone(zone: str, where: str) -> None:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadDefinitions(
            f"timezone “{zone}” is not known", where=where, mend="write UTC or an IANA name such as Europe/Berlin"
        ) from error


def _demand_apart(metrics: tuple[Metric, ...], where: str) -> None:
    names = [metric.name for metric in metrics]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise BadDefinitions(f"two metrics are called “{twice}”", where=where, mend="give each a name of its own")


def _demand_columns(definitions: Definitions, where: str) -> None:
    columns = definitions.columns
    if columns.format != "table" or not definitions.needs_events:
        return
    missing = [name for name in ("time", "user", "event") if not getattr(columns, name)]
    if missing:
        raise BadDefinitions(
            f"events does not say which column holds {' and '.join(missing)}",
            where=where,
            mend="write events: {time: COLUMN, user: COLUMN, event: COLUMN}, or name the format of an export",
        )


def _read_span(text: str) -> timedelta:
    found = cast("re.Match[str]", _SPAN.fullmatch(text))
    return timedelta(**{f"{found[2]}s": int(found[1])})


def _read_metric(said: dict[str, Any]) -> Metric:
    name = said["name"]
    return Metric(
        name=name,
        title=said.get("title") or name.replace("_", " ").capitalize(),
        kind=said["kind"],
        measure=_read_measure(said),
        every=Every(said.get("every", "day")),
        unit=said.get("unit", ""),
        direction=said.get("direction", ""),
        by=said.get("by", ""),
    )


def _read_measure(said: dict[str, Any]) -> Measure:
    match said["kind"]:
        case "ratio":
            return Ratio(_read_part(said["of"]), _read_part(said["over"]))
        case "percentile":
            return Percentile(_read_selection(said), said["value"], Fraction(str(said["percentile"])))
        case "funnel":
            return Funnel(tuple(_read_selection(step) for step in said["steps"]), _read_span(said["within"]))
        case "retention":
            start, back = _read_selection(said["start"]), _read_selection(said["return"])
            return Retention(start, back, said["after"], said.get("counted") == "within")
        case "series":
            columns = said.get("date", "date"), said.get("value", "value")
            return Ready(said["file"], *columns, said.get("together", "sum"))
        case _:
            return _read_part(said)


def _read_part(said: dict[str, Any]) -> Part:
    of = _read_selection(said)
    match said["kind"]:
        case "users":
            return Users(of)
        case "sum":
            return Sum(of, said["value"])
        case _:
            return Count(of)


def _read_selection(said: dict[str, Any]) -> Selection:
    named: str | list[str] = said.get("event", [])
    names = (named,) if isinstance(named, str) else tuple(named)
    return Selection(names, tuple(_read_condition(each) for each in said.get("where", [])))


def _read_condition(said: dict[str, Any]) -> Condition:
    operator = next(key for key in said if key != "property")
    operand: Any = said[operator]
    if type(operand) is list:
        operand = tuple(cast("list[str | int | float]", operand))
    return Condition(said["property"], operator, operand)
