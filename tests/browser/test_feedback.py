"""Feedback with the keyboard alone: one written down in seconds, what is like it shown, taken back; a list filtered."""

from __future__ import annotations

import re

from playwright.sync_api import expect


def test_one_is_written_down_and_taken_back_with_the_keyboard_alone(open_page):
    page = open_page("/discovery/feedback/")
    before = page.locator("tbody tr").first.inner_text()
    page.keyboard.press("c")
    expect(page.locator("#panel.open #add-text")).to_be_focused()
    page.keyboard.type("Exporting to CSV times out for us too")
    expect(page.locator("#similar li").first).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type("Fenwick Foods")
    page.keyboard.press("Control+Enter")
    expect(page.locator("tbody tr").first).to_contain_text("Exporting to CSV times out for us too")
    expect(page.locator("tbody tr").first).to_contain_text("Fenwick Foods")
    page.keyboard.press("Control+z")
    expect(page.locator("#toast")).to_contain_text("Undone")
    expect(page.locator("tbody tr").first).to_have_text(before, use_inner_text=True)


def test_escape_leaves_the_form_and_keeps_nothing(open_page):
    page = open_page("/discovery/feedback/")
    page.keyboard.press("c")
    page.locator("#panel.open #add-text").fill("Never mind")
    page.keyboard.press("Escape")
    expect(page.locator("#panel.open")).to_have_count(0)
    expect(page.locator("tbody")).not_to_contain_text("Never mind")


def test_a_filtered_list_is_an_address(open_page):
    page = open_page("/discovery/feedback/")
    page.keyboard.press("/")
    page.keyboard.type("export")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("words=export"))
    rows = page.locator("tbody tr").all_inner_texts()
    assert rows
    page.reload()
    assert page.locator("tbody tr").all_inner_texts() == rows


def test_the_table_can_be_read_at_320_pixels(open_page):
    page = open_page("/discovery/feedback/", viewport={"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    expect(page.locator("td.words a.item").first).to_be_visible()
