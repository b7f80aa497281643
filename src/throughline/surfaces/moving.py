"""A page of another workspace of the same person: found there, and one acts there from then on."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse

from throughline.core.contracts import Actor
from throughline.core.kernel.errors import NotFound
from throughline.core.models import Member
from throughline.core.queries import list_memberships

READING = frozenset({"GET", "HEAD"})


@dataclass(frozen=True, slots=True)
class Found:
    """The page as another workspace shows it."""

    member: Member
    response: HttpResponse


def find_elsewhere(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """The same address asked in the person's other workspaces; None where none of them knows it.

    Only for reading, and only in workspaces they are a member of: nobody learns what lies in another's.
    """
    if request.method not in READING or not isinstance(error, NotFound | Http404) or not hasattr(request, "actor"):
        return None
    here: Actor = request.actor  # type: ignore[attr-defined]
    others = [member for member in _list_members(request) if member.workspace_id != here.workspace.pk]  # type: ignore[attr-defined]
    found = next(filter(None, (_ask(request, member) for member in others)), None)
    if found is None:
        _act_as(request, here.member, moved=False)
        return None
    request.session["acting"] = found.member.pk
    return found.response


def _list_members(request: HttpRequest) -> list[Member]:
    member_ids: list[int] = request.session.get("members", [])
    return list_memberships(member_ids) if len(member_ids) > 1 else []


def _ask(request: HttpRequest, member: Member) -> Found | None:
    match = request.resolver_match
    if match is None:
        return None
    _act_as(request, member, moved=True)
    try:
        response = match.func(request, *match.args, **match.kwargs)
    except (NotFound, Http404):
        return None
    return Found(member, response) if response.status_code < 400 else None


def _act_as(request: HttpRequest, member: Member, *, moved: bool) -> None:
    request.actor = Actor(member.workspace, member)  # type: ignore[attr-defined]
    request.moved = moved  # type: ignore[attr-defined]
