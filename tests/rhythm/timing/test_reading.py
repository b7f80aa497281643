"""An .ics file: what takes time, what does not and why, whose calendar it is, and what no file may do."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rhythm.timing.calendars import OWN, SINCE, UNTIL, invite, list_starts, read, write, write_event
from throughline.core.kernel.errors import BadInput
from throughline.rhythm.timing.reading import holds_note, read_calendar


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (write_event(start=";VALUE=DATE:20260310", end="DTEND;VALUE=DATE:20260312"), "all day"),
        (write_event(end="DTEND;TZID=Europe/Berlin:20260312T090000"), "all day"),
        (write_event("STATUS:CANCELLED"), "cancelled"),
        (write_event(title="Canceled: Retro"), "cancelled"),
        (write_event("TRANSP:TRANSPARENT"), "marked as free"),
        (write_event("X-MICROSOFT-CDO-BUSYSTATUS:OOF"), "marked as free"),
        (write_event(end="DTEND;TZID=Europe/Berlin:20260310T090000"), "without length"),
        (write_event(invite(OWN, "DECLINED"), invite("lou@here.example")), "declined"),
        (write_event(start=":20269910T090000"), "unreadable"),
    ],
)
def test_what_takes_no_time_is_left_out_and_counted_by_its_reason(event: str, reason: str):
    reading = read(event, write_event(uid="2@x"), own=OWN)
    assert len(reading.events) == 1
    assert reading.left_out == {reason: 1}


def test_what_somebody_else_declined_still_takes_ones_time():
    reading = read(write_event(invite(OWN), invite("lou@here.example", "DECLINED")), own=OWN)
    assert len(reading.events) == 1


def test_of_a_private_event_only_the_time_is_kept():
    event = read(write_event("CLASS:PRIVATE", invite("doctor@clinic.example"), "DESCRIPTION:Bring the results")).events[
        0
    ]
    assert (event.title, event.people, event.outside, event.organiser, event.note) == ("", 0, (), "", False)
    assert event.private
    assert event.minutes == 60


def test_the_calendar_belongs_to_whoever_is_in_most_of_its_meetings():
    events = [write_event(invite(OWN), invite(f"p{n}@here.example"), uid=f"{n}@x") for n in range(4)]
    assert read(*events).own == OWN
    assert read(*events[:2]).own == ""
    assert read(*events[:1], head=f"X-WR-CALNAME:{OWN}\n").own == OWN


def test_guests_of_other_organisations_are_told_from_colleagues_and_from_rooms():
    room = "ATTENDEE;CUTYPE=RESOURCE:mailto:room-3@here.example"
    event = read(write_event(invite(OWN), invite("bo@acme.example"), invite("lou@here.example"), room), own=OWN).events[
        0
    ]
    assert event.people == 3
    assert event.outside == ("acme.example",)


@pytest.mark.parametrize(
    ("description", "note"),
    [
        ("", False),
        ("https://video.example/j/93842", False),
        ("Join Zoom Meeting\nhttps://zoom.example/j/1\nMeeting ID: 1 2 3", False),
        ("________________\nMicrosoft Teams meeting\nJoin on your computer or mobile app", False),
        ("-::~:~::~:~::-\nJoin with Google Meet: https://meet.example/abc\nOr dial: +1 555 0100", False),
        ("1. What we learned\n2. What to do next\n\nJoin Zoom Meeting\nhttps://zoom.example", True),
        ("<p>Agenda: see the <a href='https://x.example'>draft of the plan</a></p>", True),
    ],
)
def test_the_way_to_join_is_no_note(description: str, note: bool):
    assert holds_note(description) is note


@pytest.mark.parametrize(
    "data", [b"", b"\x00\xff", b"date,text\n2026-01-01,Hello\n", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:X\n"]
)
def test_what_is_no_calendar_gets_one_sentence(data: bytes):
    with pytest.raises(BadInput, match=r"^mine.ics: .*; .*\.$"):
        read_calendar(data, name="mine.ics", since=SINCE, until=UNTIL)


def test_a_calendar_without_an_event_gets_one_sentence():
    with pytest.raises(BadInput, match="there is no event in this calendar"):
        read()


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=40), st.integers(0, 400))
def test_a_damaged_file_is_read_or_refused_and_never_breaks(noise: bytes, at: int):
    whole = write(write_event("RRULE:FREQ=WEEKLY;COUNT=3", invite(OWN)), write_event(uid="2@x"))
    damaged = whole[:at] + noise + whole[at + len(noise) :]
    try:
        reading = read_calendar(damaged, name="mine.ics", since=SINCE, until=UNTIL)
    except BadInput:
        return
    assert all(SINCE <= event.starts < UNTIL for event in reading.events)


@given(st.text(max_size=400))
def test_any_title_is_kept_as_one_line_that_fits(title: str):
    escaped = title.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    event = read(write_event(title="".join(letter for letter in escaped if letter.isprintable()))).events[0]
    assert len(event.title) <= 255
    assert "\n" not in event.title


def test_the_same_file_gives_the_same_events():
    events = (write_event("RRULE:FREQ=WEEKLY"), write_event(uid="2@x"))
    assert read(*events) == read(*events)


def test_events_outside_the_window_are_not_read():
    late = write_event(uid="2@x", start=":20260601T090000")
    assert list_starts(read(write_event(), late)) == ["10.03. 08:00"]
