"""How a page answers after a change: with the toast that says what was done and offers Undo.

A form that was sent by HTMX is answered with a fragment: `return announce_change(request, render(…))`.
A form that was sent plainly is answered with a page:     `return redirect_changed(request, url)`.
One that stays as it was typed where it is refused:       `return leave_form(request, url)`.
Neither says anything where this request changed nothing.
"""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django_htmx.http import trigger_client_event

from throughline.core.contracts import Actor
from throughline.core.models import Change
from throughline.core.undo.undoing import find_last_change


def redirect_changed(request: HttpRequest, url: str) -> HttpResponse:
    """Go to `url` (an address), where the toast offers to undo what this request has changed."""
    change = find_own_change(request)
    return redirect(add_changed(url, change.pk) if change else url)


def leave_form(request: HttpRequest, url: str) -> HttpResponse:
    """The same for a form whose words stand as they were typed where HTMX sends it and it is refused."""
    response = redirect_changed(request, url)
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(status=204, headers={"HX-Redirect": response["Location"]})
    return response


def announce_change(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The same for a fragment: the page is told by `HX-Trigger` and fetches the toast of the change."""
    change = find_own_change(request)
    if change is not None:
        trigger_client_event(response, "throughline-done", {"change": change.pk})
    return response


def find_own_change(request: HttpRequest) -> Change | None:
    """The last change that this request made, None where it made none."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    change = find_last_change(actor)
    return change if change and change.at >= request.begun else None  # type: ignore[attr-defined]


def add_changed(url: str, change_id: int) -> str:
    """`url` with the change named in its query, before the fragment."""
    parts = urlsplit(url)
    query = "&".join(filter(None, [parts.query, f"changed={change_id}"]))
    return urlunsplit(parts._replace(query=query))
