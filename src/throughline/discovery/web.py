"""Discovery's pages: themes with their evidence, what fits none, one piece in its place."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from throughline.core.contracts import Actor
from throughline.core.kernel.ids import Ref
from throughline.core.line.steps import Known, draw_steps
from throughline.core.line.walking import walk_line
from throughline.core.models import Workspace
from throughline.discovery import showing
from throughline.discovery.forms import read_place
from throughline.discovery.queries import get_theme, get_themes, visible_files
from throughline.discovery.rules.chart import draw_months
from throughline.discovery.services import find_themes


def show_themes(request: HttpRequest) -> HttpResponse:
    """The pile with its first theme open beside it; what to do where nothing was found yet."""
    workspace = get_actor(request).workspace
    pile = showing.show_pile(workspace, start=read_place(request))
    if pile is None or not pile.entries:
        return render(request, "discovery/empty.html", {"files": visible_files(workspace).count(), "pile": pile})
    first = pile.entries[0].theme.id
    context = {"pile": pile, "chosen": False, **_describe(workspace, first, start=0)}
    return render(request, "discovery/themes.html", context)


def show_theme(request: HttpRequest, theme_id: str) -> HttpResponse:
    """One theme beside the pile. Raises `ThemeNotFound`."""
    workspace = get_actor(request).workspace
    pile = showing.show_pile(workspace, start=_find_page(workspace, theme_id))
    context = {"pile": pile, "chosen": True, **_describe(workspace, theme_id, start=read_place(request))}
    return render(request, "discovery/themes.html", context)


def _find_page(workspace: Workspace, theme_id: str) -> int:
    themes = get_themes(workspace)
    ids = [theme.id for theme in themes.themes] if themes else []
    return ids.index(theme_id) // showing.PAGE * showing.PAGE if theme_id in ids else 0


def _describe(workspace: Workspace, theme_id: str, *, start: int) -> dict[str, Any]:
    theme = get_theme(workspace, theme_id)
    items, after = showing.list_items(workspace, theme, start=start)
    heard = showing.count_heard(workspace)
    return {
        "theme": theme,
        "entry": showing.describe_entry(theme, heard),
        "items": items,
        "start": start,
        "end": start + len(items),
        "after": after,
        "chart": draw_months(theme.months, span=heard.months),
        "silences": showing.list_silences(workspace, theme),
        "second_hand": showing.count_second_hand(workspace, theme),
        "otherwise": showing.list_otherwise(workspace, theme),
        "line": draw_steps(walk_line(workspace, Ref("theme", theme_id)), {"evidence": Known(theme.size, "#items")}),
    }


def show_unsorted(request: HttpRequest) -> HttpResponse:
    """What fits no theme well enough."""
    workspace = get_actor(request).workspace
    pile = showing.show_pile(workspace)
    themes = get_themes(workspace)
    if pile is None or themes is None:
        return redirect("discovery:themes")
    pieces, after = showing.list_unsorted(workspace, themes, after=read_place(request, "after"))
    context = {"pile": pile, "chosen": True, "pieces": pieces, "after": after, "unsorted": True}
    return render(request, "discovery/themes.html", context)


def show_piece(request: HttpRequest, key: str) -> HttpResponse:
    """One piece in its place, as a page or beside the page it was clicked on. Raises `EvidenceNotFound`."""
    workspace = get_actor(request).workspace
    themes = get_themes(workspace)
    theme = showing.find_theme_of(themes, key)
    card = showing.show_evidence(workspace, key, words=theme.words if theme else ())
    known = {"theme": Known(1, reverse("discovery:theme", args=[theme.id]))} if theme else {}
    line = draw_steps(walk_line(workspace, Ref("evidence", key)), known)
    context = {"card": card, "theme": theme, "line": line}
    fragment = request.htmx  # type: ignore[attr-defined]
    return render(request, "discovery/_piece.html" if fragment else "discovery/piece.html", context)


@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """Find the themes of everything imported so far."""
    find_themes(get_actor(request))
    return redirect("discovery:themes")


def get_actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]
