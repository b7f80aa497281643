"""The form that parks or declines an idea, and stands by it; and the list of what was answered with a no."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughline.core.answering import leave_form
from throughline.core.contracts import Actor
from throughline.discovery.customers.queries import list_segments, suggest_accounts
from throughline.discovery.opportunities.queries import find_opportunity, follow_merged, get_count
from throughline.strategy.contracts import NOES, MetricValue
from throughline.strategy.declining import services
from throughline.strategy.declining.forms import read_condition, read_kind
from throughline.strategy.declining.queries import find_no
from throughline.strategy.declining.showing import show_no, show_noes
from throughline.strategy.models import Idea
from throughline.strategy.queries import get_idea, list_metrics
from throughline.strategy.rules.aiming.saying import say_with_unit

SUGGESTED = 200


def show_list(request: HttpRequest) -> HttpResponse:
    """What was parked and declined: those that came back, those parked, those declined; or one of the kinds alone."""
    noes = show_noes(_actor(request).workspace)
    kind = next((one for one in NOES if one == request.GET.get("kind")), "")
    shown = [one for one in noes if not kind or one.kind == kind]
    counts = {one: sum(no.kind == one for no in noes) for one in sorted(NOES, reverse=True)}
    return render(request, "strategy/declining/list.html", {"noes": shown, "all": noes, "kind": kind, "counts": counts})


def show_form(request: HttpRequest, key: str) -> HttpResponse:
    """Say no, or stand by it, and back to the idea. Raises `IdeaNotFound`."""
    actor = _actor(request)
    row = get_idea(actor.workspace, key)
    last = find_no(row)
    if request.method == "POST":
        return _keep(request, actor, key, again=last is not None)
    context = {"key": key, "row": row, "last": last, "shown": show_no(row)}
    return render(request, "strategy/declining/no.html", context | _offer(actor, row))


def _offer(actor: Actor, row: Idea) -> dict[str, Any]:
    """What the form can be filled with: metrics, segments, accounts, and who has been heard so far."""
    workspace = actor.workspace
    metrics = [(one.name, _say_now(one.latest, one.unit)) for one in list_metrics(workspace)]
    home = follow_merged(workspace).get(row.opportunity, row.opportunity)
    accounts = suggest_accounts(workspace, "", limit=SUGGESTED)
    heard = get_count(find_opportunity(workspace, home)).accounts
    return {"metrics": metrics, "segments": list_segments(workspace), "accounts": accounts, "heard": heard}


def _say_now(latest: MetricValue | None, unit: str) -> str:
    return f"now {say_with_unit(latest.value, unit)}" if latest else "no value yet"


def _keep(request: HttpRequest, actor: Actor, key: str, *, again: bool) -> HttpResponse:
    given = {name: str(value) for name, value in request.POST.items()}
    texts = {name: given.get(name, "") for name in ("reason", "words", "told")}
    answer = services.stand_by_no if again else services.say_no
    answer(actor, idea=key, kind=read_kind(given), condition=read_condition(given), **texts)
    return leave_form(request, reverse("strategy:idea", args=[key]) + "#no")


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]
