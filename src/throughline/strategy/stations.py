"""What strategy offers to the line: ideas, the opportunities they answer, and which of them were chosen."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from throughline.core.kernel.ids import Ref
from throughline.core.line.registry import Edges, Outcome, Station, Stop
from throughline.core.models import Workspace
from throughline.discovery.opportunities.queries import follow_merged
from throughline.strategy.contracts import AWAY, NOES, IdeaState
from throughline.strategy.models import Idea


def _find(workspace: Workspace, ids: Sequence[str]) -> list[Stop]:
    rows = Idea.objects.filter(workspace=workspace, key__in=ids).order_by("position", "pk") if ids else ()
    return [_describe(row) for row in rows]


def _describe(row: Idea) -> Stop:
    why = "a bet" if row.state == IdeaState.BET else str(row.state) if row.state in NOES else ""
    return Stop(Ref("idea", row.key), row.title, reverse("strategy:idea", args=[row.key]), why=why)


def _list_opportunities(workspace: Workspace, ids: Sequence[str]) -> list[str]:
    """An idea for an opportunity that was merged is one for what it was merged into."""
    merged = follow_merged(workspace)
    keys = Idea.objects.filter(workspace=workspace, key__in=ids).order_by("pk").values_list("opportunity", flat=True)
    return list(dict.fromkeys(merged.get(key) or key for key in keys))


def _list_ideas(workspace: Workspace, ids: Sequence[str]) -> list[str]:
    merged, wanted = follow_merged(workspace), set(ids)
    keys = [*ids, *(key for key, into in merged.items() if into in wanted)]
    rows = Idea.objects.filter(workspace=workspace, opportunity__in=keys).exclude(state__in=AWAY)
    return list(rows.order_by("position", "pk").values_list("key", flat=True))


def tell_chosen(workspace: Workspace, opportunity: str) -> list[Outcome]:
    """The ideas for an opportunity that were chosen as a bet."""
    keys = _list_ideas(workspace, [opportunity])
    bets = Idea.objects.filter(workspace=workspace, key__in=keys, state=IdeaState.BET).order_by("pk")
    return [Outcome(f"Since then we have chosen something to try: {bet.title}.", Ref("idea", bet.key)) for bet in bets]


IDEA = Station(kind="idea", title="Idea", order=30, find=_find)
OPPORTUNITY_OF_IDEA = Edges(upper="idea", lower="opportunity", down=_list_opportunities, up=_list_ideas)
