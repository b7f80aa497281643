"""A PRD as Gherkin: one feature a story, one scenario a criterion, ids as tags; no background, no outline.

Whatever a sentence begins with, it stands behind a keyword or a word of ours, so that no text of anybody is read as
syntax.
"""

from __future__ import annotations

from collections.abc import Iterator

from throughline.discovery.contracts import Corpus
from throughline.specification.contracts import Prd
from throughline.specification.errors import NothingToBuildFrom
from throughline.specification.exports.building.brief import Brief, Scenario, StoryBrief, brief_prd
from throughline.specification.exports.building.tracing import make_safe
from throughline.specification.exports.names import make_name
from throughline.specification.exports.page import flatten, split_blanks


def write_gherkin(prd: Prd, corpus: Corpus, opportunity: str = "") -> dict[str, str]:  # noqa: ARG001
    """Every feature by its path. Raises `NothingToBuildFrom` where no story has a criterion."""
    brief = brief_prd(prd, opportunity)
    files: dict[str, str] = {}
    for one in brief.stories:
        if one.scenarios:
            files[_name_file(one, files)] = _write_feature(brief, one)
    if not files:
        raise NothingToBuildFrom("a feature file")
    return files


def _name_file(one: StoryBrief, used: dict[str, str]) -> str:
    name = make_name(f"{one.story.label} {one.story.title}", one.story.id)
    while f"features/{name}.feature" in used:
        name += "-2"
    return f"features/{name}.feature"


def _write_feature(brief: Brief, one: StoryBrief) -> str:
    story, opportunity = one.story, brief.outline.opportunity
    tags = [f"story:{make_safe(story.id)}", *([f"opportunity:{make_safe(opportunity)}"] if opportunity else [])]
    tags += [make_safe(story.priority)] if story.priority else []
    head = [
        "# language: en",
        f"# Written from PRD {flatten(brief.prd.id)}: {flatten(brief.prd.title)}",
        _write_tags(tags),
        f"Feature: {flatten(f'{story.label} {story.title}')}",
    ]
    told = [f"  {line}" for line in _describe(one)]
    scenarios = [_write_scenario(brief, scenario) for scenario in one.scenarios]
    return "\n".join([*head, *(["", *told] if told else []), "", "\n\n".join(scenarios)]) + "\n"


def _describe(one: StoryBrief) -> Iterator[str]:
    """What stands below a feature's name, each line behind words of ours."""
    if one.story.text:
        yield f"In one sentence: {flatten(one.story.text)}"
    if one.counted:
        yield f"In numbers: {flatten(one.counted)}"
    for words in one.heard:
        yield f"A customer said: {flatten(words)}"


def _write_scenario(brief: Brief, scenario: Scenario) -> str:
    point, parts = scenario.point, scenario.parts
    undecided = any(blank for _, blank in split_blanks(point.text))
    tags = [*brief.trace(point).tags, *(["undecided"] if undecided else [])]
    keyed = (("Given", parts.given), ("When", parts.when), ("Then", parts.then))
    steps = [f"{'And' if place else key} {flatten(step)}" for key, said in keyed for place, step in enumerate(said)]
    name = flatten(f"{point.label} {scenario.name}")
    rows = [f"  {_write_tags(tags)}", f"  Scenario: {name}"]
    return "\n".join([*rows, *(f"    {step}" for step in steps or [f"Then {flatten(point.text) or 'it holds'}"])])


def _write_tags(tags: list[str]) -> str:
    return " ".join(f"@{tag}" for tag in tags)
