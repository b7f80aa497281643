"""This week: the page a person comes back to on Monday."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from throughline.core.contracts import Actor
from throughline.core.kernel.clock import utc_now
from throughline.rhythm.showing import show_week


def show_this_week(request: HttpRequest) -> HttpResponse:
    """At most seven findings since Monday, each with its reason and one action."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return render(request, "rhythm/week.html", {"week": show_week(actor, now=utc_now())})
