"""Any Markdown PRD is read into its stories, criteria, metrics and the rest, each line in its place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from throughline.specification.rules.checking.contracts import Document, UnitKind
from throughline.specification.rules.checking.headings import classify_heading
from throughline.specification.rules.checking.reading import read_document

TEMPLATE = "As a nurse, I want to see the list, so that I begin."


def list_lines(text: str, kind: UnitKind) -> list[int]:
    return [unit.line for unit in read_document(text).of(kind)]


def count_criteria(document: Document) -> list[int]:
    return [len(told.criteria) for told in document.stories]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("User Stories", UnitKind.STORY),
        ("8 Stories", UnitKind.STORY),
        ("Use cases", UnitKind.STORY),
        ("User Scenarios & Testing *(mandatory)*", UnitKind.STORY),
        ("User stories & acceptance criteria", UnitKind.STORY),
        ("Definition of done", UnitKind.CRITERION),
        ("Acceptance Criteria", UnitKind.CRITERION),
        ("Functional Requirements", UnitKind.REQUIREMENT),
        ("Non-functional requirements", UnitKind.REQUIREMENT),
        ("ADDED Requirements", UnitKind.REQUIREMENT),
        ("Success metrics", UnitKind.METRIC),
        ("4 Goals and metrics", UnitKind.METRIC),
        ("KPIs", UnitKind.METRIC),
        ("Requirements for all screens", UnitKind.REQUIREMENT),
        ("Background and evidence", UnitKind.PROBLEM),
        ("Objectives", UnitKind.GOAL),
        ("Non-Goals", UnitKind.NON_GOAL),
        ("What we will not do", UnitKind.NON_GOAL),
        ("Out of scope", UnitKind.NON_GOAL),
        ("Open questions", UnitKind.QUESTION),
        ("Technical considerations", UnitKind.TECHNICAL),
        ("Technical requirements", UnitKind.TECHNICAL),
        ("1. Problem", UnitKind.PROBLEM),
        ("Why now", UnitKind.PROBLEM),
        ("Risks and mitigations", UnitKind.RISK),
        ("Personas", UnitKind.PERSONA),
        ("Glossary", UnitKind.TERM),
        ("Change log", UnitKind.OTHER),
        ("Storage of blobs", None),
        ("Metrics collection profiles", None),
    ],
)
def test_a_heading_says_what_stands_under_it_whatever_it_is_called(heading: str, kind: UnitKind | None):
    assert classify_heading(heading) is kind


@pytest.mark.parametrize(
    "text",
    [
        f"# P\n\n## User stories\n\n- {TEMPLATE}\n",
        f"# P\n\n## User stories\n\n1. {TEMPLATE}\n",
        f"# P\n\n## Anything\n\n{TEMPLATE}\n",
        f"# P\n\n## User stories\n\n- **S1** {TEMPLATE}\n",
        f"# P\n\n## User stories\n\n- [ ] **Begin.** {TEMPLATE}\n",
        "# P\n\n## User stories\n\n- As a **nurse**, I *want* to see the [list](http://a.b/c), so that I begin.\n",
        "# P\n\n## Stories\n\n> **As a** nurse **I want** to see the list **so that** I begin.\n",
        "# P\n\n**User stories**\n\n- As a nurse I want the list\n",
        "# P\n\n## Stories\n\n- Export button\n",
    ],
)
def test_a_story_is_found_in_any_dress(text: str):
    assert list_lines(text, UnitKind.STORY) == [5]


def test_every_item_under_a_heading_that_names_stories_is_a_story():
    text = f"# P\n\n## Stories\n\n- {TEMPLATE}\n- Export button\n- Search\n\n### Must have\n\n- Print the list\n"
    assert list_lines(text, UnitKind.STORY) == [5, 6, 7, 11]


def test_wants_in_a_list_under_one_role_are_a_story_each():
    text = (
        "# P\n\n## Stories\n\n- As a **nurse**, I want to:\n"
        "  - see the list so that I begin\n  - print it so that I carry it\n"
    )
    stories = read_document(text).stories
    assert [(t.unit.line, t.parts.role, t.parts.verb) for t in stories] == [(6, "nurse", "see"), (7, "nurse", "print")]


def test_a_story_in_three_lines_is_one():
    text = (
        "### Story 1.1: List\n\n**As a** nurse,\n**I want** to see the list,\n"
        "**so that** I begin.\n\n**Acceptance Criteria:**\n\n1. The list shows 3 rows.\n"
    )
    document = read_document(text)
    assert [(t.title, t.parts.role, t.parts.benefit) for t in document.stories] == [("List", "nurse", "I begin")]
    assert count_criteria(document) == [1]


@pytest.mark.parametrize(
    "criteria",
    [
        "  - Given a list, when I open it, then it shows 3 rows.\n  - If it fails, I see an error.\n",
        "\n  Acceptance criteria:\n  - It shows 3 rows.\n  - If it fails, I see an error.\n",
        "\nAcceptance criteria:\n\n- It shows 3 rows.\n- If it fails, I see an error.\n",
        "\n**Acceptance Criteria**\n\n1. It shows 3 rows.\n2. If it fails, I see an error.\n",
        "\n*Acceptance criteria*\n\n- [ ] It shows 3 rows.\n- [x] If it fails, I see an error.\n",
        "\nGiven a list\nWhen I open it\nThen it shows 3 rows\n\nGiven no list\nWhen I open it\nThen I see an error\n",
        (
            "\n- **Given** a list\n- **When** I open it\n- **Then** it shows 3 rows\n"
            "- **Given** no list\n- **Then** I see an error\n"
        ),
        "\n```gherkin\nScenario: a\n  Given a list\n  Then 3 rows\n\nScenario: b\n  Given none\n  Then an error\n```\n",
        "\n| Given | When | Then |\n|---|---|---|\n| a list | I open it | 3 rows |\n| none | I open it | an error |\n",
        (
            "\n#### Scenario: a\n- **WHEN** I open it\n- **THEN** 3 rows\n"
            "\n#### Scenario: b\n- **WHEN** it fails\n- **THEN** an error\n"
        ),
    ],
)
def test_criteria_belong_to_the_story_above_them(criteria: str):
    document = read_document(
        f"# P\n\n## Stories\n\n### S1 List\n\n{TEMPLATE}\n{criteria}\n## Notes\n\n- no criterion\n"
    )
    assert count_criteria(document) == [2]


def test_criteria_apart_belong_to_the_story_they_name():
    text = (
        "# P\n\n## Stories\n\n- S1: As a nurse, I want a list, so that I begin.\n"
        "- S2: As a nurse, I want a bell, so that I hear."
        "\n\n## Acceptance criteria\n\n- S2-AC1: The bell rings.\n"
        "- AC2 (S1): The list opens.\n- AC3 (S2): If it breaks, a lamp.\n"
    )
    assert count_criteria(read_document(text)) == [1, 2]


def test_a_table_of_stories_holds_their_criteria():
    text = (
        "# P\n\n## Stories\n\n| ID | As a | I want to | So that | Acceptance criteria |\n|---|---|---|---|---|\n"
        "| S1 | nurse | see the list | I begin | The list opens; If it fails, an error is shown |\n"
    )
    document = read_document(text)
    told = document.stories[0]
    assert (told.unit.label, told.parts.role, told.parts.verb, told.parts.benefit) == ("S1", "nurse", "see", "I begin")
    assert count_criteria(document) == [2]


def test_metrics_are_read_by_their_columns():
    text = (
        "# P\n\n## Goals & KPIs\n\n| Metric | Today | Goal | When | How measured |\n"
        "|---|---|---|---|---|\n| Wait | 40 | 20 | May | log |\n"
    )
    unit = read_document(text).of(UnitKind.METRIC)[0]
    assert {name: cell.text for name, cell in unit.cells.items()} == {
        "metric": "Wait",
        "baseline": "40",
        "target": "20",
        "date": "May",
        "source": "log",
    }


def test_code_quotations_comments_and_addresses_bear_no_requirement():
    text = (
        "# P\n\n## Requirements\n\n- See `fast mode` and <https://a.b/fast> <!-- fast --> “fast”.\n"
        "\n```\n- fast\n```\n\n> fast\n"
    )
    units = read_document(text).bearing
    assert [unit.line for unit in units] == [5]
    assert "fast" not in units[0].bare


def test_what_a_story_says_it_serves_is_read():
    text = (
        "# P\n\n## Goals\n\n- G1: Begin at 8.\n\n## Stories\n\n"
        "- As a nurse, I want a list, so that I begin.\n  - Serves: G1\n"
    )
    assert read_document(text).stories[0].serves == ("G1",)


def test_personas_and_terms_are_named():
    text = (
        "# P\n\n## Personas\n\n- **Ward nurse**: works at night.\n"
        "- Doctor – signs.\n\n## Glossary\n\n- Round: a walk.\n"
    )
    document = read_document(text)
    assert document.personas == ("Ward nurse", "Doctor")
    assert document.terms == ("Round",)


def test_footnotes_items_and_rows_are_evidence():
    text = (
        "# P\n\nSeen [^a] [E1] [T2].\n\n## Evidence\n\n- E1: 3 of 4\n"
        "\n| Id | What |\n|---|---|\n| T2 | 5 calls |\n\n[^a]: A log.\n"
    )
    assert [(piece.id, piece.text) for piece in read_document(text).evidence] == [
        ("E1", "3 of 4"),
        ("T2", "5 calls"),
        ("A", "A log."),
    ]


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_no_text_fails(text: str):
    read_document(text)


PIECES = st.sampled_from(
    [
        "# Ward",
        "## Stories",
        "## Acceptance criteria",
        "- As a **nurse**, I want a `list`, so that I begin.",
        "  - Given x, when y, then z",
        "Some *words* with [a link](http://a.b) and “quotes”.",
        "| a | b |\n|---|---|\n| one **two** | three |",
        "> quoted",
        "```\ncode\n```",
        "- [x] done &amp; dusted",
        "",
        "Term\nnext line",
    ]
)


@given(st.lists(PIECES, max_size=12).map("\n".join))
@settings(max_examples=150, deadline=None)
def test_every_character_of_a_line_knows_its_place(text: str):
    lines = text.split("\n")
    for unit in read_document(text).units:
        assert len(unit.bare) == len(unit.text)
        for at, sign in enumerate(unit.text):
            line, column = unit.plain.place(at)
            if sign.isalpha() and not unit.cells and "&" not in lines[line - 1]:
                assert lines[line - 1][column - 1] == sign


TWO_CRITERIA = "- An empty list says so\n- A second click changes nothing\n"


@pytest.mark.parametrize(
    "text",
    [
        f"# P\n\n## Requirements\n\n### {TEMPLATE}\n\n{TWO_CRITERIA}",
        f"# {TEMPLATE}\n\n## Acceptance criteria\n\n{TWO_CRITERIA}",
        f"# P\n\n## Stories\n\n**S1 · {TEMPLATE}**\n\n{TWO_CRITERIA}",
        f"# P\n\n## Stories\n\n{TEMPLATE}\n\n| # | Criterion |\n|---|---|\n| 1 | It is empty |\n| 2 | A click |\n",
        f"# P\n\n### {TEMPLATE}\n\n| Acceptance criterion |\n|---|\n| It is empty |\n| A second click |\n",
        f"# P\n\n## Functional requirements\n\n### 4.1 The list\n\nUser story: {TEMPLATE}\n\n{TWO_CRITERIA}",
        f"# P\n\n## Scope\n\n**The list** — {TEMPLATE}\n\nAcceptance criteria\n\n{TWO_CRITERIA}",
        f"# P\n\n## What we build\n\n### 1. The list\n\n> {TEMPLATE}\n\nDone when:\n\n{TWO_CRITERIA}",
        f"# P\n\n## Story 1\n\n{TEMPLATE}\n\n## Acceptance criteria\n\n{TWO_CRITERIA}",
        f"# P\n\n## Story 1\n\n{TEMPLATE}\n\nAcceptance criteria:\n  a. An empty list says so\n  b. A second click\n",
        f"# P\n\n## Story 1\n\n{TEMPLATE}\n\nAcceptance criteria:\n(1) An empty list says so\n(2) A second click\n",
        f"# P\n\n## Story 1\n\n{TEMPLATE}\n\nAcceptance criteria:\n• An empty list says so\n• A second click\n",
    ],
)
def test_criteria_are_found_in_any_layout(text: str):
    assert count_criteria(read_document(text)) == [2]


def test_a_heading_that_is_a_story_takes_what_stands_under_it_and_no_more():
    story = f"### {TEMPLATE}\n\nFor the ward.\n\n{TWO_CRITERIA}"
    text = f"# P\n\n## Requirements\n\n{story}\n## Risks\n\n- The list is late\n"
    document = read_document(text)
    assert [(told.unit.line, told.unit.text) for told in document.stories] == [(5, TEMPLATE)]
    assert count_criteria(document) == [2]


def test_requirements_with_ids_stay_requirements_below_a_story():
    listed = "- FR-1: The list must be sorted.\n- FR-2: It must load.\n"
    text = f"# P\n\n## Requirements\n\n### The list\n\n{TEMPLATE}\n\n{listed}"
    assert list_lines(text, UnitKind.REQUIREMENT) == [9, 10]


def test_criteria_of_everything_at_the_end_belong_to_no_single_story():
    text = f"# P\n\n## Story 1\n\n{TEMPLATE}\n\n## Story 2\n\n{TEMPLATE}\n\n## Acceptance criteria\n\n{TWO_CRITERIA}"
    assert count_criteria(read_document(text)) == [0, 0]


def test_a_single_line_that_begins_with_a_letter_is_no_list():
    text = f"# P\n\n## Story 1\n\n{TEMPLATE}\n\nAcceptance criteria:\na. The first of two\nand a line that goes on\n"
    assert count_criteria(read_document(text)) == [1]


APART = """## Stories

| No. | Story |
|---|---|
| 1 | As a beekeeper, I want to log a hive so that I find it again |
| 2 | As a warden, I want to list sick hives so that I warn neighbours |

### {second}

- The list names hive, date and keeper.
- Only wardens see it.

### {first}

- Given a hive with a name that exists, then it is refused.
"""


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Criteria for story 1", "Criteria for story 2"),
        ("Acceptance criteria: story 1", "Acceptance criteria: story 2"),
        ("Acceptance of S1", "Acceptance of S2"),
        ("Story 1", "Story 2"),
        ("For story 1", "For story 2"),
        ("Story 1 is done when", "Story 2 is done when"),
        ("1. Log a hive", "2. List sick hives"),
        ("Log a hive", "List sick hives"),
    ],
)
def test_criteria_under_a_heading_belong_to_the_story_in_the_table_that_it_names(first: str, second: str):
    document = read_document(APART.format(first=first, second=second))
    assert count_criteria(document) == [1, 2]


def test_criteria_under_a_heading_belong_to_the_story_of_that_number_in_the_list_above_it():
    text = APART.format(first="Criteria for story 1", second="Criteria for story 2")
    listed = text.replace("| No. | Story |\n|---|---|\n", "").replace("| 1 | ", "1. ").replace("| 2 | ", "2. ")
    assert count_criteria(read_document(listed.replace(" |\n", "\n"))) == [1, 2]
