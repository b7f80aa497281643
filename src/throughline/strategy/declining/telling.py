"""What those who asked for something are told of a no: that it is one, why, and what would change it."""

from __future__ import annotations

from throughline.core.kernel.clock import utc_today
from throughline.core.kernel.ids import Ref
from throughline.core.line.registry import Outcome
from throughline.core.models import Workspace
from throughline.discovery.opportunities.queries import follow_merged
from throughline.strategy.contracts import IdeaState
from throughline.strategy.declining.queries import Judged, judge_noes, list_standing
from throughline.strategy.declining.records import read_condition
from throughline.strategy.models import No
from throughline.strategy.rules.declining import tell_condition, tell_no

CAME = "What would change that has come about since, and nobody has answered again yet."


def tell_noes(workspace: Workspace, opportunity: str) -> list[Outcome]:
    """The noes that stand for an opportunity's ideas, the earliest first."""
    merged = follow_merged(workspace)
    rows = list_standing(workspace, [opportunity, *(key for key, into in merged.items() if into == opportunity)])
    judged = judge_noes(workspace, rows, today=utc_today())
    return [
        Outcome(_say(one.no), Ref("idea", one.no.idea.key), no=True, more=_say_more(one), at=one.begun)
        for one in judged
    ]


def _say(row: No) -> str:
    """The answer, and the reason as they may hear it."""
    return " ".join(filter(None, [tell_no(row.idea.title, parked=row.kind == IdeaState.PARKED), row.told]))


def _say_more(one: Judged) -> tuple[str, ...]:
    """What would change it; of what has come about already, that nobody has answered since."""
    if one.standing.met:
        return (CAME,)
    row = one.no
    told = f"What would change that: {row.words}" if row.words else tell_condition(read_condition(row))
    return (told,) if told else ()
