"""A real server, a real browser, and a watch over everything the pages do wrong."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

import pytest

from tests.postgres import choose_database

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
ARGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
WAIT = 20
"""Seconds after which what a page should show is given up: a busy machine is slow, not wrong."""
PATIENCE = 120
"""Seconds after which a server that prints no address is given up."""
NEVER_BUILT = "no Chromium or Chrome was found: install one, or set CHROME to its path"


def find_browser() -> str | None:
    """The path of an installed Chromium or Chrome."""
    named = os.environ.get("CHROME")
    found = (shutil.which(name) for name in NAMES)
    return named or next((path for path in found if path), next((p for p in PLACES if Path(p).exists()), None))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_path() -> str:
    """Skips, loudly, where there is no browser; THROUGHLINE_REQUIRE_BROWSER=1 makes a failure of it."""
    path = find_browser()
    if path is None and os.environ.get("THROUGHLINE_REQUIRE_BROWSER") == "1":
        pytest.fail(NEVER_BUILT)
    if path is None:
        pytest.skip(NEVER_BUILT)
    return path


@dataclass
class Server:
    """A running `throughline start`."""

    address: str
    folder: Path

    @property
    def base(self) -> str:
        return self.address.partition("/?")[0]


def run_server(folder: Path, *more: str) -> Iterator[Server]:
    """`throughline start` in a process of its own, as a person runs it; the address is the one it prints."""
    command = [sys.executable, "-c", "from throughline.surfaces.cli import main; main()", "start"]
    command += ["--port", str(find_port()), "--workspace", str(folder), *more]
    env = {**os.environ, **choose_database(folder), "THROUGHLINE_WORKSPACE": str(folder)}
    with (folder.parent / f"{folder.name}.log").open("w+") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env=env)
        patience = threading.Timer(PATIENCE, process.kill)
        patience.start()
        try:
            address = read_address(process, log)
            patience.cancel()
            yield Server(address, folder)
        finally:
            patience.cancel()
            process.terminate()
            process.communicate(timeout=20)


def read_address(process: subprocess.Popen[str], log: TextIO) -> str:
    """The address in the line that `start` prints; fails with what it said instead."""
    said: list[str] = []
    for line in process.stdout or ():
        said.append(line)
        if found := re.search(r"http\S+$", line.strip()):
            return found.group()
    log.seek(0)
    pytest.fail(f"the server printed no address: {''.join(said)}{log.read()}")


def find_port() -> int:
    """A port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def server(browser_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server with the sample, shared by all journeys."""
    yield from run_server(tmp_path_factory.mktemp("workspace"))


@pytest.fixture(scope="session")
def chromium(browser_path: str):
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=1000 * WAIT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=list(ARGS))
        yield browser
        browser.close()


SETTLE = """() => document.getAnimations().forEach((one) =>
    one.effect.getComputedTiming().endTime === Infinity ? one.cancel() : one.finish())"""


def settle(page) -> None:
    """Every transition at its end: colours are the ones that stay. A hidden page would never get there by itself."""
    page.evaluate(SETTLE)


def wait_and_press(page):
    """`keyboard.press` once the page has its scripts: a key pressed on a page that is still read does nothing."""
    press = page.keyboard.press

    def wait(key: str, **options) -> None:
        page.wait_for_load_state()
        press(key, **options)

    return wait


@dataclass
class Watch:
    """What must not happen on any page: errors, refused content, requests to anywhere else."""

    base: str
    faults: list[str] = field(default_factory=list)

    def over(self, page) -> None:
        page.on("console", lambda said: self.faults.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", self._see)

    def _see(self, request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:", "about:")):
            self.faults.append(f"asked {request.url}")

    def expect(self, *patterns: str) -> None:
        """Forget faults that the journey means to cause (a refused upload answers 422)."""
        self.faults[:] = [fault for fault in self.faults if not any(re.search(p, fault) for p in patterns)]


@pytest.fixture
def watch(server: Server) -> Iterator[Watch]:
    seen = Watch(server.base)
    yield seen
    assert seen.faults == []


@pytest.fixture
def open_page(chromium, server: Server, watch: Watch):
    """Pages of a person who has just opened the printed address; every page is watched."""
    contexts = []

    def open_(path: str = "", **options):
        options = {"viewport": {"width": 1440, "height": 900}, **options}
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(1000 * WAIT)
        page.keyboard.press = wait_and_press(page)
        watch.over(page)
        page.goto(server.address)
        if path:
            page.goto(server.base + path)
        return page

    yield open_
    for context in contexts:
        context.close()
