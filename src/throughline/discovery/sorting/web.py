"""The pages of sorting: the pile beside one theme, and what stands in no theme."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from throughline.core.contracts import Actor
from throughline.core.models import Workspace
from throughline.discovery.contracts import ThemeState
from throughline.discovery.forms import read_place
from throughline.discovery.models import Theme
from throughline.discovery.queries import visible_files
from throughline.discovery.sorting import queries, showing
from throughline.discovery.sorting.forms import read_state
from throughline.discovery.sorting.queries import PAGE


def show_themes(request: HttpRequest) -> HttpResponse:
    """The pile with its first theme open beside it; what to do where nothing was found yet."""
    workspace = get_actor(request).workspace
    pile = showing.show_pile(workspace, read_state(request), start=read_place(request))
    if not queries.has_run(workspace) or not any(tab.count for tab in pile.tabs):
        found = queries.has_run(workspace)
        context = {"files": visible_files(workspace).count(), "pile": pile if found else None}
        return render(request, "discovery/empty.html", context)
    context: dict[str, Any] = {"pile": pile, "chosen": False}
    if pile.entries:
        row = queries.get_row(workspace, pile.entries[0].row.key)
        context["shown"] = showing.show_theme(workspace, row, pile.heard)
    return render(request, "discovery/sorting/themes.html", context)


def show_theme(request: HttpRequest, theme_id: str) -> HttpResponse:
    """One theme beside the page of the pile it is on; the one it was merged into. Raises `ThemeNotFound`."""
    workspace = get_actor(request).workspace
    row = queries.get_row(workspace, theme_id)
    if not row.items and (into := queries.find_successor(workspace, theme_id)) != theme_id:
        return redirect("discovery:theme", into)
    return render(request, "discovery/sorting/themes.html", describe(workspace, row, start=read_place(request)))


def describe(workspace: Workspace, row: Theme, *, start: int = 0) -> dict[str, Any]:
    """One theme and the page of the pile it is on."""
    pile = showing.show_pile(workspace, ThemeState(row.state), start=queries.find_place(row) // PAGE * PAGE)
    return {"pile": pile, "chosen": True, "shown": showing.show_theme(workspace, row, pile.heard, start=start)}


def show_unsorted(request: HttpRequest) -> HttpResponse:
    """What fits no theme well enough, or was taken out of one."""
    workspace = get_actor(request).workspace
    if not queries.has_run(workspace):
        return redirect("discovery:themes")
    context = describe_unsorted(workspace, start=read_place(request, "after"))
    return render(request, "discovery/sorting/themes.html", context)


def describe_unsorted(workspace: Workspace, *, start: int = 0) -> dict[str, Any]:
    """A page of what stands in no theme, beside the pile."""
    loose, after = showing.list_loose(workspace, start=start)
    pile = showing.show_pile(workspace, ThemeState.PROPOSED)
    return {"pile": pile, "chosen": True, "loose": loose, "start": start, "after": after, "unsorted": True}


def name_page(key: str) -> str:
    """The address of a theme, of the pile where there is none."""
    return reverse("discovery:theme", args=[key]) if key else reverse("discovery:themes")


def get_actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]
