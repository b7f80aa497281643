"""What holds on every page: axe finds nothing in both looks, nothing scrolls sideways, nothing asks elsewhere."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

PAGES = ["/", "/discovery/", "/discovery/unsorted", "/prds/", "/prds/write", "/mine", "/prds/none"]
PARTS = {"a quote's panel": "#panel", "a count's panel": "#panel", "a proposal's panel": "#panel"}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def find_links(page) -> dict[str, str]:
    """Pages whose address is only known once the sample is there."""
    first = page.locator(".row.quoted [data-evidence]").first.get_attribute("href")
    count = page.locator(".row.n [data-evidence]").first.get_attribute("href")
    proposal = page.locator(".row.p [data-evidence]").first.get_attribute("href")
    key = first.split("/lines/")[0]
    return {
        "a quote's panel": first,
        "a count's panel": count,
        "a proposal's panel": proposal,
        "an edit": f"{proposal}/edit",
        "the evidence": f"{key}/evidence",
        "the rows of a count": f"{count}/rows?number=0",
    }


def name_faults(page, *, within: str | None = None, only: str | None = None) -> list[str]:
    """What axe finds on the page, or within one part of it; by all rules, or only by one."""
    chosen = {"type": "rule", "values": [only]} if only else {"type": "tag", "values": TAGS}
    found = Axe().run(page, context=within, options={"runOnly": chosen, "resultTypes": ["violations"]})
    faults = found.response["violations"]
    return [f"{fault['id']}: {node['target']} {node['html'][:120]}" for fault in faults for node in fault["nodes"]]


def test_axe_finds_nothing_on_any_page_in_either_look(open_page, server, watch):
    page = open_page(color_scheme="light", reduced_motion="reduce")
    links = find_links(page)
    page.goto(server.base + "/discovery/")
    piece = page.locator(".e a").first.get_attribute("href")
    faults = {}
    for path, within in [*((p, None) for p in [*PAGES, piece]), *((p, PARTS.get(n)) for n, p in links.items())]:
        page.emulate_media(color_scheme="light")
        page.goto(server.base + path)
        faults[path] = name_faults(page, within=within)
        page.emulate_media(color_scheme="dark")
        page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished))")
        faults[f"{path} in the dark"] = name_faults(page, within=within, only="color-contrast")
    watch.expect("404")
    assert {path: found for path, found in faults.items() if found} == {}


@pytest.mark.parametrize("width", [320, 768])
def test_nothing_scrolls_sideways(open_page, server, watch, width: int):
    page = open_page(viewport={"width": width, "height": 800})
    links = find_links(page)
    wide = {}
    for path in [*PAGES, *links.values()]:
        page.goto(server.base + path)
        wide[path] = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    watch.expect("404")
    assert {path: over for path, over in wide.items() if over > 0} == {}


def test_dark_and_light_can_be_chosen_and_stay(open_page):
    page = open_page(color_scheme="light")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Dark").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != light
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


def test_the_focus_is_seen_wherever_it_goes(open_page):
    page = open_page()
    for _ in range(25):
        page.keyboard.press("Tab")
        seen = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert seen != "none", page.evaluate("document.activeElement.outerHTML")


def test_no_page_may_run_a_script_or_style_of_its_own(open_page):
    page = open_page()
    inline = page.evaluate("document.querySelectorAll('script:not([src]), style, [style], [onclick]').length")
    assert inline == 0
    expect(page.locator("h1")).to_be_visible()
