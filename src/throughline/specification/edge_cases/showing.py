"""What the command answers: the questions story by story, as text or as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from throughline.specification.rules.edge_cases import Asked, list_for_story
from throughline.specification.rules.stories.contracts import Outline, Story

Json = dict[str, Any]


def describe_questions(outline: Outline, asked: Sequence[Asked], *, file: str) -> Json:
    """The questions as plain values: each once under `asked`, and the ids of the cases under each story."""
    return {
        "file": file,
        "title": outline.title,
        "asked": [_describe(question) for question in asked],
        "stories": [_describe_story(story, list_for_story(asked, story.id)) for story in outline.stories],
    }


def _describe_story(story: Story, asked: Iterable[Asked]) -> Json:
    return {
        "id": story.id,
        "label": story.label,
        "title": story.title,
        "line": story.line,
        "questions": [_describe(question) for question in asked],
    }


def _describe(question: Asked) -> Json:
    return {
        "case": question.case,
        "title": question.title,
        "question": question.question,
        "stories": list(question.stories),
        "why": list(question.why),
        "reason": question.reason,
        "state": question.state,
        "severity": question.severity,
        "also": list(question.also),
        "lesson": question.lesson.ref if question.lesson else None,
    }


def write_questions(outline: Outline, asked: Sequence[Asked]) -> str:
    """The questions as text, each under the first story it is asked of."""
    lines: list[str] = []
    for story in outline.stories:
        own = [question for question in list_for_story(asked, story.id) if question.stories[0] == story.id]
        if own:
            lines += [
                "",
                f"{story.label}  {story.title}".strip(),
                *(line for question in own for line in _write(question)),
            ]
    return "\n".join(lines).strip() or "Nothing is left to ask."


def _write(question: Asked) -> list[str]:
    further = len(question.stories) - 1
    also = f" Also asked of {further} more {'story' if further == 1 else 'stories'}." if further else ""
    return [f"  {question.case}  {question.question}", f"         {question.reason}{also}"]
