"""The pages of one opportunity: itself, the evidence behind its counts, and what is like it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from throughline.core.commenting.queries import list_threads
from throughline.core.contracts import Actor
from throughline.core.kernel.ids import Ref
from throughline.core.line.registry import Stop, registry
from throughline.core.line.steps import Known, draw_steps
from throughline.core.line.walking import LineStation, walk_line
from throughline.core.models import Workspace
from throughline.discovery.contracts import MarkState, Stance
from throughline.discovery.finding.queries import search_evidence
from throughline.discovery.forms import read_place
from throughline.discovery.models import Opportunity
from throughline.discovery.opportunities import showing
from throughline.discovery.opportunities.forms import EvidenceFilter
from throughline.discovery.opportunities.listing import list_marks
from throughline.discovery.opportunities.queries import find_opportunity, list_choices, list_members, marks_of
from throughline.discovery.opportunities.relating import list_related
from throughline.discovery.rules.job_story import find_story
from throughline.discovery.rules.reach import SOURCE

FOUND = 20
READ_FOR_STORY = 200


def show_opportunity(request: HttpRequest, key: str) -> HttpResponse:
    """One opportunity: both sides of its evidence, its reach, what came of it. Raises `OpportunityNotFound`."""
    actor = get_actor(request)
    row = find_opportunity(actor.workspace, key)
    if row.merged_into is not None and row.state == "merged":
        return render(request, "discovery/opportunities/merged.html", {"row": row})
    fragment = request.htmx and request.htmx.target == "opportunity"  # type: ignore[attr-defined]
    template = "_opportunity.html" if fragment else "opportunity.html"
    return render(request, f"discovery/opportunities/{template}", describe(actor.workspace, row))


def describe(workspace: Workspace, row: Opportunity) -> dict[str, Any]:
    """What the page of an opportunity needs, in a fixed number of queries."""
    shown, ref = showing.show_opportunity(workspace, row), Ref("opportunity", row.key)
    found = walk_line(workspace, ref)
    rows = Known(shown.count.items + shown.count.against, reverse("discovery:opportunity-evidence", args=[row.key]))
    threads = list_threads(workspace, ref)
    return {
        "key": row.key,
        "row": row,
        "shown": shown,
        "line": draw_steps(found, {"evidence": rows}),
        "ideas": _find_stops(found, "idea"),
        "prds": _find_stops(found, "prd"),
        "outcomes": registry.list_outcomes(workspace, ref),
        "threads": threads,
        "open_threads": sum(thread.open for thread in threads),
        "source": SOURCE,
        "kinds": showing.KINDS,
    }


def _find_stops(line: list[LineStation], kind: str) -> tuple[Stop, ...]:
    return next((station.stops for station in line if station.station.kind == kind), ())


def show_evidence(request: HttpRequest, key: str) -> HttpResponse:
    """The rows behind a count, filtered. Raises `OpportunityNotFound`."""
    workspace = get_actor(request).workspace
    row, filter_ = find_opportunity(workspace, key), EvidenceFilter.read(request)
    found = list_marks(row, filter_, before=read_place(request, "before"))
    count = showing.get_count(row)
    context = {
        "key": key,
        "row": row,
        "filter": filter_,
        "query": filter_.write(),
        "found": found,
        "kinds": showing.KINDS,
        "states": [state.value for state in MarkState],
        "stances": [stance.value for stance in Stance],
        "segments": sorted(count.segments),
        "months": sorted(count.months, reverse=True),
    }
    return render(request, "discovery/opportunities/evidence.html", context)


def show_related(request: HttpRequest, key: str) -> HttpResponse:
    """What may be about the same, and why; apart from the page, since many customers have to be compared for it."""
    workspace = get_actor(request).workspace
    row = find_opportunity(workspace, key)
    template = "_related.html" if request.htmx else "related.html"  # type: ignore[attr-defined]
    context = {"key": key, "row": row, "related": list_related(workspace, row)}
    return render(request, f"discovery/opportunities/{template}", context)


def show_change(request: HttpRequest, key: str) -> HttpResponse:
    """Everything about an opportunity that is changed by a form: its name, its place, its owner, merging, closing."""
    workspace = get_actor(request).workspace
    row = find_opportunity(workspace, key)
    choices, members = list_choices(workspace, besides=key), list_members(workspace)
    context = {"key": key, "row": row, "choices": choices, "members": members, "count": showing.get_count(row)}
    return render(request, "discovery/opportunities/change.html", context)


def show_story(request: HttpRequest, key: str) -> HttpResponse:
    """The job story as a form, with the clauses customers said themselves beside each part."""
    row = find_opportunity(get_actor(request).workspace, key)
    marks = marks_of(row, MarkState.ACCEPTED).filter(stance=Stance.FOR, evidence__relayed_by=None)
    pieces = marks.order_by("pk").values_list("evidence__key", "evidence__text")[:READ_FOR_STORY]
    heard = find_story(pieces)
    parts = [
        ("situation", "When …", "What is going on when it comes up?", row.situation),
        ("motivation", "I want …", "What does the customer want to get done?", row.motivation),
        ("outcome", "so I can …", "What for?", row.outcome),
    ]
    context = {"key": key, "row": row, "parts": [(*part, heard[part[0]][:3]) for part in parts]}
    return render(request, "discovery/opportunities/story.html", context)


def show_adding(request: HttpRequest, key: str) -> HttpResponse:
    """Look for evidence that is not here yet, and mark it."""
    workspace = get_actor(request).workspace
    row, asked = find_opportunity(workspace, key), " ".join(request.GET.get("q", "").split())[:200]
    found = search_evidence(workspace, asked, limit=FOUND) if asked else []
    marks = marks_of(row, *MarkState).filter(evidence__in=[one.row.pk for one in found])
    standing = {mark.evidence_id: mark for mark in marks}  # type: ignore[attr-defined]
    hits = [(one, standing.get(one.row.pk)) for one in found if not one.row.interviewer]
    context = {"key": key, "row": row, "asked": asked, "hits": hits}
    return render(request, "discovery/opportunities/adding.html", context)


def show_start(request: HttpRequest) -> HttpResponse:
    """Where opportunities are listed: the tree."""
    return redirect("strategy:tree") if request.method == "GET" else HttpResponse(status=405)


def get_actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]
