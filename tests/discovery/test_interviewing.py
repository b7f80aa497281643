"""How an interview was led: who talked, what was asked, which questions break a rule and what to say instead."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from throughline.discovery.contracts import Evidence
from throughline.discovery.rules.interviewing.catalogue import RULES
from throughline.discovery.rules.interviewing.contracts import AskedQuestion, Form, InterviewReview
from throughline.discovery.rules.interviewing.faults import is_sound, name_faults
from throughline.discovery.rules.interviewing.review import review_interview

INVENTED = Path(__file__).parents[2] / "benchmarks" / "interviews" / "invented.yaml"


def turn(text: str, who: str | None = "Kim", *, asks: bool = True, at: float | None = None, **more: str) -> Evidence:
    return Evidence(
        id=f"ev-{abs(hash((text, who, at)))}",
        source="talk.vtt",
        text=text,
        turn=0,
        person=who,
        interviewer=asks,
        at_seconds=at,
        attributes=more,
    )


def review(*said: str) -> InterviewReview:
    """Kim asks first, Ada answers, and so on."""
    return review_interview([turn(text, "Ada" if n % 2 else "Kim", asks=n % 2 == 0) for n, text in enumerate(said)])


def ask(text: str) -> AskedQuestion:
    (question,) = review(text, "Yes.").questions
    return question


def faults(text: str) -> list[str]:
    return [fault.rule for question in review(text, "Yes.").questions for fault in question.faults]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("What happened then?", Form.OPEN),
        ("Great. And how did you find out?", Form.OPEN),
        ("Could you walk me through it?", Form.OPEN),
        ("Tell me about the last delivery.", Form.OPEN),
        ("Do you weigh the flour?", Form.CLOSED),
        ("How many loaves came back?", Form.CLOSED),
        ("When the oven fails, do you call someone?", Form.CLOSED),
        ("You start at four, right?", Form.TAG),
        ("So you mean the night shift?", Form.CHECK),
        ("Who knows?", Form.RHETORICAL),
        ("Can you hear me?", Form.LOGISTICS),
        ("so um how did you end up baking rye", Form.OPEN),
    ],
)
def test_the_form_says_how_a_question_may_be_answered(text: str, form: Form) -> None:
    assert ask(text).form is form


def test_what_others_asked_and_what_is_only_said_is_no_question() -> None:
    said = review('A guest asked, "Why is it closed?" and left. I know what you mean.', "Do you? Why is that?")
    assert said.questions == ()


def test_handing_a_question_on_keeps_its_form_and_is_no_fault() -> None:
    talk = [
        turn("Bo, do you bake at night?"),
        turn("We do.", "Bo", asks=False),
        turn("And Ada?"),
        turn("No.", "Ada", asks=False),
    ]
    assert [(q.form, q.faults) for q in review_interview(talk).questions] == [(Form.CLOSED, ()), (Form.CLOSED, ())]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Would you use an export scheduler?", ["MOM-HYPOTHETICAL", "MOM-PITCHING"]),
        ("How likely are you to stay?", ["MOM-HYPOTHETICAL"]),
        ("We've built a planner. What do you think?", ["MOM-PITCHING"]),
        ("Don't you find the oven slow?", ["ASK-LEADING"]),
        ("Is it because of the price?", ["ASK-LEADING"]),
        ("How do you order, and who pays for it?", ["ASK-MULTIPLE"]),
        ("Do you order by phone? Do the drivers have a list?", ["ASK-MULTIPLE"]),
        ("Would you say more about that?", []),
        ("What would you usually do on a Friday?", []),
        ("Was it easy or hard?", []),
        ("Do you order by phone or by mail?", []),
        ("Why don't you start with the morning?", []),
    ],
)
def test_each_fault_names_the_rule_it_breaks(text: str, rules: list[str]) -> None:
    assert faults(text) == rules


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("Would you use an export scheduler?", "Tell me about the last time you needed an export scheduler."),
        ("Would you use a tool that plans routes?", "Tell me about the last time you had to plan routes."),
        ("Would you like to pay by card?", "Tell me about the last time you wanted to pay by card."),
        ("What would you do if you lost the key?", "Tell me about the last time you lost the key."),
        ("What would stop you from moving the data?", "What has stopped you from moving the data so far?"),
        ("How much would you pay for that?", "What does the way you do it now cost you?"),
        ("Would you use it?", "Tell me about the last time this came up."),
        ("What would you do if pigs could fly?", "Tell me about the last time this came up."),
        ("Why do you keep the clunky old scale?", "Why do you keep the old scale?"),
        ("Are you happy with the new scale?", "What has your experience with the new scale been?"),
        ("How do you order, and who pays for it?", "How do you order?"),
        ("Do you order by phone, and who pays for it?", "One thing at a time: what happened first?"),
        ("At what point would you, as a baker, close the shop?", "How do you decide when to close the shop?"),
        ("Is it simply knowing the price of flour?", "What part does knowing the price of flour play?"),
        ("Would you sell the old oven?", "Tell me about the last time you wanted to sell the old oven."),
    ],
)
def test_the_better_wording_is_the_question_s_own_or_a_plain_one(text: str, wording: str) -> None:
    assert ask(text).faults[0].wording == wording


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("Do you bake at night? Any tips for baking rye?", "What tips do you have for baking rye?"),
        ("Do you bake at night? Do the drivers have a list?", "One thing at a time: what happened first?"),
    ],
)
def test_the_better_wording_of_a_question_is_never_another_question(text: str, wording: str) -> None:
    assert [fault.wording for fault in review(text).questions[1].faults] == [wording]


def test_a_statement_about_what_they_will_do_with_a_nod_asked_for_leads() -> None:
    assert faults("You're going to get to the cellar project, right?") == ["ASK-LEADING"]
    assert faults("You work the night shift, right?") == []


def test_every_rule_says_why_and_offers_a_wording_that_breaks_none() -> None:
    for rule in RULES.values():
        assert rule.title
        assert rule.reason.endswith(".")
        assert rule.source
        assert is_sound(rule.wording)


def test_the_share_is_of_words_and_minutes_run_to_the_next_turn() -> None:
    talk = review_interview(
        [
            turn("What happened?", at=0),
            turn("It broke again and again.", "Ada", asks=False, at=30),
            turn("And then?", at=90),
        ]
    ).talk
    assert talk is not None
    assert [(v.name, v.words, v.minutes) for v in talk.voices] == [("Kim", 4, 0.5), ("Ada", 5, 1.0)]
    assert talk.interviewers == pytest.approx(4 / 9)
    assert talk.minutes == 1.5


def test_without_an_interviewer_it_says_so_instead_of_counting() -> None:
    said = review_interview([turn("Would you use it?", None, asks=False), turn("What is it?", "Ada", asks=False)])
    assert said.talk is None
    assert said.questions == ()
    assert any("interviewer" in note for note in said.notes)


def test_turns_of_several_voices_are_left_out_and_named() -> None:
    mixed = turn("I think not. so what do you think? Why?", None, voices="several")
    said = review_interview([turn("What happened?"), turn("It broke.", "Ada", asks=False), mixed])
    assert said.talk is not None
    assert said.talk.aside_words == 9
    assert len(said.questions) == 1
    assert "Questions are judged only where the interviewer is known: 1 turn with questions is left out." in said.notes


def test_minutes_that_list_a_question_with_its_answer_ask_it() -> None:
    mixed = turn("How do you count stock? We count on Sundays. Why not?", None, voices="several")
    assert [question.text for question in review_interview([mixed]).questions] == ["How do you count stock?"]


def test_a_question_that_captions_cut_is_judged_as_one() -> None:
    said = review_interview(
        [turn("so. Would you", at=1), turn("use an app for that?", at=2), turn("No.", "Ada", asks=False)]
    )
    (question,) = said.questions
    assert (question.text, question.whole) == ("use an app for that?", "Would you use an app for that?")
    assert [fault.rule for fault in question.faults] == ["MOM-HYPOTHETICAL", "MOM-PITCHING"]


def test_nothing_heard_is_nothing_said_of_it() -> None:
    said = review_interview([])
    assert (said.talk, said.questions) == (None, ())


def test_the_invented_interviews_are_judged_as_their_author_judged_them() -> None:
    wanted, told = 0, 0
    for talk in yaml.safe_load(INVENTED.read_text(encoding="utf-8")):
        turns = [
            turn(
                said.get("interviewer") or said["customer"],
                "Kim" if "interviewer" in said else "Ada",
                asks="interviewer" in said,
            )
            for said in talk["turns"]
        ]
        judged = [sorted(rules) for said in talk["turns"] for _, _, *rules in said.get("questions", ())]
        found = [sorted(fault.rule for fault in question.faults) for question in review_interview(turns).questions]
        wanted += len(judged)
        told += sum(one == other for one, other in zip(judged, found, strict=False))
    assert wanted > 60
    assert told >= 0.95 * wanted


SPEECH = (
    "would you use a an the export app that keeps orders what how why if could we built imagine right? don't think"
    " is it because and, or um like so tell me about ? . ! , : 2.0 é 你好 how much pay happy with your broken list lost"
    " find hard"
)
parts = st.lists(st.sampled_from([*SPEECH.split(), '"so"', "\n"]), max_size=25).map(" ".join)
texts = st.text(max_size=200) | parts
turns = st.builds(
    turn,
    texts,
    st.sampled_from([None, "Kim", "Ada", "Bo Ek"]),
    asks=st.booleans(),
    at=st.none() | st.floats(0, 9_000, allow_nan=False),
)


@given(st.lists(turns, max_size=6))
@settings(max_examples=100, deadline=None)
def test_whatever_was_said_offsets_point_at_the_words_and_shares_sum_to_one(talk: list[Evidence]) -> None:
    said = review_interview(talk)
    by_id = {piece.id: piece for piece in talk}
    for question in said.questions:
        assert by_id[question.evidence].text[question.start : question.end] == question.text
        assert question.text == question.text.strip()
    if said.talk is not None:
        assert sum(voice.share for voice in said.talk.voices) == pytest.approx(1)
        assert said.talk.interviewers + said.talk.customers == pytest.approx(1)


@given(parts)
@settings(max_examples=150, deadline=None)
def test_a_better_wording_never_breaks_a_rule_itself(text: str) -> None:
    for question in review_interview([turn(text + "?"), turn("Yes.", "Ada", asks=False)]).questions:
        for fault in question.faults:
            assert fault.rule in RULES
            assert not name_faults(fault.wording), fault


def test_a_very_long_turn_is_read_at_once() -> None:
    long = "would you like what how is it and so the thing that you do or " * 1_000
    began = time.perf_counter()
    assert review_interview([turn(long), turn(long + "?", at=3.0), turn(", " * 20_000 + "?", at=4.0)]).questions
    assert time.perf_counter() - began < 10
