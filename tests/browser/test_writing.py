"""Writing in a PRD: saved as typed, added, put in another order, discussed; by keyboard and by mouse."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def open_story(page: Page):
    """The first story of the sample's PRD."""
    return page.locator(".block.story").first


def labels_of(story) -> list[str]:
    return story.locator(".row > code").all_inner_texts()


def test_what_is_typed_is_saved_at_a_pause_and_one_undo_takes_all_of_it_back(open_page):
    page = open_page()
    row = page.locator(".row.i, .row.n:not(tr)").first
    id_, before = row.get_attribute("id"), row.locator("[data-evidence]").inner_text()
    row.locator("[data-evidence]").focus()
    page.keyboard.press("e")
    field = page.locator("form.editing textarea")
    field.fill("Some first words")
    expect(page.locator(".saved")).to_have_text("Saved")
    field.press_sequentially(" and some more")
    expect(page.locator(".saved")).to_have_text("…")
    expect(page.locator(".saved")).to_have_text("Saved")
    page.reload()
    expect(page.locator(f"#{id_} [data-evidence]")).to_have_text("Some first words and some more")
    page.locator(f"#{id_} [data-evidence]").focus()
    page.keyboard.press("Control+z")
    expect(page.locator(f"#{id_} [data-evidence]")).to_have_text(before)


def test_esc_takes_back_what_was_saved_while_typing(open_page):
    page = open_page()
    row = page.locator(".row.n:not(tr)").first
    id_, before = row.get_attribute("id"), row.locator("[data-evidence]").inner_text()
    row.locator("[data-evidence]").focus()
    page.keyboard.press("e")
    page.locator("form.editing textarea").fill("Not meant")
    expect(page.locator(".saved")).to_have_text("Saved")
    page.keyboard.press("Escape")
    expect(page.locator("form.editing")).to_have_count(0)
    expect(page.locator(f"#{id_} [data-evidence]")).to_have_text(before)


def test_a_criterion_is_added_below_its_story_and_the_next_can_follow_at_once(open_page):
    page = open_page()
    story = open_story(page)
    count = len(labels_of(story))
    story.locator(".row.item [data-evidence]").first.focus()
    page.keyboard.press("c")
    for words in ("Given a first case, when it is tried, then it works", "Given a second, when tried, then it fails"):
        field = page.locator("form.adding textarea")
        expect(field).to_be_focused()
        field.fill(words)
        page.keyboard.press("Control+Enter")
        expect(open_story(page)).to_contain_text(words)
    expect(page.locator("form.adding textarea")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("form.adding")).to_have_count(0)
    labels = labels_of(open_story(page))
    assert len(labels) == count + 2
    assert len(set(labels)) == len(labels)


def test_a_criterion_moves_up_by_key_and_keeps_its_name(open_page):
    page = open_page()
    before = labels_of(open_story(page))
    row = open_story(page).locator(".row.item").last
    id_ = row.get_attribute("id")
    row.locator("[data-evidence]").focus()
    page.keyboard.press("Shift+K")
    swapped = [*before[:-2], before[-1], before[-2]]
    expect(open_story(page).locator(".row > code")).to_have_text(swapped)
    expect(page.locator(f"#{id_} [data-evidence]")).to_be_focused()
    page.keyboard.press("Control+z")
    expect(open_story(page).locator(".row > code")).to_have_text(before)


def test_a_story_is_dragged_before_another_one(open_page):
    page = open_page(viewport={"width": 1440, "height": 5000})
    heads = page.locator(".head .nr")
    before = heads.all_inner_texts()
    page.locator("[data-story]").nth(1).drag_to(page.locator("[data-story]").first, target_position={"x": 30, "y": 2})
    expect(heads).to_have_text([before[1], before[0], *before[2:]])
    page.keyboard.press("Control+z")
    expect(heads).to_have_text(before)


def test_a_story_is_added_renamed_and_given_a_priority(open_page):
    page = open_page()
    page.locator("#add-stories a").click()
    page.locator("#add-stories input[name=title]").fill("Know it before the border")
    page.locator("#add-stories textarea").fill("As a dispatcher, I want to see what is missing, so that I can mend it.")
    page.locator("#add-stories button").click()
    story = page.locator(".block.story").last
    expect(story.locator("h3")).to_contain_text("Know it before the border")
    expect(story).to_contain_text("As a dispatcher")
    expect(page.locator("form.adding :focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("form.adding")).to_have_count(0)
    story.locator("h3 a").click()
    page.locator("textarea.h3").fill("Know it in time")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".block.story").last.locator("h3")).to_contain_text("Know it in time")
    page.locator(".block.story").last.locator("summary").click()
    page.get_by_role("button", name="Priority P2").last.click()
    expect(page.locator(".block.story").last.locator(".priority")).to_have_text("P2")


def test_a_comment_proposes_words_and_becomes_a_change(open_page):
    page = open_page()
    row = open_story(page).locator(".row.item").first
    id_ = row.get_attribute("id")
    row.locator("[data-evidence]").click()
    panel = page.locator("#panel")
    panel.get_by_text("Propose other words").click()
    panel.locator("textarea[name=proposes]").last.fill("Given a case, when it is tried again, then it is refused")
    panel.get_by_role("button", name="Comment").click()
    expect(page.locator(f"#{id_} .said")).to_have_text("1")
    panel.get_by_role("button", name="Take these words").click()
    expect(page.locator(f"#{id_} [data-evidence]")).to_have_text(
        "Given a case, when it is tried again, then it is refused"
    )
    expect(page.locator(f"#{id_} .said")).to_have_count(0)
    expect(panel.locator(".thread").last).to_contain_text("became a change")


def test_the_tech_lead_is_invited_by_a_link_and_the_gate_opens(open_page):
    page = open_page()
    gate = page.locator(".gate")
    gate.locator("summary").click()
    expect(gate).to_contain_text("Engineering is invited")
    page.locator(".ask summary").click()
    page.locator(".ask input[name=name]").fill("Ravi Iyer")
    page.locator(".ask button").click()
    expect(page.locator(".people")).to_contain_text("Ravi Iyer")
    expect(page.locator(".invited input")).to_have_value(re.compile(r"/enter/\S+\?to=/prds/"))
    expect(page.locator(".gate summary")).not_to_contain_text("to do")
