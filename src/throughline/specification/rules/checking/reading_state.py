"""Where the reading of a document stands: its units so far, and the story that lines belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from throughline.specification.rules.checking.contracts import Plain, Section, Unit, UnitKind
from throughline.specification.rules.checking.labels import (
    find_label,
    find_story,
    tidy_label,
)
from throughline.specification.rules.checking.placing import Placed
from throughline.specification.rules.checking.story_names import key_story, name_stories

OPEN_END = re.compile(r"(?::|…|\.\.\.)\s*$")
CLOSED = frozenset(
    {UnitKind.OTHER, UnitKind.TECHNICAL, UnitKind.EVIDENCE, UnitKind.TERM, UnitKind.RISK, UnitKind.DESIGN}
)
"""Sections in which a story's or criterion's form alone does not make one of a line, or not one to be judged."""


@dataclass
class Reader:
    """Where the reading stands: the units so far, the story or requirement lines belong to, what items are labels."""

    units: list[Unit] = field(default_factory=list[Unit])
    owner: int | None = None
    owner_level: int = 0
    titles: dict[int, str] = field(default_factory=dict[int, str])
    pending: Placed | None = None
    kinds: dict[int, UnitKind] = field(default_factory=dict[int, UnitKind])
    item_units: dict[int, int] = field(default_factory=dict[int, int])
    wants: dict[int, Plain] = field(default_factory=dict[int, Plain])
    parents: set[int] = field(default_factory=set[int])
    groups: set[int] = field(default_factory=set[int])
    twins: set[int] = field(default_factory=set[int])
    titled_inline: set[int] = field(default_factory=set[int])
    apart: frozenset[int] = frozenset()
    retold: frozenset[int] = frozenset()

    def add(self, kind: UnitKind, plain: Plain, section: Section, **more: object) -> Unit:
        unit = Unit(len(self.units), kind, plain, section, **more)  # type: ignore[arg-type]
        self.units.append(unit)
        return unit


def settle(reader: Reader) -> None:
    """A story that has only a heading is its heading; one that was told before goes on."""
    item, reader.pending = reader.pending, None
    if item is None:
        return
    label, at = find_label(item.block.plain.text)
    plain = item.block.plain.cut(at)
    if item.head == "requirement":
        return
    told = name_stories(reader.units).get(key_story(label)) if label else None
    if told is not None:
        reader.titles.setdefault(told, plain.text)
        own(reader, reader.units[told], item.section.level)
    elif plain.text:
        own(reader, reader.add(UnitKind.STORY, plain, item.section, label=tidy_label(label)), item.section.level)
        reader.titles[len(reader.units) - 1] = "" if find_story(plain.text) == 0 else plain.text


def own(reader: Reader, unit: Unit, level: int) -> None:
    reader.owner, reader.owner_level = unit.number, level


def claim_heading(reader: Reader, unit: Unit, item: Placed) -> Unit:
    """Give a story or requirement its heading's title and id."""
    label, at = find_label(item.block.plain.text)
    reader.titles[unit.number] = item.block.plain.cut(at).text
    named = replace(unit, label=unit.label or tidy_label(label))
    reader.units[unit.number] = named
    for place in range(unit.number - 1, -1, -1):
        above = reader.units[place]
        if above.line <= item.block.line:
            break
        if above.owner is None and above.kind is UnitKind.OTHER:
            reader.units[place] = replace(above, owner=unit.number)
    own(reader, named, item.section.level)
    reader.pending = None
    return named


def find_owner(item: Placed, kind: UnitKind, reader: Reader) -> int | None:
    """The story or requirement that a line belongs to: that of the items around it, else the one above."""
    parent = item.block.parent
    if parent is not None and parent in reader.item_units:
        outer = reader.units[reader.item_units[parent]]
        if outer.kind in {UnitKind.STORY, UnitKind.REQUIREMENT}:
            return outer.number
        return outer.owner if outer.owner is not None else reader.owner
    if kind is UnitKind.CRITERION:
        settle(reader)
    return reader.owner if kind in {UnitKind.CRITERION, UnitKind.OTHER, UnitKind.TECHNICAL} else None
