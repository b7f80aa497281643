"""The door of the app: nobody sees a page before a link has let them in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from throughline.core.allowing import demand_allowed
from throughline.core.contracts import Actor
from throughline.core.errors import LinkSpent
from throughline.core.kernel.clock import utc_now
from throughline.core.kernel.errors import AppError, Forbidden
from throughline.core.models import Member, Workspace
from throughline.core.queries import find_membership, get_member
from throughline.core.services import enter_by_link
from throughline.surfaces.errors import show_error

OPEN_PATHS = ("/static/", "/enter/", "/favicon.ico", "/review/", "/shown/", "/calendar/")
"""What opens without a session; the last three check the secret or the signature in their address themselves."""


class EntryMiddleware:
    """Sets `request.actor` from the session, or from the `key` that the start line printed.

    The key opens the page it stands on, so the printed address works in any client. A browser is sent on to the same
    page without the key, which so stays out of its history, its address bar and the `Referer` of its next request.
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
        return drop_key(request) if carries_key(request) else self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., object], *_: object) -> HttpResponse | None:
        """Refuse what a member may not send, whatever the view would do with it."""
        actor: Actor | None = getattr(request, "actor", None)
        try:
            if actor is not None:
                demand_allowed(actor, view, request.method)
        except Forbidden as error:
            return show_error(request, error)
        return None


def carries_key(request: HttpRequest) -> bool:
    """Whether a browser, which keeps a history and cookies, came by the printed address."""
    return "key" in request.GET and request.method == "GET" and request.headers.get("Sec-Fetch-Mode") == "navigate"


def drop_key(request: HttpRequest) -> HttpResponse:
    """The way to the same page without the key; nothing on it may be kept by a cache."""
    kept = request.GET.copy()
    del kept["key"]
    query = kept.urlencode()
    path = "/" + quote(request.path.lstrip("/"))
    response = redirect(f"{path}?{query}" if query else path)
    response["Cache-Control"] = "no-store"
    return response


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


def switch_workspace(request: HttpRequest, workspace: Workspace, *, as_member: int | None = None) -> None:
    """Act in another workspace of which the person is a member too, as the named one of their members there.

    Raises `Forbidden`.
    """
    mine = request.session.get("members", [])
    member = find_membership(workspace, [one for one in mine if as_member in (None, one)])
    request.session["acting"] = member.pk
