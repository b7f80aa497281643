"""The doors that belong to no slice: home, entry, workspaces, undo, light or dark."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from throughline.core.allowing import COMMENTERS, EVERYONE, allow
from throughline.core.contracts import Actor
from throughline.core.models import Workspace
from throughline.core.queries import find_change
from throughline.core.services import find_last_change, undo_change
from throughline.discovery.queries import visible_files
from throughline.rhythm.web import show_this_week
from throughline.specification.queries import find_latest_prd
from throughline.specification.web import show_prd
from throughline.surfaces.entry import let_in, switch_workspace
from throughline.surfaces.forms import LookForm, UndoForm
from throughline.surfaces.shell import LOOK_COOKIE

YEAR = 365 * 24 * 3600


def open_home(request: HttpRequest) -> HttpResponse:
    """This week; in the sample its finished PRD; what to do first where nothing is here yet."""
    workspace = get_actor(request).workspace
    key = find_latest_prd(workspace)
    if key is not None and workspace.is_sample:
        return show_prd(request, key)
    if key is not None or visible_files(workspace).exists():
        return show_this_week(request)
    return render(request, "surfaces/welcome.html")


def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Spend a personal link and go in, to the page it was made for. Raises `LinkSpent`."""
    let_in(request, token)
    url = request.GET.get("to", "")
    return redirect(url if url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}) else "home")


@allow(EVERYONE)
@require_POST
def switch(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Act in another workspace, or in the same one as somebody else whose link was opened here. Raises `Forbidden`."""
    chosen = request.POST.get("member", "")
    as_member = int(chosen) if chosen.isdecimal() and len(chosen) < 18 else None
    switch_workspace(request, get_object_or_404(Workspace, pk=workspace_id), as_member=as_member)
    return redirect("home")


def show_done(request: HttpRequest, change_id: int) -> HttpResponse:
    """The toast of one change, for a page that was told of it. Nothing where it was undone since."""
    change = find_change(get_actor(request).workspace, change_id)
    return render(request, "surfaces/_done.html", {"change": change})


@allow(COMMENTERS)
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Undo the named change, or the person's last one. Raises `Conflict` where a row has moved on."""
    actor = get_actor(request)
    form = UndoForm.read(request)
    last = find_last_change(actor) if form.change is None else None
    chosen = form.change if form.change is not None else last and last.pk
    undone = undo_change(actor, change_id=chosen) if chosen else None
    if request.htmx:  # type: ignore[attr-defined]
        response = render(request, "surfaces/_undone.html", {"undone": undone})
        response["HX-Trigger"] = "throughline-changed"
        return response
    return redirect(find_way_back(request))


@allow(EVERYONE)
@require_POST
def choose_look(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the system has it, kept in this browser."""
    response = redirect(find_way_back(request))
    response.set_cookie(LOOK_COOKIE, LookForm.read(request).look, max_age=YEAR, samesite="Lax")
    return response


def get_actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]


def find_way_back(request: HttpRequest) -> str:
    """The page the form stood on, if it is one of ours."""
    url = request.POST.get("next") or request.headers.get("Referer", "")
    return url if url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}) else "/"
