"""Saved views: a list's filters under a name, as links beside the list.

A page includes them with `{% include "surfaces/_views.html" with place="discovery:feedback" %}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from throughline.core.answering import redirect_changed
from throughline.core.contracts import Actor
from throughline.core.kernel.errors import BadInput, NotFound
from throughline.core.queries import find_view, list_views
from throughline.core.services import delete_view, save_view
from throughline.surfaces.shell import find_url

PASSING = frozenset({"changed", "key", "from", "after", "before", "page", "view"})
"""What a query string says beside the filters: where one is in the list, and what has just happened."""
LONGEST_QUERY = 1000


@dataclass(frozen=True, slots=True)
class View:
    """One saved view as a chip; `current` where the list shows just that."""

    id: int
    name: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Views:
    """The chips of one list: all of it, the views, and what may be saved now (empty where there is nothing to save)."""

    all_url: str
    views: tuple[View, ...]
    query: str

    @property
    def current(self) -> View | None:
        return next((view for view in self.views if view.current), None)


def show_views(request: HttpRequest, place: str) -> Views:
    """The saved views of the list at `place` (its URL name), seen from this request."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    url, now = find_url(place), keep_filters(request.GET)
    rows = list_views(actor.workspace, place)
    return Views(url, tuple(View(row.pk, row.name, f"{url}?{row.query}", row.query == now) for row in rows), now)


def keep_filters(given: QueryDict | Mapping[str, str]) -> str:
    """The filters of a query string, in one order, so that the same filters are the same view."""
    pairs = given.lists() if isinstance(given, QueryDict) else [(name, [value]) for name, value in given.items()]
    kept = QueryDict(mutable=True)
    for name, values in sorted(pairs):
        for value in values:
            if value and name not in PASSING:
                kept.appendlist(str(name), str(value))
    return kept.urlencode()


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the filters the list was showing. Raises `BadInput`."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    place, query = request.POST.get("place", ""), keep_filters(QueryDict(request.POST.get("query", "")))
    url = find_url(place)
    if not url or not query or len(query) > LONGEST_QUERY:
        raise BadInput("there is nothing to save here", mend="filter the list first, then save what it shows")
    view = save_view(actor, place=place, name=request.POST.get("name", ""), query=query)
    return redirect_changed(request, f"{url}?{view.query}")


@require_POST
def forget(request: HttpRequest, view_id: int) -> HttpResponse:
    """Delete a view; the list and what is in it stay. Raises `NotFound`."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    view = find_view(actor.workspace, view_id)
    if view is None:
        raise NotFound("there is no such view", mend="reload the page")
    delete_view(actor, view_id=view_id)
    url = find_url(view.place)
    return redirect_changed(request, url) if url else redirect("home")
