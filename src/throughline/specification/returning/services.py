"""Writes about folders that come back: keep one, take over what a person chose of it, put it away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from throughline.core.kernel.letters import replace_unkept
from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.specification.editing.finding import get_prd
from throughline.specification.exchanging.opening import read_edit_of
from throughline.specification.models import ReadBack, ReadBackState
from throughline.specification.returning.applying import Taking
from throughline.specification.returning.contracts import Choice, Decision, Item, Stand
from throughline.specification.returning.errors import AnotherPrd, MaskLeft, NothingDecided, NothingDiffers
from throughline.specification.returning.queries import get_read_back, read_plan


@service("read a folder back")
def keep_folder(act: Act, *, prd: str, name: str, files: Mapping[str, str]) -> ReadBack:
    """Keep what stands in a folder, or on a page, that was exported from this PRD. Nothing of the PRD changes.

    Raises `BadInput` where it is none of ours, `AnotherPrd`, `NothingDiffers`.
    """
    row = get_prd(act, prd)
    kept = {replace_unkept(path)[:400]: replace_unkept(text) for path, text in files.items()}
    edit = read_edit_of(kept)
    if edit.base.id != prd:
        raise AnotherPrd(edit.base.title)
    if not edit.changes and not edit.unread:
        raise NothingDiffers
    act.name_subject(row.title)
    return act.create(ReadBack(prd=row, member=act.member, name=replace_unkept(name)[:200], files=kept, made=act.now))


@service("take over a folder’s changes")
def take_over(act: Act, *, read_back: int, decisions: Mapping[str, Decision], own: bool = False) -> int:
    """Take over what was chosen, by the ids of the items as they were shown; how many changes that were.

    `own` says that the new words are the member's; else they come as proposals. What meets something else by now than
    what was shown is not taken and waits. Raises `NothingDecided`, `MaskLeft`.
    """
    row = get_read_back(act.workspace, read_back)
    act.name_subject(row.prd.title)
    plan = read_plan(act.actor, row)
    chosen = [(item, decisions[item.id]) for item in plan.items if item.id in decisions and _may(item, decisions)]
    taking = Taking(act, row.prd, plan, own)
    settled: list[str] = []
    taken = 0
    for item, decision in chosen:
        done = decision.choice is not Choice.MINE and taking.take(_word(item, decision), decision.choice)
        taken += done
        if decision.choice is Choice.MINE or (done and item.stand is not Stand.FREE):
            settled.append(item.key)
    if not taken and not settled:
        raise NothingDecided
    act.update(row, settled=[*row.settled, *settled])
    waits = read_plan(act.actor, row).waits
    act.update(row, state=ReadBackState.WAITING if waits else ReadBackState.DECIDED)
    return taken


def _may(item: Item, decisions: Mapping[str, Decision]) -> bool:
    choice = decisions[item.id].choice
    return item.stand is not Stand.CLOSED and (choice in item.choices or item.stand is Stand.FREE)


def _word(item: Item, decision: Decision) -> Item:
    """The item in the words that are stored. Raises `MaskLeft` where they would hold a mask for a name."""
    words = " ".join(decision.words.split())
    if not words or item.cells:
        left = item.left
    else:
        item, left = replace(item, theirs=words), tuple(mask for mask in item.masks if mask in words)
    if left:
        raise MaskLeft(left)
    return item


@service("put a folder away")
def dismiss_folder(act: Act, *, read_back: int) -> ReadBack:
    """Nothing more of it is taken over."""
    row = get_read_back(act.workspace, read_back)
    act.name_subject(row.prd.title)
    return act.update(row, state=ReadBackState.DISMISSED)
