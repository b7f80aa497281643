"""A file as a table of DuckDB: a million rows in a second or two."""

from __future__ import annotations

import csv
import glob
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from throughline.iteration.experiments.errors import BrokenLine, NoColumn, NoRows, NoTable
from throughline.iteration.experiments.options import Wish
from throughline.measurement.experiments.asking import Metric

_READERS = {".parquet": "read_parquet(?)", ".json": "read_json_auto(?)", ".jsonl": "read_json_auto(?)"}
_BROKEN = re.compile(r"Line: (\d+).*?Expected Number of Columns: (\d+) Found: (\d+)", re.DOTALL)
_SMALL = 2_000_000
"""Bytes of a file that people made; larger ones are data, and are read one way."""
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
    """The whole file as `s`: read by DuckDB, and where it cannot, as every other table is."""
    import duckdb

    kind = path.suffix.lower()
    if not path.stat().st_size:
        raise NoTable(str(path), "it is empty")
    if kind not in _READERS and _is_for_people(path):
        return _load_grid(connection, path)
    try:
        connection.execute(f"CREATE TEMP TABLE s AS FROM {_READERS.get(kind) or _cut(path)}", [_glob(path)])
    except (duckdb.Error, UnicodeDecodeError) as error:
        if line := _BROKEN.search(str(error)):
            more = int(line[3]) > int(line[2])
            raise BrokenLine(str(path), line=int(line[1]), expected=int(line[2]), more=more) from error
        if kind in _READERS or path.stat().st_size > _SMALL:
            raise NoTable(str(path), _explain(error)) from error
        return _load_grid(connection, path)
    return None


def _explain(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError) or "nicode" in str(error):
        return "it is not in UTF-8"
    return str(error).partition("\n")[0][:200]


def _cut(path: Path) -> str:
    """The call that reads a delimited file. Nothing is left to guess: a guess may skip lines that do not fit."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline(100_000)
    delimiter = max((",", ";", "\t", "|"), key=first.count)
    names = _name_columns(next(csv.reader([first], delimiter=delimiter), []))
    columns = ", ".join(f"{_literal(name)}: 'VARCHAR'" for name in names)
    return (
        f"read_csv(?, auto_detect=false, columns={{{columns}}}, header=true, delim={_literal(delimiter)}, "
        "quote='\"', escape='\"')"
    )


def _name_columns(header: Sequence[str]) -> list[str]:
    """Names that differ: an empty one gets its number, a second one of a name too."""
    names: list[str] = []
    for number, cell in enumerate(header, start=1):
        name = " ".join(cell.split()) or f"column {number}"
        names.append(name if name.casefold() not in {each.casefold() for each in names} else f"{name} ({number})")
    return names


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _glob(path: Path) -> str:
    """A path that stands for itself alone, whatever its name holds."""
    return glob.escape(str(path.resolve()))


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
    names = _name_columns(grid.rows[0].cells)
    for row in grid.rows[1:]:
        if row.problem or (not grid.typed and len(row.cells) != len(names)):
            raise BrokenLine(str(path), line=row.line, expected=len(names), more=len(row.cells) > len(names))
    cells = [row.cells + ("",) * (len(names) - len(row.cells)) for row in grid.rows[1:]]
    columns = {name: pa.array([row[place] for row in cells], "string") for place, name in enumerate(names)}
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
    connection.execute(f"CREATE TEMP TABLE t AS SELECT {chosen} FROM s")  # noqa: S608
    table = Table(connection, str(path), wish, numbers)
    if not table.count("true")[0]:
        raise NoRows(str(path))
    return table


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
