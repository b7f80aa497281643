"""A whole week: an interview, the metrics, a retrospective, a bet ranked, a decision. Each ticks itself."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import WAIT, Server, Watch, run_server
from tests.browser.test_retrospective import check_every_look
from tests.postgres import choose_database

TALK = "Ada: What happened?\n\nBo: The label printer stopped at number 110, and I counted the rest by hand.\n"
MONDAY_MORNING = """
import sys
from pathlib import Path
from throughline.core.opening import open_workspace
actor = open_workspace(Path(sys.argv[1]))
from throughline.discovery.models import EvidenceRow
from throughline.discovery.opportunities.services import create_opportunity
from throughline.discovery.services import import_customers, import_file
from throughline.strategy import services
from throughline.strategy.contracts import Direction
from throughline.strategy.deciding.services import raise_decision
import_customers(actor, path=Path(sys.argv[2]) / "customers.csv")
import_file(actor, path=Path(sys.argv[2]) / "feedback.csv")
keys = EvidenceRow.objects.order_by("pk").values_list("key", flat=True)
need = create_opportunity(actor, title="Labels come out", evidence_ids=list(keys))
services.add_idea(actor, opportunity=need.key, title="Name the missing labels")
services.add_metric(actor, name="Whole batches", unit="of 100", direction=Direction.UP)
raise_decision(actor, question="Fast or right?", options=["Fast", "Right"])
"""


@pytest.fixture
def alone(browser_path: str, tmp_path: Path) -> Iterator[Server]:
    """A workspace as it stands on a Monday: an opportunity, an idea, a metric, and a decision that waits."""
    (tmp_path / "customers.csv").write_text("account,segment\n" + "".join(f"A{n},Small\n" for n in range(12)))
    rows = "".join(f"2026-0{n + 1}-05,A{n},The label printer stopped at number {n}10\n" for n in range(6))
    (tmp_path / "feedback.csv").write_text(f"date,account,text\n{rows}")
    folder = tmp_path / "week"
    command = [sys.executable, "-c", MONDAY_MORNING, str(folder), str(tmp_path)]
    subprocess.run(command, check=True, env={**os.environ, **choose_database(folder)})
    yield from run_server(folder, "--no-sample")


@pytest.fixture
def page(chromium, alone: Server) -> Iterator[Page]:
    seen = Watch(alone.base)
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, base_url=alone.base)
    page = context.new_page()
    page.set_default_timeout(1000 * WAIT)
    seen.over(page)
    page.goto(alone.address)
    yield page
    context.close()
    assert seen.faults == []


def test_a_week_is_walked_and_ticks_itself(page: Page, tmp_path: Path):
    page.goto("/week/")
    expect(find_finding(page, "Fast or right?")).to_be_visible()
    expect(find_finding(page, "Talk to someone from Small.")).to_be_visible()
    expect(page.locator(".rituals .done")).to_have_count(0)
    log_interview(page, tmp_path)
    record_value(page)
    write_retrospective(page)
    rank_bet(page)
    decide(page)
    page.goto("/week/")
    for name in ("One customer a week", "The metrics half-hour", "Retrospectives"):
        expect(page.locator(".rituals li", has_text=name).locator(".done")).to_be_visible()
    expect(find_finding(page, "Fast or right?")).to_have_count(0)
    expect(page.locator(".told")).to_contain_text("One line waits for a decision")
    check_every_look(page)
    page.get_by_role("button", name="I am off this week").click()
    expect(page.get_by_text("This week is off.")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(page.get_by_text("This week is off.")).to_have_count(0)
    page.get_by_role("link", name="Week by week").click()
    expect(page.locator("tr[aria-current]")).to_contain_text("this week")
    check_every_look(page)
    page.get_by_role("link", name="Tempo", exact=True).click()
    expect(page.locator("table.lines")).to_contain_text("Labels come out")
    check_every_look(page)


def find_finding(page: Page, words: str):
    return page.locator(".findings li", has_text=words)


def log_interview(page: Page, folder: Path) -> None:
    talk = folder / "call-with-bo.txt"
    talk.write_text(TALK)
    page.locator(".rituals").get_by_role("link", name="Add a transcript").click()
    page.locator("#files").set_input_files([str(talk)])
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("button", name="Import and find themes").click()
    page.wait_for_url("**/discovery/**", timeout=60000)
    page.goto("/week/")
    expect(page.locator(".rituals li", has_text="One customer a week").locator(".done")).to_be_visible()


def record_value(page: Page) -> None:
    page.locator(".rituals").get_by_role("link", name="Record values").click()
    page.get_by_role("link", name="Whole batches").first.click()
    page.get_by_label("Value (of 100)").fill("78")
    page.get_by_role("button", name="Record it").click()
    expect(page.locator(".history")).to_contain_text("78")


def write_retrospective(page: Page) -> None:
    page.goto("/week/retrospectives/")
    page.get_by_label("Sprint, if it has a name").fill("Sprint 22")
    page.get_by_role("button", name="Write it").click()
    page.get_by_label("The next line").fill("Nobody said what is empty, 2 days /3")
    page.keyboard.press("Enter")
    expect(page.locator(".friction li")).to_have_count(1)


def rank_bet(page: Page) -> None:
    page.goto("/strategy/ideas")
    page.get_by_role("link", name="Estimate Name the missing labels").click()
    page.get_by_label("Impact").fill("0.5-2")
    page.get_by_label("Effort").fill("3-6")
    page.get_by_role("button", name="Keep the estimates").click()
    expect(page.locator(".toast")).to_contain_text("Estimated the idea")
    page.goto("/strategy/ideas")
    expect(page.locator("table.ranking")).to_contain_text("Name the missing labels")


def decide(page: Page) -> None:
    page.goto("/week/")
    find_finding(page, "Fast or right?").get_by_role("link").click()
    page.get_by_label("Right", exact=True).check(force=True)
    page.get_by_label("At what price").fill("A week later")
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text("Decided against")).to_be_visible()
