"""What a story may be called elsewhere: its id, its number in a table or a list; and which story a heading names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from throughline.specification.rules.checking.contracts import Unit, UnitKind
from throughline.specification.rules.checking.labels import tidy_label
from throughline.specification.rules.checking.sameness import content_stems

FEWEST_WORDS = 2
"""A heading of one word that carries meaning names a group of stories."""
_REFERS = re.compile(r"\b(?:US|S|STORY)[-\s#]*\d+(?:\.\d+)*\b", re.IGNORECASE)


def key_story(label: str) -> str:
    """ "User Story 1", "US-1", "US1" and "S1" name the same story."""
    return re.sub(r"^(?:USERSTORY|STORY|US|S)[-_#]*0*(?=\d)", "S", tidy_label(label))


def list_named_stories(text: str) -> tuple[str, ...]:
    """The keys of the stories a text names: "Criteria for story 3", "Acceptance: S3"."""
    return tuple(key_story(found) for found in _REFERS.findall(text))


def name_stories(units: Iterable[Unit]) -> Mapping[str, int]:
    """The numbers of the stories among the units, by the keys they may be named by.

    A story without an id goes by the number in its row; where none has either and all stand in one section, by its
    place among them.
    """
    stories = [unit for unit in units if unit.kind is UnitKind.STORY]
    named = dict(_list_keys(stories))
    if not named and len({story.section.line for story in stories}) == 1:
        return {f"S{place}": story.number for place, story in enumerate(stories, 1)}
    return named


def _list_keys(stories: Sequence[Unit]) -> Iterator[tuple[str, int]]:
    for story in stories:
        first = story.cells["id"].text.strip(" .") if "id" in story.cells else ""
        if story.label:
            yield key_story(story.label), story.number
        elif re.fullmatch(r"\d{1,3}", first):
            yield f"S{int(first)}", story.number


_NUMBERED = re.compile(r"^(?P<number>\d{1,3})(?:[.):]|\s*$)")


def name_by_heading(title: str, stories: Sequence[Unit], *, plain: bool) -> int | None:
    """The number of the story that a heading names: by its id, else by its number or by words of it alone.

    A `plain` heading says what its section holds; only an id in it names a story.
    """
    known = name_stories(stories)
    found = next((known[name] for name in list_named_stories(title) if name in known), None)
    if found is not None or plain:
        return found
    numbered = _NUMBERED.match(title)
    if numbered and f"S{int(numbered['number'])}" in known:
        return known[f"S{int(numbered['number'])}"]
    words = content_stems(title)
    told = [story.number for story in stories if words <= content_stems(story.text)]
    return told[0] if len(words) >= FEWEST_WORDS and len(told) == 1 else None
