"""Reads of what the past taught a workspace."""

from __future__ import annotations

from throughline.core.line.registry import Hint, registry
from throughline.core.models import Workspace
from throughline.specification.rules.edge_cases import Lesson


def list_lessons(workspace: Workspace, about: str = "") -> tuple[Lesson, ...]:
    """What reviews and retrospectives of the workspace taught, for `ask`; `about` is what is being written."""
    found = registry.list_hints(workspace, about)
    return tuple(read_lesson(hint) for hint in found if hint.cases or not hint.raises)


def read_lesson(hint: Hint) -> Lesson:
    """A hint of the registry as the rules know it."""
    grounds = tuple((stop.title, stop.url) for stop in hint.grounds)
    told = {"words": hint.words, "source": hint.source}
    return Lesson(hint.text, str(hint.ref), **told, cases=hint.cases, kinds=hint.kinds, grounds=grounds)
