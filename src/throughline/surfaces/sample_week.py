"""What the sample's people did in the week before it was loaded, so that the first status has something to tell.

Invented like the rest. The only part of the story whose day is counted back from the day it is loaded.
"""

from __future__ import annotations

from datetime import timedelta

from throughline.core.contracts import Actor, MemberRole
from throughline.core.kernel.clock import utc_now
from throughline.core.kernel.ids import Ref
from throughline.core.services import make_member
from throughline.core.undo.dating import happened_on
from throughline.strategy.deciding.dating import set_day
from throughline.strategy.deciding.services import decide, raise_decision
from throughline.surfaces.sample_people import NOOR, TOMASZ

QUESTION = "Name a missing code and let the clerk send the papers, or refuse to send them?"
OPTIONS = ("Name it and let the clerk send", "Refuse to send")
TOLD = {
    "trade_off": "a clerk in a hurry can send papers that the border refuses all the same",
    "expected": "nobody keeps a second program to get papers out",
}
AGO, AGAIN = timedelta(days=3), timedelta(days=90)


def decide_lately(noor: Actor, *, opportunity: str) -> None:
    """What Tomasz asked and Noor decided three days ago, about the opportunity of the open PRD."""
    on, day = Ref("opportunity", opportunity), utc_now() - AGO
    tomasz = make_member(noor.workspace, name=TOMASZ, role=MemberRole.CONTRIBUTOR)
    with happened_on(noor.workspace, day):
        raised = raise_decision(tomasz, question=QUESTION, options=OPTIONS, on=on)
        again = (day + AGAIN).date()
        decide(noor, decision=raised.key, choice=OPTIONS[0], **TOLD, revisit=again, people=(NOOR, TOMASZ))
    set_day(noor.workspace, on=on, day=day)
