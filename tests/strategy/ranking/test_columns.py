"""A column speaks in one unit and on one scale; what does not fit is said, and nothing is put in its place."""

from __future__ import annotations

import pytest

from throughline.strategy.rules.ranking.cells import Amount
from throughline.strategy.rules.ranking.columns import ColumnRead, read_column
from throughline.strategy.rules.ranking.contracts import Estimate
from throughline.strategy.rules.ranking.headings import find_header, name_role, read_headings


def lows(read: ColumnRead) -> list[float | None]:
    return [None if estimate is None else pytest.approx(estimate.low) for estimate in read.estimates]


def test_blank_stays_unknown():
    read = read_column("reach", ["10-40", "", "n/a"])
    assert read.estimates == [Estimate(10, 40), None, None]
    assert not read.problems


@pytest.mark.parametrize("texts", [["50%", "80 %"], ["50", "80"], ["0.5", "0.8"], ["5", "8"]])
def test_confidence_is_a_share_whatever_it_counts_to(texts: list[str]):
    assert lows(read_column("confidence", texts)) == [0.5, 0.8]


def test_a_one_among_per_cents_is_asked_about():
    read = read_column("confidence", ["80", "0.8", "50"])
    assert read.estimates[1] is None
    assert "80 % or 0.8 %" in read.problems[1].mend


def test_efforts_come_in_one_unit():
    read = read_column("effort", ["2 weeks", "10 days", "1 month"])
    assert read.unit == "weeks"
    assert lows(read) == [2, 2, 52 / 12]


def test_a_bare_effort_is_in_the_unit_of_the_header():
    read = read_column("effort", ["3", "1w"], header="days")
    assert lows(read) == [3, 5]


def test_a_bare_effort_among_several_units_is_refused():
    read = read_column("effort", ["3", "1w", "2 days"])
    assert read.estimates[0] is None
    assert "names no unit" in read.problems[0].what


def test_reach_of_two_periods_is_never_mixed():
    read = read_column("reach", ["500 / month", "900 per month", "4000 / quarter"])
    assert read.estimates[2] is None
    assert "per quarter" in read.problems[2].what


def test_a_unit_nobody_can_convert_is_never_taken_for_another():
    read = read_column("effort", ["3 weeks", "2 sprints", "1 week"])
    assert lows(read) == [3, None, 1]
    assert "it is in sprints, the rest of the column in weeks" in read.problems[1].what
    assert lows(read_column("effort", ["3 sprints", "2 sprints"])) == [3, 2]


def test_a_share_among_counts_is_no_count():
    read = read_column("reach", ["500", "20 %", "300"])
    assert lows(read) == [500, None, 300]
    assert "is a share" in read.problems[1].what
    assert lows(read_column("reach", ["5 %", "20 %"])) == [0.05, 0.2]


def test_the_header_may_say_what_confidence_counts_to():
    assert lows(read_column("confidence", ["4", "2"], header="1-5")) == [0.8, 0.4]
    assert lows(read_column("confidence", ["4", "2"], header="0-100")) == [0.04, 0.02]


def test_a_word_beside_a_number_is_only_a_label():
    assert lows(read_column("impact", ["3 - Massive", "High (2)", "0.5 = low"])) == [3, 2, 0.5]
    assert lows(read_column("confidence", ["High (80 %)", "50% (low)"])) == [0.8, 0.5]


def test_sizes_count_only_where_somebody_says_what_they_stand_for():
    plain = read_column("effort", ["S", "M"])
    assert plain.estimates == [None, None]
    assert "--words effort:S" in plain.problems[0].mend
    assert read_column("effort", ["S", "m"], words={"S": Amount(1, 2), "M": Amount(3, 5)}).estimates == [
        Estimate(1, 2),
        Estimate(3, 5),
    ]


def test_the_words_of_rice_hold_for_a_column_that_speaks_in_them_alone():
    read = read_column("impact", ["High", "minimal"])
    assert lows(read) == [2, 0.25]
    assert read.notes
    assert read_column("impact", ["High", "3"]).estimates[0] is None


@pytest.mark.parametrize(
    ("name", "text"), [("confidence", "120%"), ("effort", "0"), ("effort", "0-3"), ("reach", "-4")]
)
def test_what_cannot_be_is_refused(name: str, text: str):
    read = read_column(name, [text])
    assert read.estimates == [None]
    assert read.problems[0].mend


def test_a_column_of_its_own_may_be_below_nothing():
    assert read_column("risk", ["-4"]).estimates == [Estimate(-4, -4)]


@pytest.mark.parametrize(
    ("text", "role"),
    {
        "Reach (users / quarter)": "reach",
        "Users affected": "reach",
        "Impact score": "impact",
        "Confidence %": "confidence",
        "Effort (person-months)": "effort",
        "Dev weeks": "effort",
        "T-shirt size": "effort",
        "Aufwand": "effort",
        "Business value": "value",
        "Feature name": "idea",
        "RICE score": "",
        "Notes": "",
        "Strategic fit": "",
    }.items(),
)
def test_columns_are_known_by_their_usual_names(text: str, role: str):
    assert name_role(text) == (role, "")


def test_the_plainer_of_two_names_wins():
    found = read_headings(["Users affected", "Reach", "Idea"])
    assert [h.role for h in found] == ["", "reach", "idea"]


def test_an_idea_is_called_by_its_name_not_by_its_description():
    assert [h.role for h in read_headings(["Description", "Title", "Reach"])] == ["", "idea", "reach"]


def test_the_header_may_stand_below_a_title():
    assert find_header([["Roadmap 2027"], ["Idea", "Reach", "Effort"], ["A", "1", "2"]]) == 1
    assert find_header([["A", "1"], ["B", "2"]]) is None
