"""This week: the page a person comes back to on Monday."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from throughline.core.contracts import Actor
from throughline.core.kernel.clock import utc_now
from throughline.rhythm.keeping.showing import show_panel
from throughline.rhythm.showing import show_week


def show_this_week(request: HttpRequest) -> HttpResponse:
    """At most seven findings since Monday, each with its reason and one action."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    now = utc_now()
    shown = {"week": show_week(actor, now=now), "panel": show_panel(actor, now=now)}
    return render(request, "rhythm/week.html", shown)
