"""A calendar is given, one key corrects an event, and a secret address is made: in a real browser."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.test_every_page import name_faults
from tests.rhythm.timing.calendars import invite, write, write_event

OWN = "dana@here.example"


@pytest.fixture
def calendar(tmp_path: Path) -> Path:
    """Last week's meetings of somebody called Dana, one with a very long name."""
    monday = datetime.now(UTC) - timedelta(days=datetime.now(UTC).weekday() + 7)
    titles = ["User interview Jonas", "Kestrel", "Kestrel two", "Standup", f"Roadmap{'andmoreofit' * 12}"]
    people = (invite(OWN), invite("lou@here.example"))
    events = [
        write_event(*people, uid=title[:9] + str(n), title=title, start=f":{monday + timedelta(days=n):%Y%m%d}T090000Z")
        for n, title in enumerate(titles)
    ]
    path = tmp_path / "dana.ics"
    path.write_bytes(write(*events, head=f"X-WR-CALNAME:{OWN}\n"))
    return path


def test_one_key_corrects_an_event_and_what_is_like_it_and_undo_takes_it_back(open_page, calendar: Path):
    page = open_page("/week/")
    page.get_by_role("link", name="Time", exact=True).click()
    if page.get_by_text("Import it again").is_visible():
        page.get_by_text("Import it again").click()
    page.get_by_label("Your calendar's .ics file").set_input_files(calendar)
    page.get_by_role("button", name="Read it").click()
    expect(page.locator(".toast")).to_contain_text("Imported a calendar")
    for _ in range(2):
        page.keyboard.press("j")
    line = page.locator("[data-line]:focus-within")
    expect(line).to_contain_text("Kestrel")
    page.keyboard.press("5")
    expect(page.locator("[data-line]", has_text="Kestrel two").locator(".kind")).to_contain_text("Launch")
    expect(line).to_contain_text("you said so")
    expect(page.locator(".toast")).to_contain_text("as launch")
    page.keyboard.press("Control+z")
    expect(page.locator("[data-line]", has_text="Kestrel two").locator(".kind")).to_contain_text("Alignment")
    page.keyboard.press("j")
    check_every_look(page)


def check_every_look(page) -> None:
    """Axe finds nothing in either look with a line open, and a phone shows it without scrolling sideways."""
    for look in ("light", "dark"):
        page.emulate_media(color_scheme=look, reduced_motion="reduce")
        assert name_faults(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_secret_address_is_made_shown_and_closed(open_page, server):
    page = open_page("/week/feed/")
    page.get_by_label("For which calendar").fill("Phone")
    page.get_by_role("button", name="Make an address").click()
    address = page.get_by_label("The address", exact=True).input_value()
    assert page.context.request.get(address).status == 200
    assert name_faults(page) == []
    page.get_by_role("button", name="Close Phone").click()
    expect(page.locator(".toast")).to_contain_text("Closed a calendar address")
    assert page.context.request.get(address).status == 404
