"""The page that says how we got here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughline.core.answering import redirect_changed
from throughline.core.contracts import Actor
from throughline.core.kernel.ids import Ref
from throughline.core.line.steps import Known, draw_steps
from throughline.core.services import add_links
from throughline.specification.document import get_actor
from throughline.specification.queries import get_row
from throughline.specification.stations import list_cited
from throughline.specification.tracing.showing import trace
from throughline.strategy.queries import get_idea


def show_trace(request: HttpRequest, key: str) -> HttpResponse:
    """Why, who asked, what against, what was expected, did it work; the form links a bet it comes from.

    Raises `PrdNotFound`, `IdeaNotFound`.
    """
    actor = get_actor(request)
    workspace = actor.workspace
    if request.method == "POST":
        return _link(request, actor, key)
    found = trace(workspace, key)
    cited = Known(len(list_cited(workspace, key)), reverse("specification:evidence", args=[key]))
    line = draw_steps(found.line, {"evidence": cited})
    return render(request, "specification/tracing/trace.html", {"key": key, "trace": found, "line": line})


def _link(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """The PRD comes from this bet, and stands on its line from now on."""
    get_row(actor.workspace, key)
    bet = get_idea(actor.workspace, request.POST.get("bet", ""))
    add_links(actor, upper=Ref("prd", key), lowers=[Ref("idea", bet.key)])
    return redirect_changed(request, reverse("specification:trace", args=[key]))
