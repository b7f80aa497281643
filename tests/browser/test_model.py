"""Drafting with a model in a browser: set up, answer, see the cost, watch it write, decide, undo, switch off."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server
from tests.browser.test_every_page import name_faults
from tests.language.model_server import KEY, Gate, ModelServer, Received, Status, run_model_server
from tests.specification.proposing.thinking import write_draft

FIRST = 40_000
"""How long a call may take at most: the first one reads the packages, which is slow where every core is taken."""


@pytest.fixture(scope="module")
def provider() -> Iterator[ModelServer]:
    with run_model_server() as running:
        yield running


class Slowly:
    """A model that stops in the middle of its answer until the test has looked."""

    def __init__(self) -> None:
        self.gates: list[Gate] = []
        self.asked = threading.Event()

    def __call__(self, received: Received) -> Gate:
        self.gates.append(Gate(write_draft(received).text, first=1_100))
        self.asked.set()
        return self.gates[0]


def look(page: Page) -> None:
    """No fault in either look, and nothing scrolls sideways on a phone."""
    assert name_faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert name_faults(page, only="color-contrast") == []
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 1440, "height": 900})


@pytest.fixture
def prd_page(open_page, server: Server) -> Page:
    page = open_page("/prds/?status=draft", reduced_motion="reduce", color_scheme="light")
    page.locator(".prds a").last.click()
    expect(page.locator("#prd")).to_be_visible()
    return page


def read_prd(page: Page, path: str) -> str:
    """The words of the document; read once the questions of its stories are counted."""
    page.goto(path)
    counted = page.locator("#prd .asks")
    expect(counted.first).to_have_text(re.compile(r"\d+ question|No question left"), timeout=FIRST)
    return page.locator("#prd").inner_text()


def test_a_person_drafts_with_a_model_and_decides_section_by_section(prd_page: Page, server: Server, provider):
    page, prd = prd_page, prd_page.url
    before = read_prd(page, prd)
    page.get_by_role("link", name="Draft with a model").click()
    expect(page.get_by_text("nothing leaves this machine")).to_be_visible()
    page.get_by_role("link", name="Set up a model").click()
    page.get_by_text("OpenAI, or like it").click()
    for field, value in {"#model": "gpt-test", "#url": f"{provider.root}/v1", "#key": KEY, "#price": "3/15"}.items():
        page.locator(field).fill(value)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Zx9Q", exact=True)).to_be_visible()
    assert KEY not in page.content()
    look(page)
    page.get_by_role("link", name="Go on to the PRD").click()
    page.get_by_role("button", name="Begin with the questions").click()
    page.locator("textarea").first.fill("Those who lose data come first.")
    look(page)
    page.get_by_role("button", name="Go on to what it would cost").click()
    expect(page.locator(".totals b").first).to_contain_text("$")
    page.get_by_text("Exactly what will be sent").click()
    expect(page.get_by_label("The data")).to_contain_text("Those who lose data come first.")
    look(page)
    assert provider.requests == []

    provider.says(Status(429, "{}", {"Retry-After": "50"}))
    page.get_by_role("button", name="Send it").click()
    expect(page.locator(".trouble")).to_contain_text("wait 50 seconds, as it asks", timeout=FIRST)
    look(page)
    model = Slowly()
    provider.says(model)
    page.get_by_role("button", name="Send it again").click()
    assert model.asked.wait(FIRST / 1000)
    assert model.gates[0].reached.wait(FIRST / 1000)
    expect(page.locator(".written .now")).to_contain_text("sentence", timeout=FIRST)
    look(page)
    here = page.url
    page.goto(server.base + "/week/")
    page.goto(here)
    expect(page.locator(".written .now")).to_contain_text("sentence")
    model.gates[0].opened.set()
    expect(page.get_by_role("heading", name="What the model proposes")).to_be_visible(timeout=FIRST)
    expect(page.locator("#invented .kinds")).to_contain_text("words nobody said")
    page.locator("#section-questions .compare summary").click()
    page.locator("#invented summary").click()
    look(page)

    decide_by_keyboard(page)
    expect(page.locator("#section-problem")).to_contain_text("accepted by")
    expect(page.locator("#section-why-now")).to_contain_text("dismissed by")
    added = read_prd(page, prd)
    assert "4 items are about this" in added
    assert not any(words in added for words in ("leaving in May", "84 accounts", "Maria, a compliance"))
    page.goto(here)
    for section in ("why-now", "problem"):
        page.keyboard.press("Control+z")
        expect(page.locator(f"#section-{section} [data-do=accept]")).to_be_visible()
    assert read_prd(page, prd) == before

    page.goto(server.base + "/prds/model/ledger")
    expect(page.locator("table.ledger tbody tr").first).to_contain_text("answered")
    look(page)
    page.goto(server.base + "/prds/model")
    page.get_by_role("button", name="Switch it off and forget the key").click()
    expect(page.get_by_text("Off. Nothing leaves this machine.")).to_be_visible()
    assert not (server.folder / "model.json").exists()


def decide_by_keyboard(page: Page) -> None:
    """n, y, x: the section that has the focus is accepted, the next one dismissed."""
    page.keyboard.press("n")
    expect(page.locator("#section-problem [data-open]")).to_be_focused()
    page.keyboard.press("y")
    expect(page.locator("#section-problem.settled")).to_be_visible()
    page.keyboard.press("n")
    expect(page.locator("#section-why-now [data-open]")).to_be_focused()
    page.keyboard.press("x")
    expect(page.locator("#section-why-now.settled")).to_be_visible()
