"""Text and exports read once into one DuckDB table with just the columns that definitions ask for."""

# ruff: noqa: S608 - names are quoted by `quote`, texts by `_text`
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from throughline.measurement.metrics.contracts import Columns
from throughline.measurement.metrics.errors import BadEvents
from throughline.measurement.metrics.exports import quote, write_select
from throughline.measurement.metrics.using import Use

LOADED = "tl_events"
_FORMS = {
    "posthog": "event and timestamp",
    "amplitude": "event_type and event_time",
    "mixpanel": "event and properties",
}
_HOPS = 50
"""Merges of merges that are followed."""


def load_text(
    raw: Any,
    pattern: str,
    kind: str,
    columns: Columns,
    uses: Mapping[str, Use],
    *,
    identities: Path | None,
    where: str,
) -> tuple[Columns, int | None]:
    """Make the table `LOADED`; its columns' names, and how many events were there twice (None where nobody looked).

    Raises `BadEvents` where a column is missing or a moment cannot be read.
    """
    if identities:
        _load_identities(raw, identities)
    flat = columns.format == "table" and kind != "json"
    source = _write_source(pattern, kind, flat=flat)
    if columns.format == "table":
        _demand_columns(raw, source, kind, pattern, columns, uses, where)
    every, stay = write_select(columns, uses, source=source, flat=flat, merged=identities is not None)
    raw.execute(f"CREATE TABLE opened AS {every}").fetchall()
    _demand_moments(raw, columns, where)
    raw.execute(f"CREATE TABLE {LOADED} AS {stay}").fetchall()
    [(before,)] = raw.execute("SELECT count(*) FROM opened").fetchall()
    [(after,)] = raw.execute(f"SELECT count(*) FROM {LOADED}").fetchall()
    raw.execute("DROP TABLE opened").fetchall()
    named = replace(columns, format="table", time="tl_moment", user="tl_who", event="tl_what", received="", id="")
    [(arrived,)] = raw.execute(f"SELECT count(tl_arrived) FROM {LOADED}").fetchall()
    sought = columns.id or columns.format != "table"
    return replace(named, received="tl_arrived" if arrived else ""), before - after if sought else None


def _write_source(pattern: str, kind: str, *, flat: bool) -> str:
    if kind == "json":
        return f"SELECT json FROM read_json_objects({_text(pattern)}, format = 'auto')"
    return f"SELECT {'*' if flat else 'to_json(rows) AS json'} FROM {_write_reader(pattern, kind)} AS rows"


def _write_reader(pattern: str, kind: str) -> str:
    if kind == "parquet":
        return f"read_parquet({_text(pattern)})"
    return f"read_csv({_text(pattern)}, all_varchar = true, header = true)"


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _demand_columns(
    raw: Any, source: str, kind: str, pattern: str, columns: Columns, uses: Mapping[str, Use], where: str
) -> None:
    """Every column that is asked for, in the header, or in some event of JSON."""
    wanted = [n for n in (columns.time, columns.user, columns.event, columns.received, columns.id, *uses) if n]
    if kind == "json":
        listed = raw.execute(f"SELECT DISTINCT unnest(json_keys(json)) FROM ({source})").fetchall()
        known = [name for (name,) in listed]
        missing = [name for name in wanted if name not in known and name.split(".")[0] not in known]
    else:
        reader = _write_reader(pattern, kind)
        known = [row[0] for row in raw.execute(f"DESCRIBE SELECT * FROM {reader}").fetchall()]
        missing = [name for name in wanted if name not in known]
    if missing:
        listed = ", ".join(f"“{name}”" for name in known[:30])
        raise BadEvents(f"there is no column “{missing[0]}”", where=where, mend=f"choose one of {listed}")


def _demand_moments(raw: Any, columns: Columns, where: str) -> None:
    bad_ones = "FILTER (tl_moment IS NULL AND tl_moment_text IS NOT NULL)"
    [(rows, timed, bad, example)] = raw.execute(
        f"SELECT count(*), count(tl_moment_text), count(*) {bad_ones}, min(tl_moment_text) {bad_ones} FROM opened"
    ).fetchall()
    if bad:
        what = f"{bad:,} of {rows:,} events have a time that is no moment, such as “{example}”"
        raise BadEvents(what, where=where, mend="write moments such as 2026-03-01T09:30:00Z")
    if rows and not timed and columns.format != "table":
        what = f"no event looks like one that {columns.format.capitalize()} exports (with {_FORMS[columns.format]})"
        raise BadEvents(what, where=where, mend="name another format under events:, or the raw export")


def _load_identities(raw: Any, path: Path) -> None:
    """`identities(old, new)` from a CSV of two columns, merges of merges followed."""
    if not path.exists():
        raise BadEvents("there is no such file of identities", where=str(path), mend="look at the path")
    reader = _write_reader(str(path), "csv")
    names = [row[0] for row in raw.execute(f"DESCRIBE SELECT * FROM {reader}").fetchall()]
    if len(names) != 2:
        what = f"it has {len(names)} columns where an old and a new identity are needed"
        raise BadEvents(what, where=str(path), mend="keep two columns, the old one first")
    old, new = map(quote, names)
    raw.execute(f"""CREATE TABLE identities AS SELECT {old} AS old, max({new}) AS new FROM {reader}
        WHERE {old} IS NOT NULL AND {new} IS NOT NULL AND {old} <> {new} GROUP BY {old}""").fetchall()
    for _ in range(_HOPS):
        following = "FROM identities AS next WHERE next.old = identities.new AND next.new <> identities.old"
        [(open_,)] = raw.execute(f"SELECT count(*) FROM identities WHERE EXISTS (SELECT 1 {following})").fetchall()
        if not open_:
            return
        raw.execute(f"UPDATE identities SET new = next.new {following}").fetchall()
