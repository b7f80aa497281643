"""The forms around a PRD: its next step, contributors, sign-offs, versions; and the pages that tell of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from throughline.core.allowing import COMMENTERS, allow
from throughline.core.contracts import MemberRole
from throughline.core.kernel.errors import BadInput
from throughline.core.kernel.ids import Ref
from throughline.core.queries import find_member
from throughline.core.services import add_member, issue_link
from throughline.specification.asking.queries import list_open
from throughline.specification.checking.queries import count_errors
from throughline.specification.contracts import Status
from throughline.specification.document import answer, describe_document, get_actor, is_fragment
from throughline.specification.forms import read_number
from throughline.specification.queries import get_row
from throughline.specification.reviewing import services
from throughline.specification.reviewing.forms import read_craft, read_day, read_line, read_member, read_status
from throughline.specification.reviewing.history import list_history
from throughline.specification.reviewing.queries import Review, get_version, read_version
from throughline.specification.rules.agenda import MOST, write_agenda
from throughline.specification.rules.versions import compare_versions
from throughline.specification.showing import show_prd
from throughline.strategy.deciding.queries import list_decisions
from throughline.strategy.deciding.services import raise_decision


@require_POST
def step(request: HttpRequest, key: str) -> HttpResponse:
    """The next status. Raises `GateShut` with what is still missing."""
    actor, to = get_actor(request), read_status(request)
    shown = show_prd(actor.workspace, key)
    errors = count_errors(shown.review.row, shown.prd) if to is Status.APPROVED else None
    services.advance(actor, prd=key, to=to, reason=read_line(request, "reason"), wrong=shown.wrong, errors=errors)
    return answer(request, key, at="steps")


@require_POST
def go_back(request: HttpRequest, key: str) -> HttpResponse:
    """The status before, for a reason."""
    services.go_back(get_actor(request), prd=key, to=read_status(request), reason=read_line(request, "reason"))
    return answer(request, key, at="steps")


@require_POST
def book_launch(request: HttpRequest, key: str) -> HttpResponse:
    """The day of the launch and of its review. Raises `BadInput` without a day."""
    launch = read_day(request, "launch")
    if launch is None:
        raise BadInput("a launch needs a day", mend="choose one")
    services.book_launch(get_actor(request), prd=key, launch=launch, review=read_day(request, "review"))
    return answer(request, key, at="steps")


@require_POST
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """Ask a member to contribute, or somebody new, who gets a link that lets them in once."""
    actor, craft, member = get_actor(request), read_craft(request), read_member(request)
    if member is not None:
        services.add_contributor(actor, prd=key, member=member, craft=craft)
        return answer(request, key, at="people")
    name = read_line(request, "name", longest=120)
    if not name:
        raise BadInput("there is nobody to ask", mend="choose a member, or write a name")
    known = find_member(actor.workspace, name) or add_member(actor, name=name, role=MemberRole.CONTRIBUTOR)
    services.add_contributor(actor, prd=key, member=known.pk, craft=craft)
    invited = {"name": known.name, "link": _write_link(request, key, issue_link(known))}
    if is_fragment(request):
        return answer(request, key, at="people", invited=invited)
    return render(request, "specification/prd.html", {**describe_document(request, key), "invited": invited})


def _write_link(request: HttpRequest, key: str, token: str) -> str:
    """The address that lets somebody in and opens the PRD."""
    to = reverse("specification:prd", args=[key])
    return request.build_absolute_uri(f"{reverse('enter', args=[token])}?to={to}")


@require_POST
def remove(request: HttpRequest, key: str, member_id: int) -> HttpResponse:
    services.remove_contributor(get_actor(request), prd=key, member=member_id)
    return answer(request, key, at="people")


@allow(COMMENTERS)
@require_POST
def sign(request: HttpRequest, key: str) -> HttpResponse:
    """Stand for the PRD as it is now."""
    services.sign_off(get_actor(request), prd=key, note=request.POST.get("note", ""))
    return answer(request, key, at="people")


@allow(COMMENTERS)
@require_POST
def unsign(request: HttpRequest, key: str) -> HttpResponse:
    services.withdraw_sign_off(get_actor(request), prd=key)
    return answer(request, key, at="people")


def show_agenda(request: HttpRequest, key: str) -> HttpResponse:
    """What to talk about with engineering in half an hour."""
    workspace = get_actor(request).workspace
    row = get_row(workspace, key)
    review = Review(row)
    open_ = [one.question for one in list_decisions(workspace, on=Ref("prd", key)) if one.decided is None]
    topics = write_agenda(review.prd, trade_offs=open_, cases=list_open(row, most=MOST))
    context = {"key": key, "prd": review.prd, "topics": topics, "engineers": review.engineers}
    return render(request, "specification/reviewing/agenda.html", context)


@allow(COMMENTERS)
def raise_trade_off(request: HttpRequest, key: str) -> HttpResponse:
    """A trade-off ("fast or right") that must be decided before the sprint."""
    actor, row = get_actor(request), get_row(get_actor(request).workspace, key)
    if request.method != "POST":
        return render(request, "specification/reviewing/trade_off.html", {"key": key, "row": row})
    options = request.POST.get("options", "").splitlines()
    told = {"question": read_line(request, "question"), "context": request.POST.get("context", "")}
    raise_decision(actor, **told, options=options, on=Ref("prd", key))
    return answer(request, key, at="trade-offs")


def show_versions(request: HttpRequest, key: str) -> HttpResponse:
    """Every version that was kept, what has changed since the last, and who changed what and why."""
    row = get_row(get_actor(request).workspace, key)
    review = Review(row)
    entries, after = list_history(row, before=read_number(request, "before") or 0)
    context = {"key": key, "row": row, "review": review, "entries": entries, "after": after}
    return render(request, "specification/reviewing/versions.html", context)


@require_POST
def keep(request: HttpRequest, key: str) -> HttpResponse:
    """Keep what stands now as a version, with what changed and why."""
    services.keep_version(get_actor(request), prd=key, reason=read_line(request, "reason", longest=2000))
    return redirect("specification:versions", key) if not is_fragment(request) else answer(request, key, at="people")


def show_version(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """What differs between a version and another one (`with`), by default what stands now."""
    row = get_row(get_actor(request).workspace, key)
    return render(request, "specification/reviewing/version.html", _compare(request, Review(row), number))


def _compare(request: HttpRequest, review: Review, number: int) -> dict[str, Any]:
    version = get_version(review.row, number)
    other = read_number(request, "with")
    later = read_version(get_version(review.row, other)) if other else review.prd
    changes = compare_versions(read_version(version), later)
    context = {"key": review.row.key, "row": review.row, "version": version, "other": other, "changes": changes}
    return {**context, "versions": review.versions}
