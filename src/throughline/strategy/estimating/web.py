"""The page on which ideas are ranked, and the form that estimates one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from throughline.core.answering import redirect_changed
from throughline.core.contracts import Actor
from throughline.strategy.declining.showing import show_noes
from throughline.strategy.estimating import services, showing
from throughline.strategy.estimating.reading import INPUTS


def show_ideas(request: HttpRequest) -> HttpResponse:
    """Every idea by its chance to belong in the top; how many are chosen and what fits stand in the address."""
    asked = {name: request.GET.get(name, "") for name in ("top", "capacity")}
    workspace = _actor(request).workspace
    page, noes = showing.show_ideas(workspace, **asked), show_noes(workspace)
    context = {"page": page, "asked": asked, "noes": noes, "back": [one for one in noes if one.back]}
    return render(request, "strategy/estimating/ideas.html", context)


@require_POST
def change_estimates(request: HttpRequest, key: str) -> HttpResponse:
    """What somebody thinks the inputs come to, and back to the idea. Raises `BadEstimate`, `IdeaNotFound`."""
    written = {name: request.POST[name] for name in INPUTS if name in request.POST}
    services.estimate_idea(_actor(request), idea=key, written=written)
    return redirect_changed(request, reverse("strategy:idea", args=[key]) + "#estimates")


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]
