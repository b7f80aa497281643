"""A PRD that lines can be put into, taken out of and moved in, whose every part stays where it was otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from throughline.grounding.contracts import Citation, Claim, Origin
from throughline.specification.contracts import Block, Line, Prd, Section
from throughline.specification.exports.folder.contracts import SETTLE, Added, Edited, Place, StoryAdded, StoryRemoved
from throughline.specification.exports.folder.matching import split_label
from throughline.specification.exports.json import read_line, write_line
from throughline.specification.exports.page import flatten
from throughline.specification.rules.deciding import edit
from throughline.specification.rules.editing import next_label
from throughline.specification.rules.sections import BY_KEY


@dataclass
class _Open:
    """A block and its lines."""

    section: str
    block: Block
    lines: list[Line]


class OpenPrd:
    """A PRD while it is changed; `close` gives it back."""

    def __init__(self, prd: Prd) -> None:
        self.prd = prd
        self.sections = {section.key: section for section in prd.sections}
        self.settle = _Open(SETTLE, Block("", ()), list(prd.settle))
        self.blocks = [_Open(s.key, block, list(block.lines)) for s in prd.sections for block in s.blocks]
        self.start = {(one.section, one.block.id): tuple(one.lines) for one in self._each()}

    def close(self) -> Prd:
        """The PRD as it stands now."""
        return replace(self.prd, settle=tuple(self.settle.lines), sections=tuple(map(self._close, self.prd.sections)))

    def _close(self, section: Section) -> Section:
        blocks = tuple(replace(one.block, lines=tuple(one.lines)) for one in self.blocks if one.section == section.key)
        return replace(self.sections[section.key], blocks=blocks)

    def _each(self) -> Iterator[_Open]:
        yield self.settle
        yield from self.blocks

    def find(self, claim: str) -> tuple[Line, Place] | None:
        """A line and where it stands, or None."""
        for one in self._each():
            before = ""
            for line in one.lines:
                if line.claim.id == claim:
                    return line, Place(one.section, one.block.id, before)
                before = line.claim.id
        return None

    def find_words(self, place: Place, text: str, *, but: Collection[str] = ()) -> str:
        """The id of a line that said just this in the block at the start and is none of `but`; empty without one."""
        lines = self.start.get((place.section, place.block), ())
        same = (line.claim.id for line in lines if flatten(line.claim.text) == flatten(text))
        return next((id_ for id_ in same if id_ not in but), "")

    def has_place(self, place: Place) -> bool:
        """Whether there is such a section, and such a block where one is named."""
        if place.section != SETTLE and place.section not in self.sections:
            return False
        return not place.block or self._open(place) is not None

    def _open(self, place: Place) -> _Open | None:
        return next((one for one in self._each() if (one.section, one.block.id) == (place.section, place.block)), None)

    def find_block(self, place: Place) -> Block | None:
        """The block that a place names, or None."""
        one = self._open(place)
        return one.block if one else None

    def set_line(self, line: Line) -> None:
        """Put a line where the one with its id stands."""
        for one in self._each():
            one.lines[:] = [line if old.claim.id == line.claim.id else old for old in one.lines]

    def take_out(self, claim: str) -> None:
        """Take a line out; its block stays."""
        for one in self._each():
            one.lines[:] = [line for line in one.lines if line.claim.id != claim]

    def put(self, line: Line, place: Place) -> None:
        """Put a line into a block, below the one it names, else at its end; a block that is not there is made."""
        one = self._open(place) or self._make(place)
        ids = [old.claim.id for old in one.lines]
        at = ids.index(place.after) + 1 if place.after in ids else 0 if not place.after and ids else len(ids)
        one.lines.insert(at, line)

    def _make(self, place: Place) -> _Open:
        made = _Open(place.section, Block(place.block or f"{place.section}-added", ()), [])
        known = self._open(Place(place.section, made.block.id))
        if known is not None:
            return known
        self.blocks.append(made)
        return made

    def add_story(self, story: StoryAdded) -> None:
        """A new story below the others, under the next number."""
        labels = [one.block.title for one in self.blocks if one.block.kind == "story"]
        title = f"{next_label('S', labels)} {story.title}".strip()
        self.blocks.append(
            _Open(story.section, Block(story.block, (), title, kind="story", priority=story.priority), [])
        )

    def list_lines(self, place: Place) -> Sequence[Line]:
        """What stands in a block; nothing where there is none."""
        one = self._open(place)
        return one.lines if one else ()

    def remove_story(self, story: StoryRemoved) -> None:
        """Take a story out; its lines went before."""
        self.blocks = [one for one in self.blocks if (one.section, one.block.id) != (story.section, story.block)]

    def list_stories(self, section: str) -> list[str]:
        """The ids of its stories, in order."""
        return [one.block.id for one in self.blocks if one.section == section and one.block.kind == "story"]

    def arrange_stories(self, order: Sequence[str]) -> None:
        """Put these stories into this order, in the places that they have among the others."""
        named = {one.block.id: one for one in self.blocks if one.block.id in order}
        waiting = iter(named[id_] for id_ in order)
        self.blocks = [next(waiting) if one.block.id in named else one for one in self.blocks]

    def find_story(self, story: StoryAdded, *, but: Collection[str]) -> str:
        """The id of the block that is this story already: its own, or one of its title and none of `but`."""
        stories = [one.block for one in self.blocks if one.block.kind == "story"]
        same = (b.id for b in stories if flatten(split_label(b.title)[1]) == flatten(story.title) and b.id not in but)
        return story.block if any(b.id == story.block for b in stories) else next(same, "")

    def rename(self, place: Place, field: str, value: str) -> None:
        """Another title, owner or priority."""
        if not place.section:
            self.prd = replace(self.prd, **{field: value})
        elif not place.block:
            self.sections[place.section] = replace(self.sections[place.section], **{field: value})
        elif one := self._open(place):
            label = split_label(one.block.title)[0] if one.block.kind == "story" and field == "title" else ""
            one.block = replace(one.block, **{field: f"{label} {value}".strip()})

    def read_name(self, place: Place, field: str) -> str:
        """What `rename` changes, as it is now; a story's title without its number."""
        if not place.section:
            return str(getattr(self.prd, field))
        block = self.find_block(place) if place.block else None
        if block is not None and block.kind == "story" and field == "title":
            return split_label(block.title)[1]
        return str(getattr(block or self.sections[place.section], field, ""))

    def list_labels(self) -> list[str]:
        """Every label that is taken."""
        return [line.label for one in self._each() for line in one.lines if line.label]


def edit_line(line: Line, change: Edited) -> Line:
    """The line with a person's words: by the same rule as on the page, a quote or a count that is edited is none."""
    return read_line(edit(write_line(line), text=change.after, cells=change.cells))


def make_line(added: Added, labels: Sequence[str]) -> Line:
    """A new line, a person's judgement; numbered on where its kind is numbered and its own number is taken or none."""
    citations = tuple(Citation(evidence=id_) for id_ in added.cites)
    claim = Claim(added.claim, Origin.JUDGEMENT, added.text, citations)
    part = BY_KEY.get(added.place.section)
    prefix = part.prefix if part and part.role is added.role else ""
    label = added.label
    if prefix and (not label or label in labels):
        label = next_label(prefix, labels)
    return Line(claim, added.role, label, added.cells, added.owner)
