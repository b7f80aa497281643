"""The page of tempo."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from throughline.core.contracts import Actor
from throughline.core.kernel.clock import utc_today
from throughline.rhythm.rules.tempo.contracts import PARTS
from throughline.rhythm.tempo.showing import show_tempo

_LARGEST = 10_000


def show_page(request: HttpRequest) -> HttpResponse:
    """Every line with its stretches; `?waits=` keeps those that wait in one of them, what is none keeps all."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    asked, number = request.GET.get("waits", ""), request.GET.get("page", "")
    chosen = asked if asked in PARTS else ""
    page = min(max(int(number), 1), _LARGEST) if number.isdecimal() and len(number) < 9 else 1
    shown = show_tempo(actor.workspace, today=utc_today(), chosen=chosen, page=page)
    return render(request, "rhythm/tempo/tempo.html", {"tempo": shown})
