"""A folder's changes taken over into a PRD that went on meanwhile: what met no other change, and what did.

Three-way: what was exported is the base, the folder one side, the PRD as it stands the other. A line that both sides
changed is a conflict that shows both; nothing is decided for anybody.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from throughline.specification.contracts import Prd
from throughline.specification.exports.folder.applying import OpenPrd, edit_line, make_line
from throughline.specification.exports.folder.contracts import (
    Added,
    Change,
    Conflict,
    Edited,
    FolderEdit,
    Merge,
    Moved,
    Place,
    Reassigned,
    Removed,
    Renamed,
    Reordered,
    StoryAdded,
    StoryRemoved,
)
from throughline.specification.exports.page import flatten


def merge_folder(edit: FolderEdit, current: Prd) -> Merge:
    """Take over every change that meets no other; merging the same folder again changes nothing.

    `current` is the PRD as it would be exported now: where personal data is masked in the folder, mask it here too.
    """
    blocks = {block.id for section in edit.base.sections for block in section.blocks}
    merging = _Merging(OpenPrd(current), blocks | {line.claim.id for line in edit.base.lines})
    for change in edit.changes:
        merging.take(change)
    told = tuple(merging.applied), tuple(merging.known), tuple(merging.conflicts), edit.unread
    return Merge(merging.prd.close(), *told, called={**merging.stories, **merging.lines})


def apply_edit(edit: FolderEdit) -> Prd:
    """The PRD as the folder has it, against nothing else."""
    return merge_folder(edit, edit.base).prd


@dataclass
class _Merging:
    prd: OpenPrd
    base: set[str]
    """The lines and blocks that were exported, by their ids."""
    applied: list[Change] = field(default_factory=list[Change])
    known: list[Change] = field(default_factory=list[Change])
    conflicts: list[Conflict] = field(default_factory=list[Conflict])
    stories: dict[str, str] = field(default_factory=dict[str, str])
    """New stories that stand there already, by the id they have here."""
    lines: dict[str, str] = field(default_factory=dict[str, str])
    """New lines that stand there already, the same."""

    def take(self, change: Change) -> None:
        match change:
            case Edited():
                self._take_edit(change)
            case Reassigned():
                self._take_owner(change)
            case Removed():
                self._take_removal(change)
            case Moved():
                self._take_move(change)
            case Renamed():
                self._take_name(change)
            case StoryAdded():
                self._take_story(change)
            case StoryRemoved():
                self._take_story_out(change)
            case Reordered():
                self._take_order(change)
            case Added():
                self._take_addition(change)

    def _apply(self, change: Change) -> None:
        self.applied.append(change)

    def _refuse(self, change: Change, why: str, *, base: str = "", theirs: str = "", current: str = "") -> None:
        self.conflicts.append(Conflict(change, why, base, theirs, current))

    def _take_edit(self, change: Edited) -> None:
        found = self.prd.find(change.claim)
        if found is None:
            self._refuse(change, "the line was taken out since", base=change.before, theirs=change.after)
            return
        line, _ = found
        if _same(line.claim.text, change.after) and (not change.cells or line.cells == change.cells):
            self.known.append(change)
        elif _same(line.claim.text, change.before) and line.cells == change.was:
            self.prd.set_line(edit_line(line, change))
            self._apply(change)
        else:
            why = "the line was changed on both sides"
            self._refuse(change, why, base=change.before, theirs=change.after, current=line.claim.text)

    def _take_owner(self, change: Reassigned) -> None:
        found = self.prd.find(change.claim)
        owner = found[0].owner if found else ""
        if found and _same(owner, change.after):
            self.known.append(change)
        elif found and _same(owner, change.before):
            self.prd.set_line(replace(found[0], owner=change.after))
            self._apply(change)
        else:
            why = "somebody else was named on both sides" if found else "the line was taken out since"
            self._refuse(change, why, base=change.before, theirs=change.after, current=owner)

    def _take_removal(self, change: Removed) -> None:
        found = self.prd.find(change.claim)
        if found is None:
            self.known.append(change)
        elif _same(found[0].claim.text, change.before):
            self.prd.take_out(change.claim)
            self._apply(change)
        else:
            why = "the line was taken out here and changed there"
            self._refuse(change, why, base=change.before, current=found[0].claim.text)

    def _take_move(self, change: Moved) -> None:
        found = self.prd.find(change.claim)
        if found is None:
            self._refuse(change, "the line was taken out since", base=_name(change.before), theirs=_name(change.after))
            return
        (line, place), target = found, self._find_place(change.after)
        if place == target:
            self.known.append(change)
        elif _spot(place) in (_spot(change.before), _spot(target)) and self.prd.has_place(target):
            self.prd.take_out(change.claim)
            self.prd.put(line, target)
            self._apply(change)
        else:
            names = {"base": _name(change.before), "theirs": _name(target), "current": _name(place)}
            self._refuse(change, "the line was moved on both sides, or its new place is gone", **names)

    def _take_name(self, change: Renamed) -> None:
        place = self._find_place(change.place)
        if not self._has(place):
            self._refuse(change, "what it names was taken out since", base=change.before, theirs=change.after)
            return
        current = self.prd.read_name(place, change.field)
        if _same(current, change.after):
            self.known.append(change)
        elif _same(current, change.before):
            self.prd.rename(place, change.field, change.after)
            self._apply(change)
        else:
            why = f"another {change.field} was given on both sides"
            self._refuse(change, why, base=change.before, theirs=change.after, current=current)

    def _has(self, place: Place) -> bool:
        return not place.section or self.prd.has_place(place)

    def _take_story(self, change: StoryAdded) -> None:
        same = self.prd.find_story(change, but=self.base)
        if same:
            self.stories[change.block] = same
            self.known.append(change)
        elif change.section in self.prd.sections:
            self.prd.add_story(change)
            self._apply(change)
        else:
            self._refuse(change, "there are no stories any more", theirs=change.title)

    def _take_story_out(self, change: StoryRemoved) -> None:
        block = self.prd.find_block(Place(change.section, change.block))
        if block is None:
            self.known.append(change)
            return
        left = self.prd.list_lines(Place(change.section, change.block))
        if left or not _same(block.title, change.title):
            words = " · ".join([block.title, *(line.claim.text for line in left)])
            self._refuse(change, "the story was taken out here and changed there", base=change.title, current=words)
        else:
            self.prd.remove_story(change)
            self._apply(change)

    def _take_order(self, change: Reordered) -> None:
        """All of the order or none of it: an order that changed on both sides is a conflict."""
        now = tuple(id_ for id_ in self.prd.list_stories(change.section) if id_ in change.after)
        wanted = tuple(id_ for id_ in change.after if id_ in now)
        if now == wanted:
            self.known.append(change)
        elif now == tuple(id_ for id_ in change.before if id_ in now):
            self.prd.arrange_stories(wanted)
            self._apply(change)
        else:
            names = dict(zip(change.after, change.titles, strict=True))
            sides = {"base": change.was, "theirs": change.titles, "current": tuple(names[id_] for id_ in now)}
            told = {side: " · ".join(titles) for side, titles in sides.items()}
            self._refuse(change, "the stories were put into another order on both sides", **told)

    def _find_place(self, place: Place) -> Place:
        """The place as it is called in the PRD, where its story or the line above stood there already."""
        block, after = self.stories.get(place.block, place.block), self.lines.get(place.after, place.after)
        return Place(place.section, block, after)

    def _take_addition(self, change: Added) -> None:
        place = self._find_place(change.place)
        there = self.prd.find(change.claim)
        spoken_for = {*self.base, *self.lines.values()}
        same = change.claim if there else self.prd.find_words(place, change.text, but=spoken_for)
        if not self.prd.has_place(place):
            self._refuse(change, "the place it was added to was taken out since", theirs=change.text)
        elif same:
            self.lines[change.claim] = same
            self.known.append(change)
        else:
            self.prd.put(make_line(change, self.prd.list_labels()), place)
            self._apply(change)


def _same(one: str, other: str) -> bool:
    return flatten(one) == flatten(other)


def _spot(place: Place) -> tuple[str, str]:
    return (place.section, place.block)


def _name(place: Place) -> str:
    return "/".join(part for part in _spot(place) if part)
