"""The tree of goals, opportunities and ideas: by keyboard alone, and by drag."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect


def find_item(page, title: str):
    """The node with this title, without those below it."""
    return page.get_by_role("treeitem", name=title, exact=True)


def add(page, path: str, title: str) -> None:
    page.goto(path)
    page.get_by_label("Title").fill(title)
    page.get_by_role("button", name="Add", exact=True).click()
    page.locator("[role=tree]").wait_for()


def in_focus(page) -> str:
    return page.evaluate("document.activeElement.querySelector(':scope > .node .name')?.textContent ?? ''")


@pytest.fixture
def tree(open_page, server):
    """A page on the tree with one goal and two opportunities under no goal, made by plain forms."""

    def open_tree(goal: str, first: str, second: str):
        page = open_page()
        for path, title in (("goal", goal), ("new", first), ("new", second)):
            add(page, f"{server.base}/strategy/tree/{path}", title)
        return page

    return open_tree


def test_a_tree_is_walked_moved_and_grown_by_keyboard_alone(tree):
    page = tree("Quiet mornings", "Reports are late", "Nobody says that they are late")
    expect(find_item(page, "Nobody says that they are late")).to_be_focused()
    page.keyboard.press("m")
    page.get_by_label("Filter").fill("reports are")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    moved = find_item(page, "Reports are late").locator("[role=treeitem]", has_text="Nobody says")
    expect(moved).to_be_focused()
    page.keyboard.press("ArrowLeft")
    assert in_focus(page) == "Reports are late"
    page.keyboard.press("ArrowLeft")
    expect(moved).to_be_hidden()
    page.reload()
    expect(moved).to_be_hidden()
    find_item(page, "Reports are late").focus()
    page.keyboard.press("ArrowRight")
    expect(moved).to_be_visible()
    page.keyboard.press("i")
    page.get_by_label("Title").fill("Tell them by mail")
    page.keyboard.press("Enter")
    expect(find_item(page, "Tell them by mail")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.type("quiet")
    assert in_focus(page) == "Quiet mornings"
    faults = Axe().run(page).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"][:120]) for fault in faults] == []
    page.keyboard.press("End")
    with page.expect_navigation():
        page.keyboard.press("Control+z")
    expect(page.locator("#toast")).to_contain_text("Undone")
    expect(page.locator("[role=treeitem]:focus")).to_have_count(1)
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    expect(page.locator("[role=treeitem]:focus")).to_have_count(1)


def test_what_is_dragged_shows_where_it_will_drop_and_lands_there(tree):
    page = tree("Trusted figures", "Sums differ", "Rows are missing")
    goal, moved = find_item(page, "Trusted figures"), find_item(page, "Sums differ")
    line, onto = moved.locator(":scope > .node").bounding_box(), goal.locator(":scope > .node").bounding_box()
    page.mouse.move(line["x"] + 60, line["y"] + line["height"] / 2)
    page.mouse.down()
    page.mouse.move(onto["x"] + 80, onto["y"] + onto["height"] / 2, steps=4)
    page.mouse.move(onto["x"] + 82, onto["y"] + onto["height"] / 2 + 1)
    expect(goal.locator(":scope > .node")).to_have_class("node drop-into")
    page.mouse.up()
    expect(goal.locator("[role=treeitem]", has_text="Sums differ")).to_be_focused()
    expect(page.locator("#toast")).to_contain_text("Moved in the tree")
    page.locator("#toast").get_by_role("button", name="Undo").click()
    expect(page.locator("#toast")).to_contain_text("Undone")
    expect(goal.locator("[role=treeitem]")).to_have_count(0)
