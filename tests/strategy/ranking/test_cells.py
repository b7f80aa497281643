"""What people write into cells is read as they mean it, or refused in one sentence."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from throughline.strategy.rules.ranking.cells import Amount, BadCell, is_blank, read_cell
from throughline.strategy.rules.ranking.numerals import settle_mark

READ = {
    "3": (3, 3, None),
    "10-40": (10, 40, None),
    "10 – 40": (10, 40, None),
    "10..40": (10, 40, None),
    "10 … 40": (10, 40, None),
    "10 to 40": (10, 40, None),
    "between 10 and 40": (10, 40, None),
    "10~40": (10, 40, None),
    "10-25-40": (10, 40, 25),
    "25 (10-40)": (10, 40, 25),
    "10-40 (25)": (10, 40, 25),
    "30 ± 5": (25, 35, 30),
    "30 +/- 10%": (27, 33, 30),
    "~30": (24, 37.5, 30),
    "about 40 users": (32, 50, 40),
    "1.2k": (1200, 1200, None),
    "1-2k": (1000, 2000, None),
    "500-2k": (500, 2000, None),
    "€10k-€40k": (10_000, 40_000, None),
    "1,200": (1200, 1200, None),
    "1.200,5": (1200.5, 1200.5, None),
    "1 200 – 1 400": (1200, 1400, None),
    "0.125": (0.125, 0.125, None),
    "1e3": (1000, 1000, None),
    "-5--3": (-5, -3, None),
}


@pytest.mark.parametrize("text", READ)
def test_a_range_is_read_however_it_is_written(text: str):
    amount = read_cell(text)
    low, high, best = READ[text]
    assert (amount.low, amount.high) == pytest.approx((low, high))
    assert amount.best == (None if best is None else pytest.approx(best))


def test_per_cent_and_units_are_kept_beside_the_numbers():
    assert read_cell("50 %") == Amount(50, 50, percent=True)
    assert read_cell("40%-60%") == Amount(40, 60, percent=True)
    assert read_cell("2-3 person-weeks").unit == "person-weeks"
    assert read_cell("500 users / month").unit == "users/month"


def test_an_m_is_a_million_except_where_it_is_a_month():
    assert read_cell("2m").low == 2_000_000
    assert read_cell("2m", months=True) == Amount(2, 2, unit="m")


@pytest.mark.parametrize(
    ("text", "says"),
    {
        "S": "is no number",
        "lots": "is no number",
        "abc 3 def": "is no number",
        "40-10": "runs from more to less",
        "100+": "has one end only",
        "<5": "has one end only",
        "up to 40": "has one end only",
        "3-May": "is a date",
        "May-03": "is a date",
        "2026-05-03": "is a date",
        "3-5-2026": "is a date",
        "#DIV/0!": "is a formula that failed",
        "1.200": "may be 1200 or 1.2",
        "3.5.2": "is no number",
        "10-20-": "neither a number nor a range",
        "10-90-40": "lies outside its range",
        "1e400": "beyond a million millions",
        "5-1e13": "beyond a million millions",
        "1e-300": "less than a millionth",
    }.items(),
)
def test_what_is_no_quantity_is_refused_with_the_mend(text: str, says: str):
    with pytest.raises(BadCell, match=says) as caught:
        read_cell(text)
    assert caught.value.mend


@pytest.mark.parametrize("text", ["", "  ", "-", "–", "n/a", "TBD", "?", "unknown"])
def test_what_says_nothing_is_blank(text: str):
    assert is_blank(text)


def test_a_decimal_mark_elsewhere_settles_what_three_digits_after_a_mark_mean():
    assert settle_mark(["1.200", "0.5"]) == "."
    assert read_cell("1.200", mark=".").low == 1.2
    assert settle_mark(["1.200", "2,5"]) == ","
    assert read_cell("1.200", mark=",").low == 1200
    assert settle_mark(["1.5", "2,5"]) is None


numbers = st.floats(0.01, 1e6).map(lambda value: float(f"{value:.6g}"))


@given(numbers, numbers, st.sampled_from(["-", " - ", "–", " – ", "..", "…", " to "]))
def test_any_two_numbers_in_order_are_a_range(first: float, second: float, between: str):
    low, high = sorted((first, second))
    amount = read_cell(f"{low:f}{between}{high:f}", mark=".")
    assert (amount.low, amount.high) == pytest.approx((low, high), abs=1e-6)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str):
    assume(not is_blank(text))
    with suppress(BadCell):
        amount = read_cell(text)
        assert amount.low <= amount.high
