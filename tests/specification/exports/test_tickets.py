"""Tables of tickets, epics and tasks: the columns that each importer reads, criteria to tick off, nothing that runs."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.specification.exports.building import NASTY, build, make_nasty
from throughline.discovery.contracts import Corpus
from throughline.grounding.contracts import Claim, Origin
from throughline.specification.contracts import Line, Prd, Role
from throughline.specification.errors import NothingToBuildFrom
from throughline.specification.exports.bmad import write_bmad
from throughline.specification.exports.task_master import write_task_master
from throughline.specification.exports.tickets import write_github, write_jira, write_linear

Draft = Callable[..., Prd]
WRITERS = (write_linear, write_jira, write_github)


def read(text: str) -> tuple[list[str], list[list[str]]]:
    head, *rows = csv.reader(io.StringIO(text))
    return head, rows


@pytest.mark.parametrize("write", WRITERS)
def test_one_row_a_story_with_everything_it_holds(write: Callable[..., str], sample: Draft) -> None:
    prd = sample()
    head, rows = read(write(prd, Corpus(), "op-3"))
    stories = [block for section in prd.sections for block in section.blocks if block.kind == "story"]
    assert len(rows) == len(stories)
    assert {len(row) for row in rows} == {len(head)}
    for row, story in zip(rows, stories, strict=True):
        told = "\n".join(row)
        assert row[0] == story.title.partition(" ")[2]
        for line in story.lines:
            if line.role is Role.CRITERION:
                assert line.claim.id in told
                assert all(citation.evidence in told for citation in line.claim.citations)
        assert "opportunity op-3" in told
        assert "opportunity:op-3" in told


def test_linear_reads_its_own_columns(sample: Draft) -> None:
    head, rows = read(write_linear(sample(), Corpus()))
    assert head == ["Title", "Description", "Status", "Estimate", "Priority", "Project", "Assignee", "Labels"]
    assert [row[4] for row in rows] == ["High", "Medium", "Low"]
    assert "\n- [ ] C1 Given “Since you asked" in rows[0][1]
    assert rows[0][7].split(", ")[0] == "throughline"


def test_jira_has_a_summary_and_a_column_for_each_label(sample: Draft) -> None:
    head, rows = read(write_jira(sample(), Corpus(), "op-3"))
    assert head == ["Summary", "Issue Type", "Priority", "Description", "Labels", "Labels", "Labels", "Labels"]
    assert not any(" " in label for row in rows for label in row[4:])
    assert "\n* C1 Given “Since you asked" in rows[0][3]


def test_github_has_the_fields_of_its_issues(sample: Draft) -> None:
    head, rows = read(write_github(sample(), Corpus()))
    assert head == ["title", "body", "labels", "milestone"]
    assert "\n- [ ] C1 Given “Since you asked" in rows[0][1]


@pytest.mark.parametrize("write", WRITERS)
def test_no_cell_is_a_formula(write: Callable[..., str]) -> None:
    prd = build(*[(f"{sign}cmd|' /C calc'!A0", (f"{sign}1+1",)) for sign in "=+-@"], title="=1+1")
    _, rows = read(write(prd, Corpus()))
    assert rows
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r")]


@pytest.mark.parametrize("write", WRITERS)
def test_nothing_nasty_breaks_a_row(write: Callable[..., str]) -> None:
    head, rows = read(write(make_nasty(), Corpus()))
    assert len(rows) == len(NASTY) + 1
    assert {len(row) for row in rows} == {len(head)}


def test_jiras_wiki_makes_no_macro_of_anybodys_words() -> None:
    _, rows = read(write_jira(build(("Colour", ("{color:red}x{color} [~ann] !a.png!",))), Corpus()))
    assert r"\{color:red\}x\{color\} \[~ann\] \!a.png\!" in rows[0][3]


def test_what_belongs_to_no_story_is_a_ticket_of_its_own() -> None:
    prd = build(("A story", ("it holds",)), requirements=("Exports keep the filters.",))
    _, rows = read(write_linear(prd, Corpus()))
    assert [row[0] for row in rows] == ["A story", "What belongs to no story"]
    assert "- [ ] R1 Exports keep the filters." in rows[1][1]


def test_an_epic_has_numbered_stories_and_their_criteria(sample: Draft) -> None:
    (page,) = write_bmad(sample(), Corpus(), "op-3").values()
    assert re.findall(r"^## Epic \d+: .+", page, re.MULTILINE) == [
        "## Epic 1: Customs declarations are rejected at the border"
    ]
    assert re.findall(r"^### Story (\d\.\d): ", page, re.MULTILINE) == ["1.1", "1.2", "1.3"]
    assert page.count("**Acceptance Criteria:**") == 3
    assert "**When** the person sees it" in page
    assert page.count("opportunity op-3") == 1 + 7 + 3


def test_a_story_that_somebody_wrote_so_says_as_a_i_want_so_that() -> None:
    prd = build(("Export", ("it holds",)))
    block = prd.sections[0].blocks[0]
    told = Line(Claim("cl-t", Origin.JUDGEMENT, "As an auditor, I want one file so that I can vouch for it."))
    prd = replace(prd, sections=(replace(prd.sections[0], blocks=(replace(block, lines=(told, *block.lines)),)),))
    (page,) = write_bmad(prd, Corpus()).values()
    assert "As an auditor,\nI want one file,\nSo that I can vouch for it." in page


def test_tasks_hold_ids_in_their_metadata(sample: Draft) -> None:
    prd = sample()
    (text,) = write_task_master(prd, Corpus(), "op-3").values()
    master = json.loads(text)["master"]
    assert [task["id"] for task in master["tasks"]] == [1, 2, 3]
    wanted = {"id", "title", "description", "status", "dependencies", "priority", "details", "testStrategy", "subtasks"}
    assert all(wanted | {"metadata"} == task.keys() for task in master["tasks"])
    traced = [subtask["metadata"] for task in master["tasks"] for subtask in task["subtasks"]]
    criteria = {line.claim.id for line in prd.lines if line.role is Role.CRITERION}
    assert {one["id"] for one in traced} == criteria
    assert all(one["opportunity"] == "op-3" and one["evidence"] for one in traced)


@pytest.mark.parametrize("write", [*WRITERS, write_bmad, write_task_master])
def test_a_prd_with_nothing_to_build_says_so(write: Callable[..., object]) -> None:
    with pytest.raises(NothingToBuildFrom):
        write(build(), Corpus())
