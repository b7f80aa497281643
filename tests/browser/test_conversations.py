"""Conversations: words marked where they stand by mouse and by keyboard alone, undone, and read again."""

from __future__ import annotations

import re

from playwright.sync_api import expect

LIST = "/discovery/conversations/"


def open_talk(open_page, name: str, **options):
    """The transcript of one conversation of the sample, from the list."""
    page = open_page(LIST, **options)
    page.get_by_role("link", name=re.compile(name)).first.click()
    page.locator("#turns .words").first.wait_for()
    return page


def find_unmarked(page):
    """A customer's turn in which nothing is marked yet."""
    number = page.locator(".t:not(.asks):not(:has(mark))").nth(2).get_attribute("id")
    return page.locator(f"#{number} [data-words]")


def select(page, turn, words: int) -> str:
    """Drag the mouse over the first `words` words of a turn; what was selected."""
    box = turn.evaluate(
        """(turn, words) => {
            const text = turn.firstChild, range = document.createRange();
            const end = text.data.split(" ").slice(0, words).join(" ").length;
            range.setStart(text, 0); range.setEnd(text, end);
            const [first, last] = [range.getClientRects()[0], [...range.getClientRects()].at(-1)];
            return [first.left + 1, first.top + first.height / 2, last.right, last.top + last.height / 2];
        }""",
        words,
    )
    page.mouse.move(box[0], box[1])
    page.mouse.down()
    page.mouse.move(box[2], box[3], steps=6)
    page.mouse.up()
    return page.evaluate("getSelection().toString().trim()")


def test_selected_words_become_evidence_where_they_stand_and_undo_takes_it_away(open_page):
    page = open_talk(open_page, "Hollenbruck")
    turn, before = find_unmarked(page), page.locator("#marks-count").inner_text()
    said = select(page, turn, 5)
    assert len(said) > 8
    expect(page.locator("#marker")).to_be_visible()
    page.keyboard.press("p")
    expect(page.locator("#marker [data-find]")).to_be_focused()
    page.keyboard.type("Knowing who changed what")
    expect(page.locator("#marker .found .first")).to_contain_text("Knowing who changed what")
    page.keyboard.press("Enter")
    mark = page.locator(".t mark.k-pain").first
    expect(mark).to_have_text(said)
    expect(page.locator("#marker")).to_be_hidden()
    expect(page.locator("#marks-count")).to_have_text(str(int(before or 0) + 1))
    page.locator("#toast").get_by_role("button", name="Undo").click()
    expect(page.locator(".t mark.k-pain")).to_have_count(0)
    expect(page.locator("#marks-count")).to_have_text(before)
    page.reload()
    expect(page.locator(".t mark.k-pain")).to_have_count(0)


def test_whoever_asks_is_refused_in_a_sentence_before_anything_is_sent(open_page):
    page = open_talk(open_page, "Hollenbruck")
    select(page, page.locator(".t.asks [data-words]").first, 4)
    expect(page.locator("#marker")).to_contain_text("never a customer’s evidence")
    expect(page.locator("#marker .kinds")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator("#marker")).to_be_hidden()


def test_a_selection_over_several_turns_marks_each_customers_turn_and_leaves_out_whoever_asks(open_page):
    page = open_talk(open_page, "Hollenbruck")
    page.evaluate(
        """() => {
            const [first, second] = document.querySelectorAll(".t:not(.asks) [data-words]");
            getSelection().setBaseAndExtent(first, 0, second, second.childNodes.length);
        }"""
    )
    expect(page.locator("#marker [data-when-mixed]")).to_be_visible()
    page.keyboard.press("6")
    page.keyboard.press("Enter")
    expect(page.locator(".t mark.k-question")).to_have_count(2)
    expect(page.locator(".t.asks mark")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(page.locator(".t mark.k-question")).to_have_count(0)


def test_a_sentence_is_marked_and_its_mark_taken_away_by_keyboard_alone(open_page):
    page = open_page(LIST)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.locator("#turns .words").first.wait_for()
    for _ in range(4):
        page.keyboard.press("j")
    turn = page.locator(".t:has(.at:focus)")
    words = turn.locator(".words").inner_text()
    page.keyboard.press("m")
    expect(page.locator("#panel.open .sentences, #panel.open .note").first).to_be_visible()
    if page.locator("#panel.open .note").count():
        page.keyboard.press("j")
        page.locator("#panel.open .sentences").wait_for()
        words = page.locator(".t:has(.at.on) .words").inner_text()
    page.keyboard.press("2")
    expect(page.locator("#panel.open [data-find]")).to_be_focused()
    expect(page.locator("#panel.open .found .first")).to_have_text("No opportunity yet")
    page.keyboard.press("Enter")
    expect(page.locator(".t mark.k-need")).to_have_text(words)
    expect(page.locator("#panel.open")).to_have_count(0)
    expect(page.locator(".t .at:focus")).to_have_count(1)
    page.keyboard.press("Control+z")
    expect(page.locator(".t mark.k-need")).to_have_count(0)


def test_the_pages_of_a_conversation_fit_a_phone_and_axe_finds_nothing(open_page):
    from tests.browser.test_every_page import name_faults

    page = open_talk(open_page, "Maridal", viewport={"width": 320, "height": 800}, reduced_motion="reduce")
    base, faults, wide = page.url.split("?")[0].split("#")[0], {}, {}
    for part in ("", "snapshot", "review", "speakers", "turns/3"):
        page.goto(base + part)
        faults[part] = name_faults(page)
        wide[part] = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert {part: found for part, found in faults.items() if found} == {}
    assert {part: over for part, over in wide.items() if over > 0} == {}
