"""Use mine: paste or drop, confirm, themes, Write PRD, download; and what is said about files that cannot be used."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import run_server
from tests.browser.test_every_page import name_faults

WHAT = ("export", "invoice", "login", "search")
SAYS = {
    "export": ["The export of {n} rows times out", "Exporting {n} rows never finishes", "Our export hung at {n} rows"],
    "invoice": ["Invoice {n} has the wrong currency", "Wrong currency again, it is invoice {n}"],
    "login": ["I was logged out {n} times today", "Logged out again after {n} minutes"],
    "search": ["Search finds nothing for order {n}", "Order {n} cannot be found by the search"],
}
TALK = {
    "segments": [
        {"speaker": "Host", "text": "What happened with the export last week?"},
        {"speaker": "Ana Silva", "text": "The export of 40,000 rows timed out twice, so I stayed late."},
        {"speaker": "Host", "text": "What did you do then?"},
        {"speaker": "Ana Silva", "text": "I copied the table by hand, page by page."},
    ]
}


def make_rows(count: int) -> str:
    chosen = random.Random(7)
    lines = ["date,company,segment,comment"]
    for number in range(count):
        topic = WHAT[number % len(WHAT)]
        words = chosen.choice(SAYS[topic]).format(n=chosen.randrange(100, 90000))
        lines.append(f'2026-0{number % 9 + 1}-11,Company {number % 31},{"Large" if number % 3 else "Small"},"{words}"')
    return "\n".join(lines)


@pytest.fixture(scope="module")
def empty(browser_path, tmp_path_factory: pytest.TempPathFactory):
    """A server without the sample, where nothing is ever imported."""
    yield from run_server(tmp_path_factory.mktemp("empty"), "--no-sample")


@pytest.fixture
def own(chromium, empty):
    """A page of a person whose workspace is empty."""
    yield from visit(chromium, empty)


@pytest.fixture
def fresh(chromium, browser_path, tmp_path: Path):
    """A page on a server of its own, for what imports."""
    for server in run_server(tmp_path / "workspace", "--no-sample"):
        yield from visit(chromium, server)


def visit(chromium, server):
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(server.address)
    yield page
    context.close()


def test_an_empty_workspace_teaches_what_to_do_first(own):
    expect(own.get_by_role("heading", name="Start with what customers said.")).to_be_visible()
    assert name_faults(own) == []
    own.get_by_role("link", name="Add files or rows").last.click()
    own.get_by_role("button", name="Use these").click()
    own.get_by_role("button", name="Look at it").click()
    expect(own.locator(".totals")).to_contain_text("3")
    assert name_faults(own) == []


def test_pasted_rows_and_dropped_files_become_themes_and_a_prd(fresh, tmp_path: Path):
    talk = tmp_path / "call.json"
    talk.write_text(json.dumps(TALK))
    fresh.get_by_role("link", name="Add files or rows").last.click()
    fresh.locator("#rows").fill(make_rows(80))
    fresh.locator("#files").set_input_files([str(talk)])
    expect(fresh.locator("[data-files]")).to_contain_text("call.json")
    fresh.get_by_role("button", name="Look at it").click()
    expect(fresh.locator(".totals")).to_contain_text("84")
    expect(fresh.locator(".totals")).to_contain_text("31")
    expect(fresh.locator("select[aria-label='What comment holds']")).to_have_value("text")
    expect(fresh.locator("select[aria-label='What company holds']")).to_have_value("account")
    expect(fresh.locator("select[aria-label='What Host is']")).to_have_value("interviewer")
    fresh.get_by_role("button", name="Import and find themes").click()
    fresh.locator(".theme").first.wait_for(timeout=60000)
    fresh.get_by_role("button", name="Write PRD").click()
    fresh.locator("article.prd h1").wait_for(timeout=60000)
    assert fresh.locator(".row.quoted").count() >= 1
    fresh.locator("summary", has_text="Download").click()
    with fresh.expect_download() as wait:
        fresh.get_by_role("link", name="Markdown").click()
    text = Path(wait.value.path()).read_text(encoding="utf-8")
    assert fresh.locator("article.prd h1").inner_text() in text
    assert not list((tmp_path / "workspace" / "uploads").glob("*"))


def test_a_corrected_column_is_read_again(own):
    own.get_by_role("link", name="Add files or rows").last.click()
    own.locator("#rows").fill("a,b\nIt never loads on Mondays,Acme\nThe report is empty again,Birch\n")
    own.get_by_role("button", name="Look at it").click()
    own.locator("select[aria-label='What b holds']").select_option("account")
    own.get_by_role("button", name="Read again with these").click()
    expect(own.locator(".totals")).to_contain_text("accounts")


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.csv", b""), ("photo.csv", bytes(range(256)) * 40), ("report.pdf", b"%PDF-1.7\n\x00\x01\x02 binary")],
)
def test_a_file_that_cannot_be_used_is_answered_in_one_sentence(own, tmp_path: Path, name: str, content: bytes):
    bad = tmp_path / name
    bad.write_bytes(content)
    own.get_by_role("link", name="Add files or rows").last.click()
    own.locator("#files").set_input_files([str(bad)])
    own.get_by_role("button", name="Look at it").click()
    trouble = own.locator(".trouble")
    expect(trouble).to_have_count(1)
    expect(trouble).to_contain_text(name)
    assert "Traceback" not in own.content()


def test_rows_that_cannot_be_used_stay_in_the_box(own):
    own.get_by_role("link", name="Add files or rows").last.click()
    own.locator("#rows").fill("1,2,3")
    own.get_by_role("button", name="Look at it").click()
    expect(own.locator(".trouble")).to_be_visible()
    expect(own.locator("#rows")).to_have_value("1,2,3")


def test_one_wrong_file_among_good_ones_is_left_out_and_said(own, tmp_path: Path):
    good, bad = tmp_path / "good.csv", tmp_path / "bad.bin"
    good.write_text(make_rows(12))
    bad.write_bytes(bytes(range(256)))
    own.get_by_role("link", name="Add files or rows").last.click()
    own.locator("#files").set_input_files([str(good), str(bad)])
    own.get_by_role("button", name="Look at it").click()
    expect(own.locator(".trouble")).to_have_count(1)
    expect(own.locator(".totals")).to_contain_text("12")
