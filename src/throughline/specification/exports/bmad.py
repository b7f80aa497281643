"""A PRD as an epic with its stories for the BMAD method: `## Epic 1: …`, `### Story 1.1: …`, as a, I want, so that."""

from __future__ import annotations

import re

from throughline.discovery.contracts import Corpus
from throughline.specification.contracts import Prd
from throughline.specification.errors import NothingToBuildFrom
from throughline.specification.exports.building.brief import Brief, Scenario, StoryBrief, brief_prd
from throughline.specification.exports.building.tracing import name_source
from throughline.specification.exports.markdown import escape
from throughline.specification.rules.stories.contracts import Form
from throughline.specification.rules.stories.reading import read_story

_VOWEL = re.compile(r"(?!uni|use|eu|one)[aeiou]", re.IGNORECASE)


def write_bmad(prd: Prd, corpus: Corpus, opportunity: str = "") -> dict[str, str]:  # noqa: ARG001
    """`docs/epics.md`. Raises `NothingToBuildFrom` where there is neither a story nor a requirement."""
    brief = brief_prd(prd, opportunity)
    if not brief.tickets:
        raise NothingToBuildFrom("an epic")
    told = [escape(brief.outline.summary)] if brief.outline.summary else []
    stories = [_write_story(brief, number, one) for number, one in enumerate(brief.tickets, 1)]
    title = escape(" ".join(prd.title.split()))
    parts = [f"# {title} - Epic Breakdown", name_source(prd.id, opportunity), f"## Epic 1: {title}", *told, *stories]
    return {"docs/epics.md": "\n\n".join(parts) + "\n"}


def _write_story(brief: Brief, number: int, one: StoryBrief) -> str:
    criteria = "\n\n".join(_write_scenario(brief, scenario) for scenario in one.scenarios)
    demands = "\n".join(f"- {escape(p.text)} {brief.trace(p).comment}" for p in one.requirements)
    parts = [
        f"### Story 1.{number}: {escape(' '.join(one.story.title.split()))}",
        _tell(one),
        "**Acceptance Criteria:**",
        criteria or "None is written yet.",
        *(["**Requirements:**", demands] if demands else []),
    ]
    return "\n\n".join(parts)


def _tell(one: StoryBrief) -> str:
    """As a, I want, so that: where somebody wrote the story so. Nobody is made to say it otherwise."""
    parts = read_story(one.story.text)
    if one.story.text and parts.form is not Form.BARE and parts.role and parts.means:
        to = "to " if f"to {parts.means}" in " ".join(one.story.text.split()) else ""
        article = "an" if _VOWEL.match(parts.role) else "a"
        rows = [
            f"As {article} {escape(parts.role)},",
            f"I want {to}{escape(parts.means)}{',' if parts.benefit else '.'}",
        ]
        return "\n".join([*rows, *([f"So that {escape(parts.benefit)}."] if parts.benefit else [])])
    told = [one.story.text, one.counted, *one.heard]
    return "\n\n".join(escape(text) for text in told if text) or "Nobody has said yet who wants this, or why."


def _write_scenario(brief: Brief, scenario: Scenario) -> str:
    parts = scenario.parts
    keyed = (("Given", parts.given), ("When", parts.when), ("Then", parts.then))
    steps = [f"**{'And' if n else key}** {escape(step)}" for key, said in keyed for n, step in enumerate(said)]
    steps = steps or [escape(scenario.point.text)]
    return "\n".join([*steps[:-1], f"{steps[-1]} {brief.trace(scenario.point).comment}"])
