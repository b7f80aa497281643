"""A PRD as a feature specification of GitHub's spec-kit: `specs/001-short-name/spec.md`.

Headings and their order are those of the template in the package `specify-cli`.
"""

from __future__ import annotations

from throughline.discovery.contracts import Corpus
from throughline.grounding.contracts import Origin
from throughline.specification.contracts import Prd
from throughline.specification.exports.building.brief import Brief, Scenario, StoryBrief, brief_prd
from throughline.specification.exports.building.tracing import name_source
from throughline.specification.exports.building.wording import Questions, say_bounds, say_criterion, say_must, show_open
from throughline.specification.exports.markdown import escape
from throughline.specification.exports.names import shorten_name
from throughline.specification.rules.stories.contracts import Point


def write_spec_kit(prd: Prd, corpus: Corpus, opportunity: str = "", *, number: int = 1) -> dict[str, str]:  # noqa: ARG001
    """The one file, in the folder of its feature; `number` is the feature's among the others in the repository."""
    branch = f"{number:03d}-{shorten_name(prd.title, prd.id)}"
    return {f"specs/{branch}/spec.md": _Spec(brief_prd(prd, opportunity), branch).write()}


class _Spec:
    """The specification, and the questions that it may ask: requirements come first with theirs."""

    def __init__(self, brief: Brief, branch: str) -> None:
        self.brief, self.branch = brief, branch
        self.questions = Questions(brief.demands)

    def write(self) -> str:
        requirements = self._write_requirements()
        stories = "\n\n---\n\n".join(self._write_story(n, one) for n, one in enumerate(self.brief.stories, 1))
        parts = [
            self._write_head(),
            "## User Scenarios & Testing *(mandatory)*",
            stories or "No story is written yet.",
            "### Edge Cases",
            self._write_edges(),
            "## Requirements *(mandatory)*",
            "### Functional Requirements",
            requirements,
            "## Success Criteria *(mandatory)*",
            "### Measurable Outcomes",
            self._write_metrics(),
            "## Assumptions",
            self._write_assumptions(),
        ]
        return "\n\n".join(parts) + "\n"

    def _write_head(self) -> str:
        prd = self.brief.prd
        return "\n\n".join(
            [
                f"# Feature Specification: {escape(prd.title)}",
                f"**Feature Branch**: `{self.branch}`",
                f"**Created**: {prd.created.isoformat() if prd.created else 'not dated'}",
                f"**Status**: {prd.status.value.title()}",
                f'**Input**: User description: "{escape(prd.about or prd.title)}"',
                name_source(prd.id, self.brief.outline.opportunity),
            ]
        )

    def _write_story(self, number: int, one: StoryBrief) -> str:
        story = one.story
        told = [show_open(story.text)] if story.text else []
        told += ["In customers' words:", "\n".join(f"- {show_open(words)}" for words in one.heard)] if one.heard else []
        scenarios = [f"{n}. {self._write_scenario(scenario)}" for n, scenario in enumerate(one.scenarios, 1)]
        return "\n\n".join(
            [
                f"### User Story {number} - {show_open(story.title)} (Priority: {show_open(story.priority)})",
                *(told or ["What this story is about stands in its title alone."]),
                f"**Why this priority**: {self._say_why(number, one)}",
                f"**Independent Test**: {_say_test(one)}",
                "**Acceptance Scenarios**:",
                "\n".join(scenarios) or "No scenario is written yet.",
            ]
        )

    def _say_why(self, number: int, one: StoryBrief) -> str:
        place = f"it stands {number} of {len(self.brief.stories)} in the PRD's order"
        return f"{show_open(one.counted.rstrip('.'))}; {place}." if one.counted else f"{place[:1].upper()}{place[1:]}."

    def _write_scenario(self, scenario: Scenario) -> str:
        point, parts = scenario.point, scenario.parts
        keyed = (("Given", parts.given), ("When", parts.when), ("Then", parts.then))
        steps = [f"**{key}** {self._say(', and '.join(said), point)}" for key, said in keyed if said]
        return f"{', '.join(steps) or self._say(point.text, point)}. {self.brief.trace(point).comment}"

    def _say(self, text: str, point: Point) -> str:
        return self.questions.word(text, point)

    def _write_edges(self) -> str:
        points = self.brief.outline.edge_cases
        rows = [f"- {show_open(_lead(point))}{show_open(point.text)} <!-- {point.id} -->" for point in points]
        return "\n".join(rows) or "- No edge case has been asked about yet."

    def _write_requirements(self) -> str:
        """The requirements; where the PRD has none, what its criteria demand."""
        demands = [(point, say_must(point.text)) for point in self.brief.outline.requirements]
        if not demands:
            scenarios = (scenario for one in self.brief.stories for scenario in one.scenarios)
            demands = [(s.point, say_criterion(s.parts, s.point.text)) for s in scenarios]
        rows = [
            f"- **FR-{n:03d}**: {self._say(text, point)} {self.brief.trace(point).comment}"
            for n, (point, text) in enumerate(demands, 1)
        ]
        return "\n".join(rows) or "- No requirement is written yet."

    def _write_metrics(self) -> str:
        points = self.brief.outline.metrics
        rows = [f"- **SC-{n:03d}**: {_say_metric(point)} <!-- {point.id} -->" for n, point in enumerate(points, 1)]
        return "\n".join(rows) or "- No success metric is written yet."

    def _write_assumptions(self) -> str:
        outline = self.brief.outline
        rows = [show_open(point.text) for point in outline.assumptions]
        rows += say_bounds(outline.non_goals)
        rows += [f"Technical constraint: {show_open(point.text)}" for point in self.brief.technical]
        rows += [f"Risk or dependency: {show_open(point.text)}" for point in outline.risks]
        rows += [f"Open question{_say_owner(point)}: {show_open(point.text)}" for point in outline.questions]
        rows += self._say_proposed()
        return "\n".join(f"- {row}" for row in rows) or "- None is written down."

    def _say_proposed(self) -> list[str]:
        proposed = sum(point.origin == Origin.PROPOSAL.mark for point in self.brief.demands)
        if not proposed:
            return []
        among = f"{proposed} of the {len(self.brief.demands)} scenarios and requirements above"
        return [f"Not agreed yet: {among}; each is marked “proposed” in the comment behind it."]


def _lead(point: Point) -> str:
    """The story that an edge case belongs to."""
    story = point.label.partition(" · ")[0]
    return f"{story}: " if story else ""


def _say_test(one: StoryBrief) -> str:
    """How the story is tested with no other one built."""
    if not one.scenarios:
        return "It cannot be tested yet, for no scenario is written."
    number = len(one.scenarios)
    runs = {1: "the scenario below runs", 2: "both scenarios below run"}.get(number, f"all {number} scenarios run")
    shown = show_open(one.scenarios[0].name)
    return f"With no other story built, {runs} from start to end. The first shows this: {shown}."


def _say_metric(point: Point) -> str:
    """A metric's row as a sentence that can be measured, or that says what is missing for it."""
    if len(point.cells) < 4:
        return show_open(point.text)
    name, baseline, target, by = point.cells[:4]
    if any(character.isdigit() for character in baseline) and any(character.isdigit() for character in target):
        return show_open(f"{name}: from {baseline} to {target}, by {by}.")
    wanted = "not decided yet" if "[decide" in target or not target else target
    return show_open(f"{name}. Baseline: {baseline or 'not measured yet'}. Target: {wanted}. By: {by}.")


def _say_owner(point: Point) -> str:
    return f" ({show_open(point.owner)})" if point.owner else ""
