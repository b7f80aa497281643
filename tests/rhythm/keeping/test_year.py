"""What is done anywhere ticks itself; a week off counts against nobody."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from throughline.core.contracts import Actor, MemberRole
from throughline.core.kernel.clock import utc_now, utc_today
from throughline.core.queries import list_changes
from throughline.core.services import add_member, issue_link, make_workspace, undo_change
from throughline.discovery.services import import_file
from throughline.rhythm.keeping import services
from throughline.rhythm.keeping.errors import WeekTooFar
from throughline.rhythm.keeping.queries import list_off, list_years
from throughline.rhythm.keeping.showing import say_year, show_panel
from throughline.rhythm.models import WeekMark
from throughline.rhythm.reporting.queries import load_draft
from throughline.rhythm.reporting.services import send_status
from throughline.rhythm.retrospecting.services import begin_retrospective
from throughline.rhythm.rules.rituals import Ritual
from throughline.rhythm.rules.timing.aims import PRESETS
from throughline.rhythm.rules.timing.contracts import Event
from throughline.rhythm.rules.weeks import find_monday
from throughline.rhythm.timing import services as timing
from throughline.rhythm.timing.reading import Reading
from throughline.specification.contracts import Audience
from throughline.strategy import services as strategy
from throughline.strategy.contracts import Direction
from throughline.strategy.recording.services import import_values
from throughline.strategy.rules.recording.table import Point

pytestmark = pytest.mark.django_db
TODAY = utc_today()
THIS = find_monday(TODAY)


@pytest.fixture
def ada(tmp_path: Path, settings) -> Actor:
    settings.MEDIA_ROOT, settings.FOLDER = tmp_path / "originals", tmp_path
    return make_workspace("Ours", owner="Ada")


def list_done(actor: Actor) -> set[str]:
    return {one.ritual for one in show_panel(actor, now=utc_now()).rituals if one.done}


def undo_last(actor: Actor) -> None:
    undo_change(actor, change_id=list_changes(actor.workspace)[0].pk)


def test_a_conversation_a_value_a_retrospective_and_a_status_tick_themselves(ada: Actor, tmp_path: Path):
    assert list_done(ada) == set()
    talk = tmp_path / "call.txt"
    talk.write_text("Ada: What happened?\n\nBo: It hung for an hour, every day.\n")
    import_file(ada, path=talk)
    assert list_done(ada) == {"conversation"}
    strategy.add_metric(ada, name="Activation", unit="%", direction=Direction.UP)
    assert list_done(ada) == {"conversation"}
    strategy.record_value(ada, name="Activation", on=TODAY, value=61)
    assert list_done(ada) == {"conversation", "metrics"}
    begin_retrospective(ada, held=TODAY, prds=[])
    draft = load_draft(ada.workspace, Audience.SALES, now=utc_now())
    send_status(ada, audience=Audience.SALES, digest=draft.digest)
    assert list_done(ada) == {one.value for one in Ritual}


def test_values_that_are_brought_in_tick_the_metrics_and_undoing_them_does_not_leave_the_tick(ada: Actor):
    strategy.add_metric(ada, name="Activation", unit="%", direction=Direction.UP)
    import_values(ada, points=[Point(1, "Activation", TODAY, 61.0)])
    assert list_done(ada) == {"metrics"}
    undo_last(ada)
    assert list_done(ada) == set()
    services.look_at_metrics(ada)
    assert list_done(ada) == {"metrics"}
    undo_last(ada)
    assert list_done(ada) == set()


def test_a_week_off_is_a_members_own_and_can_be_counted_again(ada: Actor):
    bo = Actor(ada.workspace, add_member(ada, name="Bo", role=MemberRole.EDITOR))
    services.take_week_off(ada, day=TODAY)
    services.take_week_off(ada, day=TODAY)
    assert (list_off(ada), list_off(bo), WeekMark.objects.count()) == ({THIS}, set(), 1)
    services.count_week(ada, day=TODAY)
    assert list_off(ada) == set()
    with pytest.raises(WeekTooFar):
        services.take_week_off(ada, day=TODAY + timedelta(days=800))


def test_the_sentence_of_a_year_leaves_weeks_off_out(ada: Actor):
    ada.workspace.created = utc_now() - timedelta(weeks=10)
    begin_retrospective(ada, held=TODAY - timedelta(weeks=4), prds=[])
    assert say_year(list_years(ada, today=TODAY)[Ritual.RETROSPECTIVE]) == "in 1 of 4 weeks"
    services.take_week_off(ada, day=TODAY - timedelta(weeks=2))
    assert say_year(list_years(ada, today=TODAY)[Ritual.RETROSPECTIVE]) == "in 1 of 3 weeks, 1 off"


def visit(actor: Actor) -> Client:
    client = Client()
    client.get(f"/?key={issue_link(actor.member)}")
    return client


def test_the_pages_mark_a_week_say_what_is_wrong_and_keep_what_was_typed(ada: Actor):
    client = visit(ada)
    begin_retrospective(ada, held=TODAY, prds=[])
    assert "I am off this week" in client.get("/week/").content.decode()
    client.post("/week/year/mark", {"off": THIS.isoformat(), "home": "1"})
    assert "This week is off." in client.get("/week/").content.decode()
    assert "names no week" in client.post("/week/year/mark", {"off": "soon"}).content.decode()
    refused = client.post("/week/year/hours", {"hours": "-4"})
    assert (refused.status_code, 'value="-4"' in refused.content.decode()) == (422, True)
    client.post("/week/year/hours", {"hours": "38"})
    assert 'value="38"' in client.get("/week/year/").content.decode()


def test_last_weeks_time_is_told_against_the_hours_a_week_really_has(ada: Actor):
    monday = utc_now().replace(hour=9, minute=0, second=0, microsecond=0) - timedelta(days=TODAY.weekday() + 7)
    events = tuple(
        Event(f"ce-{n}", f"cs-{n}", title, monday + timedelta(days=n), monday + timedelta(days=n, hours=hours))
        for n, (title, hours) in enumerate([("Customer interview", 3), ("Stand-up", 9)])
    )
    span = {"since": monday - timedelta(days=9), "until": monday + timedelta(days=20)}
    timing.import_calendar(ada, reading=Reading("mine.ics", "UTC", "", events, {}, **span))
    told = show_panel(ada, now=utc_now()).time
    assert told == "Time last week: alignment 75 %, discovery 25 %. 12 h stood in the calendar"
    services.set_hours(ada, hours=38)
    timing.set_aim(ada, shares=PRESETS[0].shares)
    told = show_panel(ada, now=utc_now()).time
    assert "alignment 75 % (you aim for" in told
    assert told.endswith("Of 38 h, 12 h stood in the calendar and 26 h did not")
