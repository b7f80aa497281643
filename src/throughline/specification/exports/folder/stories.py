"""What became of the stories of a folder as wholes: which are gone, and which order they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from throughline.specification.contracts import Block, Prd
from throughline.specification.exports.folder.comparing import Comparison, Spot
from throughline.specification.exports.folder.contracts import Reordered, StoryRemoved
from throughline.specification.exports.folder.matching import split_label
from throughline.specification.exports.folder.pieces import Shape
from throughline.specification.exports.folder.saying import Said
from throughline.specification.exports.folder.writing import FRONT_PAGE, list_story_pages
from throughline.specification.exports.page import flatten

_LINK = re.compile(r"\]\((?P<path>[^()\s]+)\)$")


def tell_removed(found: Comparison) -> Iterator[StoryRemoved]:
    """Every story whose title and lines stand nowhere any more; one without a title has its page instead."""
    headings = [one for one in found.said if one.shape is Shape.HEADING]
    titles = {split_label(one.text)[1] or one.text for one in headings}
    lines = {found.known[id_].place for id_ in found.matched.values()}
    held = {(place.section, place.block) for place in lines} | {*found.spots.values(), *found.titles.places.values()}
    held |= {(one.section, one.block) for one in headings} | _list_untitled(found)
    for section, block in _list_stories(found.base):
        title = flatten(split_label(block.title)[1] or block.title)
        if (section, block.id) not in held and title not in titles:
            yield StoryRemoved(section, block.id, block.title)


def _list_untitled(found: Comparison) -> set[Spot]:
    """The stories without a title whose page is still there: that its last line is gone does not take them out."""
    listed = (
        (section.key, block, path) for section in found.base.sections for block, path in list_story_pages(section)
    )
    return {(key, block.id) for key, block, path in listed if not block.title and path in found.pages}


def tell_order(found: Comparison, gone: Sequence[StoryRemoved]) -> Iterator[Reordered]:
    """The order of the stories that are left, where it is another: of the list of pages, else of their headings."""
    spots = [(section, block.id) for section, block in _list_stories(found.base)]
    left = [spot for spot in spots if spot[1] not in {one.block for one in gone}]
    now = _read_order(found, found.said)
    kept = [spot for spot in left if spot in now]
    if len(kept) < 2 or not set(kept) <= set(_read_order(found, found.written)):
        return
    order = [spot for spot in now if spot in kept]
    for section in dict.fromkeys(section for section, _ in kept):
        before, after = ([block for key, block in some if key == section] for some in (kept, order))
        if before != after:
            titles = {block.id: block.title for key, block in _list_stories(found.base) if key == section}
            told = (tuple(titles[id_] for id_ in ids) for ids in (before, after))
            yield Reordered(section, tuple(before), tuple(after), *told)


def _read_order(found: Comparison, said: Sequence[Said]) -> list[Spot]:
    """The stories in the order of the links on the front page; where none is linked, of the headings there."""
    pages = {path: (s.key, block.id) for s in found.base.sections for block, path in list_story_pages(s)}
    front = [one for one in said if one.path == FRONT_PAGE]
    links = [match["path"] for one in front if one.is_words and (match := _LINK.search(one.text))]
    linked = [pages[path] for path in links if path in pages]
    return list(dict.fromkeys(linked or _read_headings(found, front)))


def _read_headings(found: Comparison, front: Sequence[Said]) -> Iterator[Spot]:
    stories = {(section, block.id) for section, block in _list_stories(found.base)}
    named = {flatten(block.title): (section, block.id) for section, block in _list_stories(found.base)}
    for one in front:
        if one.shape is not Shape.HEADING:
            continue
        spot = found.titles.places.get((one.path, one.under)) or named.get(one.text) or (one.section, one.block)
        if spot in stories:
            yield spot


def _list_stories(base: Prd) -> Iterator[tuple[str, Block]]:
    return ((s.key, block) for s in base.sections for block in s.blocks if block.kind == "story")
