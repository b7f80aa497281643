"""Discovery's pages beside those of its rooms: one piece of evidence in its place, and the start of theme finding."""

from __future__ import annotations

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
from throughline.discovery import showing
from throughline.discovery.sorting.queries import find_theme_at


def show_piece(request: HttpRequest, key: str) -> HttpResponse:
    """One piece in its place, as a page or beside the page it was clicked on. Raises `EvidenceNotFound`."""
    workspace = get_actor(request).workspace
    theme = find_theme_at(workspace, key)
    card = showing.show_evidence(workspace, key, words=theme.words if theme else ())
    known = {"theme": Known(1, reverse("discovery:theme", args=[theme.key]))} if theme else {}
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
