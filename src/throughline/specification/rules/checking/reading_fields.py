"""Named fields of a PRD: "Acceptance criteria: …", "Owner: …", or the name alone over what belongs to it."""

from __future__ import annotations

from throughline.specification.rules.checking.blocks import BlockKind
from throughline.specification.rules.checking.contracts import Plain, UnitKind
from throughline.specification.rules.checking.labels import (
    find_story,
)
from throughline.specification.rules.checking.placing import Placed
from throughline.specification.rules.checking.reading_state import CLOSED, Reader, find_owner
from throughline.specification.rules.checking.reading_stories import add_story


def is_field_here(found: tuple[UnitKind | None, str, int], body: Plain, item: Placed) -> bool:
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


def add_field(item: Placed, reader: Reader, body: Plain, found: tuple[UnitKind | None, str, int]) -> None:
    """A named field: a label for what stands under it, or a line of its own kind."""
    kind, name, at = found
    rest = body.cut(at)
    own = _field_kind(kind, name, item, reader)
    if not rest.text:
        reader.kinds[item.block.number] = own
        return
    story_at = find_story(rest.text)
    if story_at is not None and own not in CLOSED - {UnitKind.OTHER}:
        add_story(item, reader, rest, "", name)
        return
    owner = find_owner(item, own, reader)
    shown = rest if own in {UnitKind.CRITERION, UnitKind.NON_GOAL} else body
    unit = reader.add(
        own, shown, item.section, lead=name, owner=owner, depth=item.block.level, quoted=item.block.quoted
    )
    if item.block.kind is BlockKind.ITEM:
        reader.item_units[item.block.number] = unit.number
        reader.kinds[item.block.number] = own


def _field_kind(kind: UnitKind | None, name: str, item: Placed, reader: Reader) -> UnitKind:
    """A field inside a story says what the story serves or links to; elsewhere it is of its own kind."""
    inside = reader.owner is not None or reader.pending is not None or item.block.parent is not None
    if kind in {UnitKind.GOAL, UnitKind.METRIC, UnitKind.PERSONA} and inside and item.section.kind is UnitKind.STORY:
        return UnitKind.OTHER
    if kind is None:
        return UnitKind.SUMMARY if name in {"what", "who", "summary", "context", "background"} else UnitKind.OTHER
    return kind
