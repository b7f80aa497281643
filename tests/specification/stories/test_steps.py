"""A criterion is read into given, when and then, and what is written from them is read the same."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.specification.rules.stories.contracts import CriterionParts
from throughline.specification.rules.stories.steps import read_criterion, write_steps

STEP = st.lists(
    st.sampled_from(["an", "empty", "cart", "it", "is", "shown", "orders", "3", "“so, and when then”", "paid", "late"]),
    min_size=1,
    max_size=6,
).map(" ".join)
STEPS = st.lists(STEP, min_size=1, max_size=3).map(tuple)


@given(st.text(max_size=300))
def test_no_text_fails(text: str) -> None:
    write_steps(read_criterion(text))


@given(STEPS, STEPS, STEPS)
def test_steps_that_are_written_are_read_again(
    given_: tuple[str, ...], when: tuple[str, ...], then: tuple[str, ...]
) -> None:
    parts = CriterionParts(given_, when, then)
    assert read_criterion(write_steps(parts)) == parts


@pytest.mark.parametrize(
    "text",
    [
        "Given a full cart, when I pay, then a receipt is sent and the cart is empty.",
        "**Given** a full cart\n**When** I pay\n**Then** a receipt is sent\n**And** the cart is empty",
        "GIVEN a full cart WHEN I pay THEN a receipt is sent AND the cart is empty",
        "- AC3: Given that a full cart when I pay then a receipt is sent. And the cart is empty.",
        "Given a full cart. When I pay. Then a receipt is sent; and the cart is empty.",
    ],
)
def test_one_scenario_in_many_spellings_is_one_scenario(text: str) -> None:
    assert read_criterion(text) == CriterionParts(
        ("a full cart",), ("I pay",), ("a receipt is sent", "the cart is empty")
    )


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The system shall log each change.", CriterionParts(then=("The system shall log each change",))),
        (
            "WHEN a card is declined THE SYSTEM SHALL keep the cart",
            CriterionParts(when=("a card is declined",), then=("THE SYSTEM SHALL keep the cart",)),
        ),
        (
            "IF the card is declined THEN the system shall keep the cart",
            CriterionParts(when=("the card is declined",), then=("the system shall keep the cart",)),
        ),
        (
            "WHILE offline, WHEN a photo is taken, the app shall queue it",
            CriterionParts(("offline",), ("a photo is taken",), ("the app shall queue it",)),
        ),
        (
            "When the list is empty, a hint is shown.",
            CriterionParts(when=("the list is empty",), then=("a hint is shown",)),
        ),
        ("If 3 of 50 fail, the rest is kept", CriterionParts(when=("3 of 50 fail",), then=("the rest is kept",))),
        ("Files up to 20 MB are accepted.", CriterionParts(then=("Files up to 20 MB are accepted",))),
        ("", CriterionParts()),
    ],
)
def test_ears_and_plain_sentences_are_read_as_steps(text: str, parts: CriterionParts) -> None:
    assert read_criterion(text) == parts


def test_quoted_words_never_cut_a_step() -> None:
    text = "Given “it stops, when I look, then it goes on”, when the same is done again, then nothing is missing."
    parts = read_criterion(text)
    assert parts.given == ("“it stops, when I look, then it goes on”",)
    assert parts.then == ("nothing is missing",)


def test_two_subjects_of_one_verb_are_one_step() -> None:
    assert read_criterion("When I pay, then the owner and the admin are told.").then == (
        "the owner and the admin are told",
    )


@pytest.mark.parametrize("filler", ["given ", "when x, then ", "and ", ", ", "“", "the system "])
def test_hostile_repetition_is_read_in_an_instant(filler: str) -> None:
    started = time.perf_counter()
    read_criterion("Given a" + filler * 5_000)
    assert time.perf_counter() - started < 2


def test_every_scenario_of_real_features_has_its_steps(real_data: Path) -> None:
    read = [
        read_criterion(text)
        for file in sorted((real_data / "stories" / "gherkin").glob("*.feature"))
        for text in _scenarios(file)
    ]
    assert len(read) > 100
    assert all(parts.given or parts.when or parts.then for parts in read)


def _scenarios(file: Path) -> list[str]:
    return [part for part in file.read_text(encoding="utf-8").split("Scenario:")[1:] if "Then" in part]
