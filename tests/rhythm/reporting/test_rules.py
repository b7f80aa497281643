"""Which facts a status tells to whom, in which words, what edits do to it, and how it is pasted."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.grounding.telling.contracts import Author, Reference
from throughline.grounding.telling.editing import Deed, Edit, list_left_out
from throughline.grounding.telling.pasting import LOOKS, escape_markdown, escape_slack
from throughline.grounding.telling.wording import name_value
from throughline.rhythm.rules.reporting.arranging import PARTS, TERMS, arrange
from throughline.rhythm.rules.reporting.contracts import HAPPENED, Fact, Kind, Status
from throughline.rhythm.rules.reporting.editing import lay_over
from throughline.rhythm.rules.reporting.pasting import paste
from throughline.rhythm.rules.reporting.saying import SAYING, say
from throughline.rhythm.rules.reporting.spending import LONGEST_PAUSE, name_minutes, tell_time, touch
from throughline.specification.contracts import Audience

MONDAY, NEXT = date(2026, 11, 23), date(2026, 11, 30)
PARTS_OF_FACTS = (
    *("prd", "question", "choice", "who", "day", "trade_off", "expected", "against", "revisit", "review", "outcome"),
    *("quote", "customer", "asked", "more", "launch", "stands", "when", "to", "reason", "craft", "version", "label"),
    *("was", "now", "signed_by", "metric", "now_day", "then", "then_day", "turn", "idea", "prediction", "because"),
    *("missing", "text", "owner", "names", "options"),
)
words = st.text(alphabet="ab 0123456789.,%:“”*_<>&\n", max_size=30)
told = st.dictionaries(st.sampled_from(PARTS_OF_FACTS), words, max_size=14)
facts = st.builds(Fact, st.sampled_from(Kind), st.uuids().map(str), told)
audiences = st.sampled_from(Audience)


def make(*found: Fact, audience: Audience = Audience.LEADERSHIP, already: frozenset[str] = frozenset()) -> Status:
    return arrange(found, audience=audience, workspace="Harbor", since=MONDAY, until=NEXT, already=already)


def decide(key: str = "d1", **more: str) -> Fact:
    told = {"question": "Fast or right?", "choice": "Right", "who": "Noor", "day": "25 November 2026"}
    reference = Reference("Decision: Fast or right?", f"/strategy/decisions/{key}")
    return Fact(Kind.DECIDED, f"decided:{key}", told | more, (reference,))


def launch(**more: str) -> Fact:
    told = {"prd": "Labels", "day": "24 November 2026", "review": "22 February 2027"}
    voice = {"quote": "Only 50 came out.", "customer": "Aldermere", "asked": "Birch and Cedar", "more": "2 more"}
    return Fact(Kind.LAUNCHED, "launched:p1", told | voice | more, (Reference("PRD: Labels", "/prds/p1"),))


@given(st.lists(facts, max_size=12), audiences)
def test_no_figure_stands_in_a_draft_that_is_not_in_its_facts(found: list[Fact], audience: Audience):
    status = make(*found, audience=audience)
    by_key = {fact.key: fact for fact in found}
    for sentence in status.sentences:
        known = " ".join([*by_key[sentence.key].records, *TERMS])
        assert set(re.findall(r"\d+", sentence.text)) <= set(re.findall(r"\d+", known))
    recorded = set(re.findall(r"\d+", " ".join(status.records)))
    said = [status.first, *(section.more for section in status.sections)]
    assert set(re.findall(r"\d+", " ".join(said))) <= recorded


@given(st.lists(facts, max_size=12), audiences)
def test_what_is_counted_in_the_first_sentence_and_told_or_counted_below_is_everything(
    found: list[Fact], audience: Audience
):
    status = make(*found, audience=audience)
    for part in PARTS[audience]:
        chosen = [fact for fact in found if fact.kind in part.kinds]
        section = next((one for one in status.sections if one.key == part.key), None)
        shown = len(section.sentences) if section else 0
        more = int(re.search(r"\d+", section.more).group()) if section and section.more else 0  # type: ignore[union-attr]
        assert shown + more == len(chosen)


@given(st.lists(facts, max_size=12), audiences, st.sampled_from(sorted(LOOKS)))
def test_every_sentence_of_a_draft_is_on_one_line_of_what_is_pasted(found: list[Fact], audience: Audience, kind: str):
    status = make(*found, audience=audience)
    lines = paste(status, kind).splitlines()
    assert all(any(LOOKS[kind].escape(one.text) in line for line in lines) for one in status.sentences)


def test_every_kind_of_fact_has_its_sentence_and_every_kind_is_told_to_somebody():
    assert set(SAYING) == set(Kind)
    assert {kind for parts in PARTS.values() for part in parts for kind in part.kinds} == set(Kind)


def test_nothing_that_happened_is_said_in_a_sentence():
    assert make().first == "Nothing has changed since 23 November 2026."
    risk = Fact(Kind.RISK, "r", {"prd": "Labels", "text": "The log is kept a day."})
    assert make(risk).first == "Nothing has changed since 23 November 2026. What follows stood before."


def test_what_happened_for_others_is_no_change_for_this_audience():
    signed = Fact(
        Kind.SIGNED, "s", {"prd": "Labels", "who": "Tomasz", "version": "version 2", "day": "24 November 2026"}
    )
    assert make(signed, audience=Audience.SALES).first == "No launch since 23 November 2026."
    assert make(signed, audience=Audience.ENGINEERING).first == "Since 23 November 2026: 1 sign-off."


def test_what_was_told_in_the_last_status_is_not_told_again_but_what_stands_is():
    wait = Fact(Kind.WAIT, "w", {"prd": "Labels", "names": "Tomasz", "day": "20 November 2026"})
    status = make(decide(), wait, already=frozenset({"decided:d1", "w"}))
    assert [one.key for one in status.sentences] == ["w"]


def test_an_audience_hears_its_own_choice_of_one_decision():
    fact = decide(trade_off="It takes longer", expected="Fewer errors", against="Fast")
    leadership, engineering = say(fact, Audience.LEADERSHIP), say(fact, Audience.ENGINEERING)
    assert "Expected: Fewer errors." in leadership
    assert "longer" not in leadership
    assert "Not chosen: Fast. The price: It takes longer." in engineering
    assert make(fact, audience=Audience.SALES).sections == ()


def test_sales_hears_a_launch_in_customers_words_and_what_may_not_be_promised():
    draft = Fact(Kind.OPEN, "o", {"prd": "Codes", "stands": "is a draft: it may still change, or be dropped"})
    status = make(launch(), draft, audience=Audience.SALES)
    shipped, no_promise = status.sections
    assert (
        "In the words of Aldermere: “Only 50 came out.” Also heard from Birch and Cedar and 2 more."
        in shipped.sentences[0].text
    )
    assert no_promise.sentences[0].text == "“Codes” is a draft: it may still change, or be dropped."


def test_what_is_not_on_record_is_said_and_not_made_up():
    assert "no 90-day review is booked" in say(launch(review=""), Audience.LEADERSHIP)
    assert "What is expected of it is not written down." in say(decide(), Audience.LEADERSHIP)
    bet = Fact(Kind.STANDING_BET, "b", {"idea": "Names", "prediction": "Activation: +2 to +4 points by 3 March 2027"})
    told = replace(bet, told={**bet.told, "missing": "Activation has no value since 1 November 2026"})
    assert say(told, Audience.LEADERSHIP).endswith("Not known yet: Activation has no value since 1 November 2026.")


def test_a_persons_words_are_theirs_and_a_number_that_is_not_on_record_is_named():
    status = make(decide(), launch())
    right = Edit("launched:p1", "launches", Deed.EDITED, "Labels are out since 24 November.", "old", "Ada")
    wrong = Edit("decided:d1", "decisions", Deed.EDITED, "We chose right, which saves 40 hours.", "old", "Ada")
    added = Edit("sl-1", "risks", Deed.ADDED, "Two of 9 printers are not covered.", by="Bo")
    edited = {one.key: one for one in lay_over(status, [right, wrong, added]).sentences}
    assert edited["launched:p1"].unrecorded == ()
    assert edited["launched:p1"].author is Author.EDITED
    assert edited["decided:d1"].unrecorded == ("40 hours",)
    assert edited["sl-1"].by == "Bo"
    assert "9" in " ".join(edited["sl-1"].unrecorded)


def test_an_edit_tells_when_the_record_has_changed_since_and_keeps_the_persons_words():
    status = make(decide(choice="Fast"))
    edit = Edit("decided:d1", "decisions", Deed.EDITED, "We chose.", "what it said then", "Ada")
    (one,) = lay_over(status, [edit]).sentences
    assert (one.text, one.outdated) == ("We chose.", True)
    assert one.drafted.endswith("Fast. What is expected of it is not written down.")


def test_what_is_left_out_is_not_told_but_listed():
    status = make(decide(), launch())
    edits = [Edit("decided:d1", "decisions", Deed.LEFT_OUT, by="Ada")]
    assert [one.key for one in lay_over(status, edits).sentences] == ["launched:p1"]
    assert [(one.key, one.by) for one in list_left_out(status.sentences, edits)] == [("decided:d1", "Ada")]


def test_slack_gets_no_mark_and_no_call_that_a_customer_wrote():
    said = escape_slack("*Bold* <!channel> @here ~no~ `x` _a_ & b")
    assert not set("*~`_") & set(said)
    assert "&lt;!channel&gt;" in said
    assert "@here" not in said
    assert said.endswith("&amp; b")


def test_markdown_reads_as_it_was_written():
    assert escape_markdown("1. a *b* [c](d) <e> f_g") == "1\\. a \\*b\\* \\[c\\](d) \\<e\\> f\\_g"


@pytest.mark.parametrize("kind", sorted(LOOKS))
def test_a_reference_is_a_number_and_leads_somewhere_only_where_others_can_open_it(kind: str):
    status = make(decide())
    assert "Decision: Fast or right?" in paste(status, kind)
    assert "http" not in paste(status, kind)
    assert "https://here.example/strategy/decisions/d1" in paste(status, kind, base="https://here.example")


def test_what_a_person_wrote_and_what_is_not_on_record_is_marked_in_what_is_pasted():
    edit = Edit("decided:d1", "decisions", Deed.EDITED, "We chose right: 40 hours.", "", "Ada")
    text = paste(lay_over(make(decide()), [edit]), "mail")
    assert re.search(r"We chose right: 40 hours\. \[1\] \(words of Ada; not on record: “40 hours”\)", text)
    assert text.startswith("Subject: Harbor: status of 30 November 2026\n")


def test_what_may_not_leave_is_hidden_in_what_is_pasted():
    status = make(launch(), audience=Audience.SALES)
    text = paste(status, "md", show=lambda words: words.replace("Aldermere", "Account 1"))
    assert "Account 1" in text
    assert "Aldermere" not in text


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=9))
def test_time_runs_from_opening_to_sending_and_a_pause_counts_fifteen_minutes_at_most(gaps: list[int]):
    now = datetime(2026, 11, 30, 8, tzinfo=UTC)
    spent = touch(None, now)
    for gap in gaps:
        now += timedelta(seconds=gap)
        spent = touch(spent, now)
    assert spent.seconds == sum(min(gap, LONGEST_PAUSE.total_seconds()) for gap in gaps)


def test_the_time_is_told_beside_what_the_person_said():
    assert tell_time(name_minutes(150), 40) == "Took 3 min here; you said it usually takes 40."
    assert tell_time(None, 40).startswith("How long it took here was not measured")
    assert tell_time(3, None) == "Took 3 min here; how long it usually takes was not said."


def test_a_value_is_said_as_it_was_recorded():
    assert [name_value(*one) for one in ((34.0, "%"), (0.4, "minutes"), (12500.0, ""), (1234567.25, "files"))] == [
        "34 %",
        "0.4 minutes",
        "12,500",
        "1,234,567.25 files",
    ]


def test_only_what_happened_makes_it_a_week_with_news():
    standing = {Kind.BOOKED, Kind.TO_REVIEW, Kind.RISK, Kind.UNDECIDED, Kind.WAIT, Kind.QUESTION, Kind.OPEN}
    assert not standing & HAPPENED
