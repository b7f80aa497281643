"""A whole journey: from an opportunity through a prototype to an approved PRD and its spec-kit export."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

TECHNICAL = "The agent reports each label as it leaves the queue. Risk: a batch of 400 labels fills its log."
FAILING = "then an error names the labels that failed, and the clerk can print those again"
SHOWN = "the list says that nothing was printed yet, and offers to print the first batch"
UNSETTLED = "[data-waits]"


def open_opportunity(page: Page, base: str) -> None:
    page.goto(f"{base}/strategy/tree")
    page.locator("a[href^='/discovery/opportunities/']").filter(has_text="labels of a batch").first.click()


def answer_in_prototype(page: Page) -> None:
    """A prototype of the opportunity, and an answer to the first thing it asks."""
    page.get_by_role("link", name="Prototype", exact=True).click()
    page.get_by_role("button", name="Make the prototype").click()
    page.wait_for_url(re.compile(r"/prototypes/pt-\w+"))
    asked = page.locator("#questions li").first
    asked.locator("summary").click()
    asked.locator("textarea").fill(SHOWN)
    asked.get_by_role("button", name="Answer").click()
    expect(page.locator("#questions")).to_contain_text("waits for the PRD")


def write_prd(page: Page) -> str:
    page.get_by_role("button", name="Write PRD").click()
    page.wait_for_url(re.compile(r"/prds/prd-\w+$"))
    return page.url


def invite_engineer(page: Page, name: str) -> str:
    people = page.locator("#people")
    people.get_by_text("Invite the tech lead").click()
    people.get_by_label("Their name").fill(name)
    people.get_by_role("button", name="Ask").click()
    return page.get_by_label(f"The link for {name}").input_value()


def settle_everything(page: Page) -> None:
    """Every line that waits, by keys alone: accepted, or filled in where it has a blank."""
    while left := page.locator(UNSETTLED).count():
        page.keyboard.press("n")
        line = page.locator("[data-line]:has(:focus), [data-line]:focus").first
        if "yours to decide" in line.inner_text():
            fill_metric(page)
        else:
            page.keyboard.press("x" if line.locator("[data-key=y]").count() == 0 else "y")
        expect(page.locator(UNSETTLED)).to_have_count(left - 1)


def fill_metric(page: Page) -> None:
    page.keyboard.press("e")
    cells = page.locator("form.editing [name=cell]")
    for place, words in ((1, "61 of 100 (October)"), (2, "95 of 100")):
        cells.nth(place).fill(words)
    cells.nth(0).fill(f"{cells.nth(0).input_value()}, from the print log")
    page.keyboard.press("Control+Enter")
    expect(page.locator("form.editing")).to_have_count(0)


def answer_an_edge_case_of_each_story(page: Page) -> None:
    for place in range(page.locator(".block.story").count()):
        story = page.locator(".block.story").nth(place)
        before = story.locator(".row.item").count()
        story.get_by_role("link", name=re.compile(r"\d+ questions?")).click()
        title = story.locator("h3 a").inner_text()
        box = page.locator("#panel").filter(has_text=title).locator(".questions textarea").first
        box.fill(FAILING)
        box.press("Control+Enter")
        expect(story.locator(".row.item")).to_have_count(before + 1)
        page.keyboard.press("Escape")


def write_as_engineer(page: Page, link: str) -> None:
    page.goto(link)
    page.locator("#section-technical").get_by_role("link", name=re.compile("Write|Add")).click()
    field = page.locator("form.adding textarea")
    field.fill(TECHNICAL)
    field.press("Control+Enter")
    expect(page.locator("#section-technical")).to_contain_text(TECHNICAL)
    page.get_by_role("button", name=re.compile("^Sign")).first.click()
    expect(page.locator("#people")).to_contain_text("Signed version")


def take_step(page: Page, name: str, *, status: str) -> None:
    page.locator("summary").filter(has_text=name).click()
    page.get_by_role("button", name=name).click()
    expect(page.locator(".steps [aria-current], .statuses [aria-current]").first).to_have_text(status)


@pytest.fixture
def prd(open_page, server) -> tuple[Page, str]:
    page = open_page(accept_downloads=True)
    open_opportunity(page, server.base)
    answer_in_prototype(page)
    open_opportunity(page, server.base)
    return page, write_prd(page)


def test_an_opportunity_becomes_an_approved_prd_and_leaves_as_spec_kit(prd, open_page, tmp_path: Path):
    page, address = prd
    expect(page.get_by_text("the prototype added 1 criterion")).to_be_visible()
    expect(page.locator(".block.story").filter(has_text=SHOWN)).to_have_count(1)
    link = invite_engineer(page, "Ada, tech lead")
    page.goto(address)
    answer_an_edge_case_of_each_story(page)
    settle_everything(page)
    take_step(page, "Send for review", status="In review")
    write_as_engineer(open_page(), link)
    page.goto(address)
    take_step(page, "Approve", status="Approved")
    for moment in ("Started", "First draft", "Sent for review", "Approved"):
        expect(page.locator(".clock")).to_contain_text(moment)
    page.get_by_text("Download", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("spec-kit")).click()
    files = ZipFile(BytesIO(Path(download.value.path()).read_bytes()))
    spec = next(name for name in files.namelist() if name.endswith("spec.md"))
    text = files.read(spec).decode()
    assert "## User Scenarios & Testing *(mandatory)*" in text
    assert "**FR-001**" in text
    assert FAILING.removeprefix("then ") in text
