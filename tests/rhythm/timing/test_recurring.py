"""What repeats is found on every day it takes place, at the hour the wall's clock shows, and on no other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rhythm.timing.calendars import UNTIL, list_starts, read, write_event

DAYS = ["MO", "TU", "WE", "TH", "FR"]


def test_a_weekly_meeting_keeps_its_hour_when_the_clocks_change():
    reading = read(write_event("RRULE:FREQ=WEEKLY;COUNT=3", start=";TZID=Europe/Berlin:20260320T090000"))
    assert list_starts(reading) == ["20.03. 08:00", "27.03. 08:00", "03.04. 07:00"]


def test_a_zone_that_the_file_describes_itself_is_used():
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Ours\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0500\n"
        "TZOFFSETTO:+0500\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
    assert list_starts(read(zone, write_event(start=";TZID=Ours:20260310T090000"))) == ["10.03. 04:00"]


def test_a_zone_by_its_windows_name_is_known():
    assert list_starts(read(write_event(start=";TZID=W. Europe Standard Time:20260310T090000"))) == ["10.03. 08:00"]


def test_an_hour_without_a_zone_is_one_of_the_calendars_own():
    assert list_starts(read(write_event(start=":20260310T090000"))) == ["10.03. 08:00"]


def test_days_left_out_are_left_out_and_days_added_are_added():
    more = ("RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;TZID=Europe/Berlin:20260317T090000", "RDATE:20260319T100000Z")
    assert list_starts(read(write_event(*more))) == ["10.03. 08:00", "19.03. 10:00", "24.03. 08:00"]


def test_one_that_was_moved_is_found_where_it_was_moved_to():
    moved = write_event("RECURRENCE-ID;TZID=Europe/Berlin:20260317T090000", start=";TZID=Europe/Berlin:20260318T140000")
    reading = read(write_event("RRULE:FREQ=WEEKLY;COUNT=3"), moved)
    assert list_starts(reading) == ["10.03. 08:00", "18.03. 13:00", "24.03. 08:00"]


def test_one_that_was_cancelled_is_said_to_be():
    gone = write_event(
        "RECURRENCE-ID:20260317T080000Z", "STATUS:CANCELLED", start=";TZID=Europe/Berlin:20260317T090000"
    )
    reading = read(write_event("RRULE:FREQ=WEEKLY;COUNT=3"), gone)
    assert list_starts(reading) == ["10.03. 08:00", "24.03. 08:00"]
    assert reading.left_out == {"cancelled": 1}


def test_a_change_to_this_and_what_follows_holds_for_what_follows():
    later = write_event(
        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260317T090000",
        start=";TZID=Europe/Berlin:20260317T110000",
        title="Retro later",
    )
    reading = read(write_event("RRULE:FREQ=WEEKLY;COUNT=3"), later)
    assert list_starts(reading) == ["10.03. 08:00", "17.03. 10:00", "24.03. 10:00"]
    assert [event.title for event in reading.events] == ["Retro", "Retro later", "Retro later"]


def test_an_occurrence_keeps_its_key_when_it_is_moved_and_renamed():
    before = read(write_event("RRULE:FREQ=WEEKLY;COUNT=2")).events[1]
    moved = write_event("RECURRENCE-ID;TZID=Europe/Berlin:20260317T090000", start=":20260318T140000", title="Other")
    after = read(write_event("RRULE:FREQ=WEEKLY;COUNT=2"), moved).events[1]
    assert (after.key, after.series) == (before.key, before.series)
    assert after.starts != before.starts


def test_a_series_that_was_split_stays_one_series():
    split = read(write_event(uid="abc_R20260317T080000@google.com")).events[0]
    assert split.series == read(write_event(uid="abc@google.com")).events[0].series


def test_a_series_ends_on_the_day_it_says_that_day_included():
    assert len(read(write_event("RRULE:FREQ=DAILY;UNTIL=20260312T080000Z")).events) == 3
    assert len(read(write_event("RRULE:FREQ=DAILY;UNTIL=20260312")).events) == 3


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "FREQ=HOURLY", "FREQ=DAILY;BYMINUTE=1,2,3,4,5,6,7,8,9", "FREQ=MINUTELY;INTERVAL=2"]
)
def test_what_repeats_more_often_than_daily_is_left_out_and_said(rule: str):
    reading = read(write_event(f"RRULE:{rule}"), write_event(uid="2@x"))
    assert len(reading.events) == 1
    assert reading.left_out == {"repeated more often than daily": 1}


def test_a_rule_that_no_day_follows_ends():
    assert (
        len(read(write_event("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=9"), write_event(uid="2@x")).events) == 2
    )


@settings(deadline=None)
@given(every=st.integers(1, 3), days=st.sets(st.sampled_from(DAYS), min_size=1), first=st.integers(0, 20))
def test_a_weekly_rule_names_the_days_that_counting_names(every: int, days: set[str], first: int):
    berlin, begun = ZoneInfo("Europe/Berlin"), datetime(2026, 3, 2, 9) + timedelta(days=first)  # noqa: DTZ001
    rule = f"RRULE:FREQ=WEEKLY;INTERVAL={every};BYDAY={','.join(sorted(days))};WKST=MO"
    reading = read(write_event(rule, start=f";TZID=Europe/Berlin:{begun:%Y%m%dT%H%M%S}"))
    monday = begun - timedelta(days=begun.weekday())
    counted = {begun.replace(tzinfo=berlin).astimezone(UTC)}
    for day in (begun + timedelta(days=ahead) for ahead in range(80)):
        named = day.weekday() < 5 and DAYS[day.weekday()] in days
        if named and (day - monday).days // 7 % every == 0:
            counted.add(day.replace(tzinfo=berlin).astimezone(UTC))
    assert [event.starts for event in reading.events] == sorted(moment for moment in counted if moment < UNTIL)
