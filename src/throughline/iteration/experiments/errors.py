"""Why a file tells nothing about an experiment; read at the command line only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from throughline.core.kernel.errors import BadInput
from throughline.measurement.experiments.analysing import MetricCannotBeCompared


class BadOption(BadInput):
    """An option that cannot be understood."""


class NoTable(BadInput):
    def __init__(self, where: str, why: str) -> None:
        super().__init__(
            f"it cannot be read as a table ({why})",
            where=where,
            mend="give a CSV, TSV, XLSX or Parquet file with a header",
        )


class NoRows(BadInput):
    def __init__(self, where: str) -> None:
        super().__init__("it has a header and no rows", where=where, mend="give a row for each unit of the experiment")


class BrokenLine(BadInput):
    def __init__(self, where: str, *, line: int, expected: int, more: bool) -> None:
        super().__init__(
            f"line {line:,} has {'more' if more else 'fewer'} cells than the {expected:,} of the header",
            where=where,
            mend="mend that line, or put cells that hold the delimiter in quotes",
        )


class NoColumn(BadInput):
    def __init__(self, where: str, column: str, option: str, columns: Sequence[str]) -> None:
        super().__init__(
            f"there is no column “{column}” for {option}", where=where, mend=f"choose one of {quote(columns[:30])}"
        )


class NotANumber(BadInput):
    def __init__(self, where: str, *, column: str, row: int, cell: str, count: int) -> None:
        more = f", and {count - 1:,} more" if count > 1 else ""
        super().__init__(
            f"“{cell[:40]}” in row {row:,} of column “{column}” is no number{more}",
            where=where,
            mend="write plain numbers with a decimal point, or true and false",
        )


class ValuesMissing(BadInput):
    def __init__(self, where: str, *, column: str, row: int, count: int, total: int) -> None:
        super().__init__(
            f"{count:,} of {total:,} rows have no value in column “{column}”, the first is row {row:,}",
            where=where,
            mend="say with --missing zero that these units did nothing, or leave them out with --missing drop",
        )


class VariantsMissing(BadInput):
    def __init__(self, where: str, *, column: str, row: int, count: int) -> None:
        super().__init__(
            f"{count:,} rows have no value in column “{column}”, the first is row {row:,}",
            where=where,
            mend="say which variant these units were in, or leave them out with --missing drop",
        )


class UnitsMissing(BadInput):
    def __init__(self, where: str, *, column: str, count: int) -> None:
        super().__init__(
            f"{count:,} rows have no value in column “{column}”", where=where, mend="name the unit of each row"
        )


class OneVariant(BadInput):
    def __init__(self, where: str, column: str, name: str) -> None:
        super().__init__(
            f"column “{column}” holds one variant alone, “{name}”",
            where=where,
            mend="give the units of the control and of a treatment in one file",
        )


class TooManyVariants(BadInput):
    def __init__(self, where: str, column: str, count: int) -> None:
        super().__init__(
            f"column “{column}” holds {count:,} different values, too many for variants",
            where=where,
            mend="name with --variant the column that says which variant a unit was in",
        )


class VariantsAlike(BadInput):
    def __init__(self, where: str, column: str, names: Sequence[str]) -> None:
        super().__init__(
            f"column “{column}” holds {quote(names)}, which differ in capitals alone",
            where=where,
            mend="write one variant in one way",
        )


class NoControl(BadInput):
    def __init__(self, where: str, names: Sequence[str], wanted: str | None) -> None:
        what = f"there is no variant “{wanted}”" if wanted else f"none of the variants {quote(names)} is called control"
        super().__init__(what, where=where, mend=f"name the control with --control, one of {quote(names)}")


class UnitsInTwoVariants(BadInput):
    def __init__(self, where: str, *, column: str, count: int, example: str) -> None:
        units = "1 unit is" if count == 1 else f"{count:,} units are"
        super().__init__(
            f"{units} in more than one variant by column “{column}”, such as “{example[:40]}”",
            where=where,
            mend="find out how they came into both, and leave them out or keep what they saw first",
        )


class UnsteadyCovariate(BadInput):
    def __init__(self, where: str, *, column: str, example: str) -> None:
        super().__init__(
            f"column “{column}” differs between rows of one unit, such as “{example[:40]}”",
            where=where,
            mend="give each unit one value, known before the experiment began",
        )


class NothingToCompare(BadInput):
    def __init__(self, where: str, cause: MetricCannotBeCompared) -> None:
        name, value, metric = cause.cause.name, cause.cause.value, cause.metric
        if value is not None:
            what = f"“{metric.name}” has the same value, {value:g}, in every unit of variant “{name}”"
            mend = "wait until it varies, or choose another metric"
        elif metric.is_ratio:
            what = f"“{metric.name}” has fewer than two units with a denominator in variant “{name}”"
            mend = "wait for more units, or choose another denominator"
        else:
            what, mend = f"“{metric.name}” has fewer than two units in variant “{name}”", "wait for more units"
        super().__init__(f"{what}, so no difference can be measured", where=where, mend=mend)


def quote(names: Iterable[str]) -> str:
    """`“a”, “b” and “c”`."""
    words = [f"“{name}”" for name in names if name]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else "none"
