"""A guide asks for what happened, in an order one can really ask, and says why and whom first."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from throughline.discovery.rules.guiding.contracts import Guide, Known, KnownQuote
from throughline.discovery.rules.interviewing.faults import is_sound
from throughline.discovery.rules.preparing import prepare_guide

TODAY = date(2026, 11, 22)
KNOWN = Known(
    title="Loading lists are wrong when a van leaves",
    today=TODAY,
    situation="When I load my van before dawn",
    motivation="to know what goes in first",
    quotes=(
        KnownQuote("The list is wrong every Friday.", customer="Norr Freight", segment="Large", kind="pain"),
        KnownQuote("I write my own on the door, half an hour.", customer="Isla Vans", kind="workaround"),
    ),
    segments_heard=("Large",),
    segments_unheard=("Small", "Public"),
    months={"2026-03": 4, "2026-06": 1},
    customers=12,
    customers_against=2,
    questions=("Would you pay for a right list?", "Who writes the list in the office?"),
)


def steps(guide: Guide) -> list[str]:
    return [question.step for question in guide.questions]


def why(guide: Guide, step: str) -> str:
    return next(question.why for question in guide.questions if question.step == step)


def test_it_goes_from_their_work_to_the_last_time_and_what_came_of_it() -> None:
    guide = prepare_guide(KNOWN)
    assert steps(guide)[:4] == ["warm-up", "last time", "then", "cost"]
    assert steps(guide)[-1] == "after"
    assert 6 <= len(guide.questions) <= 9


def test_the_situation_is_said_to_the_customer() -> None:
    asked = prepare_guide(KNOWN).questions[1].text
    assert asked == "Take a moment like this: you load your van before dawn. Tell me about the last time it happened."


def test_without_a_situation_the_title_is_the_subject_and_a_title_nobody_would_say_is_left_out() -> None:
    bare = prepare_guide(Known("VAT is wrong on refunds", TODAY)).questions[1].text
    assert bare == "Tell me about the last time you worked with VAT."
    for title in ("", "<b>x</b>", "Would you like a better export?", "What if it could\nplan routes"):
        assert prepare_guide(Known(title, TODAY)).questions[1].text == "Tell me about the last time this came up."


@pytest.mark.parametrize(
    ("title", "said", "subject"),
    [
        ("Prometheus and OTel metrics do not fit together", "We run Prometheus here.", "Prometheus and OTel metrics"),
        ("Exports never arrive", "The exports of May hang.", "exports"),
        ("Exports never arrive", "", "Exports"),
    ],
)
def test_the_conclusion_is_not_said_and_a_name_keeps_its_capital(title: str, said: str, subject: str) -> None:
    asked = prepare_guide(Known(title, TODAY, quotes=(KnownQuote(said),))).questions[1].text
    assert asked == f"Tell me about the last time you worked with {subject}."


@pytest.mark.parametrize("title", ["We cannot see the lists", "To find a van", "Nobody knows"])
def test_a_title_that_names_nothing_one_works_with_is_not_named(title: str) -> None:
    assert prepare_guide(Known(title, TODAY)).questions[1].text == "Tell me about the last time this came up."


def test_each_question_says_what_is_known_and_what_is_not() -> None:
    guide = prepare_guide(KNOWN)
    assert why(guide, "last time").startswith("12 accounts were heard on it.")
    assert why(guide, "how often") == "1 of 2 quotes says how often it happens."
    assert why(guide, "cost") == "1 of 2 quotes says what it cost in time or money."
    assert why(guide, "then") == "1 quote tells of a workaround: hear each step of it."
    silent = prepare_guide(Known("Lists", TODAY, quotes=(KnownQuote("It is wrong."),), customers=1, unit="person"))
    assert why(silent, "how often") == "1 person was heard on it; in 1 quote nothing was found on how often it happens."
    assert why(silent, "then") == "No workaround has been told yet."
    assert why(prepare_guide(Known("Lists", TODAY)), "last time").startswith("Nobody has been heard on it yet.")


def test_who_was_not_heard_is_asked_first() -> None:
    whom = prepare_guide(KNOWN).whom
    assert [one.segment for one in whom] == ["Small", "Public", None]
    assert whom[0].why == "Nobody from Small was heard."
    assert whom[-1].why == "2 accounts say the contrary."
    assert [one.text for one in prepare_guide(Known("Lists", TODAY)).whom] == [
        "Somebody it happened to in the past month"
    ]


def test_an_open_question_is_asked_where_it_breaks_no_rule_and_named_where_it_does() -> None:
    guide = prepare_guide(KNOWN)
    assert "Who writes the list in the office?" in [question.text for question in guide.questions]
    assert any("Would you pay for a right list?" in gap and "what would" in gap for gap in guide.gaps)
    assert "Nobody was heard on it since June 2026." in guide.gaps
    assert "The job story has no outcome yet." in guide.gaps


words = st.text(max_size=80)
quotes = st.builds(
    KnownQuote, text=words, kind=st.sampled_from([None, "pain", "need", "workaround", "delight", "request", "question"])
)
SPEECH = "When I would you use a an app the export and how why what if could imagine right? we're , . ?"
speech = st.lists(st.sampled_from(SPEECH.split()), max_size=14).map(" ".join)
anything = st.builds(
    Known,
    title=words | speech,
    today=st.dates(),
    situation=st.none() | words | speech,
    motivation=st.none() | words,
    outcome=st.none() | words,
    quotes=st.lists(quotes, max_size=3).map(tuple),
    segments_heard=st.lists(words, max_size=2).map(tuple),
    segments_unheard=st.lists(words, max_size=5).map(tuple),
    months=st.dictionaries(words | st.just("2026-04"), st.integers(0, 9), max_size=2),
    customers=st.integers(0, 99),
    customers_against=st.integers(0, 9),
    unit=st.sampled_from(["account", "person"]),
    questions=st.lists(words | speech, max_size=3).map(tuple),
)


@given(anything)
@settings(max_examples=80, deadline=None)
def test_whatever_is_known_every_question_breaks_no_rule(known: Known) -> None:
    guide = prepare_guide(known)
    assert 6 <= len(guide.questions) <= 9
    assert all(is_sound(question.text) and question.why for question in guide.questions)
    assert guide.whom


@pytest.mark.parametrize("customers", [0, 1, 2])
def test_no_guide_says_would(customers: int) -> None:
    guide = prepare_guide(Known("Lists", TODAY, customers=customers))
    assert not any("would" in question.text.lower() for question in guide.questions)
