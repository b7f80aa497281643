"""The twenty definitions on every engine that is installed: values and counts must be the same, to the last bit."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any

from throughline.measurement.metrics.computing import Prepared, compute, fill, prepare
from throughline.measurement.metrics.contracts import Definitions, Value
from throughline.measurement.metrics.engines import Source, open_address, open_files, open_spark
from throughline.measurement.metrics.measuring import express
from throughline.measurement.metrics.parsing import parse_definitions
from throughline.measurement.metrics.periods import list_offsets
from throughline.measurement.metrics.tables import keep_until, localise, normalise
from throughline.measurement.metrics.using import list_uses

FAR = datetime(2100, 1, 1)  # noqa: DTZ001 - UTC without a zone
Values = dict[str, tuple[Value, ...]]


def read_twenty() -> Definitions:
    """The definitions that are compared."""
    return parse_definitions((Path(__file__).parent / "twenty.yaml").read_text(encoding="utf-8"), where="twenty.yaml")


def compare_engines(path: Path) -> dict[str, tuple[int, int, str]]:
    """(equal, all, why not compared) by engine."""
    definitions = read_twenty()
    known = compute_duckdb(path, definitions)
    return {name: _compare(known, way, path, definitions) for name, way in WAYS.items()}


def _compare(known: Values, way: Any, path: Path, definitions: Definitions) -> tuple[int, int, str]:
    try:
        found = way(path, definitions)
    except (ImportError, SystemExit) as error:
        return 0, len(known), f"not here ({error})"
    except Exception as error:
        if type(error).__name__ == "EngineUnavailable":
            return 0, len(known), f"not here ({error})"
        raise
    return sum(known[name] == found[name] for name in known), len(known), ""


def compute_duckdb(path: Path, definitions: Definitions) -> Values:
    """By DuckDB, from Parquet."""
    with open_files(path, definitions.columns, list_uses(definitions)) as source:
        return _compute(source, definitions)


def compute_csv(path: Path, definitions: Definitions) -> Values:
    """By DuckDB, from text."""
    with open_files(_write_csv(path), definitions.columns, list_uses(definitions)) as source:
        return _compute(source, definitions)


def compute_spark(path: Path, definitions: Definitions) -> Values:
    """By Spark in local mode."""
    with open_spark(path, definitions.columns) as source:
        return _compute(source, definitions)


def compute_postgres(path: Path, definitions: Definitions) -> Values:
    """By a PostgreSQL cluster made for this run."""
    from tests.postgres import run_cluster

    with run_cluster() as url:
        fill_postgres(url, path)
        with open_address(url, "events", definitions.columns) as source:
            return _compute(source, definitions)


def fill_postgres(url: str, path: Path) -> None:
    """The invented events as the table `events`."""
    import psycopg

    columns = "moment timestamp, received timestamptz, user_id text, event text, plan text, device text"
    with psycopg.connect(url, autocommit=True, options="-c TimeZone=UTC") as connection:
        connection.execute(f"CREATE TABLE events ({columns}, amount double precision, seconds bigint)".encode())
        with connection.cursor().copy("COPY events FROM STDIN (FORMAT csv, HEADER true)") as copy:
            copy.write(_write_csv(path).read_bytes())
        connection.execute("ANALYZE events")


def _write_csv(path: Path) -> Path:
    import duckdb

    text = path.with_suffix(".csv")
    duckdb.connect().execute(f"COPY (SELECT * FROM read_parquet('{path}')) TO '{text}' (HEADER)").fetchall()
    return text


def compute_clickhouse(path: Path, definitions: Definitions) -> Values:
    """By ClickHouse's SQL, as Ibis writes it, run by chdb in this process."""
    import ibis
    import pyarrow as pa
    import pyarrow.parquet as pq
    from chdb import session  # pyright: ignore[reportMissingImports]

    with open_files(path, definitions.columns, list_uses(definitions)) as source:
        prepared = prepare(source, definitions, now=FAR)
    table = ibis.table(ibis.Schema.from_pyarrow(pq.read_schema(path)), name="events")
    offsets = list_offsets(prepared.survey.first, prepared.survey.as_of, definitions.zone)
    seen = keep_until(normalise(table, definitions.columns), prepared.survey.as_of)
    events = localise(seen, offsets)
    server = session.Session()
    for line in ("CREATE DATABASE IF NOT EXISTS d ENGINE = Atomic", "USE d"):
        server.query(line)
    server.query(f"CREATE VIEW events AS SELECT * FROM file('{path}', Parquet)")
    found: Values = {}
    for metric in definitions.metrics:
        asked = express(events, metric, engine="clickhouse")
        query = f"{ibis.to_sql(asked, dialect='clickhouse')} SETTINGS join_use_nulls = 1, session_timezone = 'UTC'"
        answer = pa.ipc.open_file(io.BytesIO(server.query(query, "Arrow").bytes())).read_all()
        rows = answer.cast(asked.schema().to_pyarrow()).to_pylist()
        found[metric.name] = fill(metric, definitions, rows, prepared.survey)
    return found


def _compute(source: Source, definitions: Definitions) -> Values:
    prepared: Prepared = prepare(source, definitions, now=FAR)
    return {metric.name: compute(prepared, metric, definitions).values for metric in definitions.metrics}


WAYS = {"csv": compute_csv, "postgresql": compute_postgres, "spark": compute_spark, "clickhouse": compute_clickhouse}
