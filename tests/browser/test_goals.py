"""Goals in a real browser: hung by one key, a key result reached by the values that are brought in, put in order."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.test_every_page import name_faults

LATER = "date,value\n2026-11-08,soon\n2026-11-09,96\n"


def test_an_opportunity_is_hung_by_one_key_and_a_key_result_is_reached_by_values_of_a_table(open_page, watch):
    page = open_page("/strategy/goals")
    loose = page.locator("#loose [data-line]")
    count, name = loose.count(), loose.first.get_by_role("link").inner_text()
    page.get_by_label("The goal that “Hang it there” means").select_option(label="Teams that ship (input)")
    loose.first.get_by_role("link").focus()
    page.keyboard.press("h")
    expect(page.locator(".toast")).to_be_visible()
    expect(page.locator(".star .hung")).to_contain_text(name)
    page.keyboard.press("Control+z")
    expect(loose).to_have_count(count)

    page.get_by_role("link", name="Add a key result to").first.click()
    page.get_by_label("Metric", exact=True).fill("Papers that came back")
    page.get_by_label("Unit").fill("of 100")
    for field, value in (("Start", "90"), ("Since", "2026-10-01"), ("Target", "80"), ("By", "2026-12-31")):
        page.get_by_label(field, exact=True).fill(value)
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("alert")).to_contain_text("more is better for Papers that came back")
    watch.expect("422")
    page.get_by_label("Target").fill("95")
    page.get_by_role("button", name="Add it").click()
    result = page.locator(".results > li", has_text="Papers that came back")
    expect(result).to_contain_text("Not known: no value since 1 October 2026")

    result.get_by_role("link", name="Values of").click()
    page.get_by_role("link", name="Bring in a table").click()
    page.get_by_label("Rows").fill(LATER)
    page.get_by_role("button", name="Look at it").click()
    expect(page.locator(".tried")).to_contain_text("1 new value, 1 row that cannot be read.")
    assert name_faults(page) == []
    page.get_by_role("button", name="Keep 1 value").click()
    expect(page.get_by_label("Rows")).to_have_value("date,value\n2026-11-08,soon")
    page.goto(page.url.partition("/strategy/")[0] + "/strategy/goals")
    expect(result).to_contain_text("Reached 96 of 100 on 9 November 2026")

    result.locator("a.name").focus()
    page.keyboard.press("u")
    names = page.locator(".results > li a.name")
    expect(names.nth(1)).to_have_text("Papers that came back")
    expect(page.locator(".toast")).to_contain_text("Papers that came back")
    assert name_faults(page, within="#toast") == []
    # What the toast lies over for a while is reached when it has gone.
    page.evaluate("document.getElementById('toast').replaceChildren()")
    assert name_faults(page) == []
