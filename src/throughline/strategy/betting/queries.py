"""Reads of bets: what was predicted of an idea, the latest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery
from django.db.models.functions import TruncDate

from throughline.core.models import Workspace
from throughline.discovery.opportunities.queries import follow_merged
from throughline.strategy.contracts import IdeaState
from throughline.strategy.models import Bet, Idea, MetricValue
from throughline.strategy.rules.betting import Span, say_prediction

MOST = 40
"""Bets of which a status tells."""


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


@dataclass(frozen=True, slots=True)
class Measured:
    """A prediction with its metric's last value up to the day it was made, and up to today; None where none is known.

    A value of today that is no younger than the prediction is none.
    """

    bet: Bet
    then: MetricValue | None
    now: MetricValue | None


def list_measured(workspace: Workspace, *, until: date) -> list[Measured]:
    """The predictions that hold, of ideas that are bets still, the latest first; two queries."""
    rows = Bet.objects.filter(idea__workspace=workspace, idea__state=IdeaState.BET, superseded_by=None)
    values = MetricValue.objects.filter(metric=OuterRef("metric")).order_by("-on")
    then = values.filter(on__lte=OuterRef("day")).values("pk")[:1]
    now = values.filter(on__gt=OuterRef("day"), on__lte=until).values("pk")[:1]
    dated = rows.select_related("idea", "member", "metric").annotate(day=TruncDate("at"))
    bets = list(dated.annotate(then=Subquery(then), now=Subquery(now)).order_by("-at", "-pk")[:MOST])
    known = MetricValue.objects.in_bulk([key for bet in bets for key in (bet.then, bet.now) if key])  # type: ignore[attr-defined]
    return [Measured(bet, known.get(bet.then), known.get(bet.now)) for bet in bets]  # type: ignore[attr-defined]


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
