"""The narrative: read, a sentence's words shown in their place, one reworded, the whole copied and kept."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.test_every_page import name_faults

NARROW = {"width": 390, "height": 800}


def test_a_sentence_opens_its_words_is_reworded_and_the_page_is_copied_and_kept(open_page):
    page = open_page("/prds/")
    page.locator("a[href^='/prds/prd-']").first.click()
    page.get_by_role("link", name="Narrative").click()
    page.get_by_role("link", name="Sales").click()
    expect(page.get_by_role("heading", name="Why now")).to_be_visible()
    assert name_faults(page) == []
    page.locator(".prose a[data-evidence]").first.click()
    expect(page.locator("#panel.open")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("#now .sentences > summary").click()
    page.locator("#now [data-line] summary").first.click()
    page.locator("#now [data-line] textarea").first.fill("Every week 77 customers ask for it.")
    page.locator("#now [data-line]").first.get_by_role("button", name="Keep").click()
    expect(page.locator("#now .wrong")).to_contain_text("Not on record: “77 customers”")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy as Markdown").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert "not on record: “77 customers”" in page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="Keep it as it stands").click()
    expect(page.locator(".sub")).to_contain_text("kept by")
    assert name_faults(page) == []
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
