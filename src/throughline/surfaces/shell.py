"""What the frame of every page shows: the workspace, the places that exist and their tabs, light or dark."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from throughline.core.contracts import Actor
from throughline.core.jobs.queries import list_unended
from throughline.core.line.registry import registry
from throughline.core.models import Change, Member
from throughline.core.queries import find_change, list_memberships

LOOKS = ("system", "light", "dark")
LOOK_COOKIE = "throughline_look"


@dataclass(frozen=True, slots=True)
class Tab:
    """One page inside a place. Pages below its address are its own, and so are views whose name begins as `holds`."""

    title: str
    name: str
    holds: tuple[str, ...] = ()
    url: str = ""
    current: bool = False
    """This page belongs to the tab."""
    here: bool = False
    """This page is the tab."""


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the rail; what is not built has none. `key` is the letter that follows `g`."""

    title: str
    key: str
    slices: tuple[str, ...]
    tabs: tuple[Tab, ...]
    current: bool = False
    count: int | None = None

    @property
    def url(self) -> str:
        return self.tabs[0].url


PLACES = (
    Place(
        "This week",
        "w",
        ("rhythm",),
        (
            Tab("This week", "rhythm:week", holds=("rhythm:year",)),
            Tab("Status", "rhythm:status", holds=("rhythm:status",)),
            Tab("Time", "rhythm:time", holds=("rhythm:time", "rhythm:feed")),
            Tab("Retrospectives", "rhythm:retrospectives", holds=("rhythm:retrospective",)),
            Tab("Tempo", "rhythm:tempo"),
        ),
    ),
    Place(
        "Discovery",
        "d",
        ("discovery",),
        (
            Tab("Opportunities", "strategy:tree", holds=("strategy:", "discovery:opportunit")),
            Tab("To sort", "discovery:themes"),
            Tab("Feedback", "discovery:feedback", holds=("discovery:evidence",)),
            Tab("Conversations", "discovery:conversations"),
            Tab("Customers", "discovery:customers"),
        ),
    ),
    Place(
        "Strategy",
        "s",
        ("strategy",),
        (
            Tab("Goals", "strategy:goals", holds=("strategy:goal", "strategy:metric", "strategy:values")),
            Tab(
                "Ideas",
                "strategy:ideas",
                holds=("strategy:idea", "strategy:bet", "strategy:models", "strategy:moscow", "strategy:no"),
            ),
            Tab("Decisions", "strategy:decisions", holds=("strategy:decision",)),
        ),
    ),
    Place(
        "PRDs",
        "p",
        ("specification", "prototyping"),
        (Tab("PRDs", "specification:list"), Tab("Prototypes", "prototyping:list")),
    ),
)


def describe_shell(request: HttpRequest) -> dict[str, Any]:
    """The context of every page; strangers see the frame without a workspace."""
    actor: Actor | None = getattr(request, "actor", None)
    look = request.COOKIES.get(LOOK_COOKIE, "system")
    places = list_places(request, actor) if actor else []
    return {
        "actor": actor,
        "can_write": bool(actor and actor.can_write),
        "can_comment": bool(actor and actor.can_comment),
        "places": places,
        "tabs": next((place.tabs for place in places if place.current), ()),
        "spaces": list_spaces(request) if actor else [],
        "looks": LOOKS,
        "look": look if look in LOOKS else "system",
        "done": find_done(request, actor) if actor else None,
        "under_way": SimpleLazyObject(lambda: list_unended(actor.workspace)) if actor else [],
    }


def list_places(request: HttpRequest, actor: Actor) -> list[Place]:
    """The rail's entries with the tabs that are built, the ones this page belongs to marked."""
    built = [replace(place, tabs=tabs) for place in PLACES if (tabs := _find_built(place.tabs))]
    match = request.resolver_match
    view, app = (match.view_name, match.app_name) if match else ("", "")
    tab = _choose_tab([tab for place in built for tab in place.tabs], view, request.path)
    return [_mark(place, tab, app, view, actor) for place in built]


def _find_built(tabs: tuple[Tab, ...]) -> tuple[Tab, ...]:
    return tuple(replace(tab, url=url) for tab in tabs if (url := find_url(tab.name)))


@lru_cache(maxsize=256)
def find_url(name: str, *args: str) -> str:
    """The address of the page with this URL name, empty where nobody has built it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _choose_tab(tabs: list[Tab], view: str, path: str) -> Tab | None:
    """The tab that names the view, else that which holds it by most letters, else the longest address above it."""
    itself = [tab for tab in tabs if view == tab.name]
    held = sorted((tab for tab in tabs if tab.holds and view.startswith(tab.holds)), key=lambda tab: -_hold(tab, view))
    above = sorted((tab for tab in tabs if path.startswith(tab.url)), key=lambda tab: -len(tab.url))
    return next(iter([*itself, *held, *above]), None)


def _hold(tab: Tab, view: str) -> int:
    return max(len(beginning) for beginning in tab.holds if view.startswith(beginning))


def _mark(place: Place, tab: Tab | None, app: str, view: str, actor: Actor) -> Place:
    tabs = tuple(replace(one, current=one == tab, here=one.name == view) for one in place.tabs)
    current = tab in place.tabs if tab else app in place.slices
    count = registry.counts.get(place.tabs[0].name)
    return replace(place, tabs=tabs, current=current, count=count(actor) if count else None)


@dataclass(frozen=True, slots=True)
class Space:
    """A workspace this person may act in, and as whom where they could act in it as several members."""

    member: Member
    as_whom: str


def list_spaces(request: HttpRequest) -> list[Space]:
    """The workspaces this person may switch to, once for each member they are there; empty where there is only one."""
    member_ids: list[int] = request.session.get("members", [])
    members = list_memberships(member_ids) if len(member_ids) > 1 else []
    several = Counter(member.workspace_id for member in members)  # type: ignore[attr-defined]
    named = ((member, several[member.workspace_id] > 1) for member in members)  # type: ignore[attr-defined]
    return [Space(member, member.name if by_name else "") for member, by_name in named]


def find_done(request: HttpRequest, actor: Actor) -> Change | None:
    """The change that the page before made, so that it can be undone without JavaScript too."""
    changed = request.GET.get("changed", "")
    return find_change(actor.workspace, int(changed)) if changed.isdecimal() else None
