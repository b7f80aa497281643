"""Answers that somebody gave in the prototype: read, and made into draft criteria."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from throughline.specification.rules.edge_cases import draft_criterion, find_case
from throughline.specification.rules.stories.contracts import Outline, Point, Story

MOST_ANSWERS = 500
LONGEST_ANSWER = 4_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody wrote into an answer box: where, to which case of which story (an id may be empty)."""

    screen: str
    state: str
    case: str
    story: str
    text: str


@dataclass(frozen=True, slots=True)
class Drafted:
    """An answer with the criterion that it makes, and the story it belongs to."""

    answer: Answer
    story: Story
    criterion: str


def read_answers(data: object) -> tuple[tuple[Answer, ...], dict[str, str]]:
    """The answers and the renames of what the page saves as `answers.json`. Raises `ValueError` for another form."""
    if not isinstance(data, Mapping):
        raise ValueError("an object with “answers” is expected")
    told = cast("Mapping[str, Any]", data)
    listed, renames = told.get("answers", []), told.get("renames", {})
    if not isinstance(listed, list) or not isinstance(renames, Mapping):
        raise ValueError("“answers” is a list and “renames” an object")
    answers = tuple(_read(entry) for entry in cast("list[Any]", listed)[:MOST_ANSWERS])
    return answers, {str(key): str(name) for key, name in cast("Mapping[Any, Any]", renames).items()}


def _read(entry: object) -> Answer:
    if not isinstance(entry, Mapping):
        raise ValueError("an answer is an object")
    told = {str(key): value for key, value in cast("Mapping[Any, Any]", entry).items()}
    if not isinstance(told.get("text"), str):
        raise ValueError("an answer has a “text”")
    parts = {name: str(told.get(name) or "") for name in ("screen", "state", "case", "story")}
    return Answer(**parts, text=told["text"][:LONGEST_ANSWER])


def draft_answers(outline: Outline, answers: Sequence[Answer]) -> tuple[tuple[Drafted, ...], tuple[Answer, ...]]:
    """Draft criteria of answers, and the answers to stories that the outline does not have."""
    stories = {story.id: story for story in outline.stories}
    drafted = [
        Drafted(answer, stories[answer.story], text)
        for answer in answers
        if answer.story in stories and (text := draft_answer(stories[answer.story], answer.case, answer.text))
    ]
    lost = tuple(answer for answer in answers if answer.story not in stories and answer.text.strip())
    return tuple(drafted), lost


def add_drafted(outline: Outline, drafted: Sequence[Drafted]) -> Outline:
    """The outline with the drafted criteria in their stories, each resting on the case that it answers."""
    stories = tuple(_add(story, [one for one in drafted if one.story.id == story.id]) for story in outline.stories)
    return replace(outline, stories=stories)


def _add(story: Story, drafted: Sequence[Drafted]) -> Story:
    label = story.label or story.id
    points = tuple(
        Point(f"{label}-A{n}", one.criterion, f"{label}-A{n}", rests_on=(one.answer.case,) if one.answer.case else ())
        for n, one in enumerate(drafted, 1)
    )
    return replace(story, criteria=(*story.criteria, *points))


def draft_answer(story: Story, case: str, text: str) -> str:
    """The criterion of one answer; without a catalogued case the answer is the criterion. Empty for an empty answer."""
    found = find_case(case)
    if found:
        return draft_criterion(story, found, text)
    said = " ".join(text.split())
    return said if not said or said[-1] in ".!?" else f"{said}."
