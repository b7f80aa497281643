"""What every line of a document is: a story, a criterion, a requirement, a metric … and to which story it belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from throughline.specification.rules.checking.blocks import Block, BlockKind
from throughline.specification.rules.checking.contracts import BEARING, Plain, Unit, UnitKind
from throughline.specification.rules.checking.labels import (
    WHOLE_ID,
    find_label,
    find_story,
    read_field,
    tidy_label,
)
from throughline.specification.rules.checking.line_kinds import tell_kind
from throughline.specification.rules.checking.placing import PSEUDO, Placed
from throughline.specification.rules.checking.reading_fields import add_field, is_field_here
from throughline.specification.rules.checking.reading_state import (
    OPEN_END,
    Reader,
    claim_heading,
    find_owner,
    own,
    settle,
)
from throughline.specification.rules.checking.reading_stories import add_story
from throughline.specification.rules.checking.steps import read_scenarios
from throughline.specification.rules.checking.story_names import name_by_heading
from throughline.specification.rules.checking.tables import read_row
from throughline.specification.rules.checking.twins import list_twins

_BOLD_LEAD = re.compile(r"^(?:\*\*|__)(?P<lead>.+?)(?:\*\*|__)")
_REFERENCE = re.compile(r"^\[(?P<id>[^\]\s]{1,30})\]:\s*")
_WANTING = re.compile(r"\b(?:want|need|like|can)\b", re.IGNORECASE)
_LETTERED = re.compile(r"^(?P<id>[A-Z]{1,3})\s*[:.)]\s+(?=\S)")
_LETTERS_NAME = frozenset({UnitKind.GOAL, UnitKind.METRIC})
_OF_STORIES = frozenset({None, UnitKind.STORY, UnitKind.CRITERION})
_SOURCE = re.compile(r"^\[(?P<id>\w[\w-]{0,9})\][:.]?\s+")
"""How a line of evidence begins: "[1] Workshop ledger …"."""


@dataclass(frozen=True)
class Classified:
    """The units of a document, and the title of each story that stands under a heading of its own."""

    units: tuple[Unit, ...]
    titles: dict[int, str]


def classify(placed: Sequence[Placed]) -> Classified:
    """Every line that says something, in order."""
    reader = Reader(parents={p.block.parent for p in placed if p.block.parent is not None})
    reader.groups = set(_list_groups(placed))
    reader.twins = set(list_twins(placed))
    reader.retold = frozenset(_list_retold(placed))
    reader.apart = frozenset(_list_apart(placed))
    for item in placed:
        if item.head:
            _open_section(item, reader)
        elif item.block.kind is BlockKind.CODE:
            _add_scenarios(item, reader)
        elif item.block.kind is BlockKind.ROW:
            _add_row(item, reader)
        elif item.block.kind is BlockKind.NOTE:
            label = tidy_label(item.block.note)
            reader.add(UnitKind.EVIDENCE, item.block.plain, item.section, label=label)
        elif item.block.plain.text:
            _add_line(item, reader)
    settle(reader)
    return Classified(tuple(reader.units), reader.titles)


def _list_groups(placed: Sequence[Placed]) -> Iterator[int]:
    """Items under stories that only name the stories in the list below them."""
    texts = {p.block.number: p.block.plain.text for p in placed}
    for item in placed:
        above = texts.get(item.block.parent, "") if item.block.parent is not None else ""
        told = item.section.kind is UnitKind.STORY and find_story(item.block.plain.text) is not None
        if above and told and find_story(above) is None and not _WANTING.search(above):
            yield item.block.parent or 0


def _list_apart(placed: Sequence[Placed]) -> Iterator[int]:
    """The levels on which headings of criteria stand beside those of the stories, one for each story."""
    heads = [item for item in placed if item.head]
    for item, following in pairwise(heads):
        if item.head == "story" and _names_criteria(following) and following.section.level == item.section.level:
            last = [other.head for other in heads if other.section.level == item.section.level]
            if last.count("story") <= sum(_names_criteria(other) for other in heads):
                yield item.section.level


def _names_criteria(item: Placed) -> bool:
    return item.section.kind is UnitKind.CRITERION and item.section.named


def _open_section(item: Placed, reader: Reader) -> None:
    """A heading ends the story above it, unless it stands below that story's own, or names its criteria beside it."""
    _settle_if_left(item, reader)
    level, kind = item.section.level, item.section.kind
    inner = reader.owner is not None and level > reader.owner_level and kind not in {UnitKind.METRIC, UnitKind.NON_GOAL}
    if (named := _find_named(item, reader)) is not None:
        settle(reader)
        _go_on(named, level, reader)
    elif item.head in {"story", "requirement"}:
        settle(reader)
        reader.pending, reader.owner, reader.owner_level = item, None, level
    elif not inner and not (_names_criteria(item) and level in {PSEUDO, *reader.apart}):
        reader.owner, reader.owner_level = None, 0


def _find_named(item: Placed, reader: Reader) -> Unit | None:
    """The story told in a row or an item before that a heading names without telling it again: "For story 3"."""
    if item.section.kind not in _OF_STORIES or item.block.number in reader.retold:
        return None
    stories = [unit for unit in reader.units if unit.kind is UnitKind.STORY]
    number = name_by_heading(item.block.plain.text, stories, plain=_says_kind(item))
    found = reader.units[number] if number is not None else None
    return found if found is not None and (found.cells or found.depth) else None


def _says_kind(item: Placed) -> bool:
    """Whether the heading's words say that something else than criteria stands under it."""
    return item.section.named and item.head != "story" and not _names_criteria(item)


def _go_on(story: Unit, level: int, reader: Reader) -> None:
    """What stands under the heading belongs to the story."""
    reader.titles.setdefault(story.number, "")
    reader.titled_inline.discard(story.number)
    own(reader, story, level)


def _list_retold(placed: Sequence[Placed]) -> Iterator[int]:
    """The headings that stand right over a story, or are one."""
    above: int | None = None
    for item in placed:
        if item.head:
            above = item.block.number
        if above is not None and find_story(item.block.plain.text) is not None:
            yield above


def _settle_if_left(item: Placed, reader: Reader) -> None:
    if reader.pending is not None and item.section.level <= reader.pending.section.level:
        settle(reader)


def _add_scenarios(item: Placed, reader: Reader) -> None:
    for plain in read_scenarios(item.block):
        settle(reader)
        reader.add(UnitKind.CRITERION, plain, item.section, owner=reader.owner)


def _add_row(item: Placed, reader: Reader) -> None:
    for row in read_row(item.block, item.section):
        if row.kind is UnitKind.CRITERION:
            settle(reader)
        more = {"label": row.label, "cells": row.cells, "columns": item.block.header, "depth": 1}
        owner = reader.owner if row.kind is UnitKind.CRITERION else None
        unit = reader.add(row.kind, row.plain, item.section, owner=owner, **more)
        for criterion in row.criteria:
            reader.add(UnitKind.CRITERION, criterion, item.section, owner=unit.number, depth=2)


def _add_line(item: Placed, reader: Reader) -> None:
    """An item or a paragraph: what it is by its own words, else by the item around it, else by its section."""
    block, plain = item.block, item.block.plain
    reference = _REFERENCE.match(plain.text) if block.kind is BlockKind.PARAGRAPH else None
    if item.section.kind is UnitKind.EVIDENCE:
        reference = reference or _SOURCE.match(plain.text)
    if reference:
        reader.add(UnitKind.EVIDENCE, plain.cut(reference.end()), item.section, label=tidy_label(reference["id"]))
        return
    label, at = find_label(plain.text)
    lettered = _LETTERED.match(plain.text) if not label and item.section.kind in _LETTERS_NAME else None
    if lettered:
        label, at = lettered["id"], lettered.end()
    body = plain.cut(at) if label else plain
    found = read_field(body.text)
    lead = f"{_lead_of(block)} {plain.text[:at]}".strip() if "(" in plain.text[:at] else _lead_of(block)
    if found is not None and is_field_here(found, body, item):
        add_field(item, reader, body, found)
        return
    if block.number in reader.groups:
        reader.kinds[block.number] = UnitKind.STORY
        reader.add(UnitKind.OTHER, body, item.section, label=tidy_label(label), lead=lead, depth=block.level)
        return
    kind = tell_kind(item, body, label, reader)
    if kind in BEARING and kind is not UnitKind.STORY and _is_group(item, body, reader):
        reader.kinds[block.number] = kind
        kind = UnitKind.OTHER
    owner = find_owner(item, kind, reader)
    if kind is UnitKind.STORY:
        add_story(item, reader, body, tidy_label(label), lead or plain.text[:at].strip())
        return
    unit = reader.add(
        kind,
        body,
        item.section,
        label=tidy_label(label),
        lead=lead,
        owner=owner,
        depth=block.level,
        quoted=block.quoted,
    )
    if block.kind is BlockKind.ITEM:
        reader.item_units[block.number] = unit.number
    if kind is UnitKind.REQUIREMENT:
        _take_requirement(reader, unit)


def _is_group(item: Placed, body: Plain, reader: Reader) -> bool:
    """Whether an item only names or introduces the items under it."""
    return item.block.number in reader.parents and (bool(OPEN_END.search(body.text)) or len(body.text.split()) <= 4)


def _take_requirement(reader: Reader, unit: Unit) -> None:
    if reader.pending is not None and reader.pending.head == "requirement":
        claim_heading(reader, unit, reader.pending)


def _lead_of(block: Block) -> str:
    match = _BOLD_LEAD.match(re.sub(r"^\[[ xX]\]\s*", "", block.source[0][2])) if block.source else None
    return match["lead"].strip(" :.") if match else ""


def list_labels(units: Sequence[Unit]) -> Iterator[tuple[str, int]]:
    """Every id that a line is called by, and that line."""
    for unit in units:
        if unit.label:
            yield unit.label, unit.line
        for place, (name, cell) in enumerate(unit.cells.items()):
            if place and name != "id":
                continue
            named = re.sub(r"\s*\([^()]*\)$", "", cell.text)
            if WHOLE_ID.match(named):
                yield tidy_label(named.strip("[]()")), unit.line
