"""Reads of bets: what was predicted of an idea, the latest first."""

from __future__ import annotations

from collections.abc import Sequence

from throughline.core.models import Workspace
from throughline.discovery.opportunities.queries import follow_merged
from throughline.strategy.contracts import IdeaState
from throughline.strategy.models import Bet, Idea
from throughline.strategy.rules.betting import Span, say_prediction


def list_predictions(idea: Idea) -> list[Bet]:
    """Everything that was ever predicted of it; the one that holds comes first."""
    return list(Bet.objects.filter(idea=idea).select_related("member", "metric").order_by("-pk"))


def find_bet(idea: Idea) -> Bet | None:
    """The prediction that holds; None while it is no bet."""
    return next(iter(list_predictions(idea)), None)


def list_bets(workspace: Workspace, keys: Sequence[str]) -> dict[str, Bet]:
    """The prediction that holds for each of these ideas that is a bet, by the idea's key; one query."""
    rows = Bet.objects.filter(idea__workspace=workspace, idea__key__in=keys).select_related("idea", "member")
    return {row.idea.key: row for row in rows.order_by("pk")}


def say_bet(bet: Bet) -> str:
    """Its prediction in one line."""
    return say_prediction(changes=bet.changes, span=Span(bet.low, bet.high, bet.unit), by=bet.by)


def list_choices(
    workspace: Workspace, opportunities: Sequence[str], *, besides: Sequence[str] = ()
) -> list[tuple[str, str]]:
    """Key and title of every bet for these opportunities, or of every bet where none is named; without `besides`."""
    rows = Idea.objects.filter(workspace=workspace, state=IdeaState.BET).exclude(key__in=besides)
    if opportunities:
        merged, wanted = follow_merged(workspace), set(opportunities)
        rows = rows.filter(opportunity__in=[*wanted, *(key for key, into in merged.items() if into in wanted)])
    return list(rows.order_by("title", "pk").values_list("key", "title"))
