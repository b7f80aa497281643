"""The pages that hold models against each other, and the forms for own weights and MoSCoW classes."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from throughline.core.answering import leave_form, redirect_changed
from throughline.core.contracts import Actor
from throughline.strategy.comparing import services
from throughline.strategy.comparing.showing import show_compared
from throughline.strategy.comparing.sorting import show_sorted
from throughline.strategy.estimating.asking import read_asked
from throughline.strategy.estimating.reading import INPUTS

_CLASS = "class-"


def show_models(request: HttpRequest) -> HttpResponse:
    """Every idea under every model, side by side."""
    asked = read_asked(request.GET)
    page = show_compared(_actor(request).workspace, asked)
    return render(request, "strategy/comparing/models.html", {"page": page, "asked": asked})


def show_classes(request: HttpRequest) -> HttpResponse:
    """Ideas by their MoSCoW class; sent, the classes are kept. Raises `NoSuchClass`, `IdeaNotFound`."""
    asked = read_asked(request.GET)
    if request.method == "POST":
        classes = {name.removeprefix(_CLASS): str(request.POST[name]) for name in request.POST if _CLASS in name[:6]}
        services.sort_ideas(_actor(request), classes=classes)
        return redirect_changed(request, request.get_full_path())
    page = show_sorted(_actor(request).workspace, asked)
    return render(request, "strategy/comparing/classes.html", {"page": page, "asked": asked, "current": "moscow"})


@require_POST
def change_weights(request: HttpRequest) -> HttpResponse:
    """What each input weighs, and back to the ranking by it. Raises `BadWeight`, `NothingWeighs`."""
    written = {name: request.POST.get(name, "") for name in INPUTS}
    services.set_weights(_actor(request), written=written)
    back = {name: value for name in ("top", "capacity") if (value := request.POST.get(name, "").strip())}
    return leave_form(request, f"{reverse('strategy:ideas')}?{urlencode({'model': 'weighted', **back})}")


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]
