"""This week: at most seven findings, each with its reason and one action, and a year of conversations."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.postgres import choose_database
from throughline.core import services as core
from throughline.core.contracts import Actor
from throughline.core.line.findings import Finding, Urgency
from throughline.core.services import issue_link
from throughline.discovery import services
from throughline.discovery.models import SourceFile
from throughline.rhythm.rules.choosing import MOST, choose_findings
from throughline.rhythm.rules.weeks import describe_habit, find_monday

RUN = "from throughline.surfaces.cli import main; main()"
findings = st.builds(
    Finding,
    kind=st.sampled_from("abcd"),
    title=st.text("xyz", min_size=1, max_size=4),
    reason=st.just("because"),
    action=st.just("Look"),
    url=st.just("/"),
    urgency=st.sampled_from(Urgency),
    weight=st.floats(0, 9),
)


@pytest.fixture
def actor(db, tmp_path: Path, settings) -> Actor:
    settings.MEDIA_ROOT = tmp_path / "originals"
    owner = core.make_workspace("Ours", owner="Ada")
    (tmp_path / "customers.csv").write_text("account,segment\nAcme,Enterprise\nBirch,Small\n")
    (tmp_path / "feedback.csv").write_text(f"date,account,comment\n{datetime.now(UTC):%Y-%m-%d},Acme,It hangs\n")
    services.import_customers(owner, path=tmp_path / "customers.csv")
    services.import_file(owner, path=tmp_path / "feedback.csv")
    return owner


@pytest.fixture
def client(actor: Actor) -> Client:
    client = Client()
    client.get(f"/enter/{issue_link(actor.member)}")
    return client


@given(st.lists(findings, max_size=30))
def test_there_are_never_more_than_seven_and_those_who_wait_come_first(found: list[Finding]):
    chosen = choose_findings(found)
    assert len(chosen) == min(MOST, len(found))
    assert [one.urgency for one in chosen] == sorted(one.urgency for one in chosen)


@given(st.lists(findings, max_size=30))
def test_no_kind_crowds_out_another(found: list[Finding]):
    kinds = {one.kind for one in found}
    assert {one.kind for one in choose_findings(found)} == kinds


@given(st.lists(st.dates(date(2024, 1, 1), date(2026, 11, 22)), min_size=1))
def test_a_week_with_a_conversation_is_a_week_kept(talks: list[date]):
    today = date(2026, 11, 22)
    habit = describe_habit(talks, since=date.min, today=today)
    assert habit is not None
    assert habit.kept == sum(1 for week in habit.weeks[:-1] if week.talks)
    assert habit.weeks[-1].monday == find_monday(today)
    assert len(habit.weeks) <= 52


def test_without_a_conversation_there_is_no_habit_to_draw():
    today = date(2026, 11, 22)
    assert describe_habit([], since=date.min, today=today) is None
    assert describe_habit([today + timedelta(days=30)], since=date.min, today=today) is None


def test_conversations_from_before_the_workspace_start_no_count():
    old, new, today = date(2025, 12, 1), date(2026, 11, 12), date(2026, 11, 22)
    assert describe_habit([old], since=date(2026, 11, 10), today=today) is None
    habit = describe_habit([old, new], since=date(2026, 11, 10), today=today)
    assert (habit.kept, habit.past, habit.weeks[0].monday) == (1, 1, date(2026, 11, 9))


def test_an_imported_old_interview_draws_no_bars(client: Client, actor: Actor, tmp_path: Path):
    (tmp_path / "interview-2024-03-05.txt").write_text("Ada: What happened?\n\nBo: It hung for an hour, every day.\n")
    services.import_file(actor, path=tmp_path / "interview-2024-03-05.txt")
    SourceFile.objects.filter(name="interview-2024-03-05.txt").update(date=date(2024, 3, 5))
    page = client.get("/week/").content.decode()
    assert "Weeks are counted from the first conversation that is held from now on." in page
    assert "Week of" not in page


def test_an_empty_week_is_a_complete_answer(client: Client, actor: Actor):
    empty = core.make_workspace("Empty", owner="Eve")
    visitor = Client()
    visitor.get(f"/enter/{issue_link(empty.member)}")
    assert "Nothing unusual." in visitor.get("/week/").content.decode()


def test_the_home_of_a_workspace_with_data_is_this_week(client: Client):
    assert "This week" in client.get("/").content.decode().partition("<h1>")[2][:20]


def run_week(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", RUN, "week", "--workspace", str(folder), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=choose_env(folder))


def choose_env(folder: Path) -> dict[str, str]:
    return {**os.environ, **choose_database(folder)}


def test_the_command_says_the_findings_of_the_page(tmp_path: Path):
    (tmp_path / "customers.csv").write_text("account,segment\nAcme,Enterprise\nBirch,Small\n")
    (tmp_path / "feedback.csv").write_text("date,account,comment\n2026-03-01,Acme,It hangs\n")
    folder = tmp_path / "space"
    files = [str(tmp_path / "feedback.csv"), "--customers", str(tmp_path / "customers.csv")]
    command = [sys.executable, "-c", RUN, "import", *files, "--workspace", str(folder)]
    subprocess.run(command, check=True, capture_output=True, env=choose_env(folder))
    asked, told = run_week(folder, "--json"), run_week(folder)
    document = json.loads(asked.stdout)
    assert asked.returncode == told.returncode == 1
    assert set(document) == {"monday", "findings", "habit"}
    assert [one["title"] for one in document["findings"]] == ["Talk to someone from Small."]
    assert "1. Talk to someone from Small." in told.stdout


def test_the_command_says_that_nothing_is_unusual(tmp_path: Path):
    told = run_week(tmp_path / "space")
    assert (told.returncode, "nothing unusual" in told.stdout) == (0, True)
