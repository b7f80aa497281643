"""Stories among the lines: in one line, in the lines of a list under "As a …, I want to:", or under a heading."""

from __future__ import annotations

import re
from dataclasses import replace

from throughline.specification.rules.checking.blocks import Block, BlockKind
from throughline.specification.rules.checking.contracts import Plain, UnitKind
from throughline.specification.rules.checking.labels import (
    find_named_story,
    find_story,
)
from throughline.specification.rules.checking.placing import Placed
from throughline.specification.rules.checking.plain import join_plains
from throughline.specification.rules.checking.reading_state import OPEN_END, Reader, claim_heading, own

_WANTS = re.compile(
    r"\b(?:i|we) (?:want|need|would like|wish|['’]d like)(?: to)?(?: be able to)?\s*:?\s*$", re.IGNORECASE
)


def add_story(item: Placed, reader: Reader, body: Plain, label: str, lead: str) -> None:
    block = item.block
    if OPEN_END.search(body.text) and _WANTS.search(body.text) and block.number in reader.parents:
        reader.wants[block.number] = body
        return
    plain = _whole_story(block, body.cut(find_named_story(body.text)), reader)
    at = find_story(plain.text) or 0
    title = plain.text[:at].strip(" .:–—|-") if at else ""
    unit = reader.add(UnitKind.STORY, plain.cut(at), item.section, label=label, lead=lead, depth=block.level)
    if block.kind is BlockKind.ITEM:
        reader.item_units[block.number] = unit.number
    if reader.pending is not None and reader.pending.head == "story":
        claim_heading(reader, unit, reader.pending)
    else:
        own(reader, unit, item.section.level)
    if title:
        reader.titles.setdefault(unit.number, "")
        reader.titled_inline.add(unit.number)


def _whole_story(block: Block, body: Plain, reader: Reader) -> Plain:
    """A want in a list under "As a …, I want to:" with the words it goes on from."""
    lead = reader.wants.get(block.parent) if block.parent is not None else None
    if lead is None or find_story(body.text) is not None:
        return body
    stem = OPEN_END.sub("", lead.text)
    begin = lead.cut(0, len(stem))
    joined = join_plains([begin, body])
    line, column = body.place(0)
    spots = (replace(joined.spots[0], line=line, column=column), *joined.spots[1:])
    return replace(joined, spots=spots)
