"""The page on which ideas are ranked, and the form that estimates one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from throughline.core.answering import leave_form
from throughline.core.contracts import Actor
from throughline.strategy.declining.showing import show_noes
from throughline.strategy.estimating import services
from throughline.strategy.estimating.asking import read_asked
from throughline.strategy.estimating.ranked import show_ranked
from throughline.strategy.estimating.reading import INPUTS
from throughline.strategy.rules.ranking.models import WEIGHTED


def show_ideas(request: HttpRequest) -> HttpResponse:
    """Every idea by its chance to belong in the top; model, number chosen and capacity stand in the address."""
    asked, workspace = read_asked(request.GET), _actor(request).workspace
    page, noes = show_ranked(workspace, asked), show_noes(workspace)
    current = page.model.name if page.model else WEIGHTED
    context = {"page": page, "asked": asked, "current": current, "inputs": INPUTS}
    context |= {"noes": noes, "back": [one for one in noes if one.back]}
    return render(request, "strategy/estimating/ideas.html", context)


@require_POST
def change_estimates(request: HttpRequest, key: str) -> HttpResponse:
    """What somebody thinks the inputs come to, and back to the idea. Raises `BadEstimate`, `IdeaNotFound`."""
    written = {name: request.POST[name] for name in INPUTS if name in request.POST}
    services.estimate_idea(_actor(request), idea=key, written=written)
    return leave_form(request, reverse("strategy:idea", args=[key]) + "#estimates")


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]
