"""Meetings of which nothing is known to have come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from tests.rhythm.timing.calendars import make_event
from throughline.rhythm.rules.timing.contracts import Event, Kind, Sorted
from throughline.rhythm.rules.timing.leaving import Decided, Silent, find_silent

DAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 20, tzinfo=UTC)


def find(
    *events: Event,
    kind: Kind = Kind.ALIGNMENT,
    decided: Sequence[Decided] = (),
    talks: Sequence[date] = (),
    now: datetime = NOW,
) -> tuple[Silent, ...]:
    sorted_ = [Sorted(event, kind, "") for event in events]
    since = datetime(2026, 3, 1, tzinfo=UTC)
    return find_silent(sorted_, since=since, now=now, zone=UTC, decided=decided, talks=talks)


def test_a_meeting_that_left_nothing_is_named_with_what_it_took():
    [found] = find(*(make_event("Steering", series="s", at=n * 1440, people=9) for n in range(3)))
    assert (found.title, found.times, found.of, found.hours, found.people) == ("Steering", 3, 3, 3.0, 9)


@pytest.mark.parametrize(
    "event",
    [make_event("Steering", note=True), make_event("Steering", people=1), make_event("", private=True)],
    ids=["it holds a note", "nobody else was there", "it is private"],
)
def test_it_is_not_named_where(event: Event):
    assert find(event) == ()


def test_it_is_not_named_before_it_is_over():
    assert find(make_event("Steering"), now=datetime(2026, 3, 2, 9, 30, tzinfo=UTC)) == ()


def test_a_decision_of_that_day_that_shares_a_word_came_of_it():
    event = make_event("Pricing steering")
    assert find(event, decided=[Decided(DAY, "Which pricing do we try?")]) == ()
    assert find(event, decided=[Decided(DAY, "Which colour?")])
    assert find(event, decided=[Decided(date(2026, 3, 3), "Which pricing do we try?")])


def test_a_kept_conversation_of_that_day_came_of_discovery_alone():
    assert find(make_event("Call"), kind=Kind.DISCOVERY, talks=[DAY]) == ()
    assert find(make_event("Call"), kind=Kind.ALIGNMENT, talks=[DAY])


def test_a_series_counts_only_the_meetings_that_left_nothing():
    [found] = find(make_event("Steering", series="s"), make_event("Steering", series="s", at=1440, note=True))
    assert (found.times, found.of) == (1, 2)


def test_the_one_that_took_most_of_everybodys_time_comes_first():
    named = [one.title for one in find(make_event("Small", people=2), make_event("Large", at=90, people=12))]
    assert named == ["Large", "Small"]
