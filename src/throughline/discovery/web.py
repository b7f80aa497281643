"""Discovery's pages: themes with their evidence, what fits none, one piece in its place."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from throughline.core.contracts import Actor
from throughline.core.jobs.queries import await_job
from throughline.core.jobs.services import start_job
from throughline.core.kernel.ids import Ref
from throughline.core.line.steps import Known, draw_steps
from throughline.core.line.walking import walk_line
from throughline.core.models import Workspace
from throughline.discovery import showing
from throughline.discovery.contracts import Theme, Themes
from throughline.discovery.forms import read_place
from throughline.discovery.queries import get_themes, visible_files
from throughline.discovery.rules.chart import draw_months


def show_themes(request: HttpRequest) -> HttpResponse:
    """The pile with its first theme open beside it; what to do where nothing was found yet."""
    workspace = get_actor(request).workspace
    themes, heard = get_themes(workspace), showing.count_heard(workspace)
    pile = showing.show_pile(themes, heard, start=read_place(request)) if themes else None
    if pile is None or not pile.entries:
        return render(request, "discovery/empty.html", {"files": visible_files(workspace).count(), "pile": pile})
    context = {"pile": pile, "chosen": False, **_describe(workspace, pile.entries[0].theme, heard, start=0)}
    return render(request, "discovery/themes.html", context)


def show_theme(request: HttpRequest, theme_id: str) -> HttpResponse:
    """One theme beside the page of the pile it is on. Raises `ThemeNotFound`."""
    workspace = get_actor(request).workspace
    themes, heard = get_themes(workspace), showing.count_heard(workspace)
    place, theme = showing.find_theme(themes, theme_id)
    pile = showing.show_pile(themes or Themes(), heard, start=place // showing.PAGE * showing.PAGE)
    context = {"pile": pile, "chosen": True, **_describe(workspace, theme, heard, start=read_place(request))}
    return render(request, "discovery/themes.html", context)


def _describe(workspace: Workspace, theme: Theme, heard: showing.Heard, *, start: int) -> dict[str, Any]:
    items, after = showing.list_items(workspace, theme, start=start)
    line = walk_line(workspace, Ref("theme", theme.id))
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
        "line": draw_steps(line, {"evidence": Known(theme.size, "#items")}),
    }


def show_unsorted(request: HttpRequest) -> HttpResponse:
    """What fits no theme well enough."""
    workspace = get_actor(request).workspace
    themes = get_themes(workspace)
    if themes is None:
        return redirect("discovery:themes")
    pile = showing.show_pile(themes, showing.count_heard(workspace))
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
    """Find the themes of everything imported so far, as a job; the person lands on them, or on the job's page."""
    themes = reverse("discovery:themes")
    return redirect(
        await_job(start_job(get_actor(request), name="find themes", title="Finding themes", leads_to=themes))
    )


def get_actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]
