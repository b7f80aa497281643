"""A job in a browser: its bar moves, one can leave and come back, and it leads on by itself when it is done."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Server
from tests.browser.test_every_page import name_faults
from tests.postgres import URL, choose_database

BEGIN = """INSERT INTO core_job (workspace_id, member_id, name, title, arguments, state, step, done, total, attempts,
 cancel_asked, lease, outcome, error, leads_to, created, started) SELECT workspace_id, id, 'find themes',
 'Finding themes again', '{}', 'running', 'Reading what the texts mean · 20 of 100', 20, 100, 1, false,
 '2999-01-01 00:00:00+00:00', '', '', '/discovery/', '2026-11-22 10:00:00+00:00', '2026-11-22 10:00:00+00:00'
 FROM core_member ORDER BY id LIMIT 1"""
MOVE = "UPDATE core_job SET step = 'Reading what the texts mean · 60 of 100', done = 60 WHERE id = {job}"
ASKED = "SELECT cancel_asked FROM core_job WHERE id = {job}"
END = "UPDATE core_job SET state = 'done', lease = NULL, outcome = '5 themes found.' WHERE id = {job}"
FORGET = "DELETE FROM core_job WHERE id = {job}"


@pytest.fixture
def tell(server: Server) -> Callable[[str], list[Any]]:
    """Says to the database what a worker would."""

    def say(sentence: str) -> list[Any]:
        chosen = choose_database(server.folder)
        with contextlib.closing(_connect(chosen, server)) as connection:
            cursor = connection.cursor()
            cursor.execute(sentence)
            rows = cursor.fetchall() if sentence.startswith("SELECT") else []
            connection.commit()
        return rows

    return say


def _connect(chosen: dict[str, str], server: Server) -> Any:
    if chosen:
        import psycopg

        return psycopg.connect(chosen[URL])
    return sqlite3.connect(server.folder / "throughline.sqlite3", timeout=20)


@pytest.fixture
def job(tell):
    tell(BEGIN)
    number = tell("SELECT max(id) FROM core_job")[0][0]
    yield number
    tell(FORGET.format(job=number))


def test_a_job_is_watched_left_and_found_again_and_leads_on_when_it_is_done(open_page, server, tell, job: int):
    page = open_page(f"/jobs/{job}")
    bar, step = page.locator("main progress"), page.locator(".job-step")
    expect(step).to_have_text("Reading what the texts mean · 20 of 100")
    expect(bar).to_have_js_property("value", 20)
    assert name_faults(page) == []
    page.get_by_role("button", name="Cancel").focus()
    tell(MOVE.format(job=job))
    expect(bar).to_have_js_property("value", 60)
    expect(page.get_by_role("button", name="Cancel")).to_be_focused()

    page.goto(server.base + "/prds/")
    page.locator(".jobs-now").get_by_role("link", name="Finding themes again").click()
    expect(step).to_have_text("Reading what the texts mean · 60 of 100")
    tell(END.format(job=job))
    page.wait_for_url("**/discovery/")
    page.goto(f"{server.base}/jobs/{job}")
    expect(step).to_have_text("5 themes found.")
    expect(page.get_by_role("link", name="See the themes")).to_be_visible()


def test_the_rail_says_when_a_job_is_done_and_a_running_one_is_cancelled_by_keyboard(open_page, server, tell, job: int):
    page = open_page(f"/jobs/{job}", viewport={"width": 320, "height": 800})
    page.get_by_role("button", name="Cancel").press("Enter")
    expect(page.locator(".job-step")).to_have_text("Stopping at the next safe place.")
    assert tell(ASKED.format(job=job)) in ([(1,)], [(True,)])
    page.goto(server.base + "/mine")
    tell(END.format(job=job))
    link = page.locator(".jobs-now").get_by_role("link", name="Done. See the themes")
    expect(link).to_be_visible()
    assert link.get_attribute("href") == "/discovery/"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
