"""What a person decides on the pages of sorting. Asking (GET) opens a small form beside the theme; sending decides."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from throughline.core.answering import announce_change, redirect_changed
from throughline.core.models import Workspace
from throughline.discovery.forms import read_place
from throughline.discovery.models import Theme
from throughline.discovery.sorting import queries, services
from throughline.discovery.sorting.forms import read_pieces, read_text, read_words
from throughline.discovery.sorting.web import describe, get_actor, name_page


@require_POST
def accept(request: HttpRequest, theme_id: str) -> HttpResponse:
    """It becomes an opportunity."""
    following = _find_following(request, theme_id)
    services.accept_theme(get_actor(request), theme=theme_id)
    return _show_following(request, following)


@require_POST
def dismiss(request: HttpRequest, theme_id: str) -> HttpResponse:
    """It is not a theme."""
    following = _find_following(request, theme_id)
    services.dismiss_theme(get_actor(request), theme=theme_id)
    return _show_following(request, following)


@require_POST
def restore(request: HttpRequest, theme_id: str) -> HttpResponse:
    """It is a theme after all."""
    services.restore_theme(get_actor(request), theme=theme_id)
    return _show(request, theme_id)


@require_POST
def take_out(request: HttpRequest, theme_id: str) -> HttpResponse:
    """A piece is not about this."""
    following = _find_following(request, theme_id)
    services.take_out(get_actor(request), theme=theme_id, pieces=read_pieces(request))
    return _show(request, theme_id, otherwise=following)


def rename(request: HttpRequest, theme_id: str) -> HttpResponse:
    """Give it another name."""
    if request.method == "POST":
        services.rename_theme(get_actor(request), theme=theme_id, label=read_text(request, "label"))
        return _show(request, theme_id)
    return _ask(request, theme_id, "rename")


def accept_into(request: HttpRequest, theme_id: str) -> HttpResponse:
    """It belongs to an opportunity that exists."""
    actor = get_actor(request)
    if request.method == "POST":
        following = _find_following(request, theme_id)
        services.accept_into(actor, theme=theme_id, opportunity=read_text(request, "into"))
        return _show_following(request, following)
    choices = queries.list_opportunities(actor.workspace, words=read_words(request))
    return _ask(request, theme_id, "into", choices=[(row.key, row.title, None) for row in choices])


def merge(request: HttpRequest, theme_id: str) -> HttpResponse:
    """It is the same as another theme."""
    actor = get_actor(request)
    if request.method == "POST":
        into = read_text(request, "into")
        services.merge_themes(actor, theme=theme_id, into=into)
        return _show(request, into)
    return _ask(request, theme_id, "merge", choices=_list_targets(actor.workspace, request, theme_id))


def split(request: HttpRequest, theme_id: str) -> HttpResponse:
    """The ticked pieces become a theme of their own."""
    if request.method == "POST":
        label, pieces = read_text(request, "label"), read_pieces(request)
        made = services.split_theme(get_actor(request), theme=theme_id, pieces=pieces, label=label)
        return _show(request, theme_id, otherwise=made)
    return _ask(request, theme_id, "split", pieces=read_pieces(request))


def move(request: HttpRequest, theme_id: str) -> HttpResponse:
    """A piece belongs to another theme."""
    actor, pieces = get_actor(request), read_pieces(request)
    if request.method == "POST":
        following = _find_following(request, theme_id)
        services.move_pieces(actor, theme=theme_id, pieces=pieces, into=read_text(request, "into"))
        return _show(request, theme_id, otherwise=following)
    return _ask(request, theme_id, "move", choices=_list_targets(actor.workspace, request, theme_id), pieces=pieces)


def _list_targets(workspace: Workspace, request: HttpRequest, theme_id: str) -> list[tuple[str, str, int | None]]:
    rows = queries.list_targets(workspace, but=theme_id, words=read_words(request))
    return [(row.key, row.label, row.items) for row in rows]


def _ask(request: HttpRequest, theme_id: str, what: str, **context: Any) -> HttpResponse:
    """The small form: alone for the page that stands, else on the theme's page. Raises `ThemeNotFound`."""
    workspace = get_actor(request).workspace
    row = queries.get_row(workspace, theme_id)
    context = {"asking": f"discovery/sorting/_{what}.html", "row": row, "words": read_words(request), **context}
    context["start"] = read_place(request)
    target = request.headers.get("HX-Target")
    if target == "choices":
        return render(request, "discovery/sorting/_choices.html", context)
    if target == "asking":
        return render(request, "discovery/sorting/_asking.html", context)
    return render(request, "discovery/sorting/themes.html", {**describe(workspace, row), **context})


def _find_following(request: HttpRequest, theme_id: str) -> str:
    """The theme to show when this one has left the pile: the next one, else the one before."""
    row = queries.get_row(get_actor(request).workspace, theme_id)
    before, after = queries.find_neighbours(row)
    return after or before


def _show_following(request: HttpRequest, key: str) -> HttpResponse:
    return _show(request, key) if key else _leave(request)


def _show(request: HttpRequest, key: str, *, otherwise: str = "") -> HttpResponse:
    """The theme as it stands now; `otherwise`, where nothing is left of it."""
    workspace = get_actor(request).workspace
    row = Theme.objects.select_related("opportunity").filter(workspace=workspace, key=key, items__gt=0).first()
    if row is None and otherwise:
        return _show(request, otherwise)
    if row is None:
        return _leave(request)
    start = read_place(request) if read_place(request) < row.items else 0
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect_changed(request, name_page(key) + (f"?from={start}" if start else ""))
    response = render(request, "discovery/sorting/_sorting.html", describe(workspace, row, start=start))
    response["HX-Push-Url"] = name_page(key)
    return announce_change(request, response)


def _leave(request: HttpRequest) -> HttpResponse:
    """Back to the pile, when nothing is left to show."""
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect_changed(request, name_page(""))
    response = redirect_changed(request, name_page(""))
    return HttpResponse(headers={"HX-Redirect": response["Location"]})
