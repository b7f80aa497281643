"""A no of the sample's people, of which what would change it has arrived since. Every word of it is invented."""

from __future__ import annotations

from datetime import UTC, datetime

from throughline.core.contracts import Actor
from throughline.core.undo.dating import happened_on
from throughline.strategy.contracts import IdeaState, Until
from throughline.strategy.declining.dating import set_day
from throughline.strategy.declining.services import say_no
from throughline.strategy.rules.declining import Condition
from throughline.strategy.services import add_idea

DAY = datetime(2026, 6, 11, 14, 20, tzinfo=UTC)
TITLE = "Send labels to the printer without a PDF"
REASON = "One customer asks for it by name, and every make of printer speaks another language: six weeks at the least."
TOLD = "Every make of printer speaks another language, and we cannot look after all of them this summer."
CONDITION = Condition(Until.ACCOUNTS, wanted=3)


def decline_sample(noor: Actor, *, opportunity: str) -> None:
    """Noor parked it in June, until three more accounts would be heard."""
    with happened_on(noor.workspace, DAY):
        idea = add_idea(noor, opportunity=opportunity, title=TITLE)
        say_no(noor, idea=idea.key, kind=IdeaState.PARKED, reason=REASON, condition=CONDITION, told=TOLD)
    set_day(noor.workspace, idea, day=DAY)
