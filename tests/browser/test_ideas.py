"""One set of ideas under every model: estimated, weighed, sorted, compared, and fitted into a quarter, in a browser."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Watch
from tests.browser.test_every_page import name_faults

LONG = "Let several people print at once without waiting for one another" + "andwithoutaspace" * 6
ESTIMATES = {"reach": "20-90", "impact": "1-3", "confidence": "50-80 %", "effort": "2-5"}


def add_idea(page, title: str) -> None:
    """From the page of an opportunity, and estimated on its own."""
    page.locator("#ideas input[name=title]").fill(title)
    page.locator("#ideas input[name=title]").press("Enter")
    page.locator("#ideas").get_by_role("link", name=title).first.click()
    for name, text in ESTIMATES.items():
        page.locator(f"#est-{name}").fill(text)
    page.get_by_role("button", name="Keep the estimates").click()
    expect(page.locator(".toast")).to_contain_text("Estimated the idea")


def test_ideas_stand_under_every_model_and_say_why(open_page, watch: Watch):
    page = open_page("/strategy/tree")
    page.locator("a[href*='/opportunities/']").first.click()
    add_idea(page, LONG)
    page.get_by_role("link", name="Where it stands").click()
    expect(page.locator(".headline")).to_be_visible()
    row = page.locator("tr", has_text="Let several people print")
    row.locator("summary").click()
    expect(row.locator("dd").last).to_contain_text("2-5: You")
    page.get_by_label("Weeks of one person in the quarter").fill("4-6")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".capacity-line")).to_contain_text("4-6 weeks of one person with")
    page.get_by_role("link", name="Own weights").click()
    expect(page.locator(".capacity-line")).to_have_count(0)
    page.get_by_label("Reach").fill("lots")
    page.get_by_role("button", name="Keep the weights").click()
    expect(page.locator("#toast")).to_contain_text("“lots” is no weight")
    expect(page.get_by_label("Reach")).to_have_value("lots")
    watch.expect("422")
    page.get_by_label("Reach").fill("60")
    page.get_by_label("Little effort").fill("40")
    page.get_by_role("button", name="Keep the weights").click()
    expect(page.locator(".toast")).to_contain_text("Set the weights")
    expect(page.locator(".sub")).to_contain_text("60 × reach + 40 × little effort")
    page.get_by_role("link", name="MoSCoW").click()
    page.get_by_label("Class of Let several people print").select_option("Must")
    page.get_by_role("button", name="Keep the classes").click()
    expect(page.locator(".toast")).to_contain_text("Sorted ideas by MoSCoW")
    expect(page.locator("section", has=page.get_by_role("heading", name="Musts"))).to_contain_text("Let several")
    page.get_by_role("link", name="Side by side").click()
    expect(page.locator("tr", has_text="Let several people print")).to_contain_text("Must")
    expect(page.locator(".headline")).to_contain_text("all 4 models put")
    for path in ("/strategy/ideas/models", "/strategy/ideas/moscow?capacity=9", "/strategy/ideas?capacity=4-6"):
        page.goto(page.url.split("/strategy")[0] + path)
        check_every_look(page)


def check_every_look(page) -> None:
    """Axe finds nothing in either look, and a phone shows it without scrolling sideways."""
    for look in ("light", "dark"):
        page.emulate_media(color_scheme=look, reduced_motion="reduce")
        assert name_faults(page) == []
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1440, "height": 900})
