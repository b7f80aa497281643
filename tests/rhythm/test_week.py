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
from throughline.rhythm.rules.rituals import Ritual, Year, describe_year
from throughline.rhythm.rules.weeks import find_monday

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


DATES = st.lists(st.dates(date(2024, 1, 1), date(2026, 12, 31)))
TODAY = date(2026, 11, 22)


def look(days: list[date], *, off: set[date] = frozenset(), since: date = date.min) -> Year:
    return describe_year(Ritual.CONVERSATION, days, off=off, since=since, today=TODAY)


@given(DATES)
def test_a_week_in_which_it_was_done_is_a_week_kept(days: list[date]):
    year = look(days)
    assert len(year.weeks) == 52
    assert year.weeks[-1].monday == find_monday(TODAY)
    assert year.kept == sum(1 for week in year.weeks[:-1] if week.times)
    assert (year.begun is None) == (not any(day <= TODAY for day in days))


@given(DATES, st.sets(st.integers(0, 60)))
def test_a_week_off_is_never_counted_against_anyone(days: list[date], back: set[int]):
    off = {find_monday(TODAY) - timedelta(weeks=one) for one in back}
    plain, rested = look(days), look(days, off=off)
    assert (rested.kept, rested.past) == (plain.kept, plain.past - rested.off)
    assert rested.past >= rested.kept


def test_what_was_done_before_the_workspace_starts_no_count():
    old, new = date(2025, 12, 1), date(2026, 11, 12)
    assert look([old], since=date(2026, 11, 10)).begun is None
    year = look([old, new], since=date(2026, 11, 10))
    assert (year.kept, year.past, year.begun) == (1, 1, date(2026, 11, 9))


def test_an_imported_old_interview_draws_no_bars(client: Client, actor: Actor, tmp_path: Path):
    (tmp_path / "interview-2024-03-05.txt").write_text("Ada: What happened?\n\nBo: It hung for an hour, every day.\n")
    services.import_file(actor, path=tmp_path / "interview-2024-03-05.txt")
    SourceFile.objects.filter(name="interview-2024-03-05.txt").update(date=date(2024, 3, 5))
    page = client.get("/week/").content.decode()
    assert "each is counted from the first one on" in page
    assert "<rect" not in page


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
    assert set(document) == {"monday", "findings", "rituals"}
    assert [one["title"] for one in document["findings"]] == ["Talk to someone from Small."]
    assert "1. Talk to someone from Small." in told.stdout


def test_the_command_says_that_nothing_is_unusual(tmp_path: Path):
    told = run_week(tmp_path / "space")
    assert (told.returncode, "nothing unusual" in told.stdout) == (0, True)
