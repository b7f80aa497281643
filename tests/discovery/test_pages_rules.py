"""What discovery's pages say: trends, charts, marked words, who says otherwise."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.discovery.contracts import Evidence
from throughline.discovery.rules.chart import draw_months
from throughline.discovery.rules.marked import LONGEST_SHOWN, cut_at, find_words, tell_words
from throughline.discovery.rules.otherwise import choose_otherwise, says_otherwise
from throughline.discovery.rules.trend import describe_trend, list_months

YEAR = list_months("2025-11", "2026-10")
NOW = date(2026, 10, 31)


def test_months_run_over_the_turn_of_the_year():
    assert list_months("2025-11", "2026-02") == ["2025-11", "2025-12", "2026-01", "2026-02"]


def test_many_more_items_than_before_is_a_rise():
    trend = describe_trend({"2026-05": 3, "2026-09": 12, "2026-10": 6}, span=YEAR, today=NOW)
    assert (trend.word, trend.recent, trend.before) == ("up", 18, 3)
    assert trend.sentence == "18 in the last 3 months, 3 in the 3 before"


def test_a_difference_that_chance_gives_is_called_steady():
    assert describe_trend({"2026-05": 4, "2026-08": 1, "2026-09": 5}, span=YEAR, today=NOW).word == "steady"


def test_what_was_never_said_before_is_new():
    assert describe_trend({"2026-10": 2}, span=YEAR, today=NOW).word == "new"


def test_no_trend_is_told_over_less_than_half_a_year_or_without_dates():
    assert describe_trend({"2026-10": 2}, span=YEAR[-4:], today=NOW) is None
    assert describe_trend({}, span=YEAR, today=NOW) is None


def test_the_windows_of_a_trend_end_today_and_not_with_the_newest_item():
    trend = describe_trend({"2026-04": 4, "2026-05": 5}, span=YEAR[:7], today=date(2026, 11, 22))
    assert (trend.word, trend.words) == ("", "nothing heard since May 2026")


def test_silence_about_one_thing_is_a_fall_only_while_others_are_heard():
    months = {"2026-05": 9, "2026-06": 8}
    assert describe_trend(months, span=YEAR, today=NOW).word == "down"
    assert describe_trend(months, span=YEAR[:8], today=NOW).words == "nothing heard since June 2026"


def test_a_survey_in_one_month_is_no_rise():
    trend = describe_trend({"2026-03": 2, "2026-09": 90}, span=YEAR, today=NOW)
    assert trend.word == ""
    assert trend.sentence.endswith("all 90 in one month, so no trend is told")


def test_a_month_that_has_just_begun_is_no_fall():
    months = dict.fromkeys(YEAR[:10], 6)
    assert describe_trend(months, span=YEAR, today=date(2026, 8, 1)).word == "steady"


def test_what_is_dated_ahead_is_not_of_late():
    assert describe_trend({"2027-05": 9}, span=YEAR, today=NOW) is None


def test_a_month_without_items_keeps_its_place_in_the_chart():
    chart = draw_months({"2026-01": 4, "2026-03": 2}, span=["2026-01", "2026-02", "2026-03"])
    assert [(bar.name, bar.count) for bar in chart.bars] == [
        ("January 2026", 4),
        ("February 2026", 0),
        ("March 2026", 2),
    ]
    assert chart.finding == "Most in January 2026: 4"
    assert chart.bars[0].height == 2 * chart.bars[2].height


@given(
    st.dictionaries(
        st.builds("{:04d}-{:02d}".format, st.integers(1990, 2030), st.integers(1, 12)), st.integers(0, 99), min_size=2
    )
)
def test_the_chart_holds_every_item_however_long_ago(months: dict[str, int]):
    chart = draw_months(months, span=sorted(months))
    if chart is None:
        assert not any(months.values())
        return
    assert sum(bar.count for bar in chart.bars) == sum(count for _, count in chart.months) == sum(months.values())
    assert all(bar.width > 0 and bar.height > 0 for bar in chart.bars)
    assert chart.bars[-1].x + chart.bars[-1].width <= 236.1


def test_more_than_two_years_are_drawn_by_quarters_and_more_than_six_by_years():
    chart = draw_months({"2024-05": 30, "2026-05": 5}, span=list_months("2024-01", "2026-10"))
    assert (chart.each, chart.finding) == ("quarter", "Most in April to June 2024: 30")
    assert (chart.first, chart.last, len(chart.bars)) == ("January 2024", "October 2026", 12)
    chart = draw_months({"2019-05": 30, "2026-05": 5}, span=list_months("2019-01", "2026-10"))
    assert (chart.each, chart.finding) == ("year", "Most in 2019: 30")


def test_nothing_is_drawn_where_no_item_has_a_date():
    assert draw_months({}, span=YEAR) is None


@given(st.text(max_size=200), st.lists(st.tuples(st.integers(0, 220), st.integers(0, 220)), max_size=5))
def test_cut_parts_always_join_to_the_text(text: str, spans: list[tuple[int, int]]):
    assert "".join(part.text for part in cut_at(text, spans)) == text


def test_the_marked_parts_are_the_spans():
    parts = cut_at("It hangs at noon.", [(3, 8)])
    assert [(part.text, part.marked) for part in parts] == [("It ", False), ("hangs", True), (" at noon.", False)]


def test_a_very_long_text_is_shown_around_its_mark():
    text = "a" * 30_000 + "HERE" + "b" * 30_000
    parts = cut_at(text, [(30_000, 30_004)])
    assert any(part.marked and part.text == "HERE" for part in parts)
    assert sum(len(part.text) for part in parts) <= LONGEST_SHOWN + 10


def test_words_are_found_however_they_end_and_only_where_they_begin():
    text = "Times out; the timing is odd, sometimes."
    assert [text[start:end] for start, end in find_words(text, ["time"])] == ["Times", "timing"]


def test_an_item_says_why_it_is_here_in_its_own_words():
    assert tell_words("The export hangs, and hanging exports hurt.", ["export", "hang"]) == ("export", "hangs")


def test_praise_of_the_same_thing_says_otherwise_and_a_but_does_not():
    words = ("export", "rows")
    assert says_otherwise("The export works fine for us, 60,000 rows a week.", words=words)
    assert not says_otherwise("The export works fine but 60,000 rows never arrive.", words=words)
    assert not says_otherwise("The login works fine.", words=words)


def test_a_customer_says_otherwise_once():
    pieces = [
        Evidence(id=f"e{n}", source="a.csv", text="The export works fine with many rows.", row=n, account=account)
        for n, account in enumerate(["Acme", "Acme", "Birch"], 1)
    ]
    assert [piece.account for piece in choose_otherwise(pieces, words=("export", "rows"))] == ["Acme", "Birch"]


@pytest.mark.parametrize(
    "text",
    [
        "With Ruby, we recently got help from our amazing maintainers.",
        "Working on metrics ahead is far better than being reactive on metrics.",
        "Ruby collectors are the least popular, which is perfect.",
        "I love the community, and the export has rows.",
        "It would be great to export the rows.",
        "The export has many rows, and the office is lovely.",
        "Is the export of the rows reliable, is it perfect?",
    ],
)
def test_praise_of_people_ideas_or_something_else_is_no_word_against(text: str):
    assert not says_otherwise(text, words=("ruby", "maintainers", "metrics", "reactive", "export", "rows", "popular"))
