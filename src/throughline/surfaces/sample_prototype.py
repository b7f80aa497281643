"""The sample's prototype: Noor had it made of the open PRD, answered what nobody had thought of, and Tomasz pinned."""

from __future__ import annotations

from throughline.core.contracts import Actor, MemberRole
from throughline.core.services import make_member
from throughline.specification.prototyping.answering import answer_state
from throughline.specification.prototyping.pinning import Spot, add_pin
from throughline.specification.prototyping.services import make_prototype
from throughline.specification.prototyping.showing import show
from throughline.surfaces.sample_people import TOMASZ

CASE = "ST-01"
ANSWER = "A sentence says that none is there yet, and offers to bring the codes in from a table."
PIN = "Does the list come from the declaration or from the order? It decides whether this can be shown at once."


def prototype_sample(noor: Actor, *, prd: str) -> str:
    """The prototype's key. Where the question of the empty list is not asked, it is not answered either."""
    row = make_prototype(noor, prd=prd)
    shown = show(row)
    asked = next((one for one in shown.open if one.case == CASE), None)
    if asked is not None:
        answer_state(noor, prototype=row.key, asked=asked, text=ANSWER)
    tomasz = make_member(noor.workspace, name=TOMASZ, role=MemberRole.CONTRIBUTOR)
    first = shown.places[0]
    add_pin(tomasz, prototype=row.key, spot=Spot(first.screen, first.state), text=PIN)
    return row.key
