"""The pages of decisions: the list, and one decision with what was chosen and what came of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughline.core.answering import redirect_changed
from throughline.core.contracts import Actor
from throughline.core.kernel.errors import BadInput
from throughline.core.kernel.ids import Ref
from throughline.core.line.registry import registry
from throughline.core.models import Workspace
from throughline.strategy.deciding import services
from throughline.strategy.deciding.queries import get_decision, list_decisions
from throughline.strategy.models import Decision


def show_list(request: HttpRequest) -> HttpResponse:
    """Every decision: open ones first, then the latest made."""
    return render(request, "strategy/deciding/list.html", {"decisions": list_decisions(_actor(request).workspace)})


def show_decision(request: HttpRequest, key: str) -> HttpResponse:
    """One decision; the form decides it, opens it again, or says what it came to."""
    actor = _actor(request)
    row = get_decision(actor.workspace, key)
    if request.method == "POST":
        ACTS.get(request.POST.get("act", ""), _decide)(request, actor, key)
        return redirect_changed(request, reverse("strategy:decision", args=[key]))
    return render(request, "strategy/deciding/decision.html", {"row": row, "about": _find_about(actor.workspace, row)})


def _decide(request: HttpRequest, actor: Actor, key: str) -> None:
    choice = request.POST.get("other", "").strip() or request.POST.get("choice", "")
    told: dict[str, Any] = {name: request.POST.get(name, "") for name in ("trade_off", "expected")}
    services.decide(actor, decision=key, choice=choice, **told, revisit=_read_day(request.POST.get("revisit", "")))


def _reopen(request: HttpRequest, actor: Actor, key: str) -> None:  # noqa: ARG001 - all acts are called alike
    services.reopen_decision(actor, decision=key)


def _tell(request: HttpRequest, actor: Actor, key: str) -> None:
    services.tell_outcome(actor, decision=key, happened=request.POST.get("happened", ""))


ACTS = {"decide": _decide, "reopen": _reopen, "tell": _tell}


def _find_about(workspace: Workspace, row: Decision) -> Any:
    """What the decision is about, as its station names it; None where it is about nothing on the line."""
    if not row.on:
        return None
    ref = Ref.parse(row.on)
    station = registry.stations.get(ref.kind)
    return next(iter(station.find(workspace, [ref.id])), None) if station else None


def _read_day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value.strip() else None
    except ValueError:
        raise BadInput(f"“{value[:20]}” is no day", mend="write it as 2027-03-31") from None


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]
