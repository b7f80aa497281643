"""What a typed line says, and what counts as coming back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.rhythm.rules.retrospecting.causes import KEYS, MEANINGS
from throughline.rhythm.rules.retrospecting.contracts import Cause, Held, Item
from throughline.rhythm.rules.retrospecting.reading import DAY, Written, read_line, say_cost, write_line
from throughline.rhythm.rules.retrospecting.recurring import LAST, find_recurring
from throughline.rhythm.rules.retrospecting.saying import say_price, say_return
from throughline.specification.rules.checking.catalogue import load_rules
from throughline.specification.rules.edge_cases import find_case
from throughline.specification.rules.stories.contracts import Kind

ITEMS = st.builds(
    Item,
    words=st.just("It was slow"),
    cause=st.sampled_from([None, *Cause]),
    minutes=st.one_of(st.none(), st.integers(1, 5000)),
    kind=st.sampled_from(["", "list", "export"]),
)
HELD = st.lists(st.lists(ITEMS, max_size=4), max_size=7).map(
    lambda many: [Held(f"rt-{n}", date(2026, 1, 2) + timedelta(days=14 * n), tuple(i)) for n, i in enumerate(many)]
)


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("Nobody said what is empty, 2 days /3", Written("Nobody said what is empty", Cause.STATE, 2 * DAY)),
        ("Nobody said what is empty /state", Written("Nobody said what is empty", Cause.STATE)),
        ("Asked three times (1.5 h) /ROUNDS", Written("Asked three times", Cause.ROUNDS, 90)),
        ("Waited – 40 min", Written("Waited", None, 40)),
        ("The export took 3 days", Written("The export took 3 days")),
        ("GET /orders", Written("GET /orders")),
        ("Built 1/3 of it", Written("Built 1/3 of it")),
        ("Late, 900 days", Written("Late, 900 days")),
        ("  ", Written("")),
    ],
)
def test_a_line_says_its_words_its_cost_and_its_cause(line: str, written: Written):
    assert read_line(line) == written


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40),
    st.sampled_from(["", ", 2 d", ", 3 h", " - 40 min", ", 1,5 h"]),
    st.sampled_from(["", *(f" /{key}" for key in KEYS), " /state"]),
)
def test_a_line_that_is_opened_again_is_read_as_the_same(words: str, cost: str, mark: str):
    written = read_line(words + cost + mark)
    assert read_line(write_line(written)) == written


@given(HELD, st.randoms())
def test_the_order_in_which_they_are_given_changes_nothing(held: list[Held], random):
    shuffled = random.sample(held, len(held))
    assert find_recurring(shuffled) == find_recurring(held)


@given(HELD)
def test_what_comes_back_stands_in_two_of_the_last_four_and_rests_on_nothing_else(held: list[Held]):
    last = {one.key: one for one in held[-LAST:]}
    for found in find_recurring(held):
        assert 2 <= len(found.held) <= found.of == len(last)
        assert found.cause is not Cause.OTHER
        for one in found.held:
            assert one.items
            assert set(one.items) <= set(last[one.key].items)
        if found.cause:
            assert {item.cause for item in found.items} == {found.cause}
        else:
            assert {item.kind for item in found.items} == {found.kind}


@given(HELD)
def test_every_cause_of_two_retrospectives_is_found(held: list[Held]):
    causes = [{item.cause for item in one.items} for one in held[-LAST:]]
    often = {c for c in Cause if c is not Cause.OTHER and sum(c in one for one in causes) >= 2}
    assert {found.cause for found in find_recurring(held) if found.cause} == often


@given(HELD)
def test_its_cost_is_what_is_known_and_the_rest_is_said(held: list[Held]):
    for found in find_recurring(held):
        assert found.minutes == sum(item.minutes for item in found.items if item.minutes is not None)
        assert found.unknown + sum(item.minutes is not None for item in found.items) == len(found.items)
        assert ("nobody said" in say_price(found).lower()) == (found.unknown > 0)


def test_several_lines_of_one_retrospective_are_no_return():
    twice = Held("rt-1", date(2026, 1, 2), (Item("a", Cause.STATE), Item("b", Cause.STATE)))
    assert find_recurring([twice, Held("rt-2", date(2026, 1, 16), (Item("c", Cause.ROUNDS),))]) == ()


def test_it_is_said_of_how_many():
    days = [date(2026, 1, 2) + timedelta(days=n) for n in range(4)]
    held = [Held(f"rt-{n}", day, (Item("a", Cause.STATE, DAY),) if n else ()) for n, day in enumerate(days)]
    assert say_return(find_recurring(held)[0]) == "Missing states came back in 3 of your last 4 retrospectives"
    assert say_price(find_recurring(held)[0]) == "It cost 3 days in all."
    both = say_return(find_recurring(held[1:3])[0])
    assert both == "Missing states came back in both of your last two retrospectives"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(40, "40 min"), (90, "1 h 30 min"), (180, "3 h"), (240, "half a day"), (480, "1 day"), (720, "1.5 days")],
)
def test_a_cost_is_said_in_days_of_eight_hours(minutes: int, said: str):
    assert say_cost(minutes) == said


def test_every_cause_names_cases_and_rules_that_there_are():
    assert set(MEANINGS) == set(Cause)
    for meaning in MEANINGS.values():
        assert [case for case in meaning.cases if find_case(case) is None] == []
        assert set(meaning.checks) <= set(load_rules())


def test_kinds_are_those_of_stories():
    assert {"list", "export"} <= {kind.value for kind in Kind}
