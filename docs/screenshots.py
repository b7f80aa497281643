"""Take the pictures in docs/images from a fresh sample, in both looks: `python docs/screenshots.py`.

Needs an installed Chromium. `prd.png`, `tree.png` and `ideas.png` are the README's; the others are for looking at.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
LOOKS = {"": "light", "-dark": "dark"}
PAGES = {
    "week": "/week/",
    "tree": "/strategy/tree",
    "goals": "/strategy/goals",
    "ideas": "/strategy/ideas",
    "status": "/week/status/sales",
    "tempo": "/week/tempo/",
    "themes": "/discovery/",
    "feedback": "/discovery/feedback/",
    "conversations": "/discovery/conversations/",
    "heard": "/discovery/customers/heard",
    "search": "/search?q=labels+not+printed",
}
BEHIND = {
    "opportunity": ("/strategy/tree", "a[href^='/discovery/opportunities/']"),
    "conversation": ("/discovery/conversations/", "main a[href^='/discovery/conversations/'][href$='/']"),
}
"""Pages whose address holds an id: the list they stand in, and the first link that leads to one."""


def take_pictures(into: Path) -> None:
    """Every main page in light and dark; the PRD with the evidence of one quote beside it."""
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import ARGS, find_browser, run_server

    browser_path = find_browser()
    if browser_path is None:
        sys.exit("no Chromium or Chrome was found: install one, or set CHROME to its path")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=list(ARGS))
        for server in run_server(Path(folder)):
            for ending, look in LOOKS.items():
                take_look(browser, server.address, into, ending=ending, look=look)
        browser.close()


def take_look(browser, address: str, into: Path, *, ending: str, look: str) -> None:
    """All pictures in one look."""
    page = browser.new_page(viewport={"width": 1400, "height": 880}, reduced_motion="reduce", color_scheme=look)
    page.goto(address)
    home = page.url.split("?")[0].rstrip("/")
    page.goto(f"{home}/")
    page.locator(".row.quoted [data-evidence]").first.click()
    page.locator("#panel.open mark").first.wait_for()
    page.screenshot(path=into / f"prd{ending}.png")
    for name, path in PAGES.items():
        page.goto(f"{home}{path}")
        page.screenshot(path=into / f"{name}{ending}.png")
    for name, (path, link) in BEHIND.items():
        page.goto(f"{home}{path}")
        page.goto(home + page.locator(link).nth(1 if name == "conversation" else 0).get_attribute("href"))
        page.wait_for_load_state("networkidle")
        page.screenshot(path=into / f"{name}{ending}.png")
    page.close()


if __name__ == "__main__":
    os.environ.pop("THROUGHLINE_WORKSPACE", None)
    (HERE / "images").mkdir(exist_ok=True)
    take_pictures(HERE / "images")
