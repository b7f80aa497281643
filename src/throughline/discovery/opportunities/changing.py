"""What a form on an opportunity's pages does: one service each, then back to where it stood."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from throughline.core.allowing import COMMENTERS, allow
from throughline.core.answering import announce_change, redirect_changed
from throughline.core.commenting.services import add_comment, answer_comment
from throughline.core.kernel.errors import BadInput
from throughline.core.kernel.ids import Ref
from throughline.discovery.contracts import Stance
from throughline.discovery.opportunities import services
from throughline.discovery.opportunities.forms import EvidenceFilter, read_kind, read_marks, read_stance
from throughline.discovery.opportunities.queries import find_opportunity
from throughline.discovery.opportunities.web import describe, get_actor


@require_POST
def create(request: HttpRequest) -> HttpResponse:
    """A new opportunity, under the one that was chosen if any. Raises `OpportunityWithoutTitle`."""
    title, parent = request.POST.get("title", ""), request.POST.get("parent", "")
    row = services.create_opportunity(get_actor(request), title=title, parent=parent)
    return redirect_changed(request, reverse("discovery:opportunity", args=[row.key]))


@require_POST
def rename(request: HttpRequest, key: str) -> HttpResponse:
    services.rename_opportunity(get_actor(request), opportunity=key, title=request.POST.get("title", ""))
    return answer(request, key)


@require_POST
def write_story(request: HttpRequest, key: str) -> HttpResponse:
    """The last value of each part is taken: a suggestion that was pressed comes after what was typed."""
    parts = {name: request.POST.get(name, "") for name in ("situation", "motivation", "outcome")}
    services.write_story(get_actor(request), opportunity=key, **parts)
    again = "take" in request.GET
    return (
        redirect_changed(request, reverse("discovery:opportunity-story", args=[key])) if again else answer(request, key)
    )


@require_POST
def place(request: HttpRequest, key: str) -> HttpResponse:
    services.place_opportunity(get_actor(request), opportunity=key, parent=request.POST.get("parent", ""))
    return answer(request, key)


@require_POST
def merge(request: HttpRequest, key: str) -> HttpResponse:
    target = services.merge_opportunity(get_actor(request), opportunity=key, into=request.POST.get("into", ""))
    return redirect_changed(request, reverse("discovery:opportunity", args=[target.key]))


@require_POST
def close(request: HttpRequest, key: str) -> HttpResponse:
    services.close_opportunity(get_actor(request), opportunity=key)
    return answer(request, key)


@require_POST
def reopen(request: HttpRequest, key: str) -> HttpResponse:
    services.reopen_opportunity(get_actor(request), opportunity=key)
    return answer(request, key)


@require_POST
def own(request: HttpRequest, key: str) -> HttpResponse:
    chosen = request.POST.get("member", "")
    if chosen and not (chosen.isdecimal() and len(chosen) < 18):
        raise BadInput("that is nobody", mend="choose one of the list")
    services.own_opportunity(get_actor(request), opportunity=key, member=int(chosen) if chosen else None)
    return answer(request, key)


@require_POST
def add(request: HttpRequest, key: str) -> HttpResponse:
    """Mark a piece that was looked for, and go on looking."""
    stance, asked = read_stance(request.POST.get("stance", Stance.FOR.value)), request.POST.get("q", "")[:200]
    because = f"found by looking for “{asked}”" if asked else ""
    evidence = request.POST.get("evidence", "")
    services.add_mark(get_actor(request), opportunity=key, evidence=evidence, stance=stance, because=because)
    query = QueryDict(mutable=True)
    query["q"] = asked
    return redirect_changed(request, f"{reverse('discovery:opportunity-add', args=[key])}?{query.urlencode()}")


@require_POST
def decide(request: HttpRequest, key: str) -> HttpResponse:
    """What the ticked pieces are: accepted, taken off, turned, named, or split off into an opportunity of their own."""
    actor, marks, act = get_actor(request), read_marks(request), request.POST.get("act", "")
    if act == "split":
        title = request.POST.get("title", "")
        row = services.split_opportunity(actor, opportunity=key, marks=marks, title=title)
        return redirect_changed(request, reverse("discovery:opportunity", args=[row.key]))
    if act == "accept":
        services.accept_marks(actor, opportunity=key, marks=marks)
    elif act == "reject":
        services.reject_marks(actor, opportunity=key, marks=marks)
    elif act == "kind":
        kind = read_kind(request.POST.get("kind", ""))
        services.sort_marks(actor, opportunity=key, marks=marks, kind=kind)
    else:
        services.turn_marks(actor, opportunity=key, marks=marks, stance=read_stance(act))
    return answer(request, key)


@allow(COMMENTERS)
@require_POST
def comment(request: HttpRequest, key: str) -> HttpResponse:
    """Write beside the opportunity, or answer what somebody wrote. Raises `OpportunityNotFound`."""
    actor, text, asked = get_actor(request), request.POST.get("text", ""), request.POST.get("answers", "")
    on = Ref("opportunity", find_opportunity(actor.workspace, key).key)
    if asked.isdecimal() and len(asked) < 18:
        answer_comment(actor, on=on, comment=int(asked), text=text)
    else:
        add_comment(actor, on=on, text=text)
    return answer(request, key, part="comments")


def answer(request: HttpRequest, key: str, *, part: str = "") -> HttpResponse:
    """The page as it stands now, for HTMX; else back to the page, or to the list the form stood in."""
    if request.htmx:  # type: ignore[attr-defined]
        workspace = get_actor(request).workspace
        context = describe(workspace, find_opportunity(workspace, key))
        return announce_change(request, render(request, "discovery/opportunities/_opportunity.html", context))
    page = reverse("discovery:opportunity", args=[key])
    if "list" in request.POST:
        query = EvidenceFilter.parse(request.POST["list"]).write()
        page = reverse("discovery:opportunity-evidence", args=[key]) + (f"?{query}" if query else "")
    return redirect_changed(request, f"{page}#{part}" if part else page)
