"""Paragraphs that stand where a document's other stories stand: stories too, in template form or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from throughline.specification.rules.checking.blocks import BlockKind
from throughline.specification.rules.checking.labels import find_label, find_story, read_field
from throughline.specification.rules.checking.placing import Placed
from throughline.specification.rules.checking.reading_state import OPEN_END

MOST_WORDS = 40


def list_twins(placed: Sequence[Placed]) -> Iterator[int]:
    """The numbers of paragraphs that tell no story by their words, but by their place or the letters of their id."""
    stories = {place for place, item in enumerate(placed) if _is_story(item)}
    places = {_place_of(placed, place) for place in stories} - {None}
    letters = {name for place in stories if (name := _letters(placed[place]))}
    for place, item in enumerate(placed):
        if place in stories or not _may_tell(item):
            continue
        own = _letters(item)
        if own in letters or (not own and _place_of(placed, place) in places):
            yield item.block.number


def _is_story(item: Placed) -> bool:
    text = item.block.plain.text
    told = find_story(text) is not None or find_story(text[find_label(text)[1] :]) == 0
    return not item.head and item.block.kind is BlockKind.PARAGRAPH and told


def _may_tell(item: Placed) -> bool:
    block, text = item.block, item.block.plain.text
    if item.head or block.kind is not BlockKind.PARAGRAPH or block.parent is not None:
        return False
    plain = 1 < len(text.split()) <= MOST_WORDS and not OPEN_END.search(text) and not text.endswith("?")
    if re.search(r"\b(?:shall|must)\b", text, re.IGNORECASE) or _SIGNED.search(text) or _is_aside(item):
        return False
    return plain and read_field(text) is None and not text.startswith(("“", '"', "(", "["))


def _has_body(placed: Sequence[Placed], place: int) -> bool:
    """Whether criteria or the like stand under it, before the next heading of its level."""
    level = placed[place].section.level
    for item in placed[place + 1 :]:
        if item.head and item.section.level <= level:
            return False
        if item.head or item.block.kind in {BlockKind.ITEM, BlockKind.CODE, BlockKind.ROW}:
            return True
    return False


_SIGNED = re.compile(r"^[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*,[^:]{0,40}\d{4}\b|\b(?:19|20)\d\d\b.*\b(?:19|20)\d\d\b")
"""A note with a name and a day, or a line of days."""


def _is_aside(item: Placed) -> bool:
    """Whether a line only says what its story serves, or stands in code."""
    plain = item.block.plain
    coded = sum(end - start for start, end in plain.code)
    return coded * 2 > len(plain.text) or bool(
        re.match(r"(?:serves|supports|traces|covers)\b", plain.text, re.IGNORECASE)
    )


def _letters(item: Placed) -> str:
    """The letters of the id a paragraph begins with: "UR" of "UR-2 …"."""
    match = re.match(r"([A-Z]{1,8})[-_]?\d", find_label(item.block.plain.text)[0])
    return match[1] if match else ""


def _place_of(placed: Sequence[Placed], place: int) -> tuple[object, ...] | None:
    """Where it stands: first under a heading of that level and those parents, or before a list of that section."""
    item, section = placed[place], placed[place].section
    before = next((other for other in reversed(placed[:place]) if other.head or not _is_aside(other)), None)
    if before is not None and before.head and section.level and section.parents:
        return ("first", section.level, section.parents, item.block.quoted, _has_body(placed, place))
    if item.block.quoted:
        return None
    following = placed[place + 1] if place + 1 < len(placed) else None
    listed = following is not None and following.block.kind is BlockKind.ITEM and following.section == section
    return ("list", section.line, section.level) if listed and section.level else None
