"""Writes about one line: accept, edit, reject, put back."""

from __future__ import annotations

from collections.abc import Sequence

from throughline.core.contracts import COMMENTERS
from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.core.undo.typing import join_typing
from throughline.grounding.contracts import Origin
from throughline.specification import contracts
from throughline.specification.editing.finding import get_line, get_prd
from throughline.specification.errors import ChangedMeanwhile, NothingToDecide
from throughline.specification.grounds import still_holds
from throughline.specification.models import LineState, Prd, PrdLine
from throughline.specification.rules import editing
from throughline.specification.rules.deciding import accept, edit, keep_origin


@service("accept a line", roles=COMMENTERS)
def accept_line(act: Act, *, prd: str, claim: str, choice: str = "") -> PrdLine:
    """A person agrees to a proposal, with the `choice` it asked for if any. Raises `NothingToDecide`."""
    line = get_line(act, get_prd(act, prd), claim)
    content = line.content
    if content["origin"] != Origin.PROPOSAL and content["role"] != contracts.Role.BLANK:
        raise NothingToDecide(claim)
    return _decide(act, line, content=accept(content, member=act.member.name, choice=choice))


@service("edit a line", roles=COMMENTERS)
def edit_line(
    act: Act,
    *,
    prd: str,
    claim: str,
    text: str,
    cells: Sequence[str] = (),
    seen: str | None = None,
    typed: bool = False,
) -> PrdLine:
    """A person's own words. An edited quote is no quote; a number or an inference that still holds keeps its origin.

    `cells` are the same words as the cells of a table's row. `seen` is what the line said when the person began: where
    somebody else has written since, `ChangedMeanwhile` is raised. `typed` joins what is saved while they type.
    """
    line = get_line(act, get_prd(act, prd), claim)
    if seen is not None and line.content["text"] != seen and line.decided_by != act.member.name:
        raise ChangedMeanwhile(line.decided_by, line.content["text"])
    return change_words(act, line, text=text, cells=cells, typed=typed)


def change_words(act: Act, line: PrdLine, *, text: str, cells: Sequence[str] = (), typed: bool = False) -> PrdLine:
    """The same, inside an act that is under way."""
    was = line.was or line.content
    changed = edit(line.content, text=text, cells=cells)
    holds = not cells and still_holds(act.workspace, was, changed["text"])
    _decide(act, line, content=keep_origin(was, changed["text"]) if holds else changed)
    if typed:
        join_typing(act)
    return line


@service("reject a line", roles=COMMENTERS)
def reject_line(act: Act, *, prd: str, claim: str, reason: str = "") -> PrdLine:
    """Take a line off the page; it is listed with the reason."""
    line = get_line(act, get_prd(act, prd), claim)
    why = reason or f"rejected by {act.member.name}"
    return _decide(act, line, content=line.content, state=LineState.REJECTED, reason=why)


@service("put a line back", roles=COMMENTERS)
def restore_line(act: Act, *, prd: str, claim: str) -> PrdLine:
    """What the draft said stands again, whatever was decided about it. Raises `NothingToDecide` for untouched lines."""
    row = get_prd(act, prd)
    line = get_line(act, row, claim, states=tuple(LineState))
    if line.was is None:
        raise NothingToDecide(claim)
    _restore_place(act, row, line)
    return act.update(line, content=line.was, was=None, state=LineState.STANDS, reason="", decided_by="")


def _restore_place(act: Act, prd: Prd, line: PrdLine) -> None:
    """The story a line stood in comes back with it, where it was taken out."""
    outline = editing.restore_block(prd.outline, *line.place.split("/", 1)) if "/" in line.place else prd.outline
    if outline is not prd.outline:
        act.update(prd, outline=outline)


def _decide(act: Act, line: PrdLine, **values: object) -> PrdLine:
    was = line.was or line.content
    return act.update(line, was=was, decided_by=act.member.name, **values)
