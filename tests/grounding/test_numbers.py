"""A number is counted again, or stands in the evidence as a statement of the same thing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from throughline.discovery.contracts import Evidence
from throughline.grounding.contracts import Citation, Claim, Computation, Counted, Finding, Ground, Origin, Verdict
from throughline.grounding.numbers import Kind, find_numbers
from throughline.grounding.verify import verify

Check = Callable[..., Finding]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("84,000 rows", [84000]),
        ("84k rows", [84000]),
        ("1.2M requests", [1200000]),
        ("1 000 000 rows", [1000000]),
        ("twelve files", [12]),
        ("two hundred thousand rows", [200000]),
        ("twenty-five teams", [25]),
        ("half the rows", [50]),
        ("two thirds of accounts", [200 / 3]),
        ("30 %", [30]),
        ("thirty percent", [30]),
        ("€3,000", [3000]),
        ("two hours", [7200]),
        ("3-4 hours", [10800, 14400]),
        ("2 GB", [2e9]),
        ("8:20 and 2 pm", [500, 840]),
        ("a 502", [502]),
    ],
)
def test_numbers_are_read_however_they_are_written(text: str, values: list[float]) -> None:
    assert [pytest.approx(found.values[0]) for found in find_numbers(text)] == values


@pytest.mark.parametrize("text", ["log4j", "C1 and Q3", "[Q r17]", "(r24)", "k8s", "v0.115.0", "one of them", "OAuth2"])
def test_names_and_marks_with_digits_are_no_numbers(text: str) -> None:
    assert find_numbers(text) == ()


@pytest.mark.parametrize("text", ["4 March 2026", "March 4, 2026", "2026-03-04", "4 Mar 2026", "04/03/2026"])
def test_dates_are_read_however_they_are_written(text: str) -> None:
    (found,) = find_numbers(text)
    assert found.kind is Kind.DATE


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("3 accounts report trouble with the export", [1, 4, 6]),
        ("Three accounts report trouble with the export", [1, 2, 4, 6]),
        ("2 items mention a timeout", [1, 2]),
        ("2 of 10 items mention a timeout", [1, 2]),
        ("20 % of items mention a timeout", [1, 2]),
        ("Aldgate Press wrote 2 times about timeouts", [1, 2]),
        ("1 Enterprise account wrote about timeouts", [1, 2]),
        ("Timeouts were mentioned between 2 March and 4 Mar 2026", [1, 2]),
    ],
)
def test_counts_over_the_cited_rows_are_verified(number: Check, text: str, rows: list[int]) -> None:
    assert number(text, rows=rows).verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    ("text", "rows", "right"),
    [
        ("3 accounts report timeouts", [1, 2, 4], "2 accounts"),
        ("4 accounts report trouble", [4, 4, 5, 6], "2 accounts"),
        ("3 items mention a timeout", [1, 2], "2 items"),
        ("3 items mention a timeout", [1, 1, 2], "2 items"),
    ],
)
def test_items_passed_off_as_accounts_are_rejected_with_the_right_count(
    number: Check, text: str, rows: list[int], right: str
) -> None:
    finding = number(text, rows=rows)
    assert (finding.verdict, finding.recomputed) == (Verdict.REJECTED, right)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Aldgate Press exports 72,000 rows", [1]),
        ("Aldgate Press exports 72k rows", [1]),
        ("About 70,000 rows time out for Aldgate Press", [1]),
        ("Exports of over 70,000 rows time out", [1]),
        ("The export fails with a 502 after 2 minutes", [1]),
        ("Exports stop after 20,000 rows", [4]),
        ("Copying the table by hand takes 3 hours", [5]),
        ("Since version 4.12 the totals don't match", [8]),
        ("Rows exported range from 40,000 (r3) to 72,000 (r1)", [3, 1]),
    ],
)
def test_a_number_that_the_evidence_states_is_verified(number: Check, text: str, rows: list[int]) -> None:
    assert number(text, rows=rows).verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Aldgate Press exports 73,000 rows", [1]),
        ("72,000 dollars are lost in exports", [1]),
        ("72,000 customers export reports", [1]),
        ("502 rows are exported", [1]),
        ("The export ends after 502 seconds", [1]),
        ("Aldgate Press deleted 72,000 rows", [1]),
        ("The export takes two hours", [1]),
        ("About 80,000 rows time out", [1]),
        ("Over 80,000 rows time out", [1]),
        ("Since version 4.13 the totals don't match", [8]),
        ("4.12 totals don't match", [8]),
        ("Timeouts were mentioned on 3 March 2026", [1]),
        ("72,000 rows time out for Birch & Sons", [1]),
        ("It has timed out on 40,000 rows", [3]),
    ],
)
def test_digits_that_merely_occur_prove_nothing(number: Check, text: str, rows: list[int]) -> None:
    assert number(text, rows=rows).verdict is Verdict.REJECTED


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The report opens after 504 minutes", "The report opens with a 504 after about a minute."),
        ("404 pages are missing from the atlas", "The atlas answers with a 404 on some pages."),
        ("The parcel took 17 days", "I took a 17 to the depot, the parcel came after some days."),
    ],
)
def test_a_code_takes_no_unit_from_elsewhere_in_the_text(text: str, said: str) -> None:
    piece = Evidence(id="e", source="n.csv", text=said, row=1)
    claim = Claim("c", Origin.NUMBER, text, (Citation("n.csv", row=1),))
    assert verify([claim], Ground((piece,))).findings[0].verdict is Verdict.REJECTED


def test_a_wrong_number_is_answered_with_the_one_that_stands_there(number: Check) -> None:
    assert number("Aldgate Press exports 73,000 rows", rows=[1]).recomputed == "72,000 rows (feedback.csv row 1)"


def test_a_computation_is_done_again(number: Check) -> None:
    right = Computation(Counted.ACCOUNTS, 2, over=(0, 1, 2))
    assert number("2 accounts", rows=[1, 2, 4], computations=(right,)).verdict is Verdict.VERIFIED
    wrong = Computation(Counted.ACCOUNTS, 3, over=(0, 1, 2))
    finding = number("3 accounts", rows=[1, 2, 4], computations=(wrong,))
    assert (finding.verdict, finding.recomputed) == (Verdict.REJECTED, "2 accounts")


@pytest.mark.parametrize(
    ("computation", "text"),
    [
        (Computation(Counted.ITEMS, 3), "3 items"),
        (Computation(Counted.SHARE_OF_ITEMS, 67, over=(0, 1), base=(0, 1, 2)), "67 % of the items"),
        (Computation(Counted.SHARE_OF_ACCOUNTS, 50, over=(0,), base=(0, 2)), "50 % of the accounts"),
        (Computation(Counted.FIRST_DATE, "2026-03-02"), "First on 2 March 2026"),
        (Computation(Counted.LAST_DATE, "2026-03-08"), "Last on 8 Mar"),
        (Computation(Counted.MAXIMUM, 72000), "Up to 72,000 rows"),
    ],
)
def test_every_kind_of_computation_is_recomputed(number: Check, computation: Computation, text: str) -> None:
    assert number(text, rows=[1, 2, 4], computations=(computation,)).verdict is Verdict.VERIFIED
    other = Computation(computation.counted, "2026-01-01" if "-" in str(computation.value) else 5, computation.over)
    assert number(text, rows=[1, 2, 4], computations=(other,)).verdict is Verdict.REJECTED


def test_a_text_must_say_what_its_computation_gives(number: Check) -> None:
    right = Computation(Counted.ACCOUNTS, 2)
    assert number("5 accounts wrote about it", rows=[1, 2, 4], computations=(right,)).verdict is Verdict.REJECTED


def test_a_computation_over_a_citation_that_is_not_there_is_rejected(number: Check) -> None:
    computation = Computation(Counted.ITEMS, 1, over=(7,))
    assert number("1 item", rows=[1], computations=(computation,)).verdict is Verdict.REJECTED


def test_what_cannot_be_counted_is_said_to_be_so(number: Check) -> None:
    computation = Computation(Counted.METRIC, 4, metric="export failures")
    finding = number("4 % of exports fail", computations=(computation,))
    assert finding.verdict is Verdict.REJECTED
    assert "no such metric" in finding.reason


def test_a_number_claim_without_a_number_becomes_a_proposal(number: Check) -> None:
    finding = number("Exports fail often", rows=[1])
    assert (finding.verdict, finding.becomes) == (Verdict.DOWNGRADED, Origin.PROPOSAL)


def test_a_right_count_of_rows_that_say_something_else_is_rejected(number: Check) -> None:
    assert number("2 accounts love the new dashboard colours", rows=[1, 4]).verdict is Verdict.REJECTED


def test_a_day_takes_the_month_of_the_one_it_is_listed_with(number: Check) -> None:
    assert number("Aldgate Press wrote about timeouts on 2 and 4 March", rows=[1, 2]).verdict is Verdict.VERIFIED
    assert number("Aldgate Press wrote about timeouts on 3 and 4 March", rows=[1, 2]).verdict is Verdict.REJECTED
