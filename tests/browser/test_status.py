"""A sentence of the status is reworded by keyboard, copied, and the whole is kept once sent: in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.test_every_page import name_faults

NARROW, WIDE = {"width": 390, "height": 800}, {"width": 1280, "height": 900}


def test_a_sentence_is_reworded_by_keyboard_copied_and_kept_as_it_was_sent(open_page):
    page = open_page("/week/status/sales")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.keyboard.press("j")
    page.keyboard.press("e")
    field = page.locator("[data-line]:focus-within textarea")
    expect(field).to_be_focused()
    field.fill("Customs codes are being looked at; 77 customers wait.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".toast")).to_contain_text("for sales")
    expect(page.locator(".told")).to_contain_text("In the words of")
    expect(page.locator(".told")).to_contain_text("Not on record: “77 customers”")
    assert name_faults(page) == []
    page.get_by_role("button", name="Copy for Slack").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert "not on record: “77 customers”" in page.evaluate("navigator.clipboard.readText()")
    page.get_by_label("How many minutes").fill("40")
    page.get_by_role("button", name="I have sent it").click()
    expect(page.locator(".sub")).to_contain_text("min here; you said it usually takes 40.")
    expect(page.locator(".told")).to_contain_text("77 customers")
    assert name_faults(page) == []


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_open_status_is_clean_for_axe_and_never_scrolls_sideways(open_page, size, look: str):
    page = open_page("/week/status/engineering", viewport=size, color_scheme=look)
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    assert name_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
