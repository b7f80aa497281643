"""A metric is a finding where its last step is larger than any before, and of late."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.core.contracts import Actor
from throughline.core.kernel.clock import utc_now, utc_today
from throughline.core.line.findings import gather_findings
from throughline.strategy import services
from throughline.strategy.contracts import Direction, MetricValue
from throughline.strategy.rules.recording.unusual import BEYOND, FEWEST, find_unusual

TODAY = date(2026, 11, 30)
NUMBERS = st.lists(st.integers(-1000, 1000), min_size=FEWEST + 2, max_size=24)


def make_values(numbers: list[float], *, days: int = 7, last: date = TODAY) -> list[MetricValue]:
    many = len(numbers)
    return [MetricValue(last - timedelta(days=days * (many - 1 - n)), value) for n, value in enumerate(numbers)]


@given(NUMBERS)
def test_only_a_step_beyond_all_earlier_ones_is_unusual(numbers: list[float]):
    *earlier, last = [abs(after - before) for before, after in pairwise(numbers)]
    found = find_unusual(make_values(numbers), today=TODAY)
    assert (found is not None) is (last > BEYOND * max(earlier))


@pytest.mark.parametrize(
    ("numbers", "days", "last"),
    [
        ([60, 61, 60, 61, 40], 7, TODAY),
        ([60, 61, 60, 61, 60, 61], 7, TODAY),
        ([60, 61, 60, 61, 60, 40], 7, TODAY - timedelta(days=8)),
        ([60, 61, 60, 61, 60, 40], 7, TODAY + timedelta(days=1)),
        ([5, 5, 5, 5, 5, 5], 7, TODAY),
    ],
)
def test_too_few_steps_like_the_others_old_or_to_come_are_none(numbers: list[float], days: int, last: date):
    assert find_unusual(make_values(numbers, days=days, last=last), today=TODAY) is None


def test_a_monthly_value_is_of_late_for_a_month():
    values = make_values([60, 61, 60, 61, 60, 40], days=30, last=TODAY - timedelta(days=20))
    assert find_unusual(values, today=TODAY) is not None


@pytest.mark.django_db
def test_this_week_says_what_moved_and_from_where_it_is_known(actor: Actor):
    services.add_metric(actor, name="Activation", unit="%", direction=Direction.UP)
    for one in make_values([60, 61, 60, 62, 60, 52.5], last=utc_today()):
        services.record_value(actor, name="Activation", on=one.on, value=one.value)
    found = [one for one in gather_findings(actor, since=utc_now(), now=utc_now()) if one.kind == "unusual"]
    assert [one.title for one in found] == ["Activation fell from 60 to 52.5 %."]
    assert found[0].reason.endswith("In the 4 steps before that it never moved by more than 2 at once.")
