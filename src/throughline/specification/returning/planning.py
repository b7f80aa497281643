"""What each change of a folder meets in the PRD as it stands, and what a person has to decide about it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from throughline.core.kernel.ids import derive_id
from throughline.discovery.contracts import Corpus
from throughline.discovery.pipeline import Disguise
from throughline.specification.contracts import Block, Line, Prd
from throughline.specification.exports.folder.contracts import (
    SETTLE,
    Added,
    Change,
    Conflict,
    Edited,
    FolderEdit,
    Moved,
    Place,
    Reassigned,
    Removed,
    Renamed,
    Reordered,
    StoryAdded,
    StoryRemoved,
)
from throughline.specification.exports.folder.merging import merge_folder
from throughline.specification.exports.masking import disguise_prd
from throughline.specification.returning.contracts import Choice, Item, Plan, Stand
from throughline.specification.returning.limits import find_limit, limit_priority
from throughline.specification.returning.masks import Masks, Restored, put_back_cells

_ONE_OF = (Choice.MINE, Choice.THEIRS)
_NOT_YOURS = "this section belongs to a craft; somebody who contributes as that reads it back"
BEFORE = "Before you share this"


@dataclass(frozen=True)
class Here:
    """The PRD as it stands, and what there is to know about it: how it leaves, which words are masks, whose sections
    this member `writes`, and the ids of lines that were taken `out` since, with the reason."""

    prd: Prd
    disguise: Disguise = field(default_factory=Disguise)
    masks: Masks = field(default_factory=Masks)
    writes: Callable[[str], bool] = lambda _: True
    out: Mapping[str, str] = field(default_factory=dict[str, str])


def plan_return(edit: FolderEdit, here: Here, *, settled: Collection[str] = ()) -> Plan:
    """Every change with what it meets; `settled` are the keys of those that were left as they are."""
    masked = tuple(_mask(change, here.disguise) for change in edit.changes)
    raw = {id(m): change for m, change in zip(masked, edit.changes, strict=True)}
    leaving = disguise_prd(here.prd, Corpus(), here.disguise)[0]
    merge = merge_folder(replace(edit, changes=masked), leaving)
    conflicts = {id(conflict.change): conflict for conflict in merge.conflicts}
    known = {id(change) for change in merge.known}
    planning = _Planning(edit, here, leaving)
    items = [planning.describe(raw[id(m)], conflicts.get(id(m))) for m in masked if id(m) not in known]
    return Plan(
        edit,
        tuple(item for item in items if item.key not in settled),
        tuple(raw[id(change)] for change in merge.known),
        tuple(item for item in items if item.key in settled),
        edit.unread,
        merge.called,
    )


def _mask(change: Change, disguise: Disguise) -> Change:
    """The change as it would have left, so that a name somebody wrote out meets its mask."""
    match change:
        case Edited():
            cells = tuple(map(disguise.show, change.cells))
            return replace(change, after=disguise.show(change.after), cells=cells)
        case Added():
            return replace(change, text=disguise.show(change.text), cells=tuple(map(disguise.show, change.cells)))
        case Renamed() if change.field == "title":
            return replace(change, after=disguise.show(change.after))
        case StoryAdded():
            return replace(change, title=disguise.show(change.title))
        case _:
            return replace(change)


@dataclass
class _Planning:
    edit: FolderEdit
    here: Here
    leaving: Prd

    def __post_init__(self) -> None:
        self.real, self.shown, self.base = (_index(one) for one in (self.here.prd, self.leaving, self.edit.base))
        self.titles = {s.key: s.title for one in (self.edit.base, self.here.prd) for s in one.sections}

    def describe(self, change: Change, conflict: Conflict | None) -> Item:
        section = self._find_section(change)
        item = Item(derive_id("rb", repr(change)), "", change, Stand.FREE, self._name(section))
        item = self._say(item, change)
        if conflict is not None:
            item = self._meet(item, conflict)
        elif isinstance(change, Added) and change.claim in self.here.out:
            why = f"it was read back before and is off the page since: {self.here.out[change.claim]}"
            item = replace(item, stand=Stand.CONFLICT, why=why, choices=_ONE_OF)
        elif item.masks or item.gone:
            item = replace(item, stand=Stand.MASKED, why=_tell_masks(item), choices=_ONE_OF)
        closed = find_limit(item) if self._may_write(change, section) else _NOT_YOURS
        if closed:
            item = replace(item, stand=Stand.CLOSED, why=closed, choices=())
        return replace(item, id=derive_id("rb", item.key, item.stand, item.now))

    def _may_write(self, change: Change, section: str) -> bool:
        left = change.before.section if isinstance(change, Moved) else section
        return self.here.writes(section) and self.here.writes(left)

    def _say(self, item: Item, change: Change) -> Item:
        """The words on each side, with the names put back."""
        match change:
            case Edited():
                return self._say_edit(item, change)
            case Added():
                back = self.here.masks.put_back(change.text)
                return _word(item, back, put_back_cells(self.here.masks, change.cells))
            case Removed():
                return replace(item, was=change.before, now=self._read_line(change.claim))
            case Reassigned():
                now = self.real[change.claim][0].owner if change.claim in self.real else ""
                return replace(item, was=change.before, now=now, theirs=change.after)
            case Renamed():
                return self._say_name(item, change)
            case StoryAdded():
                told = replace(item, why=limit_priority(change.priority))
                return _word(told, self.here.masks.put_back(change.title))
            case StoryRemoved():
                return replace(item, was=change.title, now=self._read_title(change.section, change.block))
            case Moved():
                return replace(item, now=self._read_line(change.claim), theirs=self._name_place(change.after))
            case Reordered():
                return replace(item, was=" · ".join(change.was), theirs=" · ".join(change.titles))

    def _say_edit(self, item: Item, change: Edited) -> Item:
        real, shown = self.real.get(change.claim), self.shown.get(change.claim)
        was, now = (one[0].claim.text if one else "" for one in (shown, real))
        back = self.here.masks.put_back(change.after, masked=was, real=now)
        sides = {"masked": shown[0].cells if shown else (), "real": real[0].cells if real else ()}
        cells = put_back_cells(self.here.masks, change.cells, **sides)
        return _word(replace(item, was=change.before, now=now), back, cells)

    def _say_name(self, item: Item, change: Renamed) -> Item:
        shown, now = self._read_name(self.leaving, change), self._read_name(self.here.prd, change)
        back = self.here.masks.put_back(change.after, masked=shown, real=now)
        return _word(replace(item, was=change.before, now=now), back)

    def _meet(self, item: Item, conflict: Conflict) -> Item:
        """Both sides to choose from; both may stand where they are two sentences."""
        placed = isinstance(item.change, (Moved, Reordered, StoryRemoved))
        choices = (*_ONE_OF, Choice.BOTH) if isinstance(item.change, Edited) and item.now else _ONE_OF
        if not self._can_follow(item.change):
            choices = (Choice.MINE,)
        now = conflict.current if placed else item.now
        return replace(item, stand=Stand.CONFLICT, why=conflict.why, now=now, choices=choices)

    def _can_follow(self, change: Change) -> bool:
        """Whether the folder's side can still be had: what it is about must be there."""
        match change:
            case Reassigned() | Moved():
                return change.claim in self.real
            case Renamed():
                return not change.place.section or self._find_block(self.here.prd, change.place) is not None
            case _:
                return True

    def _find_section(self, change: Change) -> str:
        match change:
            case Added():
                return change.place.section
            case Moved():
                return change.after.section
            case Renamed():
                return change.place.section
            case StoryAdded() | StoryRemoved() | Reordered():
                return change.section
            case Edited() | Reassigned() | Removed():
                found = self.real.get(change.claim) or self.base.get(change.claim)
                return found[1].section if found else ""

    def _name(self, section: str) -> str:
        return BEFORE if section == SETTLE else self.titles.get(section, "")

    def _name_place(self, place: Place) -> str:
        block = self._find_block(self.here.prd, place) or self._find_block(self.edit.base, place)
        names = [self._name(place.section), block.title if block else ""]
        above = self._read_line(place.after) if place.after else ""
        return f"{' · '.join(filter(None, names))}, {f'below “{above}”' if above else 'first'}"

    def _read_line(self, claim: str) -> str:
        found = self.real.get(claim) or self.base.get(claim)
        return found[0].claim.text if found else ""

    def _read_title(self, section: str, block: str) -> str:
        found = self._find_block(self.here.prd, Place(section, block))
        return found.title if found else ""

    def _read_name(self, prd: Prd, change: Renamed) -> str:
        place = change.place
        if not place.section:
            return str(getattr(prd, change.field))
        found = (
            self._find_block(prd, place)
            if place.block
            else next((s for s in prd.sections if s.key == place.section), None)
        )
        value = str(getattr(found, change.field, ""))
        is_story = isinstance(found, Block) and found.kind == "story" and change.field == "title"
        return value.partition(" ")[2] or value if is_story else value

    @staticmethod
    def _find_block(prd: Prd, place: Place) -> Block | None:
        blocks = (b for s in prd.sections if s.key == place.section for b in s.blocks)
        return next((block for block in blocks if block.id == place.block), None)


def _word(item: Item, back: Restored, cells: Sequence[Restored] = ()) -> Item:
    """The item with the folder's words in which the names are put back; a row's masks are those of its cells."""
    masks = tuple(mask for one in cells or [back] for mask in one.masks)
    left = tuple(mask for one in cells or [back] for mask in one.left)
    gone = tuple(mask for one in cells or [back] for mask in one.gone)
    told = {"masks": masks, "left": left, "gone": gone}
    return replace(item, theirs=back.text, cells=tuple(one.text for one in cells), **told)


def _tell_masks(item: Item) -> str:
    if item.left:
        listed = ", ".join(dict.fromkeys(item.left))
        return f"{listed} stands for something that is not said in the folder; write what it is, or leave the line"
    if item.gone:
        return f"{', '.join(item.gone)} stood there for a name or personal data, and is gone from the folder’s words"
    return "the folder has other words in place of names or personal data; here the real ones are put back"


def _index(prd: Prd) -> dict[str, tuple[Line, Place]]:
    """Every line by its id, with its place."""
    found = {line.claim.id: (line, Place(SETTLE)) for line in prd.settle}
    for section in prd.sections:
        for block in section.blocks:
            found |= {line.claim.id: (line, Place(section.key, block.id)) for line in block.lines}
    return found
