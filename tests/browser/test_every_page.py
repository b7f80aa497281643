"""What holds on every page: axe finds nothing in both looks, nothing scrolls sideways, nothing asks elsewhere.

Every page means every address of the resolver that answers with one: new pages come in by themselves.
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import expect

from tests.boundaries.walking import list_addresses
from tests.browser.conftest import settle

BESIDES = ["/prds/none", "/search?q=label", "/search?q=zzzz"]
"""What the walk does not come by: a page that is not there, results, and none."""
PARTS = {"a quote's panel": "#panel", "a count's panel": "#panel", "a proposal's panel": "#panel"}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LINK = re.compile(r'(?:href|hx-get)="(/[^"#]*)')


@pytest.fixture(scope="session")
def every_page(chromium, server) -> dict[str, str]:
    """One address for every view that answers with a page, found by following links as a newcomer could."""
    context = chromium.new_context()
    context.new_page().goto(server.address)
    waiting = [address.path for address in list_addresses({}) if address.known]
    pages: dict[str, str] = {}
    seen: set[str] = set()
    for path in waiting:
        name = name_view(path)
        if name is None or name in seen:
            continue
        seen.add(name)
        answer = context.request.get(server.base + path)
        page = answer.headers["content-type"].startswith("text/html")
        if answer.status == 200 and page and "<html" in answer.text()[:200]:
            pages[name] = path
            waiting += [unescape(link) for link in LINK.findall(answer.text())]
    context.close()
    return pages


def name_view(path: str) -> str | None:
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return None


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
    """What axe finds on the page, or within one part of it; by all rules, or only by one. Colours are the last ones."""
    settle(page)
    chosen = {"type": "rule", "values": [only]} if only else {"type": "tag", "values": TAGS}
    found = Axe().run(page, context=within, options={"runOnly": chosen, "resultTypes": ["violations"]})
    faults = found.response["violations"]
    return [f"{fault['id']}: {node['target']} {node['html'][:120]}" for fault in faults for node in fault["nodes"]]


def test_the_walk_comes_by_every_place(every_page):
    assert len(every_page) > 12
    assert {"home", "search", "design", "mine", "discovery:themes", "discovery:evidence"} <= set(every_page)
    assert {"specification:list", "specification:prd", "specification:line", "specification:edit"} <= set(every_page)


def test_axe_finds_nothing_on_any_page_in_either_look(open_page, server, watch, every_page):
    page = open_page(color_scheme="light", reduced_motion="reduce")
    links = find_links(page)
    faults = {}
    for path, within in [
        *((p, None) for p in [*every_page.values(), *BESIDES]),
        *((p, PARTS.get(n)) for n, p in links.items()),
    ]:
        page.emulate_media(color_scheme="light")
        page.goto(server.base + path)
        faults[path] = name_faults(page, within=within)
        page.emulate_media(color_scheme="dark")
        faults[f"{path} in the dark"] = name_faults(page, within=within, only="color-contrast")
    watch.expect("404")
    assert {path: found for path, found in faults.items() if found} == {}


def test_axe_finds_nothing_in_the_palette_and_the_keys(open_page, server):
    page = open_page("/discovery/", reduced_motion="reduce")
    for key, box in (("Control+k", "#palette"), ("?", "#keys")):
        page.keyboard.press(key)
        expect(page.locator(box)).to_be_visible()
        for look in ("light", "dark"):
            page.emulate_media(color_scheme=look)
            assert name_faults(page, within=box) == []
        page.keyboard.press("Escape")
        expect(page.locator(box)).to_be_hidden()


def test_nothing_scrolls_sideways_on_a_phone_a_tablet_or_at_twice_the_size(open_page, server, watch, every_page):
    page = open_page(viewport={"width": 320, "height": 800})
    wide = {}
    for path in [*every_page.values(), *BESIDES, *find_links(page).values()]:
        page.goto(server.base + path)
        for width in (320, 640, 768):
            page.set_viewport_size({"width": width, "height": 800})
            wide[f"{path} at {width}"] = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        page.set_viewport_size({"width": 320, "height": 800})
    watch.expect("404")
    assert {path: over for path, over in wide.items() if over > 0} == {}


SQUEEZED = """[...document.querySelectorAll('main :is(p, b, a, h1, h2, h3, td, th, li, span, small, label, button)')]
    .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim().length > 12))
    .filter((one) => one.getClientRects().length && !one.closest('.hidden'))
    .filter((one) => one.getBoundingClientRect().width < 26)
    .map((one) => one.outerHTML.slice(0, 120))"""


def test_no_words_stand_letter_by_letter_on_a_phone(open_page, server, every_page):
    page = open_page(viewport={"width": 320, "height": 800})
    squeezed = {}
    for path in every_page.values():
        page.goto(server.base + path)
        squeezed[path] = page.evaluate(SQUEEZED)
    assert {path: found for path, found in squeezed.items() if found} == {}


def test_whoever_wants_little_motion_gets_none(open_page):
    page = open_page(reduced_motion="reduce")
    longest = page.evaluate(
        "Math.max(0, ...[...document.querySelectorAll('*')].flatMap((one) => "
        "getComputedStyle(one).transitionDuration.split(',').map(parseFloat)))"
    )
    assert longest <= 0.01


def test_the_skip_link_is_the_first_thing_and_leads_to_the_page(open_page):
    page = open_page()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


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
