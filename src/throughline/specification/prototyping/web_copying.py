"""The page of better names and copy from a model."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughline.core.answering import redirect_changed
from throughline.core.kernel.errors import AppError
from throughline.specification.document import get_actor
from throughline.specification.proposing.queries import find_configured
from throughline.specification.prototyping import copying
from throughline.specification.prototyping.finding import get_prototype


def show_copying(request: HttpRequest, key: str) -> HttpResponse:
    """What a model offers, to take or to leave; what went wrong is said here. Raises `PrototypeNotFound`."""
    if request.method != "POST":
        return _render(request, key)
    actor, act = get_actor(request), request.POST.get("act", "")
    try:
        if act == "take":
            copying.take_offer(actor, prototype=key)
            return redirect_changed(request, reverse("prototyping:prototype", args=[key]))
        if act == "leave":
            copying.leave_offer(actor, prototype=key)
        else:
            copying.ask_for_copy(actor, prototype=key)
    except AppError as error:
        return _render(request, key, error)
    return redirect_changed(request, reverse("prototyping:copy", args=[key]))


def _render(request: HttpRequest, key: str, error: AppError | None = None) -> HttpResponse:
    row = get_prototype(get_actor(request).workspace, key)
    settings = find_configured().settings
    context = {"key": key, "row": row, "offer": copying.read_offer(row), "model": settings, "error": error}
    return render(request, "specification/prototyping/copy.html", context, status=422 if error else 200)
