"""A story is read into who, what, what for, its verb, its thing, and what kind of story it is."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.specification.rules.stories.clauses import set_bare
from throughline.specification.rules.stories.contracts import Form, Kind
from throughline.specification.rules.stories.reading import read_story
from throughline.specification.rules.stories.verbs import find_base

WORDS = st.sampled_from(
    """As a an user, I want to need see and or export the list of orders so that because when Given with name date . , ;
    – “ ” ** to be able in order customers can approve""".split()  # noqa: SIM905 (a list of words reads best as words)
)


@given(st.text(max_size=300))
def test_no_text_fails(text: str) -> None:
    read_story(text)


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_role_means_benefit_and_situation_stand_in_the_text(text: str) -> None:
    parts, plain = read_story(text), set_bare(text)
    assert all(part in plain for part in (parts.role, parts.means, parts.benefit, parts.situation))
    assert all(word in parts.means for word in (parts.entity, *parts.fields))


@pytest.mark.parametrize(
    "text",
    [
        "As a buyer, I want to track my order so that I know when it comes.",
        "As a buyer I want to track my order, so I know when it comes",
        "**As a** buyer\n**I want to** track my order\n**So that** I know when it comes",
        "So that I know when it comes, as a buyer I want to track my order.",
        "- [ ] US-7: As the buyer, I would like to be able to track my order because I know when it comes",
        "> As a _buyer_, I need to track my order so that I know when it comes",
        "As a buyer, I must be able to track my order, so that I know when it comes.",
    ],
)
def test_one_story_in_many_spellings_is_one_story(text: str) -> None:
    parts = read_story(text)
    assert (parts.form, parts.role, parts.means) == (Form.STORY, "buyer", "track my order")
    assert (parts.benefit, parts.verb, parts.entity) == ("I know when it comes", "track", "order")


def test_a_job_story_has_a_situation_instead_of_a_role() -> None:
    parts = read_story("When a file fails, I want to see why, so I can mend it.")
    assert (parts.form, parts.role, parts.situation) == (Form.JOB, "", "a file fails")
    assert (parts.means, parts.benefit) == ("see why", "I can mend it")


@pytest.mark.parametrize(
    ("text", "role", "verb", "entity"),
    [
        ("Users can reset their password.", "Users", "reset", "password"),
        ("Owners approve holiday requests.", "Owners", "approve", "holiday requests"),
        ("The clerk scans a pallet.", "clerk", "scan", "pallet"),
        ("Export the monthly report as PDF", "", "export", "monthly report"),
        ("Allow teachers to grade homework", "teachers", "grade", "homework"),
        ("The system should show all open invoices", "", "show", "open invoices"),
        ("Monthly report", "", "", "Monthly report"),
    ],
)
def test_a_bare_sentence_is_read_by_its_subject_and_verb(text: str, role: str, verb: str, entity: str) -> None:
    parts = read_story(text)
    assert (parts.form, parts.role, parts.verb, parts.entity) == (Form.BARE, role, verb, entity)


@pytest.mark.parametrize(
    ("means", "kind"),
    [
        ("see all open orders", Kind.LIST),
        ("search for a book", Kind.SEARCH),
        ("see a dashboard of sales", Kind.DASHBOARD),
        ("see the price of an item", Kind.DETAIL),
        ("register a patient", Kind.FORM),
        ("register", Kind.AUTH),
        ("change my notification preferences", Kind.SETTINGS),
        ("add a photo", Kind.UPLOAD),
        ("download the invoice", Kind.EXPORT),
        ("cancel a booking", Kind.DELETE),
        ("review a leave request", Kind.APPROVE),
        ("be notified when a seat is free", Kind.NOTIFY),
        ("log in with a code", Kind.AUTH),
        ("pay by card", Kind.PAY),
        ("reply to a customer", Kind.CHAT),
        ("defragment the flux", None),
    ],
)
def test_the_verb_and_its_thing_tell_the_kind(means: str, kind: Kind | None) -> None:
    assert read_story(f"As a user, I want to {means}.").kind is kind


@pytest.mark.parametrize(
    ("means", "entity", "fields"),
    [
        ("record a watering with date, bed and litres", "watering", ("date", "bed", "litres")),
        ("enter my name and address", "name", ("name", "address")),
        ("see the price and stock of each product", "product", ("price", "stock")),
        ("book a room (date, start, number of people)", "room", ("date", "start", "number of people")),
        ("meet with my colleagues", "colleagues", ()),
    ],
)
def test_what_a_thing_holds_is_read_as_its_fields(means: str, entity: str, fields: tuple[str, ...]) -> None:
    parts = read_story(f"As a user, I want to {means}.")
    assert (parts.entity, parts.fields) == (entity, fields)


@pytest.mark.parametrize(
    ("form", "base"),
    [("notified", "notify"), ("seen", "see"), ("planning", "plan"), ("exports", "export"), ("embed", "embed")],
)
def test_a_verb_is_found_in_its_dictionary_form(form: str, base: str) -> None:
    assert find_base(form) == base


@pytest.mark.parametrize("filler", ["as a ", "I want to ", ", ", "so that ", "((((", "with a, "])
def test_hostile_repetition_is_read_in_an_instant(filler: str) -> None:
    started = time.perf_counter()
    read_story("As a user, I want to " + filler * 20_000)
    assert time.perf_counter() - started < 2


def test_real_stories_are_read_as_their_annotators_did(real_data: Path) -> None:
    lines = (real_data / "stories" / "dalpiaz22_annotated.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]

    def share(right: Callable[[dict[str, list[str]], str], bool]) -> float:
        return sum(right(row, row["text"]) for row in rows) / len(rows)

    assert share(lambda row, text: read_story(text).role.lower() == row["persona"][0].lower()) > 0.98
    assert share(lambda row, text: bool(read_story(text).benefit) == bool(row["benefit"])) > 0.97
