"""Each change of a folder as rows: the same rules as on the page, inside one act."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from throughline.core.kernel.ids import Ref, fresh_id
from throughline.core.services import link_objects
from throughline.core.undo.recorder import Act
from throughline.discovery.queries import list_evidence
from throughline.specification.contracts import Line
from throughline.specification.editing.finding import demand_craft, get_block
from throughline.specification.editing.services import arrange_lines, find_place, list_labels, list_lines
from throughline.specification.exports.folder.applying import make_line
from throughline.specification.exports.folder.contracts import (
    SETTLE,
    Added,
    Edited,
    Moved,
    Place,
    Reassigned,
    Removed,
    Renamed,
    Reordered,
    StoryAdded,
    StoryRemoved,
)
from throughline.specification.exports.json import write_line
from throughline.specification.grounds import still_holds
from throughline.specification.models import LineState, Prd, PrdLine
from throughline.specification.records import name_place
from throughline.specification.returning.contracts import Choice, Item, Plan
from throughline.specification.returning.limits import PRIORITIES
from throughline.specification.rules import editing
from throughline.specification.rules.deciding import edit, keep_origin, propose
from throughline.specification.rules.sections import BY_KEY

RESTS_ON = "edited folder"
"""What a line that came with a folder rests on, until a person says yes to it."""
Json = dict[str, Any]


@dataclass
class Taking:
    """What is taken over in one act. `own` says that the new words are this member's, and not to be agreed yet.

    `called` gives the ids that new lines and stories have here, by the ids that the folder's changes name.
    """

    act: Act
    prd: Prd
    plan: Plan
    own: bool
    called: dict[str, str] = field(default_factory=dict[str, str])

    def take(self, item: Item, choice: Choice) -> bool:
        """Take one change over; False where what it belongs to was not taken."""
        match item.change:
            case Edited():
                return self._take_words(item, item.change, choice)
            case Added():
                return self._add(item, item.change)
            case Moved():
                return self._move(item.change)
            case Reassigned():
                return self._assign(item.change.claim, item.theirs)
            case Removed():
                return self._remove(item.change.claim)
            case Renamed():
                return self._rename(item.change, item.theirs)
            case StoryAdded():
                return self._add_story(item.change, item.theirs)
            case StoryRemoved():
                return self._remove_story(item.change)
            case Reordered():
                outline = editing.arrange_blocks(self.prd.outline, item.change.section, item.change.after)
                self.act.update(self.prd, outline=outline)
                return True

    def _find(self, claim: str, *, states: Collection[str] = (LineState.STANDS,)) -> PrdLine | None:
        return PrdLine.objects.filter(prd=self.prd, claim_id=claim, state__in=states).first()

    def _take_words(self, item: Item, change: Edited, choice: Choice) -> bool:
        line = self._find(change.claim, states=tuple(LineState))
        if choice is Choice.BOTH and line is not None:
            return self._add_below(item, line)
        if line is None:
            return self._bring_back(item, change)
        self._restore_place(line)
        changed = self._word(line.was or line.content, line.content, item)
        self._decide(line, changed, state=LineState.STANDS, reason="")
        return True

    def _word(self, was: Json, content: Json, item: Item) -> Json:
        """The line in these words: by the rule of the page, then as a proposal where nobody vouches for them."""
        changed = edit(content, text=item.theirs, cells=item.cells)
        if not item.cells and still_holds(self.act.workspace, was, changed["text"]):
            return keep_origin(was, changed["text"])
        return changed if self.own else propose(changed, rests_on=RESTS_ON)

    def _decide(self, line: PrdLine, content: Json, **values: Any) -> None:
        by = self.act.member.name if self.own else ""
        self.act.update(line, content=content, was=line.was or line.content, decided_by=by, **values)

    def _add_below(self, item: Item, line: PrdLine) -> bool:
        section, _, block = line.place.partition("/")
        content = self._word(line.content, line.content, item) | {"id": fresh_id("cl"), "label": ""}
        self._insert(content, Place(section, block, line.claim_id))
        return True

    def _bring_back(self, item: Item, change: Edited) -> bool:
        """A line of which nothing is left here, as it was exported, in the folder's words."""
        base = next((one for one in self.plan.edit.base.lines if one.claim.id == change.claim), None)
        place = _find_in(self.plan, change.claim)
        if base is None or place is None or not self._has(place):
            return False
        self._insert(self._word(write_line(base), write_line(base), item), place)
        return True

    def _add(self, item: Item, change: Added) -> bool:
        place = self._locate(change.place)
        if place is None:
            return False
        line = make_line(replace(change, text=item.theirs, cells=item.cells), list_labels(self.prd))
        known = PrdLine.objects.filter(prd=self.prd, claim_id=change.claim).exists()
        id_ = fresh_id("cl") if known else change.claim
        self._insert(self._sign(line) | {"id": id_}, place)
        self.called[change.claim] = id_
        return True

    def _sign(self, line: Line) -> Json:
        """A new line: the member's own judgement, or a proposal; it cites only what is here."""
        content = write_line(line)
        cited = [one["evidence"] for one in content["citations"] if one.get("evidence")]
        there = {piece.id for piece in list_evidence(self.act.workspace, cited)} if cited else set[str]()
        content["citations"] = [one for one in content["citations"] if one.get("evidence") in there]
        link_objects(
            self.act, upper=Ref("prd", self.prd.key), lowers=[Ref("evidence", id_) for id_ in cited if id_ in there]
        )
        return content if self.own else propose(content, rests_on=RESTS_ON)

    def _insert(self, content: Json, place: Place) -> None:
        self._demand(place.section)
        where = self._name(place)
        there = list_lines(self.prd, where)
        row = PrdLine(prd=self.prd, position=len(there), place=where, claim_id=content["id"], content=content)
        row.decided_by = self.act.member.name if self.own else ""
        self.act.create(row)
        arrange_lines(self.act, [*there, row], row, before=_find_next(there, place.after, row.claim_id))

    def _name(self, place: Place) -> str:
        """The place as its rows say it; a section's own block is made where none is named."""
        if place.section == SETTLE:
            return SETTLE
        block = place.block
        if not block or not self._has(place):
            block = find_place(self.act, self.prd, BY_KEY[place.section], "")
        return name_place(place.section, block)

    def _move(self, change: Moved) -> bool:
        line, place = self._find(change.claim), self._locate(change.after)
        if line is None or place is None:
            return False
        self._demand(line.place.partition("/")[0])
        self._demand(place.section)
        where = self._name(place)
        if where != line.place:
            self.act.update(line, place=where)
        there = [one for one in list_lines(self.prd, where) if one.pk != line.pk]
        arrange_lines(self.act, [*there, line], line, before=_find_next(there, place.after, line.claim_id))
        return True

    def _assign(self, claim: str, owner: str) -> bool:
        line = self._find(claim)
        if line is None:
            return False
        self.act.update(line, content=line.content | {"owner": owner}, was=line.was or line.content)
        return True

    def _remove(self, claim: str) -> bool:
        line = self._find(claim)
        if line is None:
            return False
        why = f"taken out of the folder that {self.act.member.name} read back"
        values = {"state": LineState.REJECTED, "reason": why, "was": line.was or line.content}
        self.act.update(line, **values, decided_by=self.act.member.name)
        return True

    def _rename(self, change: Renamed, value: str) -> bool:
        place = change.place
        if not place.section:
            self.act.update(self.prd, **{change.field: value})
            return True
        found = self._locate(place)
        if found is None:
            return False
        known = get_block(self.prd, found.section, found.block)
        label = known["title"].partition(" ")[0] if known["kind"] == "story" and change.field == "title" else ""
        values = {change.field: f"{label} {value}".strip()}
        self.act.update(self.prd, outline=editing.change_block(self.prd.outline, found.section, found.block, values))
        return True

    def _add_story(self, change: StoryAdded, title: str) -> bool:
        outline = editing.add_section(self.prd.outline, "stories")
        gone = outline.get("removed", ())
        blocks = [*editing.find_blocks(outline, "stories"), *gone]
        label = editing.next_label("S", [one["title"].partition(" ")[0] for one in blocks])
        id_ = fresh_id("story") if any(one["id"] == change.block for one in blocks) else change.block
        priority = change.priority if change.priority in PRIORITIES else ""
        made = {"title": f"{label} {title}", "kind": "story", "priority": priority}
        block = editing.make_block(BY_KEY["stories"], id_, **made)
        self.act.update(self.prd, outline=editing.add_block(outline, "stories", block))
        self.called[change.block] = id_
        return True

    def _remove_story(self, change: StoryRemoved) -> bool:
        """The story and whatever still stands in it, listed with the reason."""
        place = Place(change.section, change.block)
        if not self._has(place):
            return False
        for line in list_lines(self.prd, name_place(change.section, change.block)):
            self._remove(line.claim_id)
        self.act.update(self.prd, outline=editing.remove_block(self.prd.outline, change.section, change.block))
        return True

    def _restore_place(self, line: PrdLine) -> None:
        """The story of a line that was taken out comes back with it."""
        section, slash, block = line.place.partition("/")
        outline = editing.restore_block(self.prd.outline, section, block) if slash else self.prd.outline
        if outline is not self.prd.outline:
            self.act.update(self.prd, outline=outline)

    def _locate(self, place: Place) -> Place | None:
        """The place as it is called here; None where it is part of something that was not taken."""
        block, after = (self._call(one) for one in (place.block, place.after))
        found = Place(place.section, block, after)
        if found.section == SETTLE or self._has(found):
            return found
        outline = editing.restore_block(self.prd.outline, found.section, found.block)
        if outline is not self.prd.outline:
            self.act.update(self.prd, outline=outline)
            return found
        return None if found.section == "stories" or found.section not in BY_KEY else replace(found, block="")

    def _call(self, id_: str) -> str:
        return self.called.get(id_) or self.plan.called.get(id_, id_)

    def _has(self, place: Place) -> bool:
        blocks = editing.find_blocks(self.prd.outline, place.section)
        return any(one["id"] == place.block for one in blocks)

    def _demand(self, section: str) -> None:
        demand_craft(self.act.actor, self.prd, "" if section == SETTLE else section)


def _find_next(lines: Sequence[PrdLine], after: str, own: str) -> str:
    """What a line comes before: the one below `after`, the first where it comes after none, else nothing."""
    claims = [line.claim_id for line in lines if line.claim_id != own]
    if not after:
        return claims[0] if claims else ""
    at = claims.index(after) + 1 if after in claims else len(claims)
    return claims[at] if at < len(claims) else ""


def _find_in(plan: Plan, claim: str) -> Place | None:
    """Where a line stood when it was exported."""
    base = plan.edit.base
    if any(line.claim.id == claim for line in base.settle):
        return Place(SETTLE)
    for section in base.sections:
        for block in section.blocks:
            if any(line.claim.id == claim for line in block.lines):
                return Place(section.key, block.id, block.lines[-1].claim.id)
    return None
