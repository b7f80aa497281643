"""What the frame of every page shows: the workspace, the places that exist, light or dark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from throughline.core.contracts import Actor
from throughline.core.models import Change, Workspace
from throughline.core.queries import find_change, list_memberships

LOOKS = ("system", "light", "dark")
LOOK_COOKIE = "throughline_look"
PLACES = (("Discovery", "discovery:themes", "discovery"), ("PRDs", "specification:list", "specification"))


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the rail; what is not built has none."""

    title: str
    url: str
    current: bool


def describe_shell(request: HttpRequest) -> dict[str, Any]:
    """The context of every page; strangers see the frame without a workspace."""
    actor: Actor | None = getattr(request, "actor", None)
    look = request.COOKIES.get(LOOK_COOKIE, "system")
    return {
        "actor": actor,
        "places": list_places(request) if actor else [],
        "spaces": list_spaces(request) if actor else [],
        "looks": LOOKS,
        "look": look if look in LOOKS else "system",
        "done": find_done(request, actor) if actor else None,
    }


def list_places(request: HttpRequest) -> list[Place]:
    """The rail's entries, the one this page belongs to marked."""
    match = request.resolver_match
    here = match.app_name if match else ""
    return [Place(title, reverse(name), slice_ == here) for title, name, slice_ in PLACES]


def list_spaces(request: HttpRequest) -> list[Workspace]:
    """The workspaces this person may switch to; empty where there is only one."""
    member_ids: list[int] = request.session.get("members", [])
    members = list_memberships(member_ids) if len(member_ids) > 1 else []
    return list(dict.fromkeys(member.workspace for member in members))


def find_done(request: HttpRequest, actor: Actor) -> Change | None:
    """The change that the page before made, so that it can be undone without JavaScript too."""
    changed = request.GET.get("changed", "")
    return find_change(actor.workspace, int(changed)) if changed.isdecimal() else None
