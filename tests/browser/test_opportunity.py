"""An opportunity from its title to a customer who was answered; its pages hold up in both looks and on a phone."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.test_every_page import name_faults


def open_new(page, server, title: str) -> None:
    page.goto(f"{server.base}/strategy/tree/new")
    page.get_by_label("Title").fill(title)
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("treeitem", name=title, exact=True).get_by_role("link", name=title, exact=True).click()
    page.wait_for_url(re.compile("/discovery/opportunities/op-"))


def look_for(page, words: str) -> None:
    page.keyboard.press("c")
    page.get_by_label("What should it say?").fill(words)
    page.keyboard.press("Enter")
    page.locator(".evidence-rows li").first.wait_for()


def test_evidence_is_found_marked_on_both_sides_and_its_customers_are_answered(open_page, server, watch):
    page = open_page()
    open_new(page, server, "Large exports never arrive")
    look_for(page, "export times out")
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("#toast")).to_contain_text("Marked evidence")
    page.locator(".evidence-rows li:has(.acts)").first.get_by_role("button", name="Against").click()
    page.get_by_role("link", name="← Large exports never arrive").click()
    expect(page.locator(".sides section").first.locator(".e")).to_have_count(1)
    expect(page.locator(".reach")).to_contain_text("1item against it")
    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page.locator(".reach")).to_contain_text("0items for it")
    page.keyboard.press("Control+z")
    expect(page.locator("#toast")).to_contain_text("Undone")
    expect(page.locator(".e [data-evidence]:focus")).to_have_count(1)
    page.get_by_label("A comment").fill("Since when?")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator(".thread .text")).to_have_text("Since when?")
    page.get_by_role("link", name="Nobody who was heard has been answered yet").click()
    expect(page.locator(".customer textarea").first).to_have_value(re.compile("Nothing has been decided about it yet"))
    page.keyboard.press("j")
    page.keyboard.press("s")
    expect(page.locator(".customer").first).to_contain_text("Answered")
    expect(page.locator(".customer:focus, .customer :focus")).to_have_count(1)
    page.keyboard.press("e")
    expect(page.locator(".customer textarea").first).to_be_focused()


def test_its_pages_hold_up_in_both_looks_and_on_a_phone(open_page, server, watch):
    page = open_page(reduced_motion="reduce")
    open_new(page, server, "Reports " + "that-nobody-could-ever-break-into-lines-" * 3)
    look_for(page, "report")
    page.locator(".evidence-rows li").first.get_by_role("button", name="For", exact=False).first.click()
    base = re.sub(r"/look.*", "", page.url)
    faults: dict[str, object] = {}
    for part in ("", "/evidence", "/customers", "/story", "/change", "/look?q=report", "/related"):
        for look in ("light", "dark"):
            page.emulate_media(color_scheme=look)
            page.goto(base + part)
            faults[f"{part} {look}"] = name_faults(page, only=None if look == "light" else "color-contrast")
        page.set_viewport_size({"width": 320, "height": 800})
        faults[f"{part} wide"] = page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0
        page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{server.base}/strategy/tree")
    page.set_viewport_size({"width": 320, "height": 800})
    faults["the tree wide"] = page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0
    assert {name: found for name, found in faults.items() if found} == {}
