"""The frame around every page: the palette, the keys, the tabs, the toast; with the keyboard alone."""

from __future__ import annotations

import re

from playwright.sync_api import expect

LIST = """
document.querySelector("#main").innerHTML = `
  <h1>A list</h1><input data-filter aria-label="Filter">
  <a href="/prds/write" data-create>New one</a>
  <button data-key="v">Move <kbd>v</kbd></button>
  <ul>${[1, 2, 3].map((n) => `<li data-line id="line-${n}">
    <input type="checkbox" data-select aria-label="Select ${n}">
    <a data-open href="#opened-${n}">Line ${n}</a>
    <button data-key="m" data-n="${n}">Mark</button></li>`).join("")}</ul>`;
window.pressed = [];
document.querySelectorAll("button[data-key]").forEach((button) =>
  button.addEventListener("click", () => pressed.push(button.dataset.key + (button.dataset.n ?? ""))));
"""


def open_palette(page, typed: str = "") -> None:
    page.keyboard.press("Control+k")
    expect(page.locator("#palette")).to_be_visible()
    page.locator("#palette-found a.hit").first.wait_for()
    page.keyboard.type(typed)


def test_the_palette_finds_a_prd_and_enter_opens_it(open_page):
    page = open_page("/discovery/")
    open_palette(page, "customs declarations")
    expect(page.locator("#palette-found")).to_contain_text("its title says so")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#palette input")).to_be_focused()
    page.locator("#palette-found a[href^='/prds/prd']").first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/prds/prd-"))


def test_the_palette_goes_to_places_offers_what_was_open_before_and_gives_the_focus_back(open_page, server):
    page = open_page("/prds/write")
    page.goto(server.base + "/prds/")
    page.locator("main a[data-line]").first.focus()
    open_palette(page)
    expect(page.locator("#palette [data-recent]")).to_contain_text("Write a PRD")
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()
    expect(page.locator("main a[data-line]").first).to_be_focused()
    open_palette(page, "to sort")
    expect(page.locator("#palette-found .first")).to_contain_text("To sort")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/discovery/$"))


def test_g_and_a_letter_go_to_the_places_of_the_rail(open_page):
    page = open_page("/mine")
    page.locator("h1").click()
    page.keyboard.press("g")
    page.keyboard.press("p")
    expect(page).to_have_url(re.compile(r"/prds/$"))
    page.keyboard.press("g")
    page.keyboard.press("d")
    expect(page.locator(".rail [aria-current]")).to_have_text("Discovery")


def test_a_list_gets_its_keys_from_what_its_markup_says(open_page):
    page = open_page("/prds/")
    page.evaluate(LIST)
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("#line-2 a")).to_be_focused()
    page.keyboard.press("x")
    expect(page.locator("#line-2 input")).to_be_checked()
    page.keyboard.press("m")
    page.keyboard.press("v")
    assert page.evaluate("pressed") == ["m2", "v"]
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#opened-1"))
    page.keyboard.press("/")
    expect(page.locator("[data-filter]")).to_be_focused()
    page.keyboard.type("jx")
    expect(page.locator("[data-filter]")).to_have_value("jx")
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    expect(page).to_have_url(re.compile("/prds/write"))


def test_the_list_of_keys_says_what_applies_on_this_page(open_page):
    page = open_page("/prds/")
    page.evaluate(LIST)
    page.keyboard.press("?")
    keys = page.locator("#keys")
    expect(keys).to_contain_text("move")
    expect(keys).to_contain_text("filter")
    expect(keys).to_contain_text("select it")
    page.keyboard.press("Escape")
    page.goto(page.url.split("#")[0].replace("/prds/", "/mine"))
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(keys).to_be_visible()
    expect(keys).not_to_contain_text("On this page", use_inner_text=True)
    expect(keys).not_to_contain_text("select it", use_inner_text=True)


def test_single_keys_can_be_switched_off_for_good(open_page):
    page = open_page("/prds/")
    page.keyboard.press("?")
    page.get_by_label("Single keys are on").uncheck()
    page.reload()
    page.keyboard.press("j")
    expect(page.locator("main a[data-line]").first).not_to_be_focused()
    page.keyboard.press("Control+k")
    expect(page.locator("#palette")).to_be_visible()


def test_an_answer_that_names_its_change_brings_the_toast_and_undo(open_page):
    page = open_page()
    page.locator(".row[data-waits] [data-do=accept]").first.click()
    toast = page.locator("#toast")
    expect(toast).to_contain_text("Accepted a line")
    change = page.locator("#toast [name=change]").get_attribute("value")
    page.evaluate("document.getElementById('toast').replaceChildren()")
    page.evaluate(f"htmx.trigger(document.body, 'throughline-done', {{change: {change}}})")
    expect(toast).to_contain_text("Accepted a line")
    toast.get_by_role("button", name="Undo").click()
    expect(toast).to_contain_text("Undone")


def test_undo_shows_the_page_as_it_is_again_and_still_says_so(open_page):
    page = open_page("/strategy/tree/goal")
    page.get_by_label("Title").fill("Fewer manual workarounds at month end")
    page.get_by_role("button", name="Add").click()
    expect(page.locator("main")).to_contain_text("Fewer manual workarounds")
    page.keyboard.press("Control+z")
    expect(page.locator("#toast")).to_contain_text("Undone")
    expect(page.locator("main")).not_to_contain_text("Fewer manual workarounds")


def test_the_entry_key_stays_neither_in_the_address_nor_in_the_history(open_page):
    page = open_page()
    assert "key=" not in page.url
    assert page.evaluate("history.length") <= 2
    assert "key=" not in page.evaluate("performance.getEntriesByType('navigation')[0].name")


def test_everything_is_found_without_a_script(open_page):
    page = open_page("/search", java_script_enabled=False)
    page.get_by_label("Search everything").fill("customs")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    expect(page.locator("#found .hits", has_text="PRDs")).to_have_count(1)
    expect(page.locator("#found mark").first).to_be_visible()
