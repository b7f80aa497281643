"""A retrospective is written with the keyboard alone, and what came back stands first beside the next PRD."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.test_every_page import name_faults


def test_lines_are_typed_one_after_another_and_a_key_says_why(open_page):
    page = open_page("/week/retrospectives/")
    expect(page.get_by_text("Missing states came back in both of your last two retrospectives.")).to_be_visible()
    check_every_look(page)
    page.keyboard.press("c")
    page.get_by_label("Sprint, if it has a name").fill("Sprint 21")
    page.get_by_role("button", name="Write it").click()
    expect(page.get_by_role("heading", name="Sprint 21")).to_be_visible()
    page.keyboard.press("c")
    page.keyboard.type("Nobody said what is empty, 2 days /3")
    page.keyboard.press("Enter")
    expect(page.locator(".friction li")).to_have_count(1)
    expect(page.get_by_label("The next line")).to_be_focused()
    expect(page.get_by_label("The next line")).to_have_value("")
    page.keyboard.type("It changed twice")
    page.keyboard.press("Enter")
    line = page.locator(".friction li", has_text="It changed twice")
    expect(line.locator(".cause")).to_have_text("why?")
    line.focus()
    page.keyboard.press("2")
    expect(line.locator(".cause")).to_have_text("Change in mid-sprint")
    expect(page.locator(".toast")).to_be_visible()
    check_every_look(page)
    page.keyboard.press("Control+z")
    expect(line.locator(".cause")).to_have_text("why?")
    page.goto(page.url.split("/week/")[0] + "/prds/")
    page.get_by_role("link", name="Customs declarations").first.click()
    expect(page.locator("#check")).to_contain_text("Missing states came back in all of your last 3 retrospectives.")


def check_every_look(page) -> None:
    """Axe finds nothing in either look, and a phone shows it without scrolling sideways."""
    size = page.viewport_size
    for look in ("light", "dark"):
        page.emulate_media(color_scheme=look, reduced_motion="reduce")
        assert name_faults(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.set_viewport_size(size)
