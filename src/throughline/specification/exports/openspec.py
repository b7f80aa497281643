"""A PRD as a change of OpenSpec: `openspec/changes/<id>/` with its proposal, its tasks and the delta of its capability.

Bounds and headings are those of the package `@fission-ai/openspec`: a Why of 50 to 1,000 characters, requirements with
SHALL, scenarios as `#### Scenario:` with WHEN and THEN.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from throughline.discovery.contracts import Corpus
from throughline.grounding.contracts import Origin
from throughline.specification.contracts import Prd
from throughline.specification.errors import NothingToBuildFrom
from throughline.specification.exports.building.brief import Brief, Scenario, StoryBrief, brief_prd, name_scenario
from throughline.specification.exports.building.tracing import make_safe, name_source
from throughline.specification.exports.building.wording import say_bounds, say_shall
from throughline.specification.exports.markdown import escape
from throughline.specification.exports.names import shorten_name
from throughline.specification.rules.stories.contracts import CriterionParts, Point
from throughline.specification.rules.stories.steps import read_criterion
from throughline.specification.rules.wording import count

SHORTEST_WHY, LONGEST_WHY = 50, 1000
_QUOTED = 3


def write_openspec(prd: Prd, corpus: Corpus, opportunity: str = "") -> dict[str, str]:  # noqa: ARG001
    """The change's files. Raises `NothingToBuildFrom` where no story has a criterion and there is no requirement."""
    brief = brief_prd(prd, opportunity)
    name = _name_change(prd)
    spec = _write_spec(brief)
    if not spec:
        raise NothingToBuildFrom("a change for OpenSpec")
    root = f"openspec/changes/{name}"
    return {
        f"{root}/proposal.md": _write_proposal(brief, name),
        f"{root}/tasks.md": _write_tasks(brief),
        f"{root}/specs/{name}/spec.md": spec,
    }


def _name_change(prd: Prd) -> str:
    """The change's id and its capability's: words in lower case with hyphens, a letter first."""
    name = shorten_name(prd.title, prd.id)
    return name if name[0].isalpha() else f"prd-{name}"


def _write_proposal(brief: Brief, name: str) -> str:
    parts = [
        "# Proposal",
        name_source(brief.prd.id, brief.outline.opportunity),
        "## Why",
        say_why(brief),
        "## What Changes",
        "\n".join(_list_changes(brief)),
        "## Capabilities",
        "### New Capabilities",
        f"- `{name}`: {escape(brief.prd.title)}",
        "### Modified Capabilities",
        "None that Throughline knows of: it does not read the specs of the product.",
        "## Impact",
        "\n".join(_list_impact(brief)),
    ]
    return "\n\n".join(parts) + "\n"


def say_why(brief: Brief) -> str:
    """Why, within OpenSpec's bounds: the title, what was counted, and customers' words, as many as there is room for.

    Where nothing was counted or said, that is what it says.
    """
    said = ""
    for sentence in _list_reasons(brief):
        longer = f"{said} {sentence}".strip()
        if len(longer) <= LONGEST_WHY:
            said = longer
    unheard = "Nobody's words were read for this yet: whether it is wanted, and by whom, is still to be shown."
    return said if len(said) >= SHORTEST_WHY else f"{said} {unheard}".strip()


def _list_reasons(brief: Brief) -> Iterator[str]:
    sections = (section for section in brief.prd.sections if section.key == "problem")
    lines = [line for section in sections for block in section.blocks for line in block.lines if not line.cells]
    yield escape(_end(brief.prd.title))
    if lines and lines[0].claim.origin is not Origin.QUOTE:
        counted = "Counted in what customers wrote: " if lines[0].claim.origin is Origin.NUMBER else ""
        yield escape(_end(f"{counted}{lines[0].claim.text}"))
    quotes = [line.claim for line in lines if line.claim.origin is Origin.QUOTE]
    for claim in quotes[:_QUOTED]:
        yield escape(f"{claim.customer or 'A customer'} wrote {_end(claim.text)}")


def _end(text: str) -> str:
    """The text on one line, ending as a sentence does."""
    flat = " ".join(text.split())
    return flat if flat.endswith((".", "!", "?", ".”", "!”", "?”")) else f"{flat}."


def _list_changes(brief: Brief) -> Iterator[str]:
    for one in brief.stories:
        told = f"{count(len(one.scenarios), 'scenario')}" if one.scenarios else "no scenario is written yet"
        yield f"- **{escape(one.story.title)}** ({escape(one.story.priority)}): {told}"
    for point in brief.loose:
        yield f"- {escape(point.text)}"
    yield from (f"- {bound}" for bound in say_bounds(brief.outline.non_goals))


def _list_impact(brief: Brief) -> Iterator[str]:
    for point in brief.technical:
        yield f"- {escape(point.text)}"
    if not brief.technical:
        yield "- Code, interfaces and systems: engineering has written nothing about them yet"
    for point in brief.outline.metrics:
        yield f"- Measured by: {_name_metric(point)}"
    for point in brief.outline.risks:
        yield f"- {escape(point.text)}"


def _write_spec(brief: Brief) -> str:
    """The delta; empty where there is nothing that a scenario could hold for."""
    used: set[str] = set()
    blocks = [_write_story(brief, one, used) for one in brief.stories if one.scenarios]
    blocks += [_write_loose(brief, point, used) for point in brief.loose]
    if not blocks:
        return ""
    return "\n\n".join(["# Spec Delta", "## Purpose", _say_purpose(brief), "## ADDED Requirements", *blocks]) + "\n"


def _say_purpose(brief: Brief) -> str:
    """What the capability is for, in the 50 characters or more that OpenSpec asks for."""
    said = " ".join(escape(_end(text)) for text in (brief.prd.title, brief.outline.summary) if text)
    return said if len(said) >= SHORTEST_WHY else f"{said} Why it is wanted stands in the proposal of this change."


def _write_story(brief: Brief, one: StoryBrief, used: set[str]) -> str:
    """A story as one requirement: its own demands, else that its scenarios hold, and a scenario for each criterion."""
    body = [_write_demand(brief, point) for point in one.requirements]
    story = one.story
    body = body or [f"The system SHALL let every scenario below hold. <!-- {story.label} · {make_safe(story.id)} -->"]
    scenarios = [_write_scenario(brief, scenario) for scenario in one.scenarios]
    return "\n\n".join([f"### Requirement: {_name_once(story.title, used)}", "\n".join(body), *scenarios])


def _write_loose(brief: Brief, point: Point, used: set[str]) -> str:
    """A requirement of no story, whose one scenario is what it says itself."""
    parts = read_criterion(point.text)
    scenario = Scenario(point, parts, name_scenario(parts.then or (point.text,)))
    title = f"### Requirement: {_name_once(scenario.name, used)}"
    return "\n\n".join([title, _write_demand(brief, point), _write_scenario(brief, scenario)])


def _write_demand(brief: Brief, point: Point) -> str:
    return f"{escape(say_shall(point.text))} {brief.trace(point).comment}"


def _write_scenario(brief: Brief, scenario: Scenario) -> str:
    label = f"{scenario.point.label} " if scenario.point.label else ""
    parts = scenario.parts if scenario.parts.then else CriterionParts(then=(scenario.point.text,))
    steps = [
        *_list_steps("GIVEN", parts.given),
        *_list_steps("WHEN", parts.when or ("it is used",)),
        *_list_steps("THEN", parts.then),
    ]
    trace = f"- {brief.trace(scenario.point).comment}"
    return "\n".join([f"#### Scenario: {escape(f'{label}{scenario.name}')}", "", *steps, trace])


def _list_steps(key: str, steps: Sequence[str]) -> Iterator[str]:
    for place, step in enumerate(steps):
        yield f"- **{'AND' if place else key}** {escape(step)}"


def _name_once(title: str, used: set[str]) -> str:
    """The title, with a number where another requirement has it already."""
    bare = escape(" ".join(title.split())) or "Without a title"
    name, number = bare, 2
    while name.casefold() in used:
        name, number = f"{bare} ({number})", number + 1
    used.add(name.casefold())
    return name


def _write_tasks(brief: Brief) -> str:
    """What is to be settled first, then a group for each story, then what to measure."""
    groups = [
        ("Settle what is open", [_say_question(point) for point in brief.outline.questions]),
        *((one.story.title, [_say_task(scenario) for scenario in one.scenarios]) for one in brief.stories),
        ("Requirements of no story", [escape(point.text) for point in brief.loose]),
        (
            "Measure",
            [f"Record {escape(point.cells[0] if point.cells else point.text)}" for point in brief.outline.metrics],
        ),
    ]
    kept = [(title, tasks) for title, tasks in groups if tasks]
    parts = [_write_group(number, title, tasks) for number, (title, tasks) in enumerate(kept, 1)]
    return "\n\n".join(["# Tasks", *parts]) + "\n"


def _write_group(number: int, title: str, tasks: Sequence[str]) -> str:
    rows = [f"- [ ] {number}.{place} {task}" for place, task in enumerate(tasks, 1)]
    return "\n".join([f"## {number}. {escape(title)}", "", *rows])


def _name_metric(point: Point) -> str:
    """`“Share refused”`, so that what it is called can be told from what is said of it."""
    return f"“{escape(point.cells[0] if point.cells else point.text)}”"


def _say_question(point: Point) -> str:
    owner = f" ({escape(point.owner)})" if point.owner else ""
    return f"{escape(point.text)}{owner}"


def _say_task(scenario: Scenario) -> str:
    label = f"{scenario.point.label}: " if scenario.point.label else ""
    return f"{label}{escape(scenario.name)} <!-- {scenario.point.id} -->"
