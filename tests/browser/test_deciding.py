"""Accept, edit, reject, undo; and what happens to a quote or a number when a digit is changed."""

from __future__ import annotations

import re

from playwright.sync_api import expect

WAITING = ".row[data-waits]:has([data-do=accept])"


def settled(page) -> int:
    return int(re.match(r"(\d+) of", page.locator("#settle .num").inner_text()).group(1))


def focus(page, row) -> None:
    row.locator("[data-evidence]").first.focus()


def test_one_key_accepts_a_proposal_the_box_shrinks_and_undo_brings_it_back(open_page):
    page = open_page()
    before = settled(page)
    row = page.locator(WAITING).first
    id_ = row.get_attribute("id")
    focus(page, row)
    page.keyboard.press("y")
    expect(page.locator(f"#{id_}")).not_to_have_attribute("data-waits", "")
    expect(page.locator("#settle .num")).to_contain_text(f"{before + 1} of")
    expect(page.locator("#toast")).to_contain_text("Accepted a line")
    page.keyboard.press("Control+z")
    expect(page.locator(f"#{id_}")).to_have_attribute("data-waits", "")
    expect(page.locator("#settle .num")).to_contain_text(f"{before} of")


def test_a_rejected_line_is_listed_with_its_reason_and_can_be_put_back(open_page):
    page = open_page()
    row = page.locator(WAITING).last
    id_ = row.get_attribute("id")
    words = row.locator("[data-evidence]").inner_text()
    focus(page, row)
    page.keyboard.press("x")
    expect(page.locator(f"#{id_}")).to_have_count(0)
    page.locator("#refused summary").click()
    refused = page.locator("#refused li", has_text=words[:40])
    expect(refused).to_contain_text("Rejected by")
    refused.get_by_role("button").click()
    expect(page.locator(f"#{id_}")).to_have_attribute("data-waits", "")


def edit(page, row, change) -> None:
    focus(page, row)
    page.keyboard.press("e")
    field = page.locator("form.editing textarea")
    expect(field).to_be_focused()
    field.fill(change(field.input_value()))
    page.keyboard.press("Control+Enter")


def test_a_changed_digit_is_marked_with_the_right_value_beside_it(open_page):
    page = open_page()
    row = page.locator(".row.n:not(tr)", has_text=re.compile(r": \d+ account")).first
    id_ = row.get_attribute("id")
    right = re.search(r": (\d+) account", row.inner_text()).group(1)
    edit(page, row, lambda text: re.sub(r": \d+ account", ": 97 account", text))
    mark = page.locator(f"#{id_} .mended")
    expect(mark).to_contain_text("The rows do not say this")
    expect(mark.locator("ins")).to_contain_text("97")
    expect(mark).to_contain_text(f"Right, by the rows it counts: {right}")
    expect(page.locator("#settle")).to_contain_text("no longer")
    mark.get_by_role("button").click()
    expect(page.locator(f"#{id_} .mended")).to_have_count(0)
    expect(page.locator(f"#{id_}")).to_contain_text(f": {right} account")


def test_an_edited_quote_stops_being_one_and_what_was_said_stays_beside_it(open_page):
    page = open_page()
    row = page.locator(".row.quoted").first
    id_ = row.get_attribute("id")
    edit(page, row, lambda text: text[:-2] + " indeed" + text[-2:])
    changed = page.locator(f"#{id_}")
    expect(changed.locator(".mended")).to_contain_text("This was a quote")
    expect(changed).to_have_class(re.compile(r"\bj\b"))
    changed.locator(".mended button").click()
    expect(page.locator(f"#{id_}")).to_have_class(re.compile(r"\bq\b"))


def test_esc_leaves_an_edit_and_changes_nothing(open_page):
    page = open_page()
    row = page.locator(WAITING).first
    id_, words = row.get_attribute("id"), row.locator("[data-evidence]").inner_text()
    focus(page, row)
    page.keyboard.press("e")
    page.locator("form.editing textarea").fill("Something else")
    page.keyboard.press("Escape")
    expect(page.locator("form.editing")).to_have_count(0)
    expect(page.locator(f"#{id_} [data-evidence]")).to_have_text(words)


def test_letters_typed_into_a_field_decide_nothing(open_page):
    page = open_page("/prds/write")
    page.locator("#about").fill("")
    page.locator("#about").press_sequentially("yes xylophone")
    expect(page.locator("#about")).to_have_value("yes xylophone")


def test_an_open_target_is_decided_in_its_own_cell(open_page):
    page = open_page()
    row = page.locator("tr[data-waits]:has(.blank)").first
    id_ = row.get_attribute("id")
    focus(page, row)
    page.keyboard.press("e")
    field = page.locator("form.editing input[placeholder]").first
    expect(field).to_be_focused()
    field.fill("under 1 % a week")
    page.keyboard.press("Control+Enter")
    expect(page.locator(f"#{id_} td", has_text="under 1 % a week")).to_have_count(1)
    expect(page.locator(f"#{id_} .blank")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(page.locator(f"#{id_} .blank")).to_have_count(1)
