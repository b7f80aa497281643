"""Units of an experiment from a file, with every cell looked at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from throughline.iteration.experiments.errors import (
    NotANumber,
    OneVariant,
    TooManyVariants,
    UnitsInTwoVariants,
    UnitsMissing,
    UnsteadyCovariate,
    ValuesMissing,
    VariantsAlike,
    VariantsMissing,
)
from throughline.iteration.experiments.loading import Table, open_table
from throughline.iteration.experiments.options import Wish
from throughline.measurement.experiments.asking import Units
from throughline.measurement.experiments.contracts import COVARIATE

MOST_VARIANTS = 20
_EMPTY = "('', 'na', 'n/a', '#n/a', 'nan', 'null', 'none')"


@dataclass(frozen=True, slots=True)
class UnitFile:
    """The units, and what a person must know about how they were read."""

    units: Units
    notes: tuple[str, ...]


def read_units(path: Path, wish: Wish) -> UnitFile:
    """The units of a file. Raises `AppError` where it says nothing about this experiment."""
    with open_table(path, wish) as table:
        notes = [*_check_variants(table), *_check_numbers(table)]
        variants = _list_variants(table)
        if wish.unit:
            notes += _check_units(table)
        return UnitFile(_fetch(table, variants), tuple(notes))


def _is_missing(column: str) -> str:
    return f"({column} IS NULL OR lower({column}) IN {_EMPTY})"


def _number(column: str) -> str:
    """A cell as a number; NULL where it is none, or so large that its square is not."""
    return (
        f"CASE lower({column}) WHEN 'true' THEN 1 WHEN 'yes' THEN 1 WHEN 'false' THEN 0 WHEN 'no' THEN 0 "
        f"ELSE CASE WHEN abs(TRY_CAST({column} AS DOUBLE)) < 1e100 THEN TRY_CAST({column} AS DOUBLE) END END"
    )


def _check_variants(table: Table) -> list[str]:
    missing = _is_missing("variant")
    count, rows = table.count(missing, "true")
    if not count:
        return []
    if table.wish.missing != "drop" or count == rows:
        row, _ = table.find_first(missing, "variant")
        raise VariantsMissing(table.where, column=table.wish.variant, row=row, count=count)
    table.connection.execute(f"DELETE FROM t WHERE {missing}")  # noqa: S608
    return [f"{count:,} rows without a variant were left out."]


def _check_numbers(table: Table) -> list[str]:
    keys = list(table.numbers)
    wrong = [f"NOT {_is_missing(key)} AND ({_number(key)}) IS NULL" for key in keys]
    counts = table.count(*wrong, *(_is_missing(key) for key in keys))
    for key, condition, count in zip(keys, wrong, counts, strict=False):
        if count:
            row, cell = table.find_first(condition, key)
            raise NotANumber(table.where, column=table.numbers[key], row=row, cell=cell, count=count)
    return [_allow_missing(table, key, count) for key, count in zip(keys, counts[len(keys) :], strict=True) if count]


def _allow_missing(table: Table, key: str, count: int) -> str:
    column, (rows,) = table.numbers[key], table.count("true")
    if table.wish.missing == "refuse":
        row, _ = table.find_first(_is_missing(key), key)
        raise ValuesMissing(table.where, column=column, row=row, count=count, total=rows)
    done = "left out" if table.wish.missing == "drop" else "counted as 0"
    return f"{count:,} of {rows:,} rows without a value in “{column}” were {done}."


def _list_variants(table: Table) -> tuple[str, ...]:
    found = table.ask("variant", f"GROUP BY variant ORDER BY variant LIMIT {MOST_VARIANTS + 1}").fetchall()
    names = tuple(str(row[0]) for row in found)
    if len(names) == 1:
        raise OneVariant(table.where, table.wish.variant, names[0])
    if len(names) > MOST_VARIANTS:
        total = table.ask("count(DISTINCT variant)").fetchone()[0]
        raise TooManyVariants(table.where, table.wish.variant, int(total))
    folded = [name.casefold() for name in names]
    if alike := [name for name in names if folded.count(name.casefold()) > 1]:
        raise VariantsAlike(table.where, table.wish.variant, alike)
    return names


def _check_units(table: Table) -> list[str]:
    unit = table.wish.unit or ""
    missing, rows = table.count(_is_missing("unit"), "true")
    if missing:
        raise UnitsMissing(table.where, column=unit, count=missing)
    both = table.ask("unit", "GROUP BY unit HAVING min(variant) <> max(variant) ORDER BY unit").fetchall()
    if both:
        raise UnitsInTwoVariants(table.where, column=unit, count=len(both), example=str(both[0][0]))
    units = table.ask("count(DISTINCT unit)").fetchone()[0]
    if units == rows:
        return []
    for key in _list_covariates(table):
        steady = f"min({_number(key)}) IS NOT DISTINCT FROM max({_number(key)})"
        if odd := table.ask("unit", f"GROUP BY unit HAVING NOT {steady} ORDER BY unit LIMIT 1").fetchone():
            raise UnsteadyCovariate(table.where, column=table.numbers[key], example=str(odd[0]))
    return [f"{rows:,} rows belong to {units:,} units; the values of a unit were added up."]


def _list_covariates(table: Table) -> list[str]:
    places = [pair for metric in table.wish.metrics for pair in metric.places.items()]
    named = {column for place, column in places if place >= COVARIATE}
    return [key for key, column in table.numbers.items() if column in named]


def _fetch(table: Table, variants: tuple[str, ...]) -> Units:
    """The units as arrays; rows of one unit are added up, but for what was known before."""
    filled = "0" if table.wish.missing == "zero" else "'nan'::DOUBLE"
    cells = {key: f"coalesce({_number(key)}, {filled})" for key in table.numbers}
    code = "list_position(?, variant) - 1"
    if table.wish.unit:
        before = _list_covariates(table)
        cells = {key: f"{'min' if key in before else 'sum'}({cell})" for key, cell in cells.items()}
        code = f"min({code})"
    selected = ", ".join([f"{code} AS code", *(f"{cell} AS {key}" for key, cell in cells.items())])
    arrays = table.ask(selected, "GROUP BY unit" if table.wish.unit else "", [list(variants)]).fetchnumpy()
    columns = {column: np.asarray(arrays[key], dtype=np.float64) for key, column in table.numbers.items()}
    return Units(variants, np.asarray(arrays["code"], dtype=np.int64), columns)
