"""The door of the app: nobody sees a page before a link has let them in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse

from throughline.core.contracts import Actor
from throughline.core.errors import LinkSpent
from throughline.core.kernel.clock import utc_now
from throughline.core.kernel.errors import AppError, Forbidden
from throughline.core.models import Member, Workspace
from throughline.core.queries import find_membership, get_member
from throughline.core.services import enter_by_link
from throughline.surfaces.errors import show_error

OPEN_PATHS = ("/static/", "/enter/", "/favicon.ico")


class EntryMiddleware:
    """Sets `request.actor` from the session, or from the `key` that the start line printed.

    The key opens the page it stands on without a redirect, so the printed address works in any client.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(OPEN_PATHS):
            return self.get_response(request)
        request.begun = utc_now()  # type: ignore[attr-defined]
        try:
            request.actor = find_actor(request)  # type: ignore[attr-defined]
        except AppError as error:
            return show_error(request, error)
        return self.get_response(request)


def find_actor(request: HttpRequest) -> Actor:
    """Who asks. Raises `Forbidden` for strangers."""
    key = request.GET.get("key")
    if key and request.method in {"GET", "HEAD"}:
        let_in(request, key)
    members = request.session.get("members", [])
    if not members:
        raise Forbidden("this page is for members", mend="open the link that `throughline start` printed")
    member = get_member(request.session.get("acting", members[-1]))
    return Actor(member.workspace, member)


def let_in(request: HttpRequest, token: str) -> None:
    """Spend a link and remember the member. A spent key is no harm to someone who is in already."""
    try:
        members = enter_by_link(token, now=utc_now())
    except LinkSpent:
        if not request.session.get("members"):
            raise
        return
    remember(request, members)


def remember(request: HttpRequest, members: Sequence[Member]) -> None:
    """Keep these memberships in the session and act as the last of them."""
    request.session["members"] = sorted({*request.session.get("members", []), *(member.pk for member in members)})
    request.session["acting"] = members[-1].pk


def switch_workspace(request: HttpRequest, workspace: Workspace) -> None:
    """Act in another workspace of which the person is a member too. Raises `Forbidden`."""
    member = find_membership(workspace, request.session.get("members", []))
    request.session["acting"] = member.pk
