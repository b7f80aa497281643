"""The same defect in other words is found, and the words beside it that are none are let be. Invented lines."""

from __future__ import annotations

import pytest

from throughline.specification.rules.checking.check import check_text

RULE = "# Ferry desk\n\n## Requirements\n\n- {}\n"
CRITERION = "# Ferry desk\n\n## Acceptance criteria\n\n- {}\n"
METRICS = "# Ferry desk\n\n## Success metrics\n\n- No-shows: from 9 % (May 2026) to 4 %, desk log, {}\n"
PROBLEM = (
    "# Ferry desk\n\n## Background and evidence\n\n{}\n\nSources\n\n1. Call with Ana, skipper: she turned back twice.\n"
    "2. Log of May: 7 of 9 skippers turned back at least once.\n"
)
TWO = "# Ferry desk\n\n## Requirements\n\n- {}\n- {}\n"
TOLD = "# Ferry desk\n\n## Stories\n\n- As a deckhand, I want to swap a watch, so that I can rest.\n  - {}\n"
CREW = (
    "# Ferry desk\n\n## Personas\n\n- Deck officer: loads cars.\n- Ticket clerk: sells seats.\n\n"
    "## Requirements\n\n- {}\n"
)
MONEY = "# Ferry desk\n\n## Requirements\n\n- R1. A ticket has a seat.\n- R2. {}\n"


def list_rules(text: str) -> set[str]:
    return {finding.rule for finding in check_text(text).findings}


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("EV004", PROBLEM.format("Skippers everywhere turn back [1].")),
        ("EV004", PROBLEM.format("Skippers everywhere turn back [2].")),
        ("EV004", PROBLEM.format("Harbours in general are full by noon [1].")),
        ("EV004", PROBLEM.format("By and large, skippers turn back [1].")),
        ("US009", RULE.format("A seat is held for t.b.d. minutes.")),
        ("US009", RULE.format("The ticket says <wording to follow>.")),
        ("US009", RULE.format("A ticket costs [amount still open].")),
        ("US004", RULE.format("A seat is held as far as the timetable allows.")),
        ("US004", RULE.format("The skipper gets a copy when this makes sense.")),
        ("AC008", RULE.format("High availability at sea, measured weekly.")),
        ("AC001", CRITERION.format("Given a full boat, then the booking ends the way anybody would hope.")),
        ("AC001", CRITERION.format("Given a double booking, then the matter is sorted out.")),
        (
            "CO001",
            TWO.format("A stop at a pier never exceeds 8 minutes.", "A stop at a pier takes at most 12 minutes."),
        ),
        ("CO001", TWO.format("A boat carries at most 8 crates; a ninth stays.", "A boat carries up to 12 crates.")),
        ("CO002", TOLD.format("A deckhand cannot swap a watch.")),
        ("CO002", TWO.format("A pilot can move a berth until noon.", "A pilot cannot move a berth.")),
        ("CO002", TWO.format("A pilot sees the logs of all ferries.", "A pilot cannot see the logs of other ferries.")),
        ("US008", CRITERION.format("When she leaves the page, then the berth is approved.")),
        ("CO007", CREW.format("The bed officer can hold a boat.")),
        ("US006", RULE.format("Calls reach the bridge with less noise.")),
        ("CO007", MONEY.format("A ticket has a berth, as R900 says.")),
        ("ME003", METRICS.format("Q1 numbers").replace(", Q1 numbers", "")),
    ],
)
def test_a_defect_is_found_in_other_words_too(rule: str, text: str):
    assert rule in list_rules(text)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("EV004", PROBLEM.format("7 of 9 skippers turned back [2].")),
        ("EV004", PROBLEM.format("In general, skippers turn back [2].")),
        ("US009", RULE.format("A seat is held for <seats> minutes, 5 by default.")),
        ("US004", RULE.format("The lamp shines as far as the pier.")),
        ("AC008", RULE.format("Availability of 99.5 % at sea, measured weekly.")),
        ("AC001", CRITERION.format("Given a double booking, then the desk shows both names.")),
        ("CO001", TWO.format("A boat carries at most 8 crates; a ninth stays.", "A boat carries up to 8 crates.")),
        ("CO002", TOLD.format("A deckhand cannot swap a watch twice.")),
        ("CO002", TWO.format("A pilot can move a berth.", "A pilot cannot move a berth after noon.")),
        ("CO002", TWO.format("A pilot can edit their own log.", "A pilot cannot edit the log of another pilot.")),
        ("US008", CRITERION.format("Given the text cannot be delivered, then it is sent again after 2 hours.")),
        ("US008", CRITERION.format("Given a seat is taken, then the booking is rejected as a duplicate.")),
        ("AC001", CRITERION.format("The skipper picks the kind of work, a pier and a day.")),
        ("US002", RULE.format("The list shows free seats, most seats first.")),
        ("US003", RULE.format("A skipper may turn back until noon; later tries are refused.")),
        ("US003", RULE.format("The app runs on Android 9 and later.")),
        ("CO007", CREW.format("The deck officer can hold a boat, and the other clerk gets a copy.")),
        ("US006", RULE.format("Calls reach the bridge with less noise than by radio, at most 40 dB.")),
        ("CO007", MONEY.format("A ticket costs R9,400 at most.")),
        ("ME003", METRICS.format("July to September 2026")),
    ],
)
def test_words_beside_it_are_let_be(rule: str, text: str):
    assert rule not in list_rules(text)
