"""A PRD as somebody who builds from it reads it: each story with what it rests on, its scenarios, its requirements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from throughline.specification.contracts import Block, Line, Prd, Role
from throughline.specification.exports.building.tracing import Trace
from throughline.specification.exports.page import split_blanks
from throughline.specification.rules.stories.contracts import CriterionParts, Outline, Point, Story
from throughline.specification.rules.stories.outlining import outline_prd
from throughline.specification.rules.stories.steps import read_criterion
from throughline.specification.rules.wording import capitalise

_LONGEST_NAME = 76
_LABEL = re.compile(r"\b[A-Z]{1,3}\d+\b")


@dataclass(frozen=True, slots=True)
class Scenario:
    """A criterion with its steps, and a name for it of one short line."""

    point: Point
    parts: CriterionParts
    name: str


@dataclass(frozen=True, slots=True)
class StoryBrief:
    """One story: `counted` says what it rests on, `heard` are customers' words with who said them."""

    story: Story
    counted: str = ""
    heard: tuple[str, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    requirements: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Brief:
    """The whole. `loose` are requirements that belong to no story, `technical` what engineering wrote."""

    prd: Prd
    outline: Outline
    stories: tuple[StoryBrief, ...]
    loose: tuple[Point, ...] = ()
    technical: tuple[Point, ...] = ()

    @cached_property
    def tickets(self) -> tuple[StoryBrief, ...]:
        """The stories, and what belongs to none of them as one more."""
        rest = StoryBrief(Story("requirements", "What belongs to no story"), requirements=self.loose)
        return (*self.stories, *([rest] if self.loose else []))

    @cached_property
    def demands(self) -> tuple[Point, ...]:
        """Every requirement, then every criterion, in reading order."""
        criteria = (scenario.point for one in self.stories for scenario in one.scenarios)
        return (*self.outline.requirements, *criteria)

    def trace(self, point: Point) -> Trace:
        """The ids that go with a requirement or criterion wherever it goes."""
        return Trace(point.id, point.label, self.outline.opportunity, point.cites, proposed=point.origin == "P")


def brief_prd(prd: Prd, opportunity: str = "") -> Brief:
    """The brief of a PRD; `opportunity` is the id of what it was written for."""
    outline = outline_prd(prd, opportunity=opportunity)
    blocks = {block.id: block for section in prd.sections for block in section.blocks if block.kind == "story"}
    tied = _tie_requirements(prd, outline)
    stories = tuple(_brief_story(story, blocks[story.id], tied.get(story.label, ())) for story in outline.stories)
    held = {point.id for one in stories for point in one.requirements}
    loose = tuple(point for point in outline.requirements if point.id not in held)
    own = {line.claim.id for s in prd.sections if s.key == "technical" for b in s.blocks for line in b.lines}
    return Brief(prd, outline, stories, loose, tuple(p for p in outline.cross_cutting if p.id in own))


def _tie_requirements(prd: Prd, outline: Outline) -> dict[str, tuple[Point, ...]]:
    """The requirements of each story, by its label: the note below a requirement names its story first."""
    points = {point.id: point for point in outline.requirements}
    tied: dict[str, tuple[Point, ...]] = {}
    for block in (block for section in prd.sections for block in section.blocks):
        named = _LABEL.search(block.note)
        own = tuple(points[line.claim.id] for line in block.lines if line.claim.id in points)
        if named and own:
            tied[named.group()] = (*tied.get(named.group(), ()), *own)
    return tied


def _brief_story(story: Story, block: Block, requirements: Iterable[Point]) -> StoryBrief:
    counted = next((line.claim.text for line in block.lines if line.role is Role.COUNT), "")
    scenarios = tuple(_brief_criterion(point) for point in story.criteria)
    return StoryBrief(
        story, re.sub(r"^S\d+ rests", "It rests", counted), tuple(_list_heard(block)), scenarios, tuple(requirements)
    )


def _list_heard(block: Block) -> Iterator[str]:
    """What customers said for the story: "Situation: “…” — Jorvane Kitchens"."""
    for line in block.lines:
        if line.role in (Role.SITUATION, Role.PURPOSE, Role.QUOTE):
            yield f"{_lead(line)}{line.claim.text}{f' — {line.claim.customer}' if line.claim.customer else ''}"


def _lead(line: Line) -> str:
    return f"{line.role.value.capitalize()}: " if line.role in (Role.SITUATION, Role.PURPOSE) else ""


def _brief_criterion(point: Point) -> Scenario:
    parts = read_criterion(point.text)
    return Scenario(point, parts, name_scenario(parts.then or parts.when or (point.text,)))


def name_scenario(steps: Iterable[str]) -> str:
    """The outcome in one short line; blanks as their choices."""
    words = " ".join(" and ".join(steps).split()) or "no words yet"
    plain = "".join(part.replace(" / ", " or ") if blank else part for part, blank in split_blanks(words))
    if len(plain) > _LONGEST_NAME:
        plain = plain[:_LONGEST_NAME].rpartition(" ")[0].rstrip(",;:") + " …"
    return capitalise(plain.rstrip("."))
