"""Rules of opportunities: a share with its interval, a reply that promises nothing, a job story in their words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from throughline.discovery.rules.job_story import find_story
from throughline.discovery.rules.reach import find_share
from throughline.discovery.rules.relating import list_shared
from throughline.discovery.rules.replying import NOTHING_YET, QUESTION, Said, draft_reply
from throughline.discovery.rules.telling import is_thanks, tells_trouble
from throughline.discovery.rules.withholding import list_phrases, withhold


def test_the_interval_is_wilsons():
    share = find_share(heard=12, base=131)
    assert share is not None
    assert (round(share.low, 4), round(share.high, 4)) == (0.0532, 0.1533)
    assert share.words == "9 % (5 % to 15 %)"


@pytest.mark.parametrize(("heard", "base"), [(0, 0), (5, 4), (-1, 10)])
def test_where_no_share_can_be_computed_there_is_none(heard: int, base: int):
    assert find_share(heard=heard, base=base) is None


@given(base=st.integers(1, 100_000), part=st.floats(0, 1))
def test_the_interval_holds_its_share_and_stays_between_nobody_and_all(base: int, part: float):
    share = find_share(heard=round(base * part), base=base)
    assert share is not None
    assert 0 <= share.low <= share.value <= share.high <= 1
    assert share.low < share.high


@given(heard=st.integers(0, 200), base=st.integers(1, 200), more=st.integers(2, 50))
def test_with_more_customers_the_same_share_is_known_better(heard: int, base: int, more: int):
    assume(heard <= base)
    few, many = find_share(heard=heard, base=base), find_share(heard=heard * more, base=base * more)
    assert few is not None
    assert many is not None
    assert many.high - many.low < few.high - few.low


def test_few_never_read_as_nobody_nor_most_as_all():
    few, most = find_share(heard=1, base=1000), find_share(heard=999, base=1000)
    assert few is not None
    assert most is not None
    assert few.words.startswith("0.1 %")
    assert most.words.startswith("99.9 %")


def test_a_draft_says_what_they_said_and_that_nothing_is_decided():
    said = [Said("It never arrives", date(2026, 1, 5))]
    draft = draft_reply(name="Acme", about="Exports arrive", said=said, outcomes=[], sender="Ada")
    assert draft.startswith("Hello Acme,\n\nOn 5 January 2026 you wrote:\n“It never arrives”")
    assert NOTHING_YET in draft
    assert draft.endswith(f"{QUESTION}\n\nAda")


def test_what_is_on_record_stands_in_it_as_it_is_and_nothing_is_asked():
    sentence = "Since then something for it has shipped: Night exports."
    draft = draft_reply(name="Acme", about="x", said=[Said("It hangs")], outcomes=[sentence], sender="Ada")
    assert sentence in draft
    assert NOTHING_YET not in draft
    assert QUESTION not in draft


def test_second_hand_words_are_never_quoted_as_theirs():
    said = [Said("They say it fails", relayed_by="Sam in sales")]
    draft = draft_reply(name="Cedar", about="Large exports never arrive", said=said, outcomes=[], sender="Ada")
    assert "They say it fails" not in draft
    assert "passed on to us by Sam in sales" in draft


@given(words=st.text(min_size=1, max_size=80), outcomes=st.lists(st.text(min_size=1, max_size=40), max_size=3))
def test_a_draft_holds_their_words_letter_for_letter(words: str, outcomes: list[str]):
    draft = draft_reply(name="Acme", about="x", said=[Said(words)], outcomes=outcomes, sender="Ada")
    assert f"“{words}”" in draft
    assert all(one in draft for one in outcomes)


def test_a_job_story_takes_only_clauses_that_stand_in_the_text():
    text = "When we close the year, I want to send every row at once so that I can sleep at night."
    found = find_story([("e1", text)])
    assert {part: [one.words for one in heard] for part, heard in found.items()} == {
        "situation": ["we close the year"],
        "motivation": ["to send every row at once"],
        "outcome": ["sleep at night"],
    }
    assert all(text[one.start : one.end] == one.words for heard in found.values() for one in heard)


@pytest.mark.parametrize("text", ["When is it ready?", "I need it", "so I can't do it at all", "", "It hangs"])
def test_nothing_is_made_up_where_nobody_said_it(text: str):
    assert find_story([("e1", text)]) == {"situation": [], "motivation": [], "outcome": []}


@given(texts=st.lists(st.text(max_size=200), max_size=5))
def test_every_clause_stands_where_it_says(texts: list[str]):
    found = find_story([(str(n), text) for n, text in enumerate(texts)])
    assert all(texts[int(one.evidence)][one.start : one.end] == one.words for heard in found.values() for one in heard)


def test_two_titles_are_alike_by_telling_words_alone():
    assert list(list_shared("Large exports never arrive", "Exports that arrive late")) == ["exports", "arrive"]
    assert list(list_shared("Large exports never arrive", "The colour of the icons")) == []


@pytest.mark.parametrize(
    "text",
    [
        "I want to thank everybody for their amazing work.",
        "I would like to add that we are using the agent.",
        "I just want to quickly point out one thing here.",
        "I'd like to share my screen with you.",
        "I want to echo what Ada said.",
        "When we talk about the export, fine.",
    ],
)
def test_what_belongs_to_the_talk_is_no_part_of_a_job_story(text: str):
    assert find_story([("e1", text)]) == {"situation": [], "motivation": [], "outcome": []}


def test_sharing_and_adding_things_is_work():
    found = find_story([("e1", "I want to add rows in bulk, and I need to share reports with the board.")])
    assert [one.words for one in found["motivation"]] == ["to add rows in bulk", "to share reports with the board"]


@pytest.mark.parametrize(
    ("text", "telling", "thanks"),
    [
        ("I want to thank everybody for their amazing work.", False, True),
        ("Thanks! The export never arrives before noon.", True, False),
        ("We need one list for every van.", True, False),
        ("Great question.", False, True),
        ("We have used it since March on every machine.", False, False),
    ],
)
def test_a_trouble_in_a_sentence_of_its_own_is_told_from_thanks(text: str, telling: bool, thanks: bool):
    assert (tells_trouble(text), is_thanks(text)) == (telling, thanks)


@pytest.mark.parametrize("name", ["survey#36", "Speaker 2", "user_seven", "mo@example.org", ""])
def test_an_id_is_nobodys_name_and_a_missing_name_is_a_blank_to_fill(name: str):
    draft = draft_reply(name=name, about="x", said=[Said("It hangs")], outcomes=[], sender="You")
    assert draft.startswith("Hello,\n\n")
    assert draft.endswith("\n\n[your name]")


@given(
    st.lists(st.sampled_from(["Acme", "Acme Tiles", "Élan & Co.", "R+D"]), min_size=1), st.text(" .,“”(", max_size=20)
)
def test_no_name_that_is_withheld_stands_in_what_another_reads(names: list[str], between: str):
    text = f"{between} ".join(names)
    assert not any(name in withhold(text, names) for name in names)
    assert withhold(text, names, own=names) == text
    assert set(names) <= list_phrases([" and ".join(names)])


def test_a_name_inside_a_longer_word_is_none():
    assert withhold("Acmeology for acme", ["Acme"]) == "Acmeology for another customer"
