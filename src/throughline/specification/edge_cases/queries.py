"""Reads of what the past taught a workspace."""

from __future__ import annotations

from throughline.core.line.registry import Hint, registry
from throughline.core.models import Workspace
from throughline.specification.rules.edge_cases import Lesson


def list_lessons(workspace: Workspace, about: str = "") -> tuple[Lesson, ...]:
    """What reviews and retrospectives of the workspace taught, for `ask`; `about` is what is being written."""
    return tuple(map(read_lesson, registry.list_hints(workspace, about)))


def read_lesson(hint: Hint) -> Lesson:
    """A hint of the registry as the rules know it."""
    return Lesson(text=hint.text, ref=str(hint.ref), words=hint.words, source=hint.source)
