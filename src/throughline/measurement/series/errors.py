"""Why a table is no daily series: what, where and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from throughline.core.kernel.errors import BadInput


class BadSeries(BadInput):
    """A table that cannot be read as one value a day."""


class WithoutColumn(BadSeries):
    def __init__(self, where: str, role: str, usual: Sequence[str], columns: Sequence[str]) -> None:
        listed = ", ".join(f"“{name}”" for name in columns[:20]) or "none"
        super().__init__(
            f"no column is named {' or '.join(usual)} (it has {listed})",
            where=where,
            mend=f"name it in the first row, or say which it is with --map {role}=COLUMN",
            on_page="name it in the first row",
        )


class TwoColumns(BadSeries):
    def __init__(self, where: str, role: str, names: Sequence[str]) -> None:
        listed = " and ".join(f"“{name}”" for name in names)
        super().__init__(
            f"{listed} could each hold the {role}",
            where=where,
            mend=f"say which with --map {role}=COLUMN",
            on_page="rename one of them",
        )


class UnknownColumn(BadSeries):
    def __init__(self, where: str, column: str, columns: Sequence[str]) -> None:
        listed = ", ".join(f"“{name}”" for name in columns[:20])
        super().__init__(
            f"there is no column “{column}”",
            where=where,
            mend=f"choose one of {listed} for --map",
            on_page=f"choose one of {listed}",
        )


class BadCell(BadSeries):
    def __init__(self, where: str, line: int, what: str, mend: str) -> None:
        super().__init__(what, where=f"{where}, line {line}", mend=mend)


class MixedDates(BadSeries):
    def __init__(self, where: str, examples: Sequence[tuple[int, str]]) -> None:
        listed = ", ".join(f"“{text}” (line {line})" for line, text in examples)
        super().__init__(
            f"its dates are written in {len(examples)} formats: {listed}",
            where=where,
            mend="write every date as 2025-03-31",
        )


class UndecidedDates(BadSeries):
    def __init__(self, where: str, example: str) -> None:
        super().__init__(
            f"nothing in the column tells whether “{example}” begins with the day or the month",
            where=where,
            mend="write the dates as 2025-03-31",
        )


class UndecidedNumbers(BadSeries):
    def __init__(self, where: str, line: int, example: str) -> None:
        super().__init__(
            f"nothing in the column tells whether the comma in “{example}” marks thousands or decimals",
            where=f"{where}, line {line}",
            mend="write numbers like 1234.5",
        )


class RepeatedDays(BadSeries):
    def __init__(self, where: str, day: date, lines: Sequence[int], others: int) -> None:
        also = f", and {others:,} more days stand twice" if others else ""
        super().__init__(
            f"{day.isoformat()} stands on lines {' and '.join(str(n) for n in lines[:3])}{also}",
            where=where,
            mend="give one row a day (add up or average what belongs to one day)",
        )


class NotDaily(BadSeries):
    def __init__(self, where: str, step: int) -> None:
        super().__init__(
            f"its rows are {step} days apart, and one value a day is needed",
            where=where,
            mend="export the metric by day",
        )


class TooManyGaps(BadSeries):
    def __init__(self, where: str, missing: int, length: int, most: float, first: date, last: date) -> None:
        gap = first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"
        super().__init__(
            f"{missing:,} of {length:,} days have no value ({missing / length:.0%}; the longest gap is {gap}),"
            f" and at most {most:.0%} can be modelled",
            where=where,
            mend="fill the days, or give a stretch without the gap",
        )


class NegativeCounts(BadSeries):
    def __init__(self, where: str, line: int, value: float, others: int) -> None:
        also = f", as do {others:,} more" if others else ""
        super().__init__(
            f"{value:g} lies below zero{also}, and every value is a whole number as counts are",
            where=f"{where}, line {line}",
            mend="correct it, or say --signed where the metric can fall below zero",
            on_page="correct it",
        )


class WithoutVariation(BadSeries):
    def __init__(self, where: str, value: float) -> None:
        super().__init__(
            f"every day has the same value, {value:g}",
            where=where,
            mend="check the export: nothing can be learnt from it",
        )


class TooFewRows(BadSeries):
    def __init__(self, where: str, count: int) -> None:
        what = "it has no row with a value" if not count else "it has one day alone"
        super().__init__(what, where=where, mend="give one row a day, with its date and its value")
