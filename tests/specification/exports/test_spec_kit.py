"""A specification that spec-kit goes on from: its template's headings, three questions at most, ids on every demand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib.metadata import files

import pytest

from tests.specification.exports.building import FORTY, build, claim, make_nasty
from throughline.discovery.contracts import Corpus
from throughline.grounding.contracts import Origin
from throughline.specification.contracts import Block, Line, Prd, Role, Section, Size
from throughline.specification.exports.building.wording import say_must
from throughline.specification.exports.spec_kit import write_spec_kit
from throughline.specification.pipeline import DraftRequest, draft_prd

Draft = Callable[..., Prd]


def write(prd: Prd, opportunity: str = "op-1") -> str:
    ((path, page),) = write_spec_kit(prd, Corpus(), opportunity).items()
    assert re.fullmatch(r"specs/001-[a-z0-9-]+/spec\.md", path)
    return page


def read_template() -> list[str]:
    """The headings of the template in the package, without its examples and what it calls optional."""
    (path,) = (one for one in files("specify-cli") or () if str(one).endswith("templates/spec-template.md"))
    text = re.sub(r"<!--.*?-->", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return [row for row in text.split("\n") if row.startswith("## ") or (row.startswith("### ") and "[" not in row)]


@pytest.fixture(params=["sample", "skeleton", "forty", "nasty", "empty"])
def prd(request: pytest.FixtureRequest, sample: Draft) -> Prd:
    skeleton = DraftRequest(about="Let people pause a subscription", size=Size.STANDARD)
    made = {
        "sample": lambda: sample(),
        "skeleton": lambda: draft_prd(Corpus(), request=skeleton, today=date(2026, 4, 1)),
        "forty": lambda: FORTY,
        "nasty": make_nasty,
        "empty": lambda: build(),
    }
    return made[request.param]()


def test_its_headings_are_the_templates_in_the_same_order(prd: Prd) -> None:
    page = write(prd)
    wanted = [heading for heading in read_template() if "include if feature involves data" not in heading]
    own = [row for row in page.split("\n") if re.match(r"##+ (?!.*User Story)", row)]
    assert own == wanted
    assert page.startswith("# Feature Specification: ")
    for field in ("**Feature Branch**: `001-", "**Created**: ", "**Status**: Draft", '**Input**: User description: "'):
        assert field in page


def test_every_story_has_what_the_template_asks_of_it(prd: Prd) -> None:
    page = write(prd)
    stories = re.split(r"^### User Story ", page, flags=re.MULTILINE)[1:]
    blocks = [block for section in prd.sections for block in section.blocks if block.kind == "story"]
    assert len(stories) == len(blocks)
    for number, story in enumerate(stories, 1):
        assert re.match(rf"{number} - .*\(Priority: P\d\)\n", story)
        for part in ("**Why this priority**: ", "**Independent Test**: ", "**Acceptance Scenarios**:"):
            assert story.count(part) == 1


def test_it_asks_three_questions_at_most_and_says_the_rest_is_open(prd: Prd) -> None:
    page = write(prd)
    assert page.count("[NEEDS CLARIFICATION: ") <= 3
    assert "[decide" not in page


def test_what_is_left_open_beyond_three_stays_in_the_text() -> None:
    page = write(build(*[(f"S {n}", (f"Given {n}, then [decide: a / b]",)) for n in range(5)]))
    assert page.count("[NEEDS CLARIFICATION: a, or b?]") == 3
    assert page.count("(still open: a, or b)") == 2 * 5 - 3


def test_every_demand_carries_its_id_its_opportunity_and_its_evidence(sample: Draft) -> None:
    prd = sample()
    page = write(prd, "op-77")
    for line in prd.lines:
        if line.role.value in ("criterion", "requirement"):
            (row,) = (row for row in page.split("\n") if f" {line.claim.id} " in row)
            assert "opportunity op-77" in row
            assert all(citation.evidence in row for citation in line.claim.citations)
            assert row.endswith("proposed -->")


def test_a_scenario_is_numbered_and_says_given_when_then(sample: Draft) -> None:
    page = write(sample())
    assert re.search(
        r"^2\. \*\*Given\*\* a refusal, \*\*When\*\* the person sees it, \*\*Then\*\* it names", page, re.MULTILINE
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "IF a person is refused, THEN THE SYSTEM SHALL name the reason.",
            "System MUST name the reason if a person is refused.",
        ),
        ("WHILE it waits, WHEN it ends, THE SYSTEM SHALL say so.", "System MUST say so while it waits, when it ends."),
        ("The system shall keep the filters.", "System MUST keep the filters."),
        ("Users must be able to undo.", "Users MUST be able to undo."),
        ("Show the size before the export.", "System MUST show the size before the export."),
        ("Exports keep the filters of the screen.", "System MUST ensure that Exports keep the filters of the screen."),
        ("The file is complete.", "System MUST ensure that the file is complete."),
        ("API keys are hidden.", "System MUST ensure that API keys are hidden."),
    ],
)
def test_a_demand_is_said_with_must(text: str, said: str) -> None:
    assert say_must(text) == said


def test_a_prd_without_requirements_demands_what_its_criteria_say() -> None:
    page = write(build(("Whole file", ("Given 30,000 rows, when it is exported, then no row is missing.",))))
    assert (
        "- **FR-001**: System MUST ensure that no row is missing, when it is exported, given 30,000 rows. <!-- C1"
        in page
    )


def test_success_criteria_are_measurable_or_say_what_is_missing(sample: Draft) -> None:
    prd = sample()
    goals = next(section for section in prd.sections if section.key == "goals")
    line = replace(goals.blocks[0].lines[0], cells=("Refused", "14 %", "2 %", "1 Mar 2027"))
    block = replace(goals.blocks[0], lines=(line, *goals.blocks[0].lines[1:]))
    sections = tuple(replace(s, blocks=(block,)) if s is goals else s for s in prd.sections)
    page = write(replace(prd, sections=sections))
    assert "- **SC-001**: Refused: from 14 % to 2 %, by 1 Mar 2027." in page
    assert re.search(r"- \*\*SC-002\*\*: .* Target: not decided yet\.", page)


def test_no_text_of_anybody_makes_a_heading_or_closes_a_comment() -> None:
    page = write(make_nasty(), "op --> x")
    assert not re.search(r"^### Requirement: none", page, re.MULTILINE)
    bare = re.sub(r"<!-- [^>]*? -->", "", page)
    assert not re.search(r"(?<!\\)<!--|--(?<!\\)>", bare)


def test_what_is_in_what_is_out_and_what_is_not_decided() -> None:
    quote = replace(claim("q-1", "“An Excel file”", Origin.QUOTE), customer="Alder")
    lines = (
        Line(claim("n-1", "No API.", Origin.JUDGEMENT), Role.NON_GOAL, "N1"),
        Line(claim("n-2", "Not part of this: “a link”", Origin.JUDGEMENT), Role.NON_GOAL, "N2"),
        Line(quote, Role.REQUEST, options=("in", "out")),
        Line(replace(quote, id="q-2", text="“A limit”"), Role.REQUEST, owner="in, says Ada"),
        Line(replace(quote, id="q-3", text="“a link”"), Role.REQUEST, owner="out, says Ada"),
    )
    section = Section("non-goals", 5, "In or out?", (Block("n", lines),))
    page = write(replace(build(), sections=(section,)))
    assert page[page.index("## Assumptions") :].split("\n")[2:6] == [
        "- Out of scope: No API.",
        "- Not part of this: “a link”",
        "- Asked for by a customer, and not decided: “An Excel file”",
        "- Part of this, says Ada: “A limit”",
    ]
