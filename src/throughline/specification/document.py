"""The document as every view about a PRD answers with it: the page, or the parts of it that HTMX puts in place."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from throughline.core.answering import find_own_change
from throughline.core.contracts import Actor
from throughline.core.kernel.ids import Ref
from throughline.core.line.steps import Known, draw_steps
from throughline.core.line.walking import walk_line
from throughline.specification import showing
from throughline.specification.checking.queries import count_errors
from throughline.specification.contracts import Status
from throughline.specification.editing.finding import demand_craft
from throughline.specification.errors import NotYours
from throughline.specification.prototyping.queries import describe_prototypes
from throughline.specification.queries import find_section, get_row
from throughline.specification.reviewing.showing import show_review
from throughline.specification.stations import list_cited


def describe_document(request: HttpRequest, key: str) -> dict[str, Any]:
    """What the templates of the document need. Raises `PrdNotFound`."""
    actor = get_actor(request)
    shown = showing.show_prd(actor.workspace, key)
    found = walk_line(actor.workspace, Ref("prd", key))
    cited = len(list_cited(actor.workspace, key))
    line = draw_steps(found, {"evidence": Known(cited, reverse("specification:evidence", args=[key]))})
    errors = count_errors(shown.review.row, shown.prd) if shown.prd.status is Status.IN_REVIEW else None
    review = show_review(actor, shown.review, wrong=shown.wrong, errors=errors)
    prototypes = describe_prototypes(shown.review.row)
    told = {"key": key, "shown": shown, "prd": shown.prd, "review": review, "line": line}
    return {**told, "prototypes": prototypes}


def answer(request: HttpRequest, key: str, *, at: str = "", **more: Any) -> HttpResponse:
    """The document as it stands now, with the toast of what this request changed.

    `at` is the part of the page to go back to where the form was sent plainly; `more` goes to the template.
    """
    change = find_own_change(request)
    if is_fragment(request):
        return render(
            request, "specification/_decided.html", {**describe_document(request, key), "change": change, **more}
        )
    query = f"?changed={change.pk}" if change else ""
    return redirect(f"{reverse('specification:prd', args=[key])}{query}{f'#{at}' if at else ''}")


def answer_line(request: HttpRequest, key: str, claim: str) -> HttpResponse:
    """The same, back at one line."""
    return answer(request, key, at=f"line-{claim}")


def may_write(actor: Actor, key: str, claim: str) -> bool:
    """Whether this member may write in the section a line stands in. Raises `PrdNotFound`, `LineNotFound`."""
    return writes_section(actor, key, find_section(get_row(actor.workspace, key), claim))


def writes_section(actor: Actor, key: str, section: str) -> bool:
    """Whether this member may write in a section: it may be its craft's alone. Raises `PrdNotFound`."""
    try:
        demand_craft(actor, get_row(actor.workspace, key), section)
    except NotYours:
        return False
    return True


def is_fragment(request: HttpRequest) -> bool:
    """Whether HTMX asked, and puts the answer in its place itself."""
    return bool(request.htmx)  # type: ignore[attr-defined]


def get_actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]
