"""A question names what the story is about, and everything it is compared with can be made ready before."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from throughline.specification.rules.edge_cases import ask, prepare
from throughline.specification.rules.edge_cases.likeness import Matrix, compare_by_words
from throughline.specification.rules.edge_cases.things import name_thing
from throughline.specification.rules.stories.contracts import Outline, Point, Story


@pytest.mark.parametrize(
    ("want", "thing"),
    [
        ("to send parents an invoice for last month's lessons", "invoice"),
        ("to show customers their loyalty points", "loyalty point"),
        ("to call donors when stocks run low", "call"),
        ("to remind patients of their appointment", "reminder"),
        ("to be reminded of the deadline", "deadline"),
        ("clients to upload their receipts by category", "receipt"),
        ("bookings to be moved automatically", "booking"),
        ("to be paired with players of my strength", "entry"),
    ],
)
def test_a_question_is_about_the_thing_and_not_about_who_gets_or_does_it(want: str, thing: str):
    assert name_thing("", f"As a person, I want {want}.").one == thing


def test_nothing_is_left_to_compare_with_once_it_was_made_ready():
    seen = set[tuple[str, ...]]()

    def compare(first: Sequence[str], second: Sequence[str]) -> Matrix:
        seen.add(tuple(second))
        return compare_by_words(first, second)

    prepare(compare)
    ready = set(seen)
    story = Story("s1", "", "As a clerk, I want to pay a bill.", criteria=(Point("c1", "A second click pays once."),))
    assert ask(Outline("o", "Bills", (story,)), alike=compare)
    assert seen == ready
