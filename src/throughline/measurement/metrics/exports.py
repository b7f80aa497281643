"""What PostHog, Amplitude and Mixpanel export, and plain tables of text, as SQL over one column of JSON.

Each product's own rule says who a user is and which events are the same, as its documentation puts it:

- PostHog: a user is the person, else the distinct id. The same uuid, name and distinct id on one day is one event, the
  last that was ingested.
- Amplitude: a user is the Amplitude id, else the user id, else the device. The same insert id from one device within
  seven days is one event, the first; the same uuid, as in exports that overlap, is one event.
- Mixpanel: a user is the user id, else the one that the device is linked to anywhere in the export, else the distinct
  id. The same name, distinct id, time and insert id is one event, the last; events without an insert id are all kept.
"""

# ruff: noqa: S608 - names are quoted by `quote`, texts by `_text`
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from throughline.measurement.metrics.contracts import Columns
from throughline.measurement.metrics.using import Use


@dataclass(frozen=True, slots=True)
class Shape:
    """SQL for each column, over `json`, and for the rows that stay, over those columns."""

    moment_text: str
    moment: str
    what: str
    arrived: str
    who: str
    known_as: str
    id: str
    device: str = "NULL"
    signed: str = "NULL"
    copy: str = "NULL"
    places: tuple[str, ...] = ("$",)
    keep: tuple[str, ...] = ()


def choose_shape(columns: Columns, *, flat: bool) -> Shape:
    """The shape of an export, or of a table whose columns the definitions name."""
    match columns.format:
        case "posthog":
            return _shape_posthog()
        case "amplitude":
            return _shape_amplitude()
        case "mixpanel":
            return _shape_mixpanel()
        case _:
            return _shape_table(columns, _flat_field if flat else _field)


def _shape_posthog() -> Shape:
    distinct = _field("distinct_id")
    return Shape(
        moment_text=_field("timestamp"),
        moment=_moment(_field("timestamp")),
        what=_field("event"),
        arrived=_moment(f"coalesce({_field('created_at')}, {_field('_inserted_at')}, {_field('inserted_at')})"),
        who=f"coalesce({_field('person_id')}, {distinct})",
        known_as=distinct,
        id=_field("uuid"),
        places=("$.properties", "$"),
        keep=(_last_of("tl_id, tl_what, tl_known_as, tl_moment::DATE"),),
    )


def _shape_amplitude() -> Shape:
    user = _field("amplitude_id")
    return Shape(
        moment_text=_field("event_time"),
        moment=_moment(_field("event_time")),
        what=_field("event_type"),
        arrived=_moment(f"coalesce({_field('server_received_time')}, {_field('server_upload_time')})"),
        who=f"coalesce({user}, {_field('user_id')}, {_field('device_id')})",
        known_as=user,
        id=f"coalesce({_field('$insert_id')}, {_field('insert_id')})",
        device=_field("device_id"),
        copy=_field("uuid"),
        places=("$.event_properties", "$.user_properties", "$"),
        keep=(
            "tl_copy IS NULL OR row_number() OVER (PARTITION BY tl_copy ORDER BY tl_arrived, tl_moment) = 1",
            "tl_id IS NULL OR coalesce(tl_arrived - lag(tl_arrived) OVER"
            " (PARTITION BY tl_id, tl_device ORDER BY tl_arrived, tl_moment)"
            " > INTERVAL 7 DAY, true)",
        ),
    )


def _shape_mixpanel() -> Shape:
    time, arrived = _field("time", "$.properties"), _field("mp_processing_time_ms", "$.properties")
    distinct = _field("distinct_id", "$.properties")
    return Shape(
        moment_text=time,
        moment=_epoch(time),
        what=_field("event"),
        arrived=_epoch(arrived),
        who=distinct,
        known_as=distinct,
        id=_field("$insert_id", "$.properties"),
        device=_field("$device_id", "$.properties"),
        signed=_field("$user_id", "$.properties"),
        places=("$.properties", "$"),
        keep=(_last_of("tl_id, tl_what, tl_known_as, tl_moment"),),
    )


def _shape_table(columns: Columns, field: Callable[[str], str]) -> Shape:
    user, received = field(columns.user), columns.received
    return Shape(
        moment_text=field(columns.time),
        moment=_moment(field(columns.time)),
        what=field(columns.event),
        arrived=_moment(field(received)) if received else "NULL::TIMESTAMP",
        who=user,
        known_as=user,
        id=field(columns.id) if columns.id else "NULL",
        keep=("tl_id IS NULL OR row_number() OVER (PARTITION BY tl_id ORDER BY tl_arrived, tl_moment) = 1",)
        if columns.id
        else (),
    )


_FIRST = "tl_id IS NULL OR row_number() OVER (PARTITION BY tl_id ORDER BY tl_arrived, tl_moment) = 1"


def _last_of(key: str) -> str:
    return f"tl_id IS NULL OR row_number() OVER (PARTITION BY {key} ORDER BY tl_arrived DESC NULLS LAST) = 1"


def write_select(
    columns: Columns, uses: Mapping[str, Use], *, source: str, flat: bool, merged: bool
) -> tuple[str, str]:
    """(every row, the rows that stay) as SQL; `source` yields rows of one column `json`,
    or with `flat` of text.

    The first has the columns of `Shape`, the second those that definitions name, each property of the type it is
    taken for. With `merged` there is a table `identities(old, new)`.
    """
    shape = choose_shape(columns, flat=flat)
    places = () if flat else shape.places
    typed = [f"{_type(name, use, places)} AS {quote(name)}" for name, use in uses.items()]
    plain = "moment_text moment what arrived who known_as id device signed copy".split()  # noqa: SIM905
    every = ", ".join([*(f"{getattr(shape, name)} AS tl_{name}" for name in plain), *typed])
    kept = "opened"
    for condition in shape.keep:
        kept = f"(SELECT * FROM {kept} QUALIFY {condition})"
    user = "coalesce(known.new, tl_signed, linked, tl_who)" if merged else "coalesce(tl_signed, linked, tl_who)"
    joins = "LEFT JOIN identities AS known ON known.old = tl_known_as" if merged else ""
    names = "".join(f", {quote(name)}" for name in uses)
    stay = f"""
        WITH links AS (SELECT tl_device AS linked_device, arg_min(tl_signed, tl_moment) AS linked FROM opened
                       WHERE tl_signed IS NOT NULL AND tl_device IS NOT NULL GROUP BY tl_device)
        SELECT {user} AS tl_who, tl_moment, tl_what, tl_arrived{names} FROM {kept} AS kept
        LEFT JOIN links ON linked_device = tl_device {joins}"""
    return f"SELECT {every} FROM ({source})", stay


def _type(name: str, use: Use, places: tuple[str, ...]) -> str:
    found = [_field(name, place) for place in places] or [_flat_field(name)]
    text = f"coalesce({', '.join(found)})" if len(found) > 1 else found[0]
    match use:
        case Use.TEXT:
            return text
        case Use.NUMBER:
            return f"TRY_CAST({text} AS DOUBLE)"
        case Use.TRUTH:
            return f"TRY_CAST({text} AS BOOLEAN)"


def _field(name: str, place: str = "$") -> str:
    """The text of one field, null where it is empty; a dotted name may be a path too, and JSON in text is opened."""
    inside = (
        "json"
        if place == "$"
        else f"CASE json_type(json, {_text(place)}) WHEN 'VARCHAR' THEN"
        + (f" TRY_CAST(json ->> {_text(place)} AS JSON) ELSE json -> {_text(place)} END")
    )
    found = [f"({inside}) ->> {_text(_path([name]))}"]
    if "." in name:
        found.append(f"({inside}) ->> {_text(_path(name.split('.')))}")
    return f"nullif({found[0] if len(found) == 1 else f'coalesce({found[0]}, {found[1]})'}, '')"


def _flat_field(name: str) -> str:
    return f"nullif(CAST({quote(name)} AS VARCHAR), '')"


def _path(steps: list[str]) -> str:
    return "$" + "".join(f'."{step}"' for step in steps)


def _moment(text: str) -> str:
    """ISO 8601; without an offset it is UTC."""
    return f"CAST(TRY_CAST({text} AS TIMESTAMPTZ) AS TIMESTAMP)"


def _epoch(text: str) -> str:
    """Seconds, or milliseconds where seconds would lie after the year 5138."""
    number = f"TRY_CAST({text} AS DOUBLE)"
    return f"make_timestamp(CAST({number} * CASE WHEN {number} > 1e11 THEN 1000 ELSE 1000000 END AS BIGINT))"


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def quote(name: str) -> str:
    """A name as SQL."""
    return '"' + name.replace('"', '""') + '"'
