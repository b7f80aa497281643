"""The rows that an edit works on, found inside an act, and whose they are to write."""

from __future__ import annotations

from throughline.core.contracts import Actor
from throughline.core.undo.recorder import Act
from throughline.specification.contracts import Craft
from throughline.specification.errors import LineNotFound, NoSuchPart, NotYours, PrdNotFound
from throughline.specification.models import Contributor, LineState, Prd, PrdLine
from throughline.specification.rules.editing import Json, find_blocks
from throughline.specification.rules.sections import BY_KEY, Part

STANDS = (LineState.STANDS,)


def get_prd(act: Act, key: str) -> Prd:
    """Raises `PrdNotFound`."""
    row = Prd.objects.filter(workspace=act.workspace, key=key).first()
    if row is None:
        raise PrdNotFound(key)
    return row


def get_line(act: Act, prd: Prd, claim: str, *, states: tuple[LineState, ...] = STANDS) -> PrdLine:
    """The line, which this member may write. Raises `LineNotFound`, `NotYours`."""
    line = PrdLine.objects.filter(prd=prd, claim_id=claim, state__in=states).first()
    if line is None:
        raise LineNotFound(claim)
    demand_craft(act.actor, prd, line.place.partition("/")[0])
    act.name_subject(line.content["text"])
    return line


def get_part(section: str) -> Part:
    """Raises `NoSuchPart`."""
    if section not in BY_KEY:
        raise NoSuchPart(section)
    return BY_KEY[section]


def get_block(prd: Prd, section: str, block: str) -> Json:
    """Raises `NoSuchPart`."""
    found = next((one for one in find_blocks(prd.outline, section) if one["id"] == block), None)
    if found is None:
        raise NoSuchPart(block)
    return found


def demand_craft(actor: Actor, prd: Prd, section: str) -> None:
    """A section that belongs to a craft is written by whoever contributes as that, the rest by owners and editors.

    Raises `NotYours`.
    """
    craft = BY_KEY[section].craft if section in BY_KEY else None
    if craft is None and not actor.can_write:
        raise NotYours("this part", "comment on it instead")
    if craft is not None and not contributes(actor, prd, craft):
        raise NotYours(f"this section, which is {craft.value}'s", f"invite somebody from {craft.value}, or comment")


def contributes(actor: Actor, prd: Prd, craft: Craft) -> bool:
    """Whether this member contributes to the PRD as that."""
    return Contributor.objects.filter(prd=prd, member=actor.member, craft=craft).exists()
