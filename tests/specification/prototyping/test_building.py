"""Stories become screens in states: ids stay, names follow, nothing is unreachable and nothing is a dead end."""

from __future__ import annotations

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from throughline.specification.edge_cases.reading import outline_any
from throughline.specification.rules.prototyping import (
    apply_renames,
    build_prototype,
    describe_coverage,
    describe_prototype,
    find_gaps,
    list_names,
    pack_prototype,
    read_prototype,
)
from throughline.specification.rules.prototyping.contracts import FieldType, GapKind, Prototype, StateName
from throughline.specification.rules.prototyping.merging import load_schema
from throughline.specification.rules.stories.contracts import Outline, Point, Story

BOOKINGS = """# Table booking
## Stories
### S1 Book a table
As a guest, I want to book a table with name, party size, date and phone number so that I need not call.
- Given no table is free at 20:00, when the guest asks for 20:00, then the nearest free times are shown.
### S2 See bookings
As a host, I want to see all bookings of today.
- Given there are no bookings, when the host opens the list, then “No bookings today” is shown.
### S3 Cancel a booking
As a guest, I want to cancel my booking.
### S4 Approve large parties
As a manager, I want to approve bookings of more than ten people.
### S5 Pay a deposit
As a guest, I want to pay a deposit by card.
"""
BROKEN = {GapKind.UNREACHABLE, GapKind.DEAD_END, GapKind.NO_WAY_BACK, GapKind.UNHANDLED, GapKind.NO_EXIT}


def build(text: str = BOOKINGS) -> Prototype:
    return build_prototype(outline_any(text), seed="a seed")


def test_the_stories_become_screens_of_the_things_they_are_about():
    prototype = build()
    assert [entity.label for entity in prototype.entities] == ["booking", "deposit"]
    assert {screen.id for screen in prototype.screens} == {
        "booking_list",
        "booking_detail",
        "booking_form",
        "deposit_pay",
    }
    assert [role.label for role in prototype.roles] == ["guest", "host", "manager"]


def test_fields_come_from_the_stories_and_what_nobody_named_is_inferred():
    booking = build().entities[0]
    told = {field.label: field.type for field in booking.fields if field.origin.kind == "story"}
    assert told == {
        "Name": FieldType.TEXT,
        "Party size": FieldType.NUMBER,
        "Date": FieldType.DATE,
        "Phone number": FieldType.PHONE,
    }
    assert "Status" in {field.label for field in booking.fields if field.origin.kind == "inferred"}


def test_a_state_is_specified_by_a_criterion_and_by_nothing_else():
    states = {(screen.id, state.id.value): state for screen, state in build().states}
    assert states["booking_list", "empty"].criteria == ("S2-C1",)
    assert states["booking_form", "limit"].criteria == ("S1-C1",)
    specified = {place for place, state in states.items() if state.is_specified}
    assert specified == {("booking_list", "empty"), ("booking_form", "limit")}
    assert all(state.open[0].story for state in states.values() if not state.is_specified)


def test_a_criterion_becomes_a_way_from_its_given_by_its_when_to_its_then():
    way = next(way for way in build().transitions if way.origin.ref == "S2-C1")
    assert (way.source, way.target, way.target_state) == ("booking_list", "booking_list", "empty")
    assert way.label == "the host opens the list"


def test_the_model_is_what_the_schema_says_and_the_whole_can_be_read_again():
    prototype = build()
    jsonschema.validate(describe_prototype(prototype), load_schema())
    assert read_prototype(pack_prototype(prototype)) == prototype


def test_the_same_stories_give_the_same_prototype_and_more_stories_keep_the_ids():
    more = build(f"{BOOKINGS}\n### S6 Upload\nAs a manager, I want to upload a photo of the menu.\n")
    assert build() == build()
    assert {screen.id for screen in build().screens} < {screen.id for screen in more.screens}


def test_sample_data_is_nasty():
    booking = build().entities[0]
    rows = [dict(row) for row in booking.sample]
    names = [str(row["name"]) for row in rows]
    assert len(rows) == 12
    assert max(map(len, names)) == 120
    assert " " not in names[0]
    assert len(set(names)) < len(names)
    assert any("֐" <= letter <= "ۿ" for name in names for letter in name)
    assert min(float(row["date"] or 0) for row in rows) < -300
    assert any(None in row.values() for row in rows)


def test_the_coverage_counts_states_and_lists_criteria_and_open_cases():
    prototype = build()
    coverage = describe_coverage(prototype)
    assert coverage.states == len(prototype.states) == coverage.specified + coverage.open
    assert {row.id for row in coverage.rows if row.covered} == {"S1-C1", "S2-C1"}
    assert coverage.sentence == f"{coverage.states} states, 2 specified, {coverage.states - 2} open"


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("Get past a refusal", "What has to hold when somebody wants to get past a refusal?"),
        ("Code: what is missing", "What has to hold for “Code: what is missing”?"),
    ],
)
def test_a_story_without_a_criterion_is_asked_about_in_a_whole_sentence(title: str, asked: str):
    prototype = build(f"# Codes\n## Stories\n### S1 {title}\n")
    questions = [case.question for screen in prototype.screens for state in screen.states for case in state.open]
    assert asked in questions


def test_a_gap_names_its_story():
    gaps = find_gaps(build())
    assert {gap.kind for gap in gaps}.isdisjoint(BROKEN)
    rule = next(gap for gap in gaps if gap.kind is GapKind.NO_RULE and gap.screen == "booking_detail")
    assert rule.text == "Host can open “Booking”, and no criterion says whether they may."
    assert rule.story == "S3"


def test_a_new_name_stays_after_the_stories_were_read_anew():
    renames = {"entity:booking": "reservation", "field:booking.name": "Host name", "screen:deposit_pay": "Deposit"}
    rebuilt = build_prototype(outline_any(BOOKINGS), seed="a seed", renames=renames)
    assert apply_renames(build(), renames) == rebuilt
    titles = {screen.id: screen.title for screen in rebuilt.screens}
    assert titles["booking_list"] == "Reservations"
    assert titles["booking_form"] == "Book table"
    assert titles["deposit_pay"] == "Deposit"
    assert list_names(rebuilt)["action:booking_detail.cancel_booking"] == "Cancel reservation"
    assert list_names(rebuilt)["field:booking.name"] == "Host name"


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40)
MEANS = st.sampled_from(
    [
        "see all invoices",
        "book a room with name, date and price",
        "cancel my booking",
        "approve a leave request",
        "upload a photo",
        "export the report",
        "be reminded of a visit",
        "log in",
        "pay my rent",
        "send a message to a tenant",
        "see how busy we are",
        "change my notification settings",
        "edit the recipe",
        "search plants by colour",
        "frobnicate the gizmo",
    ]
)
ROLES = st.sampled_from(["guest", "host", "manager", "nurse", "user", ""])
CRITERIA = st.sampled_from(
    [
        "Given nothing is there, when it is opened, then a hint is shown.",
        "When the payment fails, then an error is shown and nothing is booked.",
        "Only managers can open it.",
        "Given it expired, when it is opened, then a new one can be asked for.",
        "The list shows name, date and amount.",
    ]
)


@st.composite
def outlines(draw: st.DrawFn) -> Outline:
    stories: list[Story] = []
    for n in range(draw(st.integers(1, 30))):
        role, means = draw(ROLES), draw(st.one_of(MEANS, WORDS))
        text = f"As a {role}, I want to {means}." if role else f"I want to {means}."
        criteria = tuple(
            Point(f"S{n}-C{m}", words) for m, words in enumerate(draw(st.lists(st.one_of(CRITERIA, WORDS), max_size=3)))
        )
        stories.append(Story(id=f"S{n}", title=draw(WORDS), text=text, label=f"S{n}", criteria=criteria))
    return Outline(id="o", title=draw(WORDS), stories=tuple(stories))


@settings(max_examples=40, deadline=None)
@given(outlines())
def test_whatever_the_stories_say_every_one_is_reachable_and_nothing_is_a_dead_end(outline: Outline):
    prototype = build_prototype(outline)
    jsonschema.validate(describe_prototype(prototype), load_schema())
    assert [gap for gap in find_gaps(prototype) if gap.kind in BROKEN] == []
    assert {place.story for place in prototype.places} == {story.id for story in outline.stories}
    screens = {screen.id for screen in prototype.screens}
    events = {(way.source, way.event) for way in prototype.transitions}
    assert all(place.screen in screens for place in prototype.places)
    assert all((place.screen, place.event) in events for place in prototype.places if place.event)
    assert read_prototype(pack_prototype(prototype)) == prototype


@pytest.mark.parametrize("state", [state.value for state in StateName])
def test_every_state_of_the_catalogue_has_words(state: str):
    from throughline.specification.rules.prototyping.contracts import ScreenKind
    from throughline.specification.rules.prototyping.wording import propose_text

    assert "{" not in propose_text(StateName(state), ScreenKind.LIST, one="visit", many="visits")
