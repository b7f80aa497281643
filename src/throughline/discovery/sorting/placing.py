"""What a person does with items that stand in no theme: move them into one, or make one of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughline.core.answering import announce_change, redirect_changed
from throughline.discovery.forms import read_place
from throughline.discovery.sorting import queries, services
from throughline.discovery.sorting.forms import read_pieces, read_text, read_words
from throughline.discovery.sorting.web import describe_unsorted, get_actor


def move(request: HttpRequest) -> HttpResponse:
    """An item belongs to a theme."""
    actor, pieces = get_actor(request), read_pieces(request)
    if request.method == "POST":
        services.sort_pieces(actor, pieces=pieces, into=read_text(request, "into"))
        return _show(request)
    rows = queries.list_targets(actor.workspace, words=read_words(request))
    return _ask(request, "sort", pieces=pieces, choices=[(row.key, row.label, row.items) for row in rows])


def make(request: HttpRequest) -> HttpResponse:
    """The ticked items become a theme."""
    pieces = read_pieces(request)
    if request.method == "POST":
        services.make_theme(get_actor(request), pieces=pieces, label=read_text(request, "label"))
        return _show(request)
    return _ask(request, "make", pieces=pieces)


def _ask(request: HttpRequest, what: str, **context: Any) -> HttpResponse:
    """The small form: alone for the page that stands, else on the page of what is not sorted."""
    start = read_place(request)
    context = {"asking": f"discovery/sorting/_{what}.html", "words": read_words(request), "start": start, **context}
    target = request.headers.get("HX-Target")
    if target in ("choices", "asking"):
        return render(request, f"discovery/sorting/_{target}.html", context)
    page = describe_unsorted(get_actor(request).workspace, start=start)
    return render(request, "discovery/sorting/themes.html", {**page, **context})


def _show(request: HttpRequest) -> HttpResponse:
    """What is not sorted as it stands now."""
    start = read_place(request)
    page = reverse("discovery:unsorted")
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect_changed(request, page + (f"?after={start}" if start else ""))
    context = describe_unsorted(get_actor(request).workspace, start=start)
    return announce_change(request, render(request, "discovery/sorting/_sorting.html", context))
