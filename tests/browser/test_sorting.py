"""Feedback becoming opportunities, with the keyboard alone: reject, move, split, accept, and take it back."""

from __future__ import annotations

import re

from playwright.sync_api import expect


def count_items(page) -> int:
    return int(re.search(r"in (\d+) items", page.locator(".topic .why").inner_text()).group(1))


def test_an_item_is_rejected_moved_and_brought_back_without_leaving_the_keyboard(open_page):
    page = open_page("/discovery/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/discovery/themes/"))
    page.locator("#items .e").first.wait_for()
    before, first = count_items(page), page.locator("#items .e a").first.get_attribute("id")
    page.keyboard.press("x")
    expect(page.locator("#toast")).to_contain_text("not in")
    expect(page.locator(f"#{first}")).to_have_count(0)
    assert count_items(page) == before - 1
    page.keyboard.press("Control+z")
    expect(page.locator(f"#{first}")).to_have_count(1)
    page.keyboard.press("v")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".choice").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#toast")).to_contain_text("→")
    assert count_items(page) == before - 1
    page.keyboard.press("Control+z")
    expect(page.locator(f"#{first}")).to_have_count(1)


def test_ticked_items_become_a_theme_that_is_accepted_and_the_next_one_is_shown(open_page):
    page = open_page("/discovery/")
    page.locator(".theme").nth(1).click()
    page.wait_for_url(re.compile("/discovery/themes/"))
    page.keyboard.press("t")
    page.keyboard.press("j")
    page.keyboard.press("t")
    page.keyboard.press("s")
    page.locator("#label").wait_for()
    page.keyboard.type("Two that belong together")
    page.keyboard.press("Enter")
    made = page.locator(".pile .theme", has_text="Two that belong together")
    expect(made).to_contain_text("2 items")
    page.keyboard.press("Control+z")
    expect(made).to_have_count(0)


def test_an_accepted_theme_leaves_the_pile_for_the_next_one_and_comes_back(open_page):
    page = open_page("/discovery/")
    page.locator(".theme").nth(1).click()
    page.wait_for_url(re.compile("/discovery/themes/"))
    label = page.locator("h2.name").inner_text()
    page.keyboard.press("a")
    expect(page.locator("h2.name")).not_to_have_text(label)
    expect(page.locator(".pile .theme b", has_text=label)).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(page.locator(".pile .theme b", has_text=label)).to_have_count(1)
