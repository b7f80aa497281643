"""Features that Gherkin's own parser reads, whatever anybody wrote, and that say what the criteria say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from gherkin.parser import Parser
from hypothesis import given, settings

from tests.specification.exports.building import FORTY, build, make_nasty
from tests.specification.exports.invented import prds
from throughline.discovery.contracts import Corpus
from throughline.specification.contracts import Prd, Role
from throughline.specification.errors import NothingToBuildFrom
from throughline.specification.exports.gherkin import write_gherkin

Draft = Callable[..., Prd]


def parse(files: dict[str, str]) -> list[dict[str, Any]]:
    return [Parser().parse(text)["feature"] for text in files.values()]


def list_scenarios(files: dict[str, str]) -> list[dict[str, Any]]:
    return [child["scenario"] for feature in parse(files) for child in feature["children"]]


def test_one_feature_a_story_and_one_scenario_a_criterion(sample: Draft) -> None:
    prd = sample()
    files = write_gherkin(prd, Corpus(), "op-5")
    assert all(path.startswith("features/s") and path.endswith(".feature") for path in files)
    stories = [block for section in prd.sections for block in section.blocks if block.kind == "story"]
    assert [feature["name"] for feature in parse(files)] == [story.title for story in stories]
    criteria = [line for line in prd.lines if line.role is Role.CRITERION]
    scenarios = list_scenarios(files)
    assert len(scenarios) == len(criteria)
    for scenario, line in zip(scenarios, criteria, strict=True):
        tags = {tag["name"] for tag in scenario["tags"]}
        assert {f"@criterion:{line.claim.id}", "@opportunity:op-5", "@proposed"} <= tags
        assert {f"@evidence:{citation.evidence}" for citation in line.claim.citations} <= tags


def test_steps_are_given_when_then(sample: Draft) -> None:
    second = list_scenarios(write_gherkin(sample(), Corpus()))[1]
    assert [(step["keyword"].strip(), step["text"]) for step in second["steps"]] == [
        ("Given", "a refusal"),
        ("When", "the person sees it"),
        ("Then", "it names the reason, what it means for the code and the next step"),
    ]


def test_what_looks_like_gherkin_stays_text() -> None:
    prd = make_nasty()
    scenarios = list_scenarios(write_gherkin(prd, Corpus(), "op @x #y"))
    assert len(scenarios) == sum(line.role is Role.CRITERION for line in prd.lines)
    for feature in parse(write_gherkin(prd, Corpus())):
        assert not any("background" in child or "rule" in child for child in feature["children"])
        assert all(not s["scenario"]["examples"] for s in feature["children"])
        assert all("dataTable" not in step for s in feature["children"] for step in s["scenario"]["steps"])


@settings(max_examples=40, deadline=None)
@given(prds())
def test_any_prd_gives_features_that_can_be_parsed(prd: Prd) -> None:
    criteria = [
        line
        for s in prd.sections
        for b in s.blocks
        if b.kind == "story"
        for line in b.lines
        if line.role is Role.CRITERION
    ]
    if not criteria:
        with pytest.raises(NothingToBuildFrom):
            write_gherkin(prd, Corpus())
        return
    assert len(list_scenarios(write_gherkin(prd, Corpus()))) == len(criteria)


def test_forty_stories_are_forty_files_with_safe_names() -> None:
    files = write_gherkin(FORTY, Corpus())
    assert len(files) == 40
    same = write_gherkin(build(("CON", ("it holds",)), ("con", ("it holds",)), ("日本", ("it holds",))), Corpus())
    assert len(same) == 3
    assert all(path.removeprefix("features/").isascii() for path in same)


def test_what_is_not_decided_is_tagged() -> None:
    (scenario,) = list_scenarios(write_gherkin(build(("A", ("Given x, then [decide: a / b]",))), Corpus()))
    assert "@undecided" in {tag["name"] for tag in scenario["tags"]}
