"""A table of rows is one value a day, or one sentence says why it is not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.core.kernel.errors import AppError
from throughline.measurement.series.contracts import Series
from throughline.measurement.series.reading import TableRow, parse_columns, read_series

FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%y", "%m-%d-%y", "%d %b %Y", "%B %d, %Y")


def read(*rows: Sequence[str], header: Sequence[str] = ("date", "value"), **options: object) -> Series:
    table = [TableRow(n, cells) for n, cells in enumerate([header, *rows], start=1)]
    return read_series(table, where="visits.csv", **options)  # type: ignore[arg-type]


def days(count: int, start: date = date(2025, 1, 1), form: str = "%Y-%m-%d") -> list[str]:
    return [(start + timedelta(days=n)).strftime(form) for n in range(count)]


@given(
    st.sampled_from(FORMATS),
    st.dates(date(2001, 1, 1), date(2040, 1, 1)),
    st.integers(14, 60),
    st.randoms(use_true_random=False),
)
def test_every_way_of_writing_days_is_read_alike_in_any_order(form: str, start: date, count: int, shuffler):
    rows = [[day, str(n)] for n, day in enumerate(days(count, start, form))]
    shuffler.shuffle(rows)
    series = read(*rows)
    assert (series.start, len(series), series.missing) == (start, count, 0)
    assert list(series.values) == list(range(count))


def test_columns_are_found_by_name_in_any_order_or_by_map():
    assert read(["1", "2025-01-01"], ["2", "2025-01-02"], header=["y", "ds"]).name == "y"
    chosen = parse_columns("date=Day,value=Sign  ups")
    series = read(
        ["2025-01-01", "9", "1"], ["2025-01-02", "9", "2"], header=["day", "value", "Sign ups"], columns=chosen
    )
    assert list(series.values) == [1, 2]


def test_days_without_a_row_and_blank_cells_are_missing_and_the_ends_are_known():
    rows = [[day, "5" if n % 2 else "6"] for n, day in enumerate(days(30))]
    rows[0][1], rows[10][1], rows[29][1] = "", "NA", "null"
    del rows[20]
    series = read(*rows)
    assert (series.start, series.end, series.missing) == (date(2025, 1, 2), date(2025, 1, 29), 2)
    assert np.isnan(series.values[[9, 19]]).all()


def test_commas_are_read_as_the_whole_column_shows():
    assert list(read(["2025-01-01", "1,234,567"], ["2025-01-02", "1,234"]).values) == [1234567, 1234]
    assert list(read(["2025-01-01", "1.234,5"], ["2025-01-02", "7,25"]).values) == [1234.5, 7.25]
    assert list(read(["2025-01-01", "1 234"], ["2025-01-02", "7"]).values) == [1234, 7]


def test_values_below_zero_are_refused_for_whole_numbers_alone():
    whole = [["2025-01-01", "5"], ["2025-01-02", "-3"]]
    assert read(*whole, signed=True).values[1] == -3
    assert read(["2025-01-01", "0.5"], ["2025-01-02", "-0.3"]).values[1] == -0.3
    with pytest.raises(AppError, match=r"line 3: -3 lies below zero.*--signed"):
        read(*whole)


def gap(count: int, size: int) -> list[list[str]]:
    rows = [[day, str(n)] for n, day in enumerate(days(count))]
    return rows[:10] + rows[10 + size :]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "no row with a value"),
        ([["2025-01-01", "4"]], "one day alone"),
        ([["2025-01-01", "4"], ["2025-01-01", "5"], ["2025-01-02", "5"]], "2025-01-01 stands on lines 2 and 3"),
        ([["2025-01-01", "4"], ["2025-01-02", "many"]], "line 3: “many” is no number"),
        ([["2025-01-01", "4"], ["2025-01-02", "inf"]], "“inf” is no number"),
        ([["2025-01-01", "4"], ["2025-01-02", "1e999"]], "too large"),
        ([["2025-01-01", "1,234"], ["2025-01-02", "2,345"]], "whether the comma"),
        ([["2025-01-01", "4"], ["2025-02-30", "5"]], "“2025-02-30” is no day of the calendar"),
        ([["2025-01-01", "4"], ["soon", "5"]], "“soon” is no date"),
        ([["2025-01-01", "4"], ["", "5"]], "the date is blank"),
        ([["2025-01-01", "4"], ["02/01/2025", "5"], ["3 Jan 2025", "6"]], "3 formats: “2025-01-01” \\(line 2\\)"),
        ([["13/01/2025", "4"], ["01/14/2025", "5"]], "2 formats"),
        ([["01/02/2025", "4"], ["02/02/2025", "5"], ["03/04/2025", "6"]], "begins with the day or the month"),
        ([[day, str(n)] for n, day in enumerate(days(70)[::7])], "7 days apart"),
        (gap(100, 11), "11 of 100 days have no value .11%; the longest gap is 2025-01-11 to 2025-01-21"),
        ([[day, "3"] for day in days(20)], "every day has the same value, 3"),
    ],
)
def test_what_is_no_daily_series_is_refused_in_one_sentence(rows: list[list[str]], said: str):
    with pytest.raises(AppError, match=said) as raised:
        read(*rows)
    assert raised.value.sentence.startswith("visits.csv")
    assert raised.value.mend


def test_a_gap_of_a_tenth_is_still_a_series():
    assert read(*gap(100, 10)).missing == 10


def test_columns_that_cannot_be_told_are_refused_with_the_option_that_tells():
    with pytest.raises(AppError, match=r"no column is named date or ds .it has “week”, “value”.*--map date=COLUMN"):
        read(["2025-01-01", "4"], header=["week", "value"])
    with pytest.raises(AppError, match="“value” and “y” could each hold the value"):
        read(["2025-01-01", "4", "5"], header=["date", "value", "y"])
    with pytest.raises(AppError, match="there is no column “users”"):
        read(["2025-01-01", "4"], columns={"value": "users"})
    with pytest.raises(AppError, match="--map: “day” is no role=column"):
        parse_columns("day")
