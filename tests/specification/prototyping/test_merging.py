"""A model's answer may name and propose; it deletes nothing, specifies nothing, and a hostile one changes nothing."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from throughline.specification.rules.prototyping import describe_prototype, find_gaps, merge_model
from throughline.specification.rules.prototyping.contracts import GapKind, Prototype
from throughline.specification.rules.prototyping.merging import load_schema

from .test_building import BROKEN, build


@pytest.fixture
def ours() -> Prototype:
    return build()


@pytest.fixture
def model(ours: Prototype) -> dict[str, Any]:
    return deepcopy(describe_prototype(ours))


def merge(ours: Prototype, model: object) -> tuple[Prototype, list[tuple[str, str]]]:
    merged, changes = merge_model(ours, json.dumps(model))
    return merged, [(change.kind.value, change.what) for change in changes]


def test_its_own_description_changes_nothing(ours: Prototype, model: dict[str, Any]):
    assert merge(ours, model) == (ours, [])


def test_things_fields_and_copy_are_renamed(ours: Prototype, model: dict[str, Any]):
    model["entities"][0]["label"] = "reservation"
    model["entities"][0]["fields"][0]["label"] = "Booked by"
    merged, changes = merge(ours, model)
    assert (merged.entities[0].label, merged.entities[0].many) == ("reservation", "reservations")
    assert merged.entities[0].fields[0].label == "Booked by"
    assert ("changed", "entity:booking") in changes


def test_a_person_s_name_stands_over_a_model_s(model: dict[str, Any]):
    from throughline.specification.rules.prototyping import apply_renames

    named = apply_renames(build(), {"entity:booking": "seating"})
    model["entities"][0]["label"] = "reservation"
    assert merge(named, model)[0].entities[0].label == "seating"


def test_fields_and_states_that_it_proposes_are_inferred(ours: Prototype, model: dict[str, Any]):
    model["entities"][0]["fields"].append({"id": "allergies", "label": "Allergies", "type": "longtext"})
    state = {"id": "stale", "status": "unspecified", "blocks": [{"type": "banner", "text": "From this morning"}]}
    list_ = next(screen for screen in model["screens"] if screen["id"] == "booking_list")
    list_["states"] = [*[s for s in list_["states"] if s["id"] != "stale"], state]
    merged, _ = merge(ours, model)
    field = next(field for field in merged.entities[0].fields if field.id == "allergies")
    added = next(s for s in merged.find_screen("booking_list").states if s.id == "stale")  # pyright: ignore
    assert field.origin.kind == "inferred"
    assert not added.is_specified
    assert [gap for gap in find_gaps(merged) if gap.kind in BROKEN - {GapKind.UNHANDLED}] == []


def test_it_can_neither_specify_a_state_nor_take_one_away(ours: Prototype, model: dict[str, Any]):
    for screen in model["screens"]:
        screen["states"] = screen["states"][:1]
        screen["states"][0]["status"] = "specified"
    model["transitions"], model["entities"] = [], []
    merged, changes = merge(ours, model)
    before = {(screen.id, state.id): state.is_specified for screen, state in ours.states}
    assert {(screen.id, state.id): state.is_specified for screen, state in merged.states} == before
    assert merged.transitions == ours.transitions
    assert any(kind == "dropped" and what.startswith("status of") for kind, what in changes)


def test_what_it_invents_is_dropped_and_listed(ours: Prototype, model: dict[str, Any]):
    model["entities"].append({"id": "voucher", "label": "voucher", "fields": []})
    model["screens"].append({**model["screens"][0], "id": "voucher_list"})
    model["transitions"].append({"from": "booking_list", "event": "fly", "to": "the_moon"})
    model["roles"].append("wizard")
    merged, changes = merge(ours, model)
    assert merged == ours
    assert {what for _, what in changes} == {
        "entity voucher",
        "screen voucher_list",
        "transition booking_list fly",
        "role wizard",
    }


HOSTILE = [
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg/onload=alert(1)>",
    "a\u0000b",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_markup_is_refused_wherever_it_stands(ours: Prototype, model: dict[str, Any], words: str):
    for place in ("title", "label", "sample"):
        bad = deepcopy(model)
        if place == "title":
            bad["title"] = words
        elif place == "label":
            bad["entities"][0]["label"] = words
        else:
            bad["entities"][0]["sample"][0]["name"] = words
        merged, changes = merge(ours, bad)
        assert merged == ours
        assert changes == [("refused", "the model's answer")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no json",
        "[]",
        "null",
        "{}",
        '{"version": 1, "version": 1}',
        '{"version": NaN}',
        "[" * 100_000,
        '{"title": "' + "x" * 5_000_000 + '"}',
    ],
)
def test_an_answer_that_is_no_model_leaves_the_prototype_with_one_reason(ours: Prototype, text: str):
    merged, changes = merge_model(ours, text)
    assert merged == ours
    assert [change.kind.value for change in changes] == ["refused"]
    assert changes[0].why


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(JSON, st.sampled_from(["title", "roles", "entities", "screens", "transitions"]))
def test_whatever_stands_in_it_the_result_fits_the_schema(junk: object, key: str):
    ours = build()
    model = deepcopy(describe_prototype(ours))
    model[key] = junk
    merged, _ = merge_model(ours, json.dumps(model))
    jsonschema.validate(describe_prototype(merged), load_schema())
    assert len(merged.states) >= len(ours.states)
