"""One box for everything: places to go to, things to create, and what every slice finds for a query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from throughline.core.contracts import Actor
from throughline.core.line.registry import Stop, registry
from throughline.core.models import Workspace
from throughline.discovery.rules.marked import Part, cut_at, find_words
from throughline.surfaces.shell import find_url, list_places

LONGEST_QUERY = 200
SHORTEST_QUERY = 2
A_FEW, MANY = 5, 20
KINDS = {
    "evidence": "Evidence",
    "conversation": "Conversations",
    "opportunity": "Opportunities",
    "prd": "PRDs",
    "prototype": "Prototypes",
}
CREATE = (
    ("Add files or rows", ("mine",)),
    ("Add feedback by hand", ("discovery:feedback_add",)),
    ("New opportunity", ("strategy:begin", "new")),
    ("Write a PRD", ("specification:write",)),
    ("Make a prototype", ("prototyping:new",)),
)
"""What can be begun, and the URL name of its page with what follows in it; shown where the page is built."""


ALSO = {"To sort": "To sort (themes)"}
"""What a tab is called here, so that it is found by what people ask for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One result: its title and excerpt in parts, the query's words marked, and why it is here."""

    url: str
    title: tuple[Part, ...]
    excerpt: tuple[Part, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The results of one kind; `more` where there are further ones than are shown."""

    kind: str
    title: str
    hits: tuple[Hit, ...]
    more: bool = False


def show_search(request: HttpRequest) -> HttpResponse:
    """The page of results, or what the palette shows while one types: the same template, in part or whole."""
    query = " ".join(request.GET.get("q", "").split())[:LONGEST_QUERY]
    few = "brief" in request.GET
    return render(request, "surfaces/search.html", describe_search(request, query, few=few))


def describe_search(request: HttpRequest, query: str, *, few: bool) -> dict[str, Any]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    moves = list_moves(request, actor, query) if few or query else []
    found = search_all(actor.workspace, query, limit=A_FEW if few else MANY) if len(query) >= SHORTEST_QUERY else []
    return {"query": query, "few": few, "groups": [*moves, *found], "found": sum(len(group.hits) for group in found)}


def list_moves(request: HttpRequest, actor: Actor, query: str) -> list[Group]:
    """Where to go and what to create, those that fit the query."""
    places = list_places(request, actor)
    go = [(_name_tab(place.title, tab.title), tab.url) for place in places for tab in place.tabs]
    create = [(title, url) for title, page in CREATE if (url := find_url(*page))]
    groups = [_offer("go", "Go to", go, query), _offer("create", "Create", create if actor.can_write else [], query)]
    return [group for group in groups if group.hits]


def _name_tab(place: str, tab: str) -> str:
    return place if place == tab else f"{place}: {ALSO.get(tab, tab)}"


def _offer(kind: str, title: str, entries: Sequence[tuple[str, str]], query: str) -> Group:
    words = query.casefold().split()
    fit = [(name, url) for name, url in entries if all(word in name.casefold() for word in words)]
    return Group(kind, title, tuple(Hit(url, mark_words(name, query)) for name, url in fit))


def search_all(workspace: Workspace, query: str, *, limit: int) -> list[Group]:
    """What each slice finds, the kinds in the order of the line; a kind that finds nothing is left out."""
    kinds = [*KINDS, *(kind for kind in registry.searches if kind not in KINDS)]
    searches = [(kind, registry.searches[kind]) for kind in kinds if kind in registry.searches]
    groups = [_gather(kind, search(workspace, query, limit + 1), query, limit) for kind, search in searches]
    return [group for group in groups if group.hits]


def _gather(kind: str, stops: Sequence[Stop], query: str, limit: int) -> Group:
    hits = tuple(_show(stop, query) for stop in stops[:limit])
    return Group(kind, KINDS.get(kind, kind.capitalize()), hits, more=len(stops) > limit)


def _show(stop: Stop, query: str) -> Hit:
    return Hit(stop.url, mark_words(stop.title, query), mark_words(stop.excerpt, query), stop.why)


def mark_words(text: str, query: str) -> tuple[Part, ...]:
    """`text` in parts, the words of the query marked."""
    return cut_at(text, find_words(text, query.split()))
