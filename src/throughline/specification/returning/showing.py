"""What the page of a folder that came back shows: every change in words, with what stands there now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from throughline.specification.contracts import Prd
from throughline.specification.exports.folder.contracts import (
    Added,
    Change,
    Edited,
    Moved,
    Reassigned,
    Removed,
    Renamed,
    Reordered,
    StoryAdded,
    StoryRemoved,
)
from throughline.specification.models import ReadBack
from throughline.specification.returning.contracts import Choice, Item, Plan, Stand
from throughline.specification.rules.marking import Piece, compare_words

NAMES: dict[type[Change], str] = {
    Edited: "Other words",
    Reassigned: "Somebody else answers it",
    Added: "New line",
    Removed: "Taken out",
    Moved: "Moved",
    StoryAdded: "New story",
    StoryRemoved: "Story taken out",
    Reordered: "Stories in another order",
}
_FIELDS = {"title": "Title", "owner": "Owner", "priority": "Priority"}


@dataclass(frozen=True)
class ShownItem:
    """One change: what it is called, the label of its line, and its words before and after."""

    item: Item
    label: str
    story: str = ""
    """The title of the story that a new line is for."""

    @property
    def name(self) -> str:
        """What kind of change it is."""
        change = self.item.change
        return _FIELDS.get(change.field, change.field) if isinstance(change, Renamed) else NAMES[type(change)]

    @property
    def row(self) -> str:
        """The row of a table as its cells."""
        return " · ".join(self.item.cells)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """From what stands now to what the folder says; of a move only the line."""
        if isinstance(self.item.change, Moved):
            return compare_words(self.item.now, self.item.now)
        before = self.item.was if isinstance(self.item.change, Reordered) else self.item.now
        return compare_words(before, self.item.theirs)

    @property
    def goes_to(self) -> str:
        """Where a line was moved to."""
        return self.item.theirs if isinstance(self.item.change, Moved) else ""

    @cached_property
    def mine(self) -> tuple[Piece, ...]:
        """From what was exported to what stands now."""
        return compare_words(self.item.was, self.item.now)

    @cached_property
    def theirs(self) -> tuple[Piece, ...]:
        """From what was exported to what the folder says."""
        return compare_words(self.item.was, self.item.theirs)

    @property
    def both(self) -> bool:
        return Choice.BOTH in self.item.choices

    @property
    def may_take(self) -> bool:
        return Choice.THEIRS in self.item.choices

    @property
    def may_write(self) -> bool:
        """Whether a person may word it: a line or a title, and no row of cells."""
        return self.item.stand is Stand.MASKED and not self.item.cells


@dataclass(frozen=True)
class ShownPart:
    """The changes of one section; those of the PRD itself have no title."""

    title: str
    items: tuple[ShownItem, ...]


@dataclass(frozen=True)
class ShownReturn:
    """The whole page."""

    row: ReadBack
    plan: Plan
    prd: Prd

    @cached_property
    def labels(self) -> dict[str, str]:
        return {line.claim.id: line.label for line in (*self.plan.edit.base.lines, *self.prd.lines)}

    @cached_property
    def stories(self) -> dict[str, str]:
        """The titles of the stories there are, and of those that are new, by the ids of their blocks."""
        blocks = [b for prd in (self.plan.edit.base, self.prd) for s in prd.sections for b in s.blocks]
        new = {c.block: c.title for c in self.plan.edit.changes if isinstance(c, StoryAdded)}
        return new | {block.id: block.title for block in blocks if block.kind == "story"}

    @cached_property
    def parts(self) -> tuple[ShownPart, ...]:
        """What a person can decide, section by section."""
        return tuple(self._group(self.plan.list_of(Stand.FREE, Stand.CONFLICT, Stand.MASKED)))

    @cached_property
    def closed(self) -> tuple[ShownItem, ...]:
        return tuple(map(self._show, self.plan.list_of(Stand.CLOSED)))

    @property
    def free(self) -> int:
        return len(self.plan.list_of(Stand.FREE))

    @property
    def conflicts(self) -> int:
        return len(self.plan.list_of(Stand.CONFLICT))

    @property
    def masked(self) -> int:
        return len(self.plan.list_of(Stand.MASKED))

    def _group(self, items: Sequence[Item]) -> Iterator[ShownPart]:
        order = {section.title: n for n, section in enumerate(self.prd.sections, 1)}
        ranked = sorted(items, key=lambda item: order.get(item.section, 0))
        for title, own in groupby(ranked, key=lambda item: item.section):
            yield ShownPart(title, tuple(map(self._show, own)))

    def _show(self, item: Item) -> ShownItem:
        story = self.stories.get(item.change.place.block, "") if isinstance(item.change, Added) else ""
        return ShownItem(item, self.labels.get(getattr(item.change, "claim", ""), ""), story)
