"""Hours: nobody has two in one, none is lost, and the aim is compared only where it can be."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rhythm.timing.calendars import make_event
from throughline.rhythm.rules.timing.aims import PRESETS, find_fault, name_preset
from throughline.rhythm.rules.timing.contracts import WORK, Kind, Sorted
from throughline.rhythm.rules.timing.splitting import compare_with_aim, count_hours, find_widest, split_weeks

UTC = ZoneInfo("UTC")
MONDAY = date(2026, 3, 2)
events = st.lists(
    st.builds(
        lambda n, at, minutes, kind: Sorted(make_event(f"t{n}", at=at, minutes=minutes), kind, "because"),
        st.integers(0, 10**6),
        st.integers(0, 2000),
        st.integers(1, 300),
        st.sampled_from(Kind),
    ),
    max_size=12,
    unique_by=lambda one: one.event.key,
)


@given(events)
def test_the_hours_are_those_in_which_anything_took_place(sorted_: list[Sorted]):
    minutes = {
        one.event.starts + timedelta(minutes=minute) for one in sorted_ for minute in range(int(one.event.minutes))
    }
    assert sum(count_hours(sorted_).values()) == pytest.approx(len(minutes) / 60)


def test_two_events_at_once_share_the_time():
    pair = [Sorted(make_event("a"), Kind.LAUNCH, ""), Sorted(make_event("b", at=30), Kind.STRATEGY, "")]
    assert count_hours(pair) == {"a0": 0.75, "b30": 0.75}


def test_a_week_begins_on_monday_as_the_clock_on_the_wall_says():
    late = Sorted(make_event("a", at=60 * 24 * 6 + 60 * 14), Kind.LAUNCH, "")
    mondays = [MONDAY, MONDAY + timedelta(weeks=1)]
    assert [week.off for week in split_weeks([late], mondays=mondays, zone=UTC)] == [False, True]
    assert [week.off for week in split_weeks([late], mondays=mondays, zone=ZoneInfo("Asia/Tokyo"))] == [True, False]


def test_a_week_off_makes_no_usual_week_shorter():
    sorted_ = [Sorted(make_event("a"), Kind.LAUNCH, "")]
    weeks = split_weeks(sorted_, mondays=[MONDAY, MONDAY + timedelta(weeks=1)], zone=UTC)
    assert {share.kind: share.hours for share in compare_with_aim(weeks, None)}[Kind.LAUNCH] == 1.0


@given(events)
def test_shares_make_one_or_are_not_told(sorted_: list[Sorted]):
    weeks = split_weeks(sorted_, mondays=[MONDAY], zone=UTC)
    shares = compare_with_aim(weeks, None)
    told = [share.share for share in shares if share.share is not None]
    worked = any(one.kind is not Kind.NONE for one in sorted_)
    assert sum(told) == pytest.approx(1.0) if worked else told == []
    assert shares[-1].share is None


def test_the_widest_gap_is_named_and_none_within_five_points():
    aim = {kind: float(share) for kind, share in PRESETS[0].shares.items()}
    sorted_ = [
        Sorted(make_event(kind.value, at=n * 1000, minutes=int(aim[kind] * 6)), kind, "") for n, kind in enumerate(WORK)
    ]
    assert find_widest(compare_with_aim(split_weeks(sorted_, mondays=[MONDAY], zone=UTC), aim)) is None
    one = find_widest(compare_with_aim(split_weeks(sorted_[:1], mondays=[MONDAY], zone=UTC), aim))
    assert one is not None
    assert one.kind is Kind.DISCOVERY


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_every_starting_point_makes_a_hundred_and_is_known_again(preset):
    assert find_fault(preset.shares) == ""
    assert name_preset(preset.shares) == preset.key


def test_an_aim_that_makes_no_hundred_is_refused_with_what_it_makes():
    assert find_fault({**PRESETS[0].shares, Kind.DISCOVERY: 40}) == "these shares make 110, not 100"
    assert find_fault({Kind.DISCOVERY: 100}) != ""
