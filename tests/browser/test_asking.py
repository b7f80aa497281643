"""Edge cases beside a PRD, by keyboard: open, answer, dismiss with a reason, take back; in both looks and narrow."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server
from tests.browser.test_every_page import name_faults

FIRST = 60_000
"""How long the first questions may take at most: where nothing was compared yet, two thousand sentences are read."""
SAID = "the clerk is told which line is wrong and goes on with the next"


@pytest.fixture
def prd_page(open_page, server: Server) -> Page:
    page = open_page("/prds/?status=draft", reduced_motion="reduce", color_scheme="light")
    page.locator(".prds a").last.click()
    expect(page.locator(".asks").first).to_have_text(re.compile(r"\d questions?"), timeout=FIRST)
    return page


def look(page: Page) -> None:
    """No fault in either look, and nothing scrolls sideways on a phone. The tabs cover what is below them."""
    page.evaluate("scrollTo(0, 0)")
    assert name_faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert name_faults(page, only="color-contrast") == []
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 1440, "height": 900})


def test_questions_are_answered_one_after_the_other_and_nothing_half_typed_is_lost(prd_page: Page):
    page = prd_page
    boxes = page.locator("#panel .answering textarea")
    page.locator(".block.story .head a").first.focus()
    page.keyboard.press("q")
    expect(boxes.first).to_be_visible()
    before = boxes.count()
    look(page)
    boxes.nth(1).fill("half a sentence")
    boxes.first.fill(SAID)
    boxes.first.press("Control+Enter")
    expect(boxes).to_have_count(before - 1)
    expect(boxes.first).to_have_value("half a sentence")
    expect(boxes.first).to_be_focused()
    story = page.locator(".block.story").first
    expect(story.locator(".row.item", has_text=SAID)).to_be_visible()
    expect(page.locator(".asks").first).to_have_text(re.compile(rf"^{before - 1} question"))
    page.locator("#toast button", has_text="Undo").click()
    expect(boxes).to_have_count(before)
    expect(story.locator(".row.item", has_text=SAID)).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator("#panel.open")).to_have_count(0)


def test_a_dismissal_keeps_its_reason_on_the_page_until_it_is_asked_again(prd_page: Page):
    page = prd_page
    page.locator("nav.ways a", has_text="Edge cases").click()
    look(page)
    story = page.locator(".of-story").first
    before = story.locator(".answering").count()
    story.locator(".dismissing summary").first.click()
    story.get_by_label("Why it does not matter here").first.fill("customs sends no such line")
    story.get_by_label("Why it does not matter here").first.press("Enter")
    expect(story.locator(".answering")).to_have_count(before - 1)
    story.locator(".settled summary", has_text="dismissed").click()
    expect(story.locator(".settled", has_text="Customs sends no such line")).to_be_visible()
    look(page)
    story.locator("button", has_text="Ask again").click()
    expect(story.locator(".answering")).to_have_count(before)
