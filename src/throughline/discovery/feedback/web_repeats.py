"""The page of repeats: two pieces side by side, one key to count them once, one to keep both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from throughline.core.answering import announce_change, redirect_changed
from throughline.core.contracts import Actor
from throughline.discovery.feedback import repeats
from throughline.discovery.models import Duplicate
from throughline.discovery.rules.differing import mark_differing
from throughline.discovery.rules.marked import Part

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Shown:
    """A pair as the page shows it, the words that only one of the two has marked."""

    repeat: Duplicate
    first: Sequence[Part]
    second: Sequence[Part]


def show_repeats(request: HttpRequest) -> HttpResponse:
    """The pairs that wait; how to look for some where none does."""
    return render(request, "discovery/feedback/repeats.html", _describe(request))


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Look through everything for repeats."""
    repeats.propose_repeats(get_actor(request))
    return redirect_changed(request, reverse("discovery:repeats"))


@require_POST
def accept(request: HttpRequest, repeat_id: int) -> HttpResponse:
    """Count the two as one item. Raises `RepeatNotFound`."""
    return _decide(request, lambda actor: repeats.accept_repeat(actor, repeat_id=repeat_id))


@require_POST
def reject(request: HttpRequest, repeat_id: int) -> HttpResponse:
    """Keep both as they are. Raises `RepeatNotFound`."""
    return _decide(request, lambda actor: repeats.reject_repeat(actor, repeat_id=repeat_id))


def _decide(request: HttpRequest, act: Callable[[Actor], Any]) -> HttpResponse:
    act(get_actor(request))
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect_changed(request, reverse("discovery:repeats"))
    return announce_change(request, render(request, "discovery/feedback/_repeats.html", _describe(request)))


def _describe(request: HttpRequest) -> dict[str, Any]:
    workspace = get_actor(request).workspace
    pairs = repeats.list_waiting(workspace, limit=SHOWN)
    shown = [Shown(pair, *mark_differing(pair.first.text, pair.second.text)) for pair in pairs]
    return {"pairs": shown, "waiting": repeats.count_waiting(workspace)}


def get_actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]
