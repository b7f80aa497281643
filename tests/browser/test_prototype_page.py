"""A prototype's page in a real browser: it opens from a disk, asks for nothing, runs nothing that was put into it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from throughline.specification.edge_cases.reading import outline_any
from throughline.specification.rules.prototyping import (
    Prototype,
    build_prototype,
    describe_prototype,
    pack_prototype,
    read_answers,
    read_prototype,
    render_prototype,
)

pytestmark = pytest.mark.browser
CLINIC = """# Pawline
## Stories
### S1 Schedule
As a pet owner, I want to schedule an appointment with pet, species, symptoms, date, time and consent.
- Given the slot was taken in the meantime, when the owner confirms, then three other slots are offered.
### S2 Day sheet
As a vet, I want to see all appointments of the day.
- Given no appointments are left, when the sheet is opened, then “The waiting room is empty” is shown.
### S3 Cancel
As a pet owner, I want to cancel an appointment.
### S4 Pay
As a pet owner, I want to pay the invoice for a treatment by card.
### S5 Upload
As a vet, I want to upload an X-ray image.
### S6 Chat
As a pet owner, I want to send a message to the vet so that I need not call.
### S7 Remind
As a pet owner, I want to be reminded when a vaccination is due.
### S8 Busy
As a vet, I want to see how busy each day is on a dashboard.
### S9 Enter
As a vet, I want to log in.
### S10 Hours
As a vet, I want to change my notification settings.
### S11 Decide
As a manager, I want to approve refunds.
"""
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def clinic() -> Prototype:
    return build_prototype(outline_any(CLINIC), seed="clinic")


@pytest.fixture
def open_file(chromium: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens a page from the disk and fails where it raised an error, said something or asked for anything."""
    contexts: list[Any] = []
    said: list[str] = []

    def open_(html: str, place: str = "", **options: Any) -> Any:
        path = tmp_path / "prototype.html"
        path.write_text(html, encoding="utf-8")
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8_000)
        page.on("pageerror", lambda error: said.append(f"error {error}"))
        page.on("console", lambda message: said.append(f"console {message.text}"))
        page.on("dialog", lambda dialog: (said.append("dialog"), dialog.dismiss()))
        page.on("request", lambda r: said.append(r.url) if not r.url.startswith(path.as_uri()) else None)
        page.goto(f"{path.as_uri()}{place}")
        page.wait_for_selector("main")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert said == []


def go(page: Any, screen: str, state: str = "ideal") -> None:
    page.evaluate("place => { location.hash = place }", f"{screen}/{state}")
    page.wait_for_selector(f"main.state-{state}")


@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_nothing_in_any_state_and_nothing_scrolls_sideways(clinic: Prototype, open_file: Open, look: str):
    page = open_file(render_prototype(clinic), color_scheme=look, reduced_motion="reduce")
    rules = {"runOnly": {"type": "rule", "values": ["color-contrast"]}} if look == "dark" else {}
    faults: list[str] = []
    for screen, state in clinic.states:
        go(page, screen.id, state.id.value)
        found = Axe().run(page, options={"resultTypes": ["violations"], **rules}).response["violations"]
        faults += [f"{screen.id}/{state.id} {v['id']} {n['html'][:120]}" for v in found for n in v["nodes"]]
        page.set_viewport_size({"width": 320, "height": 640})
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            faults.append(f"{screen.id}/{state.id} is wider than 320")
        page.set_viewport_size({"width": 1280, "height": 720})
    assert faults == []


def test_axe_finds_nothing_beside_the_product(clinic: Prototype, open_file: Open):
    page = open_file(render_prototype(clinic), reduced_motion="reduce")
    page.click(".tally")
    faults: list[str] = []
    for tab in ("map", "matrix", "gaps", "names", "answers"):
        page.click(f"#tab-{tab}")
        faults += [f"{tab} {v['id']}" for v in Axe().run(page).response["violations"]]
    assert faults == []


def test_the_page_says_how_much_is_covered_and_leads_to_every_open_state(clinic: Prototype, open_file: Open):
    page = open_file(render_prototype(clinic))
    page.click(".where")
    assert f"{len(clinic.states)} states, 2 specified" in page.inner_text(".sum-up")
    page.click(".map .state.open >> nth=2")
    assert page.locator(".asks.hatched, .asks").count() == 1
    page.click("#tab-matrix")
    assert page.locator(".matrix .hit:not(.open)").count() == 2


def test_the_switches_bring_the_cases_that_nobody_asked_for(clinic: Prototype, open_file: Open):
    page = open_file(render_prototype(clinic), "#appointment_list/ideal")
    assert page.locator("tbody tr").count() == 12
    for name, value, state in (
        ("amount", "none", "empty"),
        ("amount", "typical", "ideal"),
        ("network", "fails", "error"),
    ):
        page.select_option(f"select[name={name}]", value)
        page.wait_for_selector(f"main.state-{state}")
    page.select_option("select[name=network]", "ok")
    page.select_option("select[name=amount]", "huge")
    page.wait_for_selector(".pager")
    assert "1,000" in page.inner_text(".pager")


def test_a_form_that_is_sent_becomes_the_first_row(clinic: Prototype, open_file: Open):
    page = open_file(render_prototype(clinic), "#appointment_form/ideal")
    page.fill("#f-pet", "Ödön the Great")
    page.click(".form button.main")
    page.wait_for_selector("main.list")
    assert "Ödön the Great" in page.inner_text("tbody tr:first-child")
    assert "Schedule appointment" in page.inner_text("#toast")


def test_what_is_cancelled_is_asked_about_first_and_then_shown_as_cancelled(clinic: Prototype, open_file: Open):
    page = open_file(render_prototype(clinic), "#appointment_list/ideal")
    page.select_option("select[name=role]", "pet_owner")
    page.click("tbody tr:nth-child(2) button.name")
    page.click("main .title button:has-text('Cancel appointment')")
    page.click(".dialog button.main")
    page.wait_for_selector("main .chip:has-text('Cancelled')")


def test_everything_can_be_done_with_the_keyboard(clinic: Prototype, open_file: Open):
    page = open_file(render_prototype(clinic), "#appointment_list/ideal")
    page.select_option("select[name=role]", "pet_owner")
    page.focus("tbody tr:first-child button.name")
    page.keyboard.press("Enter")
    page.wait_for_selector("main.detail")
    assert page.evaluate("document.activeElement.tagName") == "H1"
    page.focus("main .title button:has-text('Cancel appointment')")
    page.keyboard.press("Enter")
    page.wait_for_selector(".dialog")
    page.keyboard.press("Escape")
    page.wait_for_selector("main.state-ideal")


def test_answers_and_names_are_kept_and_taken_away(clinic: Prototype, open_file: Open, tmp_path: Path):
    page = open_file(render_prototype(clinic), "#appointment_list/loading")
    page.fill(".ask textarea >> nth=0", "Grey rows, at most five seconds.")
    page.click(".ask form button >> nth=0")
    page.wait_for_selector(".ask.done")
    page.click("[aria-label='✎']")
    page.fill(".names label:has-text('entity:appointment') input", "visit")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Visits')")
    page.click("#tab-answers")
    with page.expect_download() as taken:
        page.click(".take .main")
    saved = tmp_path / "answers.json"
    taken.value.save_as(saved)
    answers, renames = read_answers(json.loads(saved.read_text(encoding="utf-8")))
    assert [(a.screen, a.state, a.story, a.text) for a in answers] == [
        ("appointment_list", "loading", "S2", "Grey rows, at most five seconds.")
    ]
    assert renames == {"entity:appointment": "visit"}


def test_a_name_is_changed_where_it_stands(clinic: Prototype, open_file: Open):
    page = open_file(render_prototype(clinic), "#appointment_form/ideal")
    page.click("[aria-label='✎']")
    page.click("label[for=f-species]")
    page.fill(".rename-box", "Kind of animal")
    page.keyboard.press("Enter")
    page.wait_for_selector("label:has-text('Kind of animal')")


FRAME = """<!doctype html><title>host</title><script>
window.heard = [];
addEventListener("message", (event) => window.heard.push(event.data));
</script><iframe sandbox="allow-scripts" src="prototype.html#appointment_list/ideal"></iframe>"""


@pytest.fixture
def serve() -> Iterator[Callable[[Path], str]]:
    """Serves a folder on this machine."""
    servers: list[ThreadingHTTPServer] = []

    def serve_(folder: Path) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
        servers.append(server)
        Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield serve_
    for server in servers:
        server.shutdown()
        server.server_close()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def test_in_a_frame_it_tells_its_host_where_one_is_and_goes_where_it_is_sent(
    clinic: Prototype, chromium: Any, tmp_path: Path, serve: Callable[[Path], str]
):
    (tmp_path / "prototype.html").write_text(render_prototype(clinic), encoding="utf-8")
    (tmp_path / "host.html").write_text(FRAME, encoding="utf-8")
    page = chromium.new_page()
    page.goto(f"{serve(tmp_path)}/host.html")
    page.wait_for_function("heard.some((told) => told.kind === 'ready')")
    send = """(place) => document.querySelector("iframe").contentWindow.postMessage(
        {to: "throughline-prototype", kind: "go", ...place}, "*")"""
    page.evaluate(send, {"screen": "appointment_list", "state": "loading"})
    page.wait_for_function("heard.some((told) => told.kind === 'at' && told.state === 'loading')")
    frame = page.frames[1]
    frame.fill(".ask textarea >> nth=0", "Grey rows.")
    frame.click(".ask form button >> nth=0")
    page.wait_for_function("heard.some((told) => told.kind === 'answer')")
    told = page.evaluate("heard.find((told) => told.kind === 'answer')")
    page.close()
    assert told == {
        "from": "throughline-prototype",
        "kind": "answer",
        "screen": "appointment_list",
        "state": "loading",
        "case": "ST-02",
        "story": "S2",
        "text": "Grey rows.",
    }


HOSTILE = (
    "</script><script>alert(1)</script>",
    '"><img src=https://example.org/x onerror=alert(1)>',
    "javascript:alert(1)",
    "<!--<script>",
    "\u2028alert(1)\u2029",
    "{{constructor.constructor('alert(1)')()}}",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stand_on_the_page_as_words(clinic: Prototype, open_file: Open, words: str):
    """Past every check: the words stand in the model that is drawn, in each of its texts."""
    packed = deepcopy(pack_prototype(clinic))
    spoil(packed, words)
    hostile = read_prototype(packed)
    page = open_file(render_prototype(hostile))
    for screen, state in hostile.states:
        go(page, screen.id, state.id.value)
    page.click(".tally")
    for tab in ("map", "matrix", "gaps", "names", "answers"):
        page.click(f"#tab-{tab}")
    assert page.locator("img, iframe, object, embed, a[href], base, link, form[action]").count() == 0
    assert page.locator("script").count() == 2


FIXED = {
    *("id", "type", "kind", "ref", "status", "event", "from", "to", "from_state", "to_state"),
    *("entity", "screen", "state", "story", "case", "role", "emphasis"),
}
"""Keys whose values are ids or words of the schema; a checked model cannot have others there."""


def spoil(told: Any, words: str, key: str = "") -> None:
    """Put the words into every free text of a packed prototype, in place."""
    for name in list(told) if isinstance(told, dict) else range(len(told)):
        value = told[name]
        if isinstance(value, dict | list):
            spoil(value, words, str(name))
        elif isinstance(value, str) and (name not in FIXED if isinstance(told, dict) else key in {"options", "events"}):
            told[name] = f"{value} {words}"


def test_a_text_of_five_megabytes_is_shown_or_cut_and_runs_nothing(clinic: Prototype, open_file: Open):
    packed = deepcopy(pack_prototype(clinic))
    packed["model"]["title"] = "x" * 5_000_000
    page = open_file(render_prototype(read_prototype(packed)))
    assert len(page.inner_text(".brand")) < 100


def test_the_policy_stands_first_and_allows_nothing_but_its_own_script_and_style(clinic: Prototype, open_file: Open):
    html = render_prototype(clinic)
    head = html[: html.index("<style")]
    assert head.index("Content-Security-Policy") < head.index("charset")
    assert "default-src &#x27;none&#x27;" in head
    page = open_file(html)
    page.evaluate("""() => { const s = document.createElement("script"); s.textContent = "window.ran = 1";
        s.dataset.test = "1"; }""")
    assert page.evaluate("typeof window.ran") == "undefined"
    assert "localStorage" not in html
    assert "innerHTML" not in html


def test_a_page_of_twenty_stories_is_light(clinic: Prototype):
    lines = [
        f"As a {role}, I want to {verb} {thing} with name, date, price, status and notes."
        for role in ("clerk", "buyer")
        for verb in ("create", "see all", "approve", "delete", "export")
        for thing in ("orders", "invoices")
    ]
    told = (f"### S{n}\n{line}\n- When it fails, then it is said." for n, line in enumerate(lines, 1))
    text = "\n".join(["# Much", "## Stories", *told])
    prototype = build_prototype(outline_any(text))
    assert len(prototype.places) == 20
    assert len(render_prototype(prototype).encode()) <= 300_000
    assert describe_prototype(prototype)["version"] == 1
