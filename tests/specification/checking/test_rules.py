"""Every rule finds its defect in its line, and keeps silent about the better version. Invented lines."""

from __future__ import annotations

import pytest

from throughline.specification.rules.checking.catalogue import load_rules
from throughline.specification.rules.checking.check import check_text
from throughline.specification.rules.checking.contracts import Finding, Severity

STORY = "- As a nurse, I want to {}, so that the round starts on time.\n"
STORIES = "# Ward round\n\n## Stories\n\n"
CRITERIA = "# Ward round\n\n## Acceptance criteria\n\n- {}\n"
RULE = "# Ward round\n\n## Requirements\n\n- {}\n"
METRIC = "# Ward round\n\n## Success metrics\n\n- {}\n"
PROBLEM = "# Ward round\n\n## Problem\n\n{}\n\n## Evidence\n\n"
EVIDENCE = '- E1: 7 of 9 nurses copied the list by hand.\n- E2: "I copy the list every morning" (nurse)\n'
GOAL = (
    "# W\n\n## Goals\n\n- G1: Rounds start at 8:00.\n\n## Stories\n\n"
    "- As a nurse, I want a list, so that I begin. (G1)\n"
)
WHOLE = "Median wait: from 40 min (May 2026) to 20 min by 1 Oct 2026, from the ward log."
TOLD = (
    "- As a nurse, I want to {}, so that the round starts on time.\n"
    "  - Given 12 patients, when the nurse opens the list, then all 12 are shown.\n"
)


def two(first: str, second: str) -> str:
    return f"# Ward round\n\n## Requirements\n\n- {first}\n- {second}\n"


def roles(criteria: str) -> str:
    other = "- As a doctor, I want to read a chart, so that I know.\n  - If the chart is missing, an error is shown.\n"
    return f"{STORIES}- As a nurse, I want to delete a chart, so that slips vanish.\n{criteria}{other}"


CASES = {
    "US001": (STORIES + STORY.format("quickly see the list"), 5, STORIES + STORY.format("see the list within 2 s")),
    "US002": (RULE.format("A nurse can add several notes."), 5, RULE.format("A nurse can add up to 5 notes.")),
    "US003": (RULE.format("The list syncs regularly."), 5, RULE.format("The list syncs every 15 min.")),
    "US004": (RULE.format("The nurse is paged if possible."), 5, RULE.format("The ward system pages the nurse.")),
    "US006": (METRIC.format("Reduce the median wait"), 5, METRIC.format(WHOLE)),
    "US008": (RULE.format("The chart is approved."), 5, RULE.format("The doctor approves the chart.")),
    "US009": (RULE.format("A chart is kept for TBD years."), 5, RULE.format("A chart is kept for 10 years.")),
    "ST001": (STORIES + "- Export button\n", 5, STORIES + STORY.format("export the list")),
    "ST002": (
        STORIES + "- As a nurse, I want to mute a bell.\n",
        5,
        STORIES + "- As a nurse, I want to mute a bell, so that patients sleep.\n",
    ),
    "ST003": (
        STORIES + "- As a user, I want to see the list, so that I begin.\n- As a nurse, I want tea, so that I wake.\n"
        "- As a doctor, I want to sign, so that it counts.\n",
        5,
        STORIES + "- As a nurse, I want to see the list, so that I begin.\n",
    ),
    "ST005": (STORIES + STORY.format("see the list and approve holidays"), 5, STORIES + STORY.format("see the list")),
    "ST007": (STORIES + STORY.format("manage patients"), 5, STORIES + STORY.format("remove a patient who left")),
    "ST008": (
        STORIES + TOLD.format("see the list") + STORY.format("print the list"),
        7,
        STORIES + TOLD.format("see the list") + TOLD.format("print the list"),
    ),
    "ST009": (
        GOAL + "- As a nurse, I want a bell, so that I hear. (G1)\n- As a nurse, I want a lamp, so that I see.\n",
        11,
        GOAL,
    ),
    "AC001": (CRITERIA.format("The export works properly."), 5, CRITERIA.format("A CSV with 3 rows downloads.")),
    "AC003": (
        STORIES + TOLD.format("see the list"),
        5,
        STORIES + TOLD.format("see the list") + "  - If the list cannot be loaded, an error is shown.\n",
    ),
    "AC004": (
        STORIES + TOLD.format("see the patients of today"),
        5,
        STORIES + TOLD.format("see the patients of today") + '  - Given no patient, the page says "Nobody today".\n',
    ),
    "AC005": (
        STORIES + TOLD.format("upload a scan"),
        5,
        STORIES + TOLD.format("upload a scan") + "  - If the upload fails, the scan is kept and the reason shown.\n",
    ),
    "AC006": (roles("  - If it fails, an error is shown.\n"), 5, roles("  - A doctor cannot delete a chart.\n")),
    "AC007": (
        STORIES + TOLD.format("upload a photo of the form and share it by link"),
        5,
        STORIES + STORY.format("drink tea"),
    ),
    "AC008": (RULE.format("The list must be accessible."), 5, RULE.format("The list meets WCAG 2.2 AA.")),
    "ME001": (METRIC.format("Median wait: 20 min by 1 Oct 2026, from the ward log."), 5, METRIC.format(WHOLE)),
    "ME002": (METRIC.format("Median wait"), 5, METRIC.format(WHOLE)),
    "ME003": (METRIC.format("Median wait: from 40 min to 20 min, from the ward log."), 5, METRIC.format(WHOLE)),
    "ME004": (METRIC.format("Median wait: from 40 min (May 2026) to 20 min by 1 Oct 2026."), 5, METRIC.format(WHOLE)),
    "ME005": (METRIC.format(WHOLE), 1, METRIC.format(WHOLE) + "- Guardrail: falls stay at or below 2 a month.\n"),
    "DO001": (
        RULE.format("A chart has a date."),
        1,
        RULE.format("A chart has a date.") + "\n## Non-goals\n\n- Bulk edit.\n",
    ),
    "DO002": (PROBLEM.format("Nurses copy the list.") + EVIDENCE, 1, PROBLEM.format("7 of 9 copy it [E1].") + EVIDENCE),
    "DO003": (
        "# W\n\nTech lead: -\n",
        1,
        "# W\n\nTech lead: Ravi Menon, 3 May 2026: needs a queue, risk: two feeds.\n",
    ),
    "DO004": (
        "# W\n\nLaunch: 14 May 2026. Review: 14 December 2026.\n",
        1,
        "# W\n\nLaunch: 14 May 2026. Review: 12 August 2026.\n",
    ),
    "DO005": (
        "# W\n\n## Open questions\n\n- Who pays for it?\n",
        5,
        "# W\n\n## Open questions\n\n- Who pays? (Li, 20 May)\n",
    ),
    "OV001": (RULE.format("Notes are kept in Redis."), 5, RULE.format("Notes are still there after a restart.")),
    "OV002": (RULE.format("A nightly batch job clears notes."), 5, RULE.format("Notes are gone by 06:00.")),
    "OV003": (STORIES + STORY.format("see a blue button at the top right"), 5, STORIES + STORY.format("start a round")),
    "OV005": (PROBLEM.format("The problem is that we have no chatbot."), 5, PROBLEM.format("Nurses wait 40 min [E1].")),
    "EV001": (
        PROBLEM.format("8 of 9 nurses copied the list [E1].") + EVIDENCE,
        5,
        PROBLEM.format("7 of 9 did [E1].") + EVIDENCE,
    ),
    "EV002": (
        PROBLEM.format('"I copy the list every evening" [E2].') + EVIDENCE,
        5,
        PROBLEM.format('"I copy the list every morning" [E2].') + EVIDENCE,
    ),
    "EV003": (
        PROBLEM.format('"I copy the list every morning" [E1].') + EVIDENCE,
        5,
        PROBLEM.format('"I copy the list every morning" [E2].') + EVIDENCE,
    ),
    "EV004": (
        PROBLEM.format("All nurses copy the list [E1].") + EVIDENCE,
        5,
        PROBLEM.format("7 of 9 nurses do [E1].") + EVIDENCE,
    ),
    "EV005": (
        PROBLEM.format("Nurses wait [E1].") + '- E1: "I would definitely use that every day"\n',
        9,
        PROBLEM.format("Nurses wait [E1].") + '- E1: "I used it every day last week"\n',
    ),
    "CO001": (
        two("A note has up to 5 pictures.", "Up to 10 pictures fit in a note."),
        6,
        two("A note has up to 5 pictures.", "A chart has up to 10 pages."),
    ),
    "CO002": (
        two("Guests can comment on a chart.", "Guests cannot comment on a chart."),
        6,
        two("Guests can comment on a chart.", "Guests cannot sign a chart."),
    ),
    "CO003": (
        "# W\n\n## Non-goals\n\n- Bulk edit of charts\n\n" + "## Stories\n\n" + STORY.format("bulk edit charts"),
        9,
        "# W\n\n## Non-goals\n\n- Bulk edit of charts\n\n" + "## Stories\n\n" + STORY.format("print a chart"),
    ),
    "CO005": (
        STORIES + STORY.format("view the open charts") + STORY.format("see the open charts"),
        6,
        STORIES + STORY.format("view the open charts") + STORY.format("view the signed charts"),
    ),
    "CO007": (
        PROBLEM.format("7 of 9 nurses copied it [E9].") + EVIDENCE,
        5,
        PROBLEM.format("7 of 9 did [E1].") + EVIDENCE,
    ),
    "IG001": ("# W\n\n<!-- throughline: ignore US001 -->\n", 3, "# W\n"),
}


def find(rule: str, text: str) -> list[Finding]:
    return [finding for finding in check_text(text).findings if finding.rule == rule]


def test_every_rule_of_the_catalogue_has_a_case():
    assert set(CASES) == set(load_rules())


@pytest.mark.parametrize("rule", sorted(CASES))
def test_a_rule_finds_its_defect_in_its_line(rule: str):
    text, line, _ = CASES[rule]
    assert line in [finding.line for finding in find(rule, text)]


@pytest.mark.parametrize("rule", sorted(CASES))
def test_a_rule_is_silent_about_the_better_version(rule: str):
    assert find(rule, CASES[rule][2]) == []


@pytest.mark.parametrize("rule", sorted(CASES))
def test_a_finding_says_why_and_offers_something_better(rule: str):
    text, _, _ = CASES[rule]
    for finding in find(rule, text):
        assert finding.message.strip()
        assert finding.suggestion.strip()
        assert finding.suggestion != finding.text


@pytest.mark.parametrize("rule", ["ME005", "DO001", "DO002", "DO003", "DO004"])
def test_what_is_said_of_the_whole_stands_at_line_one_as_information(rule: str):
    found = find(rule, CASES[rule][0])
    assert [(f.line, f.severity, f.house) for f in found] == [(1, Severity.INFO, True)]


def test_no_number_is_ever_made_up():
    given = set("0123456789")
    for rule, (text, _, _) in CASES.items():
        for finding in find(rule, text):
            offered = {word for word in finding.suggestion.split() if any(sign in given for sign in word)}
            own = {word.strip("“”.,;:[]()") for word in text.split()}
            made_up = {word.strip("“”.,;:[]()") for word in offered} - own
            assert not {word for word in made_up if word[:1].isdigit()} - {"90", "90-day", "2.2"}, rule
