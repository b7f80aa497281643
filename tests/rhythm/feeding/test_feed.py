"""Throughline's dates in a calendar: what others' programs read of them, and who gets them."""

from __future__ import annotations

import json
import os
import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import vobject
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.specification.exports.tools import CACHE, find_tool
from throughline.core.contracts import Actor, MemberRole
from throughline.core.kernel.clock import utc_now
from throughline.core.models import Change
from throughline.core.services import add_member, issue_link, make_workspace, undo_change
from throughline.rhythm.feeding.services import make_feed, revoke_feed
from throughline.rhythm.feeding.writing import Appointment, write_calendar
from throughline.rhythm.models import CalendarFeed
from throughline.specification import contracts
from throughline.specification.reviewing.services import book_launch
from throughline.specification.services import keep_prd
from throughline.strategy.deciding.services import decide, raise_decision, tell_outcome

TITLE = "Send files; commas, back\\slashes and ünicode that goes on for longer than one line of a calendar may " + "be"
READ = """
import ICAL from %s;
import { readFileSync } from "node:fs";
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const events = calendar.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
console.log(JSON.stringify(events.map((one) => ({ uid: one.uid, title: one.summary, told: one.description,
  day: one.startDate.toString(), allDay: one.startDate.isDate, repeats: one.isRecurring(),
  stamp: one.component.getFirstPropertyValue("dtstamp").toString() }))));
"""


@pytest.fixture
def actor(db, tmp_path: Path, settings) -> Actor:
    settings.MEDIA_ROOT, settings.FOLDER = tmp_path / "originals", tmp_path
    owner = make_workspace("Ours", owner="Dana")
    keep_prd(owner, prd=contracts.Prd("prd-1", TITLE, contracts.Size.ONE_PAGE, ()))
    book_launch(owner, prd="prd-1", launch=date(2026, 4, 1))
    row = raise_decision(owner, question="Fast or right?", options=["fast", "right"])
    decide(owner, decision=row.key, choice="right", revisit=date(2026, 6, 1))
    make_feed(owner, token="secret", label="Phone")
    return owner


@pytest.fixture
def client(actor: Actor) -> Client:
    client = Client()
    client.get(f"/?key={issue_link(actor.member)}")
    return client


def ask(token: str = "secret"):
    """What a calendar application, which is no member, gets."""
    return Client().get(f"/calendar/{token}.ics")


def read_days() -> dict[str, str]:
    calendar = vobject.readOne(ask().content.decode())
    return {event.summary.value: str(event.dtstart.value) for event in calendar.vevent_list}


def test_vobject_reads_launches_reviews_and_decisions_on_their_days(actor: Actor):
    calendar = vobject.readOne(ask().content.decode())
    assert calendar.validate(raiseException=True)
    days = read_days()
    assert days[f"Launch: {TITLE}"] == "2026-04-01"
    assert days[f"90-day review: {TITLE}"] == "2026-06-30"
    assert days["Look again: Fast or right?"] == "2026-06-01"
    assert date.fromisoformat(days["Talk to one customer this week"]).weekday() == 0


def test_ical_js_reads_the_same(actor: Actor):
    found = {one["title"]: one for one in read_by_ical_js(ask().content)}
    assert {title: one["day"] for title, one in found.items()} == read_days()
    assert all(one["allDay"] and re.fullmatch(r"[-\dT:]+Z", one["stamp"]) for one in found.values())
    weekly = {"Talk to one customer this week", "Half an hour for the metrics", "Send the status"}
    assert {title for title, one in found.items() if one["repeats"]} == weekly


def read_by_ical_js(data: bytes) -> list[dict[str, Any]]:
    node = find_tool("node")
    cache = Path(os.environ.get(CACHE, Path.home() / ".cache" / "throughline-tools"))
    module = cache / "node_modules" / "ical.js" / "dist" / "ical.js"
    if not module.exists():
        said = "no ical.js here: run .ci/tools"
        pytest.fail(said) if os.environ.get("THROUGHLINE_REQUIRE_TOOLS") else pytest.skip(said)
    command = [node, "--input-type=module", "-e", READ % json.dumps(module.as_uri())]
    run = subprocess.run(command, input=data, capture_output=True, check=True)
    return json.loads(run.stdout)


def test_lines_are_folded_at_75_octets_and_end_as_the_standard_asks(actor: Actor):
    data = ask().content
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_a_feed_that_is_asked_twice_says_the_same(actor: Actor):
    assert ask().content == ask().content


def test_a_launch_that_moves_keeps_its_id_and_is_stamped_anew(actor: Actor):
    before = {e.uid.value: e for e in vobject.readOne(ask().content.decode()).vevent_list}
    book_launch(actor, prd="prd-1", launch=date(2026, 4, 8))
    after = {e.uid.value: e for e in vobject.readOne(ask().content.decode()).vevent_list}
    assert set(before) == set(after)
    [moved] = [uid for uid in after if uid.startswith("launch-")]
    assert str(after[moved].dtstart.value) == "2026-04-08"
    assert after[moved].dtstamp.value >= before[moved].dtstamp.value


def test_a_decision_that_was_looked_at_again_is_no_longer_shown(actor: Actor):
    row = raise_decision(actor, question="Once more?", options=["a", "b"])
    decide(actor, decision=row.key, choice="a", revisit=date(2026, 7, 1))
    assert "Look again: Once more?" in read_days()
    tell_outcome(actor, decision=row.key, happened="It went well")
    assert "Look again: Once more?" not in read_days()


def test_a_stranger_with_the_secret_gets_the_feed_and_nothing_else(actor: Actor):
    stranger = Client()
    answer = stranger.get("/calendar/secret.ics")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    assert stranger.get("/week/").status_code == 403
    assert stranger.post("/calendar/secret.ics").status_code in {403, 405}


@pytest.mark.parametrize("token", ["wrong", "SECRET", "secret ", "ünder"])
def test_a_wrong_secret_is_an_address_that_is_not_there(actor: Actor, token: str):
    assert ask(token).status_code == 404


def test_a_closed_address_is_not_there_until_closing_it_is_undone(actor: Actor):
    revoke_feed(actor, feed=CalendarFeed.objects.get().pk)
    assert ask().status_code == 404
    undo_change(actor, change_id=Change.objects.latest("pk").pk)
    assert ask().status_code == 200


def test_the_address_of_somebody_who_left_is_not_there(actor: Actor):
    actor.member.active = False
    actor.member.save()
    assert ask().status_code == 404


def test_the_secret_is_shown_once_and_only_its_hash_is_kept(client: Client):
    page = client.post("/week/feed/make", {"label": "Laptop"}).content.decode()
    token = re.findall(r"/calendar/([\w-]+)\.ics", page)[0]
    assert ask(token).status_code == 200
    assert token not in client.get("/week/feed/").content.decode()
    assert token not in json.dumps(list(CalendarFeed.objects.values()), default=str)
    assert token not in json.dumps(list(Change.objects.values("subject", "rows__after")), default=str)


def test_nobody_closes_the_address_of_another(actor: Actor):
    other = Client()
    other.get(f"/?key={issue_link(add_member(actor, name='Eve', role=MemberRole.OWNER))}")
    assert "Phone" not in other.get("/week/feed/").content.decode()
    assert other.post(f"/week/feed/{CalendarFeed.objects.get().pk}/revoke").status_code == 404
    assert ask().status_code == 200


def test_there_is_an_end_to_addresses(actor: Actor, client: Client):
    for number in range(9):
        make_feed(actor, token=f"t{number}")
    answer = client.post("/week/feed/make")
    assert answer.status_code == 422
    assert "10 calendar addresses are open already; close one" in answer.content.decode()


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=120), st.dates())
def test_any_title_on_any_day_comes_back_as_it_was(title: str, day: date):
    one = Appointment("x", f"Launch: {title}", day, "", "/", utc_now())
    data = write_calendar([one], name="Ours", address=lambda path: f"https://here.example{path}")
    event = vobject.readOne(data.decode()).vevent
    assert event.summary.value == f"Launch: {title}"
    assert event.dtstart.value == day
