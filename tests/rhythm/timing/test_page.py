"""The page of time: a file given, what it says, what is corrected, and who sees it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.rhythm.timing.calendars import OWN, invite, write, write_event
from throughline.core.contracts import Actor, MemberRole
from throughline.core.models import Change
from throughline.core.services import add_member, issue_link, make_workspace, undo_change
from throughline.rhythm.models import CalendarEvent, MemberCalendar, Sorting, TimeAim
from throughline.strategy.deciding.services import decide, raise_decision

LAST_WEEK = datetime.now(UTC) - timedelta(days=datetime.now(UTC).weekday() + 7)


@pytest.fixture
def actor(db, tmp_path: Path, settings) -> Actor:
    settings.MEDIA_ROOT, settings.FOLDER = tmp_path / "originals", tmp_path
    return make_workspace("Ours", owner="Dana")


@pytest.fixture
def client(actor: Actor) -> Client:
    client = Client()
    client.get(f"/?key={issue_link(actor.member)}")
    return client


def meet(title: str, *more: str, day: int = 0, hour: int = 9, uid: str = "") -> str:
    """A meeting of three on a day of last week."""
    begins = LAST_WEEK + timedelta(days=day)
    people = [invite(OWN), invite("lou@here.example"), invite("kim@here.example")]
    return write_event(*people, *more, uid=uid or title, title=title, start=f":{begins:%Y%m%d}T{hour:02}0000Z")


def give(client: Client, *events: str, name: str = "mine.ics", **more: str):
    data = write(*events, head=f"X-WR-CALNAME:{OWN}\n")
    return client.post("/week/time/import", {"calendar": SimpleUploadedFile(name, data), **more}, follow=True)


def read_page(client: Client, query: str = "") -> str:
    return " ".join(client.get(f"/week/time/{query}").content.decode().split())


def test_before_a_calendar_is_given_the_page_says_that_nothing_leaves_it(client: Client):
    assert "nothing is sent anywhere, and nobody but you sees it here" in read_page(client)


def test_an_event_stands_with_its_kind_and_the_reason(client: Client):
    page = give(client, meet("User interview Jonas")).content.decode()
    assert "because “user interview”" in page
    assert "Discovery took most: 100 % of the product hours of the last eight weeks" in page


def test_a_correction_holds_for_like_titles_and_can_be_undone(actor: Actor, client: Client):
    give(client, meet("Kestrel one"), meet("Kestrel", day=1))
    key = CalendarEvent.objects.get(title="Kestrel").key
    answer = client.post(f"/week/time/events/{key}", {"kind": "launch"}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert page.count('i class="dot k-launch" aria-hidden="true"></i>Launch') == 3
    assert "you said so of “Kestrel”" in page
    undo_change(actor, change_id=Change.objects.latest("pk").pk)
    assert "you said so" not in read_page(client)


def test_a_correction_is_left_to_the_rules_again(client: Client):
    give(client, meet("Kestrel"))
    client.post(f"/week/time/events/{CalendarEvent.objects.get().key}", {"kind": "launch"})
    client.post(f"/week/time/corrections/{Sorting.objects.get().pk}/forget")
    assert not Sorting.objects.exists()


def test_the_same_file_again_changes_nothing_and_says_so(client: Client):
    give(client, meet("Retro"), meet("Standup", day=1))
    before = Change.objects.count()
    page = give(client, meet("Retro"), meet("Standup", day=1)).content.decode()
    assert "Nothing in this calendar has changed" in page
    assert Change.objects.count() == before


def test_a_calendar_that_moved_on_is_followed_and_keeps_what_was_said(client: Client):
    give(client, meet("Kestrel"), meet("Standup", day=1))
    keys = dict(CalendarEvent.objects.values_list("title", "pk"))
    client.post(f"/week/time/events/{CalendarEvent.objects.get(title='Kestrel').key}", {"kind": "launch"})
    give(client, meet("Kestrel renamed", uid="Kestrel"), meet("Retro", day=2))
    assert set(CalendarEvent.objects.values_list("title", flat=True)) == {"Kestrel renamed", "Retro"}
    assert CalendarEvent.objects.get(title="Kestrel renamed").pk == keys["Kestrel"]
    assert "you said so" in read_page(client)


def test_an_import_is_taken_back_whole(actor: Actor, client: Client):
    give(client, meet("Retro"), meet("Standup", day=1))
    undo_change(actor, change_id=Change.objects.latest("pk").pk)
    assert not CalendarEvent.objects.exists()
    assert not MemberCalendar.objects.exists()


def test_a_private_event_is_stored_and_shown_without_its_title(client: Client):
    page = give(client, meet("Secret surgery", "CLASS:PRIVATE"), meet("Retro", day=1)).content.decode()
    assert "Secret" not in page
    assert "it is private: only its time is counted" in page
    assert not CalendarEvent.objects.filter(title__contains="Secret").exists()


def test_what_is_left_out_is_said(client: Client):
    declined = meet("Offsite", day=2).replace(invite(OWN), invite(OWN, "DECLINED"))
    page = give(client, meet("Retro"), declined, meet("Gone", "STATUS:CANCELLED", day=3)).content.decode()
    assert "1 declined, 1 cancelled" in page or "1 cancelled, 1 declined" in page


def test_nobody_else_sees_it_not_even_an_owner(actor: Actor, client: Client):
    give(client, meet("Kestrel"))
    other = Client()
    other.get(f"/?key={issue_link(add_member(actor, name='Eve', role=MemberRole.OWNER))}")
    key = CalendarEvent.objects.get().key
    assert "Kestrel" not in read_page(other)
    assert other.post(f"/week/time/events/{key}", {"kind": "launch"}).status_code == 404
    assert other.post(f"/week/time/calendars/{MemberCalendar.objects.get().key}/forget").status_code == 404
    assert "Kestrel" not in other.get("/search?q=kestrel").content.decode()
    assert not Change.objects.filter(subject__contains="Kestrel").exists()


def test_the_aim_begins_from_a_starting_point_and_can_be_changed(client: Client):
    give(client, meet("Standup"))
    client.post("/week/time/aim", {"preset": "large"})
    assert "Alignment took 100 % of the product hours of the last eight weeks; you aim for 30 %" in read_page(client)
    own = {"discovery": 0, "strategy": 0, "specification": 0, "alignment": 100, "launch": 0, "iteration": 0}
    client.post("/week/time/aim", own)
    assert "went as you aim for" in read_page(client)
    answer = client.post("/week/time/aim", {**own, "launch": 7})
    assert answer.status_code == 422
    assert "These shares make 107, not 100" in answer.content.decode()
    assert TimeAim.objects.get().shares["launch"] == 0


def test_a_meeting_that_left_nothing_is_named_until_something_came_of_it(actor: Actor, client: Client):
    this_morning = datetime.now(UTC).replace(hour=0, minute=0)
    start = f":{this_morning:%Y%m%dT%H%M%S}Z"
    people = (invite(OWN), invite("lou@here.example"))
    give(client, write_event(*people, title="Pricing steering", start=start, end="DURATION:PT1M"), meet("Filler"))
    named = '<span dir="auto">Pricing steering</span><small class="num">'
    if datetime.now(UTC) - this_morning > timedelta(minutes=1):
        assert named in read_page(client)
    row = raise_decision(actor, question="Which pricing?", options=["seat", "use"])
    decide(actor, decision=row.key, choice="seat")
    assert named not in read_page(client)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"date,text\n", "mine.ics: this is no calendar file; export the calendar as .ics and give that file."),
        (write(), "mine.ics: there is no event in this calendar; "),
        (write(write_event(start=":20010101T090000Z")), "no event takes time between"),
    ],
)
def test_a_file_that_cannot_be_used_gets_one_sentence_and_changes_nothing(client: Client, data: bytes, said: str):
    answer = client.post("/week/time/import", {"calendar": SimpleUploadedFile("mine.ics", data)})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not MemberCalendar.objects.exists()


def test_no_file_at_all_gets_one_sentence(client: Client):
    answer = client.post("/week/time/import")
    assert answer.status_code == 422
    assert "No file was chosen; choose the .ics file" in answer.content.decode()


@pytest.mark.parametrize("week", ["2026-13-40", "x", "", "0001-01-01", "9999-12-31", "2150-01-01"])
def test_any_week_may_be_asked_for(client: Client, week: str):
    give(client, meet("Retro"))
    assert client.get("/week/time/", {"week": week}).status_code == 200


def test_a_kind_that_is_none_is_refused(client: Client):
    give(client, meet("Retro"))
    assert client.post(f"/week/time/events/{CalendarEvent.objects.get().key}", {"kind": "fun"}).status_code == 422
