"""Lines that come into a PRD from elsewhere: whole blocks at the end of a section, or one line in another's place."""

from __future__ import annotations

from collections.abc import Sequence

from throughline.core.undo.recorder import Act
from throughline.specification.contracts import Block, Line
from throughline.specification.exports.json import write_line
from throughline.specification.models import LineState, Prd, PrdLine
from throughline.specification.records import name_place
from throughline.specification.rules import editing


def insert_blocks(act: Act, prd: Prd, *, section: str, blocks: Sequence[Block]) -> None:
    """The blocks with their lines at the end of the section, which is made where the PRD has none."""
    if not blocks:
        return
    outline = editing.add_section(prd.outline, section)
    for block in blocks:
        empty = {"id": block.id, "kind": block.kind, "title": block.title, "note": "", "columns": [], "priority": ""}
        outline = editing.add_block(outline, section, empty | {"lines": []})
    act.update(prd, outline=outline)
    for block in blocks:
        where = name_place(section, block.id)
        act.create_many([_make_row(prd, where, n, line) for n, line in enumerate(block.lines)])


def replace_line(act: Act, old: PrdLine, line: Line, *, why: str) -> None:
    """The line in the old one's place; the old one is kept among what was taken out, with the reason."""
    was = old.was or old.content
    act.update(old, was=was, state=LineState.REJECTED, reason=why, decided_by=act.member.name)
    act.create(_make_row(old.prd, old.place, old.position, line))


def _make_row(prd: Prd, place: str, position: int, line: Line) -> PrdLine:
    return PrdLine(prd=prd, position=position, place=place, claim_id=line.claim.id, content=write_line(line))
