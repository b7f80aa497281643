"""Numbers of a sentence against what is on record."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.grounding.recording import find_unrecorded

RECORDS = ("Labels", "24 November 2026", "23 of 1,000", "0.4 minutes", "3 accounts", "version 2")


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Nothing is counted here.", ()),
        ("Out since 24 November.", ()),
        ("Out since 25 November.", ("25 November",)),
        ("Three accounts asked.", ()),
        ("Four accounts asked.", ("Four",)),
        ("It saves 40 shipments and 40 shipments.", ("40 shipments",)),
        ("It takes 0.4 minutes.", ()),
        ("It takes 0.5 minutes.", ("0.5 minutes",)),
        ("3 people asked.", ("3 people",)),
    ],
)
def test_a_number_is_on_record_with_its_value_and_unit_or_it_is_named(text: str, missing: tuple[str, ...]):
    assert find_unrecorded(text, RECORDS) == missing


@given(st.lists(st.sampled_from(RECORDS), min_size=1, unique=True))
def test_what_a_record_says_is_on_record(records: list[str]):
    assert all(find_unrecorded(record, records) == () for record in records)


@given(st.integers(1001, 10**6))
def test_a_number_nobody_recorded_is_never_let_through(number: int):
    assert find_unrecorded(f"It saves {number} shipments.", RECORDS) == (f"{number} shipments",)
