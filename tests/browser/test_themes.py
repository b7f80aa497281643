"""Themes: the pile, one theme, a quote in its place, what stands beside it."""

from __future__ import annotations

import re

from playwright.sync_api import expect


def test_from_the_pile_to_a_theme_to_a_quote_by_keyboard_alone(open_page):
    page = open_page("/discovery/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/discovery/themes/"))
    page.locator(".e a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel.open .words")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#panel.open")).to_have_count(0)


def test_counts_state_their_unit_and_open_their_rows(open_page):
    page = open_page("/discovery/")
    first = page.locator(".theme").first
    assert re.search(r"\d+ accounts?", first.inner_text())
    items = int(re.search(r"(\d+) items?", first.inner_text()).group(1))
    first.click()
    page.locator(".e").first.wait_for()
    assert page.locator(".e").count() == min(items, 40)


def test_every_item_says_why_it_is_here(open_page):
    page = open_page("/discovery/")
    for text in page.locator(".e small").all_inner_texts():
        assert "here because it" in text


def test_the_other_side_and_who_was_not_heard_stand_beside_the_pile(open_page):
    page = open_page("/discovery/")
    side = page.locator(".side")
    expect(side).to_contain_text("Says otherwise")
    expect(side).to_contain_text("Heard, and not heard")
    expect(side.locator("svg")).to_be_visible()
    side.locator("summary").click()
    total = sum(int(text) for text in side.locator("td.r").all_inner_texts())
    items = int(re.search(r"(\d+) items?", page.locator(".theme[aria-current]").inner_text()).group(1))
    assert total <= items
