"""What a sentence is for, and what is no request, no fact and no failure although it has the words of one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from throughline.discovery.contracts import Corpus, Evidence
from throughline.grounding.contracts import Origin
from throughline.specification.contracts import Prd, Role, Size
from throughline.specification.pipeline import prd_to_json, verify_draft
from throughline.specification.rules import stances
from throughline.specification.rules.counting import show_customers, spell_alike, tally
from throughline.specification.rules.facts import FactKind
from throughline.specification.rules.failure_words import Failure
from throughline.specification.rules.items import Item

Draft = Callable[..., Prd]
Read = Callable[..., Corpus]


def item(text: str) -> Item:
    return Item(Evidence(id="e", source="post.csv", text=text, row=1))


def told(prd: Prd) -> str:
    return "\n".join(line.claim.text for line in prd.lines)


@pytest.mark.parametrize(
    "text",
    [
        "How can that be?",
        "How is this even possible?",
        "Are you serious?",
        "Who thought of this?",
        "What is the point of a ferry timetable nobody can open?",
        "Why would anyone pay for a seat they cannot choose?",
    ],
)
def test_a_rhetorical_question_asks_for_nothing(text: str) -> None:
    assert not stances.asks_for(text)
    assert stances.question_lead(text) is None


@pytest.mark.parametrize("text", ["Could you add a seat map?", "Would love a seat map, could you add one?"])
def test_a_real_wish_put_as_a_question_is_still_one(text: str) -> None:
    assert stances.asks_for(text)


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("We ended up with a paper list at the desk", True),
        ("I ended up copying the invoices by hand", True),
        ("I ended up paying twice", False),
        ("We ended up in the wrong queue", False),
    ],
)
def test_ending_up_somewhere_is_a_workaround_only_where_it_names_a_means(text: str, *, instead: bool) -> None:
    assert stances.tells_workaround(text) is instead


def test_what_one_does_not_want_to_hear_is_no_purpose() -> None:
    assert not stances.gives_purpose("That's not what I want to hear from a vet.")
    assert not stances.wishes("That is not what we need in harvest time.")
    assert stances.gives_purpose("I want to see tomorrow's milk run.")


@pytest.mark.parametrize(
    "text",
    [
        "I can't say the harvest page is any faster.",
        "I can't complain.",
        "There's no declaration of that sort in our parish.",
    ],
)
def test_a_turn_of_phrase_is_no_failure(text: str) -> None:
    assert item(text).failures == frozenset()


def test_what_really_cannot_be_done_still_is_one() -> None:
    assert item("I can't open the harvest page.").failures == {Failure.FAILS}
    assert item("There is no harvest report for organic fields.").failures == {Failure.MISSING}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We are obliged to keep the milk log for thirty days.", FactKind.DURATION),
        ("Opening the gate takes 3 minutes every time.", FactKind.SIZE),
        ("I typed the batch number a second time.", FactKind.SINCE),
    ],
)
def test_a_number_is_no_answer_to_another_question(text: str, kind: FactKind) -> None:
    assert kind not in {fact.kind for fact in item(text).facts}


def test_how_long_it_takes_is_still_told() -> None:
    assert FactKind.DURATION in {fact.kind for fact in item("Opening the gate takes 3 minutes every time.").facts}


def test_another_language_is_not_read_for_failures_because_of_one_code() -> None:
    german = item("Der Fahrplan zeigt seit gestern einen Fehler 504 und dann nichts mehr.")
    assert not german.english
    assert not german.reports
    assert not item("Die Tickets kommen nicht an.").english
    assert item("The timetable shows a 504 in the morning.").reports


def test_segments_that_differ_in_spelling_alone_are_one() -> None:
    spelled = spell_alike(["Mid-Market", "mid market", "Midmarket", "Mid-Market", "Small", None])
    assert spelled == dict.fromkeys(("Mid-Market", "mid market", "Midmarket"), "Mid-Market") | {"Small": "Small"}


def test_a_cell_adds_no_people_to_accounts() -> None:
    pieces = [
        Evidence(id="a", source="s.csv", text="late", row=1, account="Oak Farm"),
        Evidence(id="b", source="s.csv", text="late", row=2, person="Ida Lund"),
    ]
    assert show_customers(tally(pieces), unit="") == "1 account and 1 person"
    assert show_customers(tally(pieces[:1]), unit="account") == "1"


FERRY = """
2026-02-02,form,,Oakham Quay,Mid-Market,"The boarding page spins\nand never finishes loading."
2026-02-05,form,,Oakham Quay,mid market,"**Boarding** hangs whenever 60 cars queue."
2026-02-09,form,,Pebble Pier,Midmarket,"<p>Boarding hangs at the second deck.</p><p>We shout names instead.</p>"
2026-02-12,form,,Rook Island,Small,"Boarding hangs. How can that be?"
2026-02-17,form,,Rook Island,Small,"The fare for my bike is wrong on the boarding page."
2026-03-01,form,,Tern Sound,Small,"The fare is wrong on boarding day."
2026-03-04,form,,Tern Sound,Small,"Boarding was refused although the fare was paid."
2026-03-05,form,,Gull Bay,Small,"Boarding refused my pass."
2026-03-06,form,,Gull Bay,Small,"Boarding is slow in the rain."
2026-03-08,form,,Oakham Quay,Mid-Market,"Boarding is slow every Friday."
2026-03-11,form,,Kelp Harbour,Small,"The boarding page costs too much, so expensive."
"""


def test_the_one_page_keeps_the_failure_that_its_title_names(draft: Draft, read: Read) -> None:
    prd = draft(read(FERRY), Size.ONE_PAGE, title="Boarding is so expensive")
    problem = next(section for section in prd.sections if section.key == "problem")
    assert any(block.id == "problem-costly" for block in problem.blocks)


def test_a_quote_runs_over_a_line_end_and_leaves_out_markup(draft: Draft, read: Read) -> None:
    corpus = read(FERRY)
    prd = draft(corpus, Size.FULL)
    quotes = [line.claim.quote or "" for line in prd.lines if line.claim.origin is Origin.QUOTE]
    assert any("The boarding page spins and never finishes loading" in quote for quote in quotes)
    assert any(quote.startswith("Boarding hangs whenever 60 cars queue") for quote in quotes)
    assert any("Boarding hangs at the second deck." in quote for quote in quotes)
    assert not any("<" in quote or "**" in quote or "\n" in quote for quote in quotes)
    assert verify_draft(prd_to_json(prd), corpus).all_verified


def test_segments_are_listed_once_however_they_are_spelled(draft: Draft, read: Read) -> None:
    prd = draft(read(FERRY))
    rows = [line.cells[0] for s in prd.sections for b in s.blocks if b.id == "audience-segment" for line in b.lines]
    assert sorted(rows) == ["Mid-Market", "Small"]


@pytest.mark.parametrize("size", list(Size))
def test_criteria_are_numbered_without_a_gap(draft: Draft, read: Read, size: Size) -> None:
    prd = draft(read(FERRY), size)
    labels = [line.label for line in prd.lines if line.role is Role.CRITERION]
    assert labels == [f"C{n}" for n in range(1, len(labels) + 1)]
    assert len(labels) > 1


def test_a_rhetorical_question_is_shown_as_no_request(draft: Draft, read: Read) -> None:
    prd = draft(read(FERRY))
    assert not any(line.role is Role.REQUEST and "How can that be" in line.claim.text for line in prd.lines)
