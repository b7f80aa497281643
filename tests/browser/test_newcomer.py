"""The first minutes: the printed address, the finished PRD, a sentence, its evidence."""

from __future__ import annotations

from playwright.sync_api import expect


def open_first_quote(page):
    link = page.locator(".row.quoted [data-evidence]").first
    link.click()
    expect(page.locator("#panel.open mark").first).to_be_visible()
    return link


def bare(text: str) -> str:
    return " ".join(text.strip('“”" ').split())


def test_the_printed_address_opens_on_a_finished_prd(open_page, server):
    page = open_page()
    expect(page.locator("article.prd h1")).to_be_visible()
    expect(page.get_by_text("Sample data").first).to_be_visible()
    assert page.locator(".row.quoted").count() >= 5
    assert "key=" not in page.url


def test_a_click_on_a_sentence_shows_the_quote_in_its_place_and_esc_closes_it(open_page):
    page = open_page()
    link = open_first_quote(page)
    marked = " ".join(page.locator("#panel mark").all_inner_texts())
    assert bare(marked) == bare(link.inner_text())
    expect(page.locator("#panel .proof")).to_contain_text("Word for word, characters")
    before = page.evaluate("scrollY")
    page.keyboard.press("Escape")
    expect(page.locator("#panel.open")).to_have_count(0)
    assert page.evaluate("scrollY") == before
    assert page.evaluate("document.activeElement.id") == link.get_attribute("id")


def test_the_panel_survives_a_reload_and_is_a_link_one_can_copy(open_page):
    page = open_page()
    link = open_first_quote(page)
    assert page.url.endswith(link.get_attribute("href"))
    page.reload()
    expect(page.locator("#panel.open mark").first).to_be_visible()


def test_a_count_opens_the_rows_it_counted(open_page):
    page = open_page()
    page.locator(".row.n [data-evidence]").first.click()
    panel = page.locator("#panel.open")
    expect(panel.locator(".sum").first).to_be_visible()
    value = int(panel.locator(".sum strong").first.inner_text().replace(",", ""))
    rows = panel.locator(".rows").first.locator("li").count()
    assert rows >= 1
    assert value >= 1


def test_the_keys_move_open_and_close(open_page):
    page = open_page()
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.closest('[data-line]').id")
    page.keyboard.press("j")
    second = page.evaluate("document.activeElement.closest('[data-line]').id")
    assert first != second
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.closest('[data-line]').id") == first
    page.keyboard.press("Enter")
    expect(page.locator("#panel.open h2")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()


def test_single_keys_can_be_switched_off_and_stay_off(open_page):
    page = open_page()
    page.get_by_role("button", name="? Keys").click()
    page.get_by_label("Single keys are on").uncheck()
    page.get_by_role("button", name="Close").click()
    page.reload()
    page.locator("[data-evidence]").first.focus()
    before = page.evaluate("document.activeElement.id")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == before


def test_a_stranger_without_the_link_sees_one_sentence(chromium, server):
    context = chromium.new_context()
    page = context.new_page()
    answer = page.goto(server.base + "/prds/")
    assert answer.status == 403
    expect(page.get_by_role("alert")).to_contain_text("open the link")
    context.close()


def test_everything_can_be_read_and_decided_without_javascript(open_page, server):
    page = open_page(java_script_enabled=False)
    page.locator(".row.quoted [data-evidence]").first.click()
    expect(page.locator("#panel mark").first).to_be_visible()
    page.locator("#panel [data-close]").click()
    row = page.locator(".row[data-waits]:has([data-do=accept])").first
    id_ = row.get_attribute("id")
    row.locator("[data-do=accept]").click()
    expect(page.locator(f"#{id_}")).not_to_have_attribute("data-waits", "")
    page.locator("#toast button").click()
    expect(page.locator(f"#{id_}")).to_have_attribute("data-waits", "")
