"""Who asks and who is asked is guessed by what they do, not by who says more."""

from __future__ import annotations

from pathlib import Path

import pytest

from throughline.discovery.contracts import SourceFile
from throughline.discovery.reading.files import read_files
from throughline.discovery.rules import voices
from throughline.discovery.rules.speakers import ConversationTally, guess_speakers

SALES = [
    ("Sam Ortiz", "Hey everyone, thanks for hopping on. I'm Sam, account executive, and Lea is our engineer."),
    ("Lea Park", "Hi all."),
    ("Maria Gomez", "Hi, I'm Maria, I lead operations at Fernhill. Tom from IT is here too."),
    ("Tom Reed", "Hello."),
    ("Sam Ortiz", "Great. Maria, what made you look for a new tool now?"),
    ("Maria Gomez", "Honestly, month end. We close in nine days and it should be three. Can your tool post journals?"),
    ("Lea Park", "Yes, it can. You set up rules. Do you use more than one ledger?"),
    ("Maria Gomez", "Four. Is that a problem? And what does it cost for forty people?"),
    ("Sam Ortiz", "Not at all. We'll get to price. What happens today when a rule breaks?"),
    ("Tom Reed", "Somebody mails me. I look in the log. It takes me two hours each time. Does it have SSO?"),
    ("Lea Park", "It does. Which identity provider do you have?"),
    ("Tom Reed", "Okta."),
    ("Sam Ortiz", "What would stop you from buying?"),
    ("Maria Gomez", "If we have to retype the chart of accounts. Is there an import?"),
    ("Sam Ortiz", "There is. Thanks so much for your time, everyone."),
]
STUDY = [
    ("Priya", "Okay, I'm recording. So tell me about the last time you booked a room."),
    ("Tomasz", "Yesterday. It took three tries."),
    ("Priya", "Three. Hm. Go on."),
    ("Tomasz", "The calendar showed it free. Then it was taken. Do you know why that happens?"),
    ("Priya", "I don't. What did you do then?"),
    ("Tomasz", "I walked over and asked. You know?"),
]


def guess(turns: list[tuple[str, str]], **roles: dict[str, str]) -> dict[str, bool]:
    tally = ConversationTally()
    for name, text in turns:
        tally.add(name, text)
    speakers = guess_speakers(tally, corrected=roles.get("corrected", {}), stated=roles.get("stated", {}))
    assert all(speaker.reason for speaker in speakers)
    return {speaker.name: speaker.interviewer for speaker in speakers}


def test_in_a_sales_call_the_sellers_ask_although_the_buyers_ask_too() -> None:
    assert guess(SALES) == {"Sam Ortiz": True, "Lea Park": True, "Maria Gomez": False, "Tom Reed": False}


def test_in_a_study_the_one_who_leads_asks_although_the_other_asks_more() -> None:
    assert guess(STUDY) == {"Priya": True, "Tomasz": False}


def test_what_is_stated_outranks_behaviour_and_what_a_person_says_outranks_both() -> None:
    stated = {"Tomasz Lis": "interviewer"}
    assert guess(STUDY, stated=stated) == {"Priya": False, "Tomasz": True}
    assert guess(STUDY, stated=stated, corrected={"tomasz": "customer", "Priya": "interviewer"}) == {
        "Priya": True,
        "Tomasz": False,
    }


def test_a_short_name_is_the_full_one_where_only_one_person_has_it() -> None:
    turns = [
        ("David Ashpole", "I work on the exporters."),
        ("Iris", "I run ops."),
        ("Dan", "I do too."),
        ("David", "What is hard for you?"),
        ("Iris", "We cannot upgrade."),
        ("David", "Why can't you?"),
        ("Dan", "We have no time."),
        ("David", "What would help you?"),
        ("Iris", "We need docs."),
    ]
    assert guess(turns) == {"David Ashpole": True, "Iris": False, "Dan": False, "David": True}


def test_where_nobody_asks_nobody_is_the_interviewer() -> None:
    turns = [("Ada", "The sun is out."), ("Bo", "The rain was bad."), ("Ada", "It was."), ("Bo", "Yes.")]
    assert guess(turns) == {"Ada": False, "Bo": False}


@pytest.mark.parametrize(
    "text",
    [
        "Welcome everyone to the panel.",
        "Thanks for joining us today.",
        "Thank you so much for your insights today, Jacob!",
        "Tell me about your last booking.",
        "Let's start with introductions.",
        "As we wrap up, do you have any parting thoughts?",
    ],
)
def test_a_hosts_formulas_are_known(text: str) -> None:
    assert voices.hosts(text)


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for having me!",
        "We let customers join through a link.",
        "I said welcome to my world and laughed.",
        "The host crashed and we restarted it.",
        "It was introduced last year.",
    ],
)
def test_a_guests_words_are_no_hosting(text: str) -> None:
    assert not voices.hosts(text) or voices.is_guest(text)


def test_questions_alone_are_told_from_statements_with_a_question() -> None:
    assert voices.asks_only("Great. And how did you do it? By hand?")
    assert not voices.asks_only("We did it by hand for two years. Is that bad?")
    assert not voices.asks_only("We did it by hand.")


FILES = {
    "2023-07-02-otel-q-a-feat-jacob-aronoff-of-lightstep-from-servicenow.vtt": ({"Jacob"}, {"Host"}),
    "2024-03-05-otel-collector-user-feedback-panel.srt": ({"Iris", "Juraj", "Greg", "Joel"}, {"Adriana"}),
    "2024-05-01-otel-prometheus-interoperability-user-feedback-panel.txt": (
        {"Iris", "Nikos", "Nikos Takas", "Vijay", "Vijay Samuel", "Dan", "Dan Bromitt"},
        {"Moderator", "David", "David Ashpole"},
    ),
    "2024-10-04-otel-q-a-with-steven-swartz.vtt": ({"Stephen"}, {"Host", "Dan"}),
    "2024-11-04-otel-q-a-with-dan-ravenstone.txt": ({"Dan"}, set[str]()),
    "2024-12-20-otel-me-an-end-user-conversation-with-ariel-valentin.json": ({"Ariel"}, {"Reys"}),
}


@pytest.mark.parametrize("name", FILES)
def test_real_conversations_have_their_people_and_only_them(real_data: Path, name: str) -> None:
    file: SourceFile = read_files([real_data / "interviews" / name]).files[0]
    customers, interviewers = FILES[name]
    assert {piece.person for piece in file.evidence if piece.quotable and piece.person} == customers
    assert {speaker.name for speaker in file.speakers if speaker.interviewer} == interviewers
    assert all(len(piece.text) < 4_000 for piece in file.evidence if piece.quotable)
    assert file.date is not None


def test_real_feedback_is_read_to_the_last_row(real_data: Path) -> None:
    folder = real_data / "feedback"
    survey, bank = read_files([folder / "otel_survey.csv", folder / "banking77_train.csv"]).files
    assert (len(survey.evidence), len(survey.rejected)) == (489, 0)
    assert len({piece.person for piece in survey.evidence}) == 408
    assert all(piece.question and piece.date for piece in survey.evidence)
    assert (len(bank.evidence), len(bank.rejected)) == (10_003, 0)
    assert not any(piece.relayed_by for piece in (*survey.evidence, *bank.evidence))
