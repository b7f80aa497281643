"""What one line is: by its own words, else by the item around it, else by its section."""

from __future__ import annotations

import re

from throughline.specification.rules.checking.blocks import Block, BlockKind
from throughline.specification.rules.checking.contracts import Plain, UnitKind
from throughline.specification.rules.checking.labels import (
    find_label,
    find_named_story,
    find_story,
    first_step,
    has_steps,
    kind_of_label,
)
from throughline.specification.rules.checking.placing import PSEUDO, Placed
from throughline.specification.rules.checking.reading_state import CLOSED, OPEN_END, Reader

_MODAL = re.compile(r"\b(?:must|shall|should|will|has to|have to|is required to|needs? to|can)\b", re.IGNORECASE)
_STORY_ID = re.compile(r"^(?:S|US|UC|J|JS|ST|STORY|(?:user |job )?story )[-\s]?(?:[A-Z]{1,3}-?)?\d", re.IGNORECASE)


_TWINNED = frozenset({None, UnitKind.STORY, UnitKind.REQUIREMENT, UnitKind.CRITERION})


_TOLD_IN = frozenset({None, UnitKind.STORY, UnitKind.REQUIREMENT})
"""Sections in which a story may stand as a quotation."""


def tell_kind(item: Placed, body: Plain, label: str, reader: Reader) -> UnitKind:
    block, section = item.block, item.section
    told = find_story(body.text) == 0 or block.number in reader.twins
    if block.quoted and not (section.kind in _TOLD_IN and told):
        return UnitKind.OTHER if section.kind is not UnitKind.EVIDENCE else UnitKind.EVIDENCE
    named = kind_of_label(label) if label else None
    if (
        section.kind is UnitKind.CRITERION
        and section.level == PSEUDO
        and block.parent is None
        and _STORY_ID.match(label)
    ):
        return UnitKind.STORY
    if find_named_story(body.text) and section.kind not in CLOSED:
        return UnitKind.STORY
    if named is UnitKind.EVIDENCE or section.kind in {UnitKind.EVIDENCE, UnitKind.TERM}:
        return UnitKind.EVIDENCE if section.kind is not UnitKind.TERM else UnitKind.TERM
    if named is UnitKind.STORY and section.kind is UnitKind.REQUIREMENT and find_story(body.text) is None:
        named = None
    if named is not None and section.kind not in CLOSED | {UnitKind.QUESTION}:
        return _refine(named, item, body, reader)
    if block.number in reader.twins and section.kind in _TWINNED:
        return UnitKind.STORY
    if block.parent in reader.groups and block.kind is BlockKind.ITEM:
        return UnitKind.STORY
    above = _kind_above(block, reader)
    if above is not None and block.parent not in reader.wants:
        return _refine(above, item, body, reader)
    if section.kind not in CLOSED | {UnitKind.PROBLEM, UnitKind.SUMMARY, UnitKind.NON_GOAL, UnitKind.QUESTION}:
        if find_story(body.text) is not None:
            return UnitKind.STORY
        if has_steps(body.text) and section.kind in {None, UnitKind.STORY, UnitKind.CRITERION}:
            return UnitKind.CRITERION
    elif section.kind is not UnitKind.TECHNICAL and find_story(body.text) == 0 and body.text.startswith("As"):
        return UnitKind.STORY
    if (
        section.kind in {None, UnitKind.REQUIREMENT}
        and block.kind is BlockKind.ITEM
        and _is_under_paragraph(item, reader)
    ):
        return UnitKind.CRITERION if block.parent is None or _is_sentence(body) else UnitKind.OTHER
    return _refine(section.kind or UnitKind.OTHER, item, body, reader)


def _kind_above(block: Block, reader: Reader) -> UnitKind | None:
    """What the item around it says its own lines are."""
    return reader.kinds.get(block.parent) if block.parent is not None else None


def _refine(kind: UnitKind, item: Placed, body: Plain, reader: Reader) -> UnitKind:
    """What a line is in a section of this kind, by its form."""
    paragraph, inner = item.block.kind is BlockKind.PARAGRAPH, item.block.parent is not None
    if kind is UnitKind.STORY:
        return _refine_story(item, body, reader, paragraph=paragraph, inner=inner)
    if kind is UnitKind.CRITERION and body.text.rstrip().endswith("?"):
        return UnitKind.OTHER
    if kind in {UnitKind.CRITERION, UnitKind.GOAL, UnitKind.METRIC} and paragraph:
        return _refine_paragraph(kind, body)
    if kind is UnitKind.REQUIREMENT and paragraph:
        return kind if _MODAL.search(body.bare) and not OPEN_END.search(body.text) else UnitKind.OTHER
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
        return (
            kind if words <= 30 and re.search(r"\d", body.bare) and not OPEN_END.search(body.text) else UnitKind.OTHER
        )
    return kind if words <= 45 and not OPEN_END.search(body.text) else UnitKind.OTHER


def _refine_story(item: Placed, body: Plain, reader: Reader, *, paragraph: bool, inner: bool) -> UnitKind:
    if find_story(body.text) is not None or item.block.parent in reader.wants:
        return UnitKind.STORY
    if paragraph and not inner and _STORY_ID.match(find_label(item.block.plain.text)[0]):
        return UnitKind.STORY
    if has_steps(body.text) or first_step(body.text) in {"given", "then"}:
        return UnitKind.CRITERION
    if paragraph:
        awaited = reader.pending is not None and find_story(reader.pending.block.plain.text) is None
        return UnitKind.STORY if awaited and not inner and _tells(body) else UnitKind.OTHER
    if inner:
        return UnitKind.CRITERION if _is_sentence(body) else UnitKind.OTHER
    under_one = reader.owner is not None and item.section.level >= reader.owner_level > 0
    own_heading = reader.pending is not None or (under_one and _is_headed(reader)) or _is_under_paragraph(item, reader)
    return UnitKind.CRITERION if own_heading else UnitKind.STORY


def _is_under_paragraph(item: Placed, reader: Reader) -> bool:
    """Whether the list follows a story that is told in a paragraph of the same section."""
    if reader.owner is None:
        return False
    story = reader.units[reader.owner]
    return story.kind is UnitKind.STORY and not story.depth and not story.cells and story.section == item.section


def _is_headed(reader: Reader) -> bool:
    """Whether the story that lines belong to stands under a heading of its own."""
    return reader.owner in reader.titles and reader.owner not in reader.titled_inline


_COUNTED = re.compile(r"\[[NQ](?:[,\s][^\]]*)?\]")


def _tells(body: Plain) -> bool:
    """Whether a paragraph under a story's heading tells the story, rather than quoting, counting or referring."""
    return (
        len(body.bare.split()) >= 2
        and not body.text.startswith(("“", '"', "(", "["))
        and not _COUNTED.search(body.text)
    )


def _is_sentence(body: Plain) -> bool:
    words = len(body.text.split())
    return words >= 4 or (words == 3 and body.text.rstrip().endswith("."))
