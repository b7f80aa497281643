"""What every line of a document is: a story, a criterion, a requirement, a metric … and to which story it belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from throughline.specification.rules.checking.blocks import Block, BlockKind
from throughline.specification.rules.checking.contracts import BEARING, Plain, Section, Unit, UnitKind
from throughline.specification.rules.checking.labels import (
    WHOLE_ID,
    find_label,
    find_story,
    first_step,
    has_steps,
    kind_of_label,
    read_field,
    tidy_label,
)
from throughline.specification.rules.checking.placing import PSEUDO, Placed
from throughline.specification.rules.checking.plain import join_plains
from throughline.specification.rules.checking.steps import read_scenarios
from throughline.specification.rules.checking.tables import read_row

_OPEN_END = re.compile(r"(?::|…|\.\.\.)\s*$")
_WANTS = re.compile(r"\b(?:i|we) (?:want|need|would like|wish|['’]d like)(?: to)?(?: be able to)?\s*:?\s*$", re.IGNORECASE)
_MODAL = re.compile(r"\b(?:must|shall|should|will|has to|have to|is required to|needs? to|can)\b", re.IGNORECASE)
_BOLD_LEAD = re.compile(r"^(?:\*\*|__)(?P<lead>.+?)(?:\*\*|__)")
_STORY_ID = re.compile(r"^(?:S|US|UC|J|JS|ST|STORY|(?:user |job )?story )[-\s]?\d", re.IGNORECASE)
_REFERENCE = re.compile(r"^\[(?P<id>[^\]\s]{1,30})\]:\s*")
_CLOSED = frozenset({UnitKind.OTHER, UnitKind.TECHNICAL, UnitKind.EVIDENCE, UnitKind.TERM, UnitKind.RISK, UnitKind.DESIGN})
"""Sections in which a story's or criterion's form alone does not make one of a line, or not one to be judged."""


@dataclass
class _Reader:
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

    def add(self, kind: UnitKind, plain: Plain, section: Section, **more: object) -> Unit:
        unit = Unit(len(self.units), kind, plain, section, **more)  # type: ignore[arg-type]
        self.units.append(unit)
        return unit


@dataclass(frozen=True)
class Classified:
    """The units of a document, and the title of each story that stands under a heading of its own."""

    units: tuple[Unit, ...]
    titles: dict[int, str]


def classify(placed: Sequence[Placed]) -> Classified:
    """Every line that says something, in order."""
    reader = _Reader(parents={p.block.parent for p in placed if p.block.parent is not None})
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
    _settle(reader)
    return Classified(tuple(reader.units), reader.titles)


def _open_section(item: Placed, reader: _Reader) -> None:
    """A heading ends the story above it, unless it stands below that story's own."""
    _settle_if_left(item, reader)
    level, kind = item.section.level, item.section.kind
    inner = reader.owner is not None and level > reader.owner_level and kind not in {UnitKind.METRIC, UnitKind.NON_GOAL}
    if item.head in {"story", "requirement"}:
        _settle(reader)
        reader.pending, reader.owner, reader.owner_level = item, None, level
    elif not inner and not (kind is UnitKind.CRITERION and level == PSEUDO):
        reader.owner, reader.owner_level = None, 0


def _settle_if_left(item: Placed, reader: _Reader) -> None:
    if reader.pending is not None and item.section.level <= reader.pending.section.level:
        _settle(reader)


def _settle(reader: _Reader) -> None:
    """A story that has only a heading is its heading."""
    item, reader.pending = reader.pending, None
    if item is None:
        return
    label, at = find_label(item.block.plain.text)
    plain = item.block.plain.cut(at)
    if item.head == "requirement" or not plain.text:
        return
    _own(reader, reader.add(UnitKind.STORY, plain, item.section, label=tidy_label(label)), item.section.level)
    reader.titles[len(reader.units) - 1] = plain.text


def _own(reader: _Reader, unit: Unit, level: int) -> None:
    reader.owner, reader.owner_level = unit.number, level


def _claim_heading(reader: _Reader, unit: Unit, item: Placed) -> Unit:
    """Give a story or requirement its heading's title and id."""
    label, at = find_label(item.block.plain.text)
    reader.titles[unit.number] = item.block.plain.cut(at).text
    named = replace(unit, label=unit.label or tidy_label(label))
    reader.units[unit.number] = named
    _own(reader, named, item.section.level)
    reader.pending = None
    return named


def _add_scenarios(item: Placed, reader: _Reader) -> None:
    for plain in read_scenarios(item.block):
        _settle(reader)
        reader.add(UnitKind.CRITERION, plain, item.section, owner=reader.owner)


def _add_row(item: Placed, reader: _Reader) -> None:
    for row in read_row(item.block, item.section):
        more = {"label": row.label, "cells": row.cells, "columns": item.block.header, "depth": 1}
        owner = reader.owner if row.kind is UnitKind.CRITERION else None
        unit = reader.add(row.kind, row.plain, item.section, owner=owner, **more)
        for criterion in row.criteria:
            reader.add(UnitKind.CRITERION, criterion, item.section, owner=unit.number, depth=2)


def _add_line(item: Placed, reader: _Reader) -> None:
    """An item or a paragraph: what it is by its own words, else by the item around it, else by its section."""
    block, plain = item.block, item.block.plain
    reference = _REFERENCE.match(plain.text) if block.kind is BlockKind.PARAGRAPH else None
    if reference:
        reader.add(UnitKind.EVIDENCE, plain.cut(reference.end()), item.section, label=tidy_label(reference["id"]))
        return
    label, at = find_label(plain.text)
    body = plain.cut(at) if label else plain
    found = read_field(body.text)
    lead = _lead_of(block)
    if found is not None and _is_field_here(found, body, item):
        _add_field(item, reader, body, found)
        return
    kind = _kind_of(item, body, label, reader)
    if kind in BEARING and kind is not UnitKind.STORY and _is_group(item, body, reader):
        reader.kinds[block.number] = kind
        kind = UnitKind.OTHER
    owner = _owner_of(item, kind, reader)
    if kind is UnitKind.STORY:
        _add_story(item, reader, body, tidy_label(label), lead)
        return
    unit = reader.add(
        kind, body, item.section, label=tidy_label(label), lead=lead, owner=owner, depth=block.level, quoted=block.quoted
    )
    if block.kind is BlockKind.ITEM:
        reader.item_units[block.number] = unit.number
    if kind is UnitKind.REQUIREMENT:
        _take_requirement(item, reader, unit)


def _is_group(item: Placed, body: Plain, reader: _Reader) -> bool:
    """Whether an item only names or introduces the items under it."""
    return item.block.number in reader.parents and (bool(_OPEN_END.search(body.text)) or len(body.text.split()) <= 4)


def _take_requirement(item: Placed, reader: _Reader, unit: Unit) -> None:
    if reader.pending is not None and reader.pending.head == "requirement":
        _claim_heading(reader, unit, reader.pending)


def _lead_of(block: Block) -> str:
    match = _BOLD_LEAD.match(re.sub(r"^\[[ xX]\]\s*", "", block.source[0][2])) if block.source else None
    return match["lead"].strip(" :.") if match else ""


def _is_field_here(found: tuple[UnitKind | None, str, int], body: Plain, item: Placed) -> bool:
    """Whether a field's name really is one: "Given: …" and long sentences with a colon are none."""
    kind, name, at = found
    rest = body.text[at:]
    if item.section.kind in {UnitKind.PERSONA, UnitKind.TERM, UnitKind.EVIDENCE}:
        return False
    if kind is UnitKind.GOAL and item.section.kind in {UnitKind.GOAL, UnitKind.METRIC}:
        return not rest
    if kind is UnitKind.METRIC and item.section.kind is UnitKind.METRIC:
        return not rest
    if kind in {UnitKind.QUESTION, UnitKind.RISK} and item.section.kind is kind:
        return not rest
    return len(name.split()) <= 5


def _add_field(item: Placed, reader: _Reader, body: Plain, found: tuple[UnitKind | None, str, int]) -> None:
    """A named field: a label for what stands under it, or a line of its own kind."""
    kind, name, at = found
    rest = body.cut(at)
    own = _field_kind(kind, name, item, reader)
    if not rest.text:
        reader.kinds[item.block.number] = own
        return
    story_at = find_story(rest.text)
    if story_at is not None and own not in _CLOSED - {UnitKind.OTHER}:
        _add_story(item, reader, rest, "", name)
        return
    owner = _owner_of(item, own, reader)
    shown = rest if own in {UnitKind.CRITERION, UnitKind.NON_GOAL} else body
    unit = reader.add(own, shown, item.section, lead=name, owner=owner, depth=item.block.level, quoted=item.block.quoted)
    if item.block.kind is BlockKind.ITEM:
        reader.item_units[item.block.number] = unit.number
        reader.kinds[item.block.number] = own


def _field_kind(kind: UnitKind | None, name: str, item: Placed, reader: _Reader) -> UnitKind:
    """A field inside a story says what the story serves or links to; elsewhere it is of its own kind."""
    inside = reader.owner is not None or reader.pending is not None or item.block.parent is not None
    if kind in {UnitKind.GOAL, UnitKind.METRIC, UnitKind.PERSONA} and inside and item.section.kind is UnitKind.STORY:
        return UnitKind.OTHER
    if kind is None:
        return UnitKind.SUMMARY if name in {"what", "who", "summary", "context", "background"} else UnitKind.OTHER
    return kind


def _kind_of(item: Placed, body: Plain, label: str, reader: _Reader) -> UnitKind:
    block, section = item.block, item.section
    if block.quoted and not (section.kind is UnitKind.STORY and find_story(body.text) == 0):
        return UnitKind.OTHER if section.kind is not UnitKind.EVIDENCE else UnitKind.EVIDENCE
    named = kind_of_label(label) if label else None
    if section.kind is UnitKind.CRITERION and section.level == PSEUDO and block.parent is None and _STORY_ID.match(label):
        return UnitKind.STORY
    if named is UnitKind.EVIDENCE or section.kind in {UnitKind.EVIDENCE, UnitKind.TERM}:
        return UnitKind.EVIDENCE if section.kind is not UnitKind.TERM else UnitKind.TERM
    if named is UnitKind.STORY and section.kind is UnitKind.REQUIREMENT and find_story(body.text) is None:
        named = None
    if named is not None and section.kind not in _CLOSED | {UnitKind.QUESTION}:
        return _refine(named, item, body, reader)
    above = _kind_above(block, reader)
    if above is not None and block.parent not in reader.wants:
        return _refine(above, item, body, reader)
    if section.kind not in _CLOSED | {UnitKind.PROBLEM, UnitKind.SUMMARY, UnitKind.NON_GOAL, UnitKind.QUESTION}:
        if find_story(body.text) is not None:
            return UnitKind.STORY
        if has_steps(body.text) and section.kind in {None, UnitKind.STORY, UnitKind.CRITERION}:
            return UnitKind.CRITERION
    elif section.kind is not UnitKind.TECHNICAL and find_story(body.text) == 0 and body.text.startswith("As"):
        return UnitKind.STORY
    return _refine(section.kind or UnitKind.OTHER, item, body, reader)


def _kind_above(block: Block, reader: _Reader) -> UnitKind | None:
    """What the item around it says its own lines are."""
    return reader.kinds.get(block.parent) if block.parent is not None else None


def _refine(kind: UnitKind, item: Placed, body: Plain, reader: _Reader) -> UnitKind:
    """What a line is in a section of this kind, by its form."""
    paragraph, inner = item.block.kind is BlockKind.PARAGRAPH, item.block.parent is not None
    if kind is UnitKind.STORY:
        return _refine_story(item, body, reader, paragraph=paragraph, inner=inner)
    if kind is UnitKind.CRITERION and body.text.rstrip().endswith("?"):
        return UnitKind.OTHER
    if kind in {UnitKind.CRITERION, UnitKind.GOAL, UnitKind.METRIC} and paragraph:
        return _refine_paragraph(kind, body)
    if kind is UnitKind.REQUIREMENT and paragraph:
        return kind if _MODAL.search(body.bare) and not _OPEN_END.search(body.text) else UnitKind.OTHER
    if kind is UnitKind.QUESTION and paragraph and not (label_or_question(body) or inner):
        return UnitKind.OTHER
    return kind


def label_or_question(body: Plain) -> bool:
    """Whether a paragraph asks something."""
    return "?" in body.text


def _refine_paragraph(kind: UnitKind, body: Plain) -> UnitKind:
    """Prose between headings and lists introduces them; a short sentence without a colon is a thing itself."""
    words = len(body.text.split())
    if kind is UnitKind.CRITERION:
        return kind if has_steps(body.text) or find_label(body.text)[0] else UnitKind.OTHER
    if kind is UnitKind.METRIC:
        return kind if words <= 30 and re.search(r"\d", body.bare) and not _OPEN_END.search(body.text) else UnitKind.OTHER
    return kind if words <= 45 and not _OPEN_END.search(body.text) else UnitKind.OTHER


def _refine_story(item: Placed, body: Plain, reader: _Reader, *, paragraph: bool, inner: bool) -> UnitKind:
    if find_story(body.text) is not None or item.block.parent in reader.wants:
        return UnitKind.STORY
    if paragraph and not inner and _STORY_ID.match(find_label(item.block.plain.text)[0]):
        return UnitKind.STORY
    if has_steps(body.text) or first_step(body.text) in {"given", "then"}:
        return UnitKind.CRITERION
    if paragraph:
        return UnitKind.STORY if reader.pending is not None and not inner and _tells(body) else UnitKind.OTHER
    if inner:
        return UnitKind.CRITERION if _is_sentence(body) else UnitKind.OTHER
    under_one = reader.owner is not None and item.section.level >= reader.owner_level > 0
    own_heading = reader.pending is not None or (under_one and _is_headed(reader))
    return UnitKind.CRITERION if own_heading else UnitKind.STORY


def _is_headed(reader: _Reader) -> bool:
    """Whether the story that lines belong to stands under a heading of its own."""
    return reader.owner in reader.titles


_COUNTED = re.compile(r"\[[NQ](?:[,\s][^\]]*)?\]")


def _tells(body: Plain) -> bool:
    """Whether a paragraph under a story's heading tells the story, rather than quoting, counting or referring."""
    return len(body.bare.split()) >= 2 and not body.text.startswith(("“", '"', "(", "[")) and not _COUNTED.search(body.text)


def _is_sentence(body: Plain) -> bool:
    return len(body.text.split()) >= 4


def _owner_of(item: Placed, kind: UnitKind, reader: _Reader) -> int | None:
    """The story or requirement that a line belongs to: that of the items around it, else the one above."""
    parent = item.block.parent
    if parent is not None and parent in reader.item_units:
        outer = reader.units[reader.item_units[parent]]
        if outer.kind in {UnitKind.STORY, UnitKind.REQUIREMENT}:
            return outer.number
        return outer.owner if outer.owner is not None else reader.owner
    if kind is UnitKind.CRITERION:
        _settle(reader)
    return reader.owner if kind in {UnitKind.CRITERION, UnitKind.OTHER, UnitKind.TECHNICAL} else None


def _add_story(item: Placed, reader: _Reader, body: Plain, label: str, lead: str) -> None:
    block = item.block
    if _OPEN_END.search(body.text) and _WANTS.search(body.text) and block.number in reader.parents:
        reader.wants[block.number] = body
        return
    plain = _whole_story(block, body, reader)
    at = find_story(plain.text) or 0
    title = plain.text[:at].strip(" .:–—|-") if at else ""
    unit = reader.add(UnitKind.STORY, plain.cut(at), item.section, label=label, lead=lead, depth=block.level)
    if block.kind is BlockKind.ITEM:
        reader.item_units[block.number] = unit.number
    if reader.pending is not None and reader.pending.head == "story":
        _claim_heading(reader, unit, reader.pending)
    else:
        _own(reader, unit, item.section.level)
    if title:
        reader.titles.setdefault(unit.number, "")


def _whole_story(block: Block, body: Plain, reader: _Reader) -> Plain:
    """A want in a list under "As a …, I want to:" with the words it goes on from."""
    lead = reader.wants.get(block.parent) if block.parent is not None else None
    if lead is None or find_story(body.text) is not None:
        return body
    stem = _OPEN_END.sub("", lead.text)
    begin = lead.cut(0, len(stem))
    joined = join_plains([begin, body])
    line, column = body.place(0)
    spots = (replace(joined.spots[0], line=line, column=column), *joined.spots[1:])
    return replace(joined, spots=spots)


def list_labels(units: Sequence[Unit]) -> Iterator[tuple[str, int]]:
    """Every id that a line is called by, and that line."""
    for unit in units:
        if unit.label:
            yield unit.label, unit.line
        for cell in unit.cells.values():
            if WHOLE_ID.match(cell.text):
                yield tidy_label(cell.text.strip("[]()")), unit.line
