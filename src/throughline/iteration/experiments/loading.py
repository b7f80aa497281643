"""A file as a table of DuckDB: a million rows in a second or two."""

from __future__ import annotations

import glob
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from throughline.iteration.experiments.errors import NoColumn, NoRows, NoTable
from throughline.iteration.experiments.options import Wish
from throughline.measurement.experiments.asking import Metric

_READERS = {".parquet": "read_parquet(?)", ".json": "read_json_auto(?)", ".jsonl": "read_json_auto(?)"}
_DELIMITED = "read_csv(?, all_varchar=true, header=true, sample_size=20000)"
_OPTIONS = ("--metric", "--denominator", "--covariate", "--covariate-denominator")


@dataclass(frozen=True, slots=True)
class Table:
    """Table `t` of a connection: what the options name, trimmed, as text: `variant`, `unit` where there is one, and
    `n0`, `n1`, … that `numbers` tells the columns of."""

    connection: Any
    where: str
    wish: Wish
    numbers: Mapping[str, str]

    def ask(self, selected: str, rest: str = "", values: Sequence[Any] = ()) -> Any:
        """The result of a query. Its words are those of this package; what people wrote comes in `values`."""
        return self.connection.execute(f"SELECT {selected} FROM t {rest}", values)  # noqa: S608

    def count(self, *conditions: str) -> list[int]:
        """Rows that each condition holds for."""
        counted = ", ".join(f"count(*) FILTER ({condition})" for condition in conditions)
        return [int(count) for count in self.ask(counted).fetchone()]

    def find_first(self, condition: str, column: str) -> tuple[int, str]:
        """The row, counted from 1, and the cell that a condition holds for first."""
        row, cell = self.ask(f"rowid + 1, {column}", f"WHERE {condition} ORDER BY rowid LIMIT 1").fetchone()
        return int(row), str(cell or "")


@contextmanager
def open_table(path: Path, wish: Wish) -> Iterator[Table]:
    """What the options name of a file. Raises `AppError` where it is no table, or lacks a column."""
    import duckdb

    if not path.is_file():
        raise NoTable(str(path), "there is no such file")
    connection = duckdb.connect()
    try:
        _load(connection, path)
        yield _choose(connection, path, wish)
    finally:
        connection.close()


def _load(connection: Any, path: Path) -> None:
    """The whole file as `s`."""
    import duckdb

    kind = path.suffix.lower()
    if kind not in _READERS and _is_for_people(path):
        return _load_grid(connection, path)
    source = f"CREATE TEMP VIEW s AS FROM {_READERS.get(kind, _DELIMITED)}".replace("?", _literal(path))
    try:
        connection.execute(source)
        connection.execute("SELECT count(*) FROM s")
    except duckdb.Error as error:
        if kind in _READERS:
            raise NoTable(str(path), str(error).partition("\n")[0][:200]) from error
        return _load_grid(connection, path)
    return None


def _literal(path: Path) -> str:
    """A path as SQL, whatever its name holds."""
    return "'" + glob.escape(str(path.resolve())).replace("'", "''") + "'"


def _is_for_people(path: Path) -> bool:
    """A workbook, or text as Excel writes it: read as every other table is."""
    with path.open("rb") as file:
        head = file.read(8)
    return head.startswith((b"PK\x03\x04", b"sep=", b"\xff\xfe", b"\xfe\xff", b"\xd0\xcf\x11\xe0"))


def _load_grid(connection: Any, path: Path) -> None:
    import pyarrow as pa

    from throughline.discovery.pipeline import read_grids

    grid = max(read_grids(path), key=lambda each: len(each.rows))
    if not grid.rows:
        raise NoRows(str(path))
    header, *rows = [row.cells for row in grid.rows]
    columns = {
        name.strip() or f"column {place + 1}": pa.array(
            [row[place] if place < len(row) else "" for row in rows], "string"
        )
        for place, name in enumerate(header)
    }
    connection.register("s", pa.table(columns))


def _choose(connection: Any, path: Path, wish: Wish) -> Table:
    columns = [row[0] for row in connection.execute("DESCRIBE s").fetchall()]
    wanted = _list_columns(wish.metrics)
    numbers = {f"n{place}": column for place, column in enumerate(wanted)}
    asked = {"variant": (wish.variant, "--variant")}
    asked |= {key: (column, wanted[column]) for key, column in numbers.items()}
    if wish.unit:
        asked["unit"] = (wish.unit, "--unit")
    chosen = ", ".join(
        f"trim(CAST({_find(column, columns, option, str(path))} AS VARCHAR)) AS {key}"
        for key, (column, option) in asked.items()
    )
    _read(connection, path, f"CREATE TEMP TABLE t AS SELECT {chosen} FROM s")  # noqa: S608
    table = Table(connection, str(path), wish, numbers)
    if not table.count("true")[0]:
        raise NoRows(str(path))
    return table


def _read(connection: Any, path: Path, command: str) -> None:
    import duckdb

    try:
        connection.execute(command)
    except duckdb.Error as error:
        raise NoTable(str(path), " ".join(str(error).split("\n")[:2])[:200]) from error


def _list_columns(metrics: Sequence[Metric]) -> dict[str, str]:
    """Every column of numbers that is needed, and the option that named it first."""
    found: dict[str, str] = {}
    for metric in metrics:
        for place, column in metric.places.items():
            found.setdefault(column, "--guardrail" if place == 0 and metric.is_guardrail else _OPTIONS[place])
    return found


def _find(column: str, columns: Sequence[str], option: str, where: str) -> str:
    """A column's name as SQL: written as in the file, or else but for case and spaces."""
    wanted = " ".join(column.casefold().split())
    found = next((name for name in columns if name == column), None) or next(
        (name for name in columns if " ".join(name.casefold().split()) == wanted), None
    )
    if found is None:
        raise NoColumn(where, column, option, columns)
    return '"' + found.replace('"', '""') + '"'
