"""The form that makes an idea a bet, and supersedes what was predicted of one."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughline.core.answering import leave_form
from throughline.core.contracts import Actor
from throughline.strategy.betting import services
from throughline.strategy.betting.errors import NoDay
from throughline.strategy.betting.showing import show_bets
from throughline.strategy.contracts import AWAY
from throughline.strategy.estimating.reading import INPUTS
from throughline.strategy.estimating.showing import show_estimates
from throughline.strategy.queries import get_idea, list_metric_names


def show_bet(request: HttpRequest, key: str) -> HttpResponse:
    """Make it a bet, or supersede its prediction, and back to the idea. Raises `IdeaNotFound`."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    row = get_idea(actor.workspace, key)
    bets = show_bets(row)
    if request.method == "POST":
        _keep(request, actor, key, again=bool(bets))
        return leave_form(request, reverse("strategy:idea", args=[key]) + "#bet")
    context = {"key": key, "row": row, "bets": bets, "last": bets[0] if bets else None, "away": AWAY}
    metrics = list_metric_names(actor.workspace)
    return render(
        request, "strategy/betting/bet.html", context | {"metrics": metrics, "estimates": show_estimates(row)}
    )


def _keep(request: HttpRequest, actor: Actor, key: str, *, again: bool) -> None:
    given = {name: request.POST.get(name, "") for name in ("changes", "by_how_much")}
    by = read_day(request.POST.get("by", ""))
    if not again:
        services.choose_bet(actor, idea=key, **given, by=by)
        return
    written = {name: request.POST[name] for name in INPUTS if name in request.POST}
    because = request.POST.get("because", "")
    services.supersede_bet(actor, idea=key, because=because, **given, by=by, written=written)


def read_day(text: str) -> date | None:
    """The day that is written; None where none is. Raises `NoDay`."""
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise NoDay(text) from None
