"""What the headings of an edited folder say: other titles, new stories, and places that the lines below them are in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from throughline.core.kernel.ids import derive_id
from throughline.specification.contracts import Prd, Section
from throughline.specification.exports.folder.contracts import SETTLE, Place, Renamed, StoryAdded
from throughline.specification.exports.folder.matching import Known, split_label
from throughline.specification.exports.folder.pieces import Shape
from throughline.specification.exports.folder.saying import Said
from throughline.specification.exports.folder.writing import FRONT_PAGE
from throughline.specification.exports.page import flatten

STORIES = "stories"
_Spot = tuple[str, str]


@dataclass
class Titles:
    """`places` are where the lines under a heading stand, by page and number of the heading, where it is new or other
    than it was; `strange` are headings that say nothing of the PRD."""

    changes: list[Renamed | StoryAdded] = field(default_factory=list[Renamed | StoryAdded])
    places: dict[tuple[str, int], _Spot] = field(default_factory=dict[tuple[str, int], _Spot])
    strange: list[Said] = field(default_factory=list[Said])


def read_titles(
    base: Prd, said: Sequence[Said], matched: Mapping[int, str], known: Mapping[str, Known], furniture: set[str]
) -> Titles:
    """Go through every heading; `furniture` are headings that we write ourselves and nobody renames."""
    return _Titles(base, said, matched, known, furniture).read()


class _Titles:
    def __init__(
        self,
        base: Prd,
        said: Sequence[Said],
        matched: Mapping[int, str],
        known: Mapping[str, Known],
        furniture: set[str],
    ) -> None:
        self.base, self.said, self.matched, self.known, self.furniture = base, said, matched, known, furniture
        self.found = Titles()
        self.sections = {name: s.key for s in base.sections for name in (f"{s.number} {s.title}", s.title)}
        self.blocks = {(s.key, b.id): b.title for s in base.sections for b in s.blocks}
        self.stories = {(s.key, b.id) for s in base.sections for b in s.blocks if b.kind == "story"}
        self.headings = [one for one in said if one.shape is Shape.HEADING]
        self.seen = {one.text for one in self.headings}

    def read(self) -> Titles:
        for heading in self.headings:
            if heading.marker:
                self._compare(heading)
            elif not self._is_known(heading):
                self._find_meaning(heading)
        return self.found

    def _compare(self, heading: Said) -> None:
        """A heading under a comment that says what it is the title of."""
        if heading.marker == "section" and not heading.block:
            section = next(s for s in self.base.sections if s.key == heading.section)
            self._rename_section(section, heading.text)
        elif heading.text != flatten(self.blocks[heading.section, heading.block]):
            self._rename_block((heading.section, heading.block), heading.text)

    def _is_known(self, heading: Said) -> bool:
        titles = {flatten(title) for title in (*self.sections, *self.blocks.values()) if title}
        front = heading.path == FRONT_PAGE and heading.text == flatten(self.base.title)
        return heading.text in titles or heading.text in self.furniture or front

    def _find_meaning(self, heading: Said) -> None:
        """What a heading means that nobody knows: another title, a new story, or nothing."""
        spots = self._list_spots(heading)
        block = _find_most(spots)
        section = next((s for s in self.base.sections if block and s.key == block[0]), None)
        if block and self.blocks.get(block) and flatten(self.blocks[block]) not in self.seen:
            self._rename_block(block, heading.text)
            self.found.places[heading.path, heading.under] = block
        elif section and not {flatten(section.title), flatten(f"{section.number} {section.title}")} & self.seen:
            self._rename_section(section, heading.text)
        elif heading.path == FRONT_PAGE and heading.under == 1 and {section for section, _ in spots} <= {SETTLE}:
            self._rename_prd(heading.text)
        elif not spots and self._tells_story(heading):
            self._add_story(heading)
        else:
            self.found.strange.append(heading)

    def _list_spots(self, heading: Said) -> list[_Spot]:
        """Where the known lines under the heading stood."""
        ids = [
            self.matched[n]
            for n, one in enumerate(self.said)
            if n in self.matched and (one.path, one.under) == (heading.path, heading.under)
        ]
        places = [self.known[id_].place for id_ in ids]
        return [(place.section, place.block) for place in places]

    def _tells_story(self, heading: Said) -> bool:
        """Whether a heading without known lines begins a story: by its label, or on a page of its own among them."""
        has_stories = any(section.key == STORIES for section in self.base.sections)
        labelled = split_label(heading.text)[0].startswith("S") and heading.section != ""
        own_page = "/" in heading.path and heading.section == STORIES and heading.under == 1
        return has_stories and (labelled or own_page)

    def _add_story(self, heading: Said) -> None:
        title = split_label(heading.text)[1]
        id_ = derive_id("story", self.base.id, title)
        self.found.changes.append(StoryAdded(STORIES, id_, title))
        self.found.places[heading.path, heading.under] = (STORIES, id_)

    def _rename_block(self, spot: _Spot, title: str) -> None:
        """A story keeps its number, whatever stands before its title."""
        was = self.blocks[spot]
        before, after = (split_label(was)[1], split_label(title)[1]) if spot in self.stories else (was, title)
        if flatten(before) != after:
            self.found.changes.append(Renamed(Place(*spot), "title", before, after))

    def _rename_section(self, section: Section, title: str) -> None:
        bare = re.sub(r"^\d+\s+", "", title)
        if bare != flatten(section.title):
            self.found.changes.append(Renamed(Place(section.key), "title", section.title, bare))

    def _rename_prd(self, title: str) -> None:
        self.found.changes.append(Renamed(Place(""), "title", self.base.title, title))


def _find_most(spots: Sequence[_Spot]) -> _Spot | None:
    return Counter(spots).most_common(1)[0][0] if spots else None
