"""Take the pictures in docs/images from a fresh sample: `python docs/screenshots.py`. Needs an installed Chromium."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))


def take_pictures(into: Path) -> None:
    """`prd.png`: the sample's PRD with the evidence of one quote beside it."""
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import ARGS, find_browser, run_server

    browser_path = find_browser()
    if browser_path is None:
        sys.exit("no Chromium or Chrome was found: install one, or set CHROME to its path")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=list(ARGS))
        for server in run_server(Path(folder)):
            page = browser.new_page(viewport={"width": 1400, "height": 880}, reduced_motion="reduce")
            page.goto(server.address)
            page.locator(".row.quoted [data-evidence]").first.click()
            page.locator("#panel.open mark").first.wait_for()
            page.screenshot(path=into / "prd.png")
        browser.close()


if __name__ == "__main__":
    os.environ.pop("THROUGHLINE_WORKSPACE", None)
    (HERE / "images").mkdir(exist_ok=True)
    take_pictures(HERE / "images")
