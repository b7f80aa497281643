"""Dates, second-hand items, names and markup: decided by rule, conservative, nothing invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.discovery.rules.dates import decide_order, find_date_in_name, parse_date
from throughline.discovery.rules.markup import has_words, read_plainly
from throughline.discovery.rules.names import is_name, is_topic, read_role
from throughline.discovery.rules.second_hand import find_relay


@pytest.mark.parametrize(
    "written",
    [
        "2024-03-05", "2024-03-05T10:12:33", "2024-03-05T10:12:33Z", "2024/03/05 10:12", "20240305", "5 March 2024",
        "5th Mar 2024", "Mar 5, 2024", "March 5th, 2024 10:12 AM", "Tue, 05 Mar 2024 10:12:33 GMT", "5. März 2024",
        "05-Mar-2024", "5 mars 2024", "1709632800", "1709632800000", "2024-03-06T00:30:00+02:00",
        "2024-03-05 10:00:00 UTC",
    ],
)  # fmt: skip
def test_a_date_is_read_in_any_of_its_forms(written: str) -> None:
    assert parse_date(written) == date(2024, 3, 5)


@pytest.mark.parametrize("written", ["", "soon", "31/02/2024", "2024-13-01", "7", "0000-00-00", "12345", "9" * 13])
def test_what_is_no_date_is_none(written: str) -> None:
    assert parse_date(written) is None


@given(st.dates(min_value=date(1971, 1, 1), max_value=date(2068, 12, 31)))
def test_every_date_survives_being_written(day: date) -> None:
    assert parse_date(day.isoformat()) == day
    assert parse_date(day.strftime("%d.%m.%Y"), day_first=True) == day
    assert parse_date(day.strftime("%m/%d/%y")) == day
    assert parse_date(day.strftime("%d %B %Y")) == day


def test_day_and_month_are_told_apart_by_the_whole_column() -> None:
    assert decide_order(["3/5/2024", "13/5/2024"]).day_first
    assert not decide_order(["3/5/2024", "3/15/2024"]).day_first
    assert decide_order(["03.05.2024"]).day_first
    assert not decide_order(["3/5/2024 2:10 PM"]).day_first
    assert "no value decides" in decide_order(["3/5/2024"]).reason


def test_the_date_of_a_talk_stands_in_its_name() -> None:
    assert find_date_in_name("2024-03-05-panel.srt") == date(2024, 3, 5)
    assert find_date_in_name("call_20240305_acme.vtt") == date(2024, 3, 5)
    assert find_date_in_name("call 12345678.vtt") is None


@pytest.mark.parametrize(
    "text",
    [
        "Tessellate says CSV export is unusable above 100k rows. Wants it fixed before renewal.",
        "Customer told us the export is slow.",
        "The client at Acme mentioned that exports fail.",
        "Passing on from the Acme call: they need SSO.",
        "Spoke with Jane at Acme, exports fail.",
        "On behalf of Acme: please add SSO.",
        "Several customers told us they miss dark mode.",
        "Feedback from Acme: the export is slow.",
    ],
)
def test_a_report_of_what_somebody_said_is_second_hand(text: str) -> None:
    assert find_relay(text=text)


@pytest.mark.parametrize(
    "text",
    [
        "The export is slow.",
        "It says 504 when I export.",
        "Support told me to wait, and I am still waiting.",
        "The app says my card is blocked",
        "PayPal says my card is invalid",
        "Our customers want receipts, and we cannot send them.",
        "Users want dark mode",
        "My bank asked me for a statement",
        "Customer support said I should call",
        "Excel wants a semicolon and our file has commas",
        "I heard from a friend that you have an app",
        "Customer service is slow",
        "The customer portal needs a search",
    ],
)
def test_a_persons_own_words_are_first_hand(text: str) -> None:
    assert find_relay(text=text) is None


@pytest.mark.parametrize(
    "channel", ["sales note", "Sales notes", "CRM note", "call notes", "second-hand", "Account manager notes"]
)
def test_a_channel_that_ones_own_people_write_is_second_hand(channel: str) -> None:
    assert find_relay(text="The export is slow.", channel=channel) == channel


@pytest.mark.parametrize(
    "channel", ["support", "survey", "interview", "community", "email", "App Store", "Salesforce", "release notes"]
)
def test_other_channels_are_not(channel: str) -> None:
    assert find_relay(text="The export is slow.", channel=channel) is None


def test_the_account_helps_to_see_a_report_about_it() -> None:
    text = "Vantor asked twice about bulk export. They are comparing us on this."
    assert find_relay(text=text, account="Vantor Energy")
    assert find_relay(text=text, account="Okafor & Lind") is None


@pytest.mark.parametrize(
    "label",
    [
        "Iris",
        "David Ashpole",
        "Speaker 1",
        "SPEAKER_00",
        "J. Moreau",
        "Lee, Sam (External)",
        "Jane van der Berg",
        "P3",
        "李雷",
        "Interviewer",
    ],
)
def test_names_have_the_form_of_names(label: str) -> None:
    assert is_name(label)


@pytest.mark.parametrize(
    "label",
    [
        "Note",
        "https",
        "One thing",
        "here is the list",
        "What?",
        "3",
        "",
        "The reason is simple and clear to us",
        "Warning",
        "Step 2",
    ],
)
def test_other_words_before_a_colon_do_not(label: str) -> None:
    assert not is_name(label)


def test_section_titles_are_known_from_names() -> None:
    titles = [
        "Panelist Introductions",
        "Introduction",
        "Q&A",
        "Next Steps",
        "Action Items",
        "Pricing Discussion",
        "Pain Points",
    ]
    assert all(is_topic(title) for title in titles)
    assert not any(
        is_topic(name) for name in ["Product Manager", "Iris", "David Ashpole", "Speaker 2", "Dan", "Grad A"]
    )


def test_a_role_in_the_name_tells_the_part() -> None:
    assert [read_role(name) for name in ("Host", "UX Researcher", "Jane Doe (PM)", "Moderator 2")] == [
        "interviewer"
    ] * 4
    assert [read_role(name) for name in ("Customer 1", "Participant A", "Jane (Customer)", "P3")] == [
        "customer"
    ] * 3 + [None]
    assert read_role("Jane Doe") is None


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("1. **What is it?**", "What is it?"),
        ("- More data\n- Less noise", "More data Less noise"),
        ("We have *three* of **them**", "We have three of them"),
        ("snake_case_name and 2 * 3 * 4 stay", "snake_case_name and 2 * 3 * 4 stay"),
        ("see [the docs](https://x.y/z) there", "see the docs there"),
        ("waiting for Prometheus\n3. 0 and more", "waiting for Prometheus 3. 0 and more"),
        ("---", ""),
        ("one\ntwo\n\nthree", "one two\nthree"),
        ("a -- b - c", "a -- b - c"),
    ],
)
def test_marks_go_and_words_stay(written: str, plain: str) -> None:
    assert read_plainly(written) == plain


def test_tags_and_entities_are_read_in_captions_alone() -> None:
    assert read_plainly("<i>a</i> &lt;b&gt; <00:01.000>c<script>", captions=True) == "a <b> c<script>"
    assert read_plainly("<i>a</i> &lt;") == "<i>a</i> &lt;"


def test_stage_directions_are_no_words() -> None:
    assert not any(
        has_words(text) for text in ("[Music]", "(laughs)", "[inaudible 00:12]", "♪♪", "…", "[crosstalk] [Music]")
    )
    assert has_words("[Music] hello")
