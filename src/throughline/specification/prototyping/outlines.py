"""Outlines as a prototype keeps them: the stories it was built from as JSON, and what has changed in them since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from throughline.specification.rules.edge_cases.likeness import compare_by_words
from throughline.specification.rules.stories.contracts import Outline, Point, Story

Json = dict[str, Any]
_POINTS = ("requirements", "metrics", "non_goals", "assumptions", "questions", "risks", "edge_cases", "cross_cutting")
_POINTS_OF_STORY = ("said", "criteria", "edge_cases")


def write_outline(outline: Outline) -> Json:
    """The outline as JSON."""
    return asdict(outline)


def read_outline(data: Mapping[str, Any]) -> Outline:
    """The outline that `write_outline` wrote; an empty one of nothing."""
    values: Json = dict(data) or {"id": "", "title": ""}
    points = {name: _read_points(values.get(name, ())) for name in _POINTS}
    stories = tuple(_read_story(one) for one in values.get("stories", ()))
    values |= {**points, "stories": stories, "personas": tuple(values.get("personas", ()))}
    return Outline(**values)


def _read_story(data: Mapping[str, Any]) -> Story:
    values: Json = {**data, **{name: _read_points(data.get(name, ())) for name in _POINTS_OF_STORY}}
    return Story(**values)


def _read_points(data: Iterable[Mapping[str, Any]]) -> tuple[Point, ...]:
    return tuple(map(_read_point, data))


def _read_point(data: Mapping[str, Any]) -> Point:
    values: Json = {**data, **{name: tuple(data.get(name, ())) for name in _TUPLES}}
    return Point(**values)


_TUPLES = ("cites", "rests_on", "cells")


def add_criteria(outline: Outline, criteria: Mapping[str, Sequence[Point]]) -> Outline:
    """The outline with further criteria at the stories they belong to, by the story's id."""
    stories = tuple(replace(s, criteria=(*s.criteria, *criteria.get(s.id, ()))) for s in outline.stories)
    return replace(outline, stories=stories)


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands in an outline that did not, what no longer does, and what was worded anew; each by its words."""

    new: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.changed)

    @property
    def sentence(self) -> str:
        """`2 new, 1 gone, 3 worded anew`."""
        parts = ((self.new, "new"), (self.gone, "gone"), (self.changed, "worded anew"))
        return ", ".join(f"{len(words)} {what}" for words, what in parts if words)


def compare(before: Outline, after: Outline) -> Difference:
    """What changed between two outlines in their stories and criteria."""
    old, new = _say_all(before), _say_all(after)
    return Difference(
        new=tuple(words for id_, words in new.items() if id_ not in old),
        gone=tuple(words for id_, words in old.items() if id_ not in new),
        changed=tuple(words for id_, words in new.items() if id_ in old and old[id_] != words),
    )


def _say_all(outline: Outline) -> dict[str, str]:
    said: dict[str, str] = {}
    for story in outline.stories:
        said[story.id] = " ".join(filter(None, (story.title, story.text and f"({story.text})")))
        said |= {point.id: point.text for point in story.criteria}
    return said


def name_size(outline: Outline) -> str:
    """`4 stories, 11 criteria`."""
    criteria = sum(len(story.criteria) for story in outline.stories)
    stories = len(outline.stories)
    told = f"{stories} {'story' if stories == 1 else 'stories'}"
    return f"{told}, {criteria} {'criterion' if criteria == 1 else 'criteria'}"


def find_story(outline: Outline, id_: str) -> Story | None:
    return next((story for story in outline.stories if story.id == id_), None)


def match_story(story: Story, among: Sequence[Story]) -> Story | None:
    """The same story in another outline: by its id, else the one most like it in words; None where none is."""
    same = next((one for one in among if one.id == story.id), None)
    if same is not None or not among:
        return same
    likeness = compare_by_words([_words_of(story)], [_words_of(one) for one in among])[0]
    best = max(range(len(among)), key=lambda place: likeness[place])
    return among[best] if likeness[best] >= LIKE_ENOUGH else None


def _words_of(story: Story) -> str:
    return f"{story.title} {story.text}"


LIKE_ENOUGH = 0.3
"""The likeness in words from which two stories are taken for one."""
