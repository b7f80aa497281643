"""Where events lie: files through DuckDB, tables in a database through Ibis. Nothing is fetched from a network.

Tested: DuckDB, PostgreSQL and Spark in local mode. Whatever else Ibis connects to by an address works by configuration
only, and says so.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from throughline.measurement.metrics.contracts import Columns
from throughline.measurement.metrics.errors import BadEvents, EngineUnavailable
from throughline.measurement.metrics.loading import LOADED, load_text
from throughline.measurement.metrics.reaching import reach_duckdb, reach_ibis
from throughline.measurement.metrics.using import Use

MODEST = "320MB"
"""What DuckDB keeps in memory before it turns to the disk; what cannot be done so is done again with more."""

TESTED = ("duckdb", "postgres", "pyspark")
_TEXT = {".csv": "csv", ".tsv": "csv", ".json": "json", ".ndjson": "json", ".jsonl": "json"}
_CLOSED = {"autoinstall_known_extensions": False, "autoload_known_extensions": False, "memory_limit": MODEST}
_KINDS = "Parquet, CSV, TSV, JSON or NDJSON, also as .gz, or a folder of one of them"


@dataclass(frozen=True, slots=True)
class Source:
    """An events table in an engine; `columns` are what it calls things now.

    `duplicates` is None where none were sought, `widen` lets the engine have more memory.
    """

    engine: str
    version: str
    table: Any
    columns: Columns
    duplicates: int | None = None
    widen: Callable[[], None] | None = None

    def fetch(self, expression: Any) -> list[dict[str, Any]]:
        """The rows of a small result, with more memory where the modest share did not do."""
        try:
            return expression.to_pyarrow().to_pylist()
        except Exception as error:
            if self.widen is None or type(error).__name__ != "OutOfMemoryException":
                raise
            self.widen()
            return expression.to_pyarrow().to_pylist()

    @property
    def tested(self) -> bool:
        """Whether its answers are compared with DuckDB's in the tests."""
        return self.engine in TESTED


@contextmanager
def open_files(
    path: Path, columns: Columns, uses: Mapping[str, Use], *, identities: Path | None = None
) -> Generator[Source]:
    """A file, or a folder of files of one kind, in DuckDB. Raises `AppError`.

    Parquet tables are read where they lie; text and exports are read once, into a database in a temporary folder, so
    that memory does not grow with them.
    """
    duckdb, ibis = reach_duckdb(), reach_ibis()
    kind, pattern = _look(path)
    with tempfile.TemporaryDirectory(prefix="throughline-metrics-", ignore_cleanup_errors=True) as folder:
        raw = duckdb.connect(str(Path(folder) / "events.duckdb"), config=_CLOSED)  # pyright: ignore[reportArgumentType]
        try:
            raw.execute("SET TimeZone = 'UTC'").fetchall()
            connection: Any = ibis.duckdb.from_connection(raw)
            version = str(duckdb.__version__)
            if kind == "parquet" and columns.format == "table" and not identities:
                table = connection.read_parquet(pattern)
                yield Source("duckdb", version, table, columns, widen=partial(_widen, raw))
            else:
                loaded, dropped = load_text(raw, pattern, kind, columns, uses, identities=identities, where=str(path))
                yield Source("duckdb", version, connection.table(LOADED), loaded, dropped, partial(_widen, raw))
        except duckdb.Error as error:
            raise BadEvents(
                f"it cannot be read ({_first_line(error)})", where=str(path), mend="mend it there"
            ) from error
        finally:
            raw.close()


def _widen(raw: Any) -> None:
    raw.execute("RESET memory_limit").fetchall()


def _look(path: Path) -> tuple[str, str]:
    """(parquet, csv or json; what DuckDB is to read)."""
    if not path.exists():
        raise BadEvents("there is no such file", where=str(path), mend="look at the path")
    found = sorted(each for each in path.rglob("*") if each.is_file() and _suffix(each)) if path.is_dir() else [path]
    suffixes = {_suffix(each) for each in found}
    if len(suffixes) != 1 or not (suffix := suffixes.pop()):
        several = "it holds files of several kinds" if len(suffixes) > 1 else "it is no file of events"
        raise BadEvents(several, where=str(path), mend=f"name {_KINDS}; unpack a .zip first")
    kind = "parquet" if suffix == ".parquet" else _TEXT[suffix]
    endings = {"".join(each.suffixes[-2:]) if each.suffix == ".gz" else each.suffix for each in found}
    if len(endings) > 1:
        raise BadEvents("some files are packed and some are not", where=str(path), mend="unpack all, or pack all")
    return kind, str(path / "**" / f"*{endings.pop()}") if path.is_dir() else str(path)


def _suffix(path: Path) -> str:
    """The kind of file, or "" for what cannot be read."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    last = suffixes[-2] if suffixes[-1:] == [".gz"] and len(suffixes) > 1 else (suffixes or [""])[-1]
    return last if last in (*_TEXT, ".parquet") else ""


@contextmanager
def open_address(address: str, table: str, columns: Columns) -> Generator[Source]:
    """A table in a database named by an address such as postgresql://host/name. Raises `AppError`.

    The address is never repeated in a message: it may hold a password.
    """
    ibis = reach_ibis()
    scheme = urlsplit(address).scheme
    try:
        connection: Any = ibis.connect(address)
    except ImportError as error:
        raise EngineUnavailable(
            f"{scheme} needs a package that is not installed", mend=f"install {_package(scheme)}"
        ) from error
    except Exception as error:
        what = f"the {scheme} database does not answer ({type(error).__name__})"
        raise EngineUnavailable(what, mend="look at the address, the password and the network") from error
    try:
        if connection.name == "postgres":
            connection.raw_sql("SET TIME ZONE 'UTC'").close()
        schema, _, name = table.rpartition(".")
        yield Source(connection.name, str(connection.version), _find(connection, name, schema), columns)
    finally:
        connection.disconnect()


def _package(scheme: str) -> str:
    return "throughline[postgres]" if scheme.startswith("postgres") else f"ibis-framework[{scheme}]"


def _find(connection: Any, name: str, schema: str) -> Any:
    ibis = reach_ibis()
    try:
        return connection.table(name, database=schema or None)
    except ibis.common.exceptions.TableNotFound as error:
        raise BadEvents(f"there is no table “{name}”", mend="name it as table, or as schema.table") from error


@contextmanager
def open_spark(path: Path, columns: Columns) -> Generator[Source]:
    """A Parquet file or folder in Spark, in local mode. Raises `AppError`."""
    ibis = reach_ibis()
    if _look(path)[0] != "parquet":
        raise BadEvents("Spark reads Parquet only here", where=str(path), mend="name Parquet, or let DuckDB read it")
    try:
        spark: Any = import_module("pyspark.sql")
    except ImportError as error:
        raise EngineUnavailable("Spark is not installed", mend="install throughline[spark] and Java") from error
    builder = spark.SparkSession.builder
    for key, value in {"spark.sql.session.timeZone": "UTC", "spark.ui.enabled": "false"}.items():
        builder = builder.config(key, value)
    session: Any = builder.master("local[*]").getOrCreate()
    try:
        connection: Any = ibis.pyspark.connect(session)
        yield Source("pyspark", str(session.version), connection.read_parquet(str(path)), columns)
    finally:
        session.stop()


def _first_line(error: BaseException) -> str:
    return " ".join(str(error).splitlines()[0].split())[:200]
