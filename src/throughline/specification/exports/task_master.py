"""A PRD as tasks for task-master: `.taskmaster/tasks/tasks.json`, a task a story, a subtask a criterion."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from typing import Any

from throughline.discovery.contracts import Corpus
from throughline.specification.contracts import Prd
from throughline.specification.errors import NothingToBuildFrom
from throughline.specification.exports.building.brief import Brief, Scenario, StoryBrief, brief_prd
from throughline.specification.rules.stories.contracts import Point

Json = dict[str, Any]
_PRIORITIES = {"P0": "high", "P1": "high", "P2": "medium", "P3": "low"}


def write_task_master(prd: Prd, corpus: Corpus, opportunity: str = "") -> dict[str, str]:  # noqa: ARG001
    """The one file. Raises `NothingToBuildFrom` where there is neither a story nor a requirement."""
    brief = brief_prd(prd, opportunity)
    if not brief.tickets:
        raise NothingToBuildFrom("a task")
    tasks = [_write_task(brief, number, one) for number, one in enumerate(brief.tickets, 1)]
    day = datetime.combine(prd.created, time(), UTC).isoformat() if prd.created else None
    about: Json = {"created": day, "updated": day, "description": f"{prd.title} (PRD {prd.id})"}
    made = {"master": {"tasks": tasks, "metadata": about}}
    return {".taskmaster/tasks/tasks.json": json.dumps(made, ensure_ascii=False, indent=2) + "\n"}


def _write_task(brief: Brief, number: int, one: StoryBrief) -> Json:
    story = one.story
    return {
        "id": number,
        "title": story.title,
        "description": story.text or one.counted or story.title,
        "status": "pending",
        "dependencies": [],
        "priority": _PRIORITIES.get(story.priority, "medium"),
        "details": "\n".join([*(f"{p.label} {p.text}".strip() for p in one.requirements), *one.heard]),
        "testStrategy": "\n".join(f"{s.point.label} {s.point.text}".strip() for s in one.scenarios),
        "subtasks": [_write_subtask(brief, n, scenario) for n, scenario in enumerate(one.scenarios, 1)],
        "metadata": {
            "prd": brief.prd.id,
            "story": story.id,
            "opportunity": brief.outline.opportunity or None,
            "requirements": [_trace(brief, point) for point in one.requirements],
        },
    }


def _write_subtask(brief: Brief, number: int, scenario: Scenario) -> Json:
    return {
        "id": number,
        "title": scenario.name,
        "description": scenario.point.text,
        "status": "pending",
        "dependencies": [],
        "details": "",
        "metadata": _trace(brief, scenario.point),
    }


def _trace(brief: Brief, point: Point) -> Json:
    trace = brief.trace(point)
    return {
        "id": trace.id,
        "label": trace.label,
        "opportunity": trace.opportunity or None,
        "evidence": list(trace.evidence),
        "proposed": trace.proposed,
    }
