"""The pages of PRDs: the document, what each sentence rests on, what a person decides about it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from throughline.core.allowing import COMMENTERS, allow
from throughline.core.answering import find_own_change
from throughline.core.commenting.queries import list_threads
from throughline.core.kernel.errors import AppError
from throughline.discovery.opportunities.queries import get_count, list_largest
from throughline.discovery.queries import list_evidence, visible_files
from throughline.discovery.sorting.queries import list_targets
from throughline.specification import proving, services, showing
from throughline.specification.contracts import Size
from throughline.specification.document import answer_line, describe_document, get_actor, is_fragment, may_write
from throughline.specification.forms import WriteForm, read_edit, read_number
from throughline.specification.pipeline import DraftRequest
from throughline.specification.queries import get_prd
from throughline.specification.reviewing.commenting import name_line
from throughline.specification.stations import list_cited

SIZES = (
    (Size.ONE_PAGE, "One page", "the problem, goals, what is in, stories in brief, questions"),
    (Size.STANDARD, "Standard", "all but flows and rollout"),
    (Size.FULL, "Full", "every section"),
)


def show_list(request: HttpRequest) -> HttpResponse:
    """Every PRD, latest first; how to begin where there is none."""
    workspace, status = get_actor(request).workspace, request.GET.get("status", "")[:20]
    entries, after = showing.list_entries(workspace, before=read_number(request, "before") or 0, status=status)
    statuses = showing.count_statuses(workspace)
    context = {"entries": entries, "after": after, "statuses": statuses, "status": status}
    return render(request, "specification/list.html", context)


def write(request: HttpRequest) -> HttpResponse:
    """Write a PRD from a theme or a sentence; what was typed stays where it cannot be done."""
    if request.method != "POST":
        return _show_writing(request, None)
    try:
        form = WriteForm.read(request)
        draft, opportunity = _describe_draft(request, form), form.opportunity or None
        row = services.write_prd(get_actor(request), request=draft, opportunity=opportunity)
    except AppError as error:
        return _show_writing(request, error)
    return redirect("specification:prd", row.key)


def _describe_draft(request: HttpRequest, form: WriteForm) -> DraftRequest:
    actor = get_actor(request)
    return DraftRequest(
        about=form.about or None,
        theme=form.theme or None,
        size=form.size,
        title=form.title or None,
        owner=actor.member.name,
        sample=actor.workspace.is_sample,
    )


def _show_writing(request: HttpRequest, error: AppError | None) -> HttpResponse:
    workspace = get_actor(request).workspace
    given = request.POST if request.method == "POST" else request.GET
    context = {
        "error": error,
        "themes": list_targets(workspace, limit=showing.PAGE),
        "opportunities": [(row.key, row.title, get_count(row).items) for row in list_largest(workspace)],
        "sizes": SIZES,
        "given": given,
        "size": given.get("size") or Size.STANDARD.value,
        "files": visible_files(workspace).count(),
    }
    return render(request, "specification/write.html", context, status=422 if error else 200)


def show_prd(request: HttpRequest, key: str) -> HttpResponse:
    """The document. Raises `PrdNotFound`."""
    return render(request, "specification/prd.html", describe_document(request, key))


def show_line(request: HttpRequest, key: str, claim: str) -> HttpResponse:
    """What one sentence rests on: beside the document, or with it where the page was opened at this address."""
    actor = get_actor(request)
    proof = proving.show_proof(actor.workspace, key, claim)
    threads = list_threads(actor.workspace, name_line(key, claim))
    about = {"key": key, "proof": proof, "threads": threads, "writes_line": may_write(actor, key, claim)}
    if is_fragment(request):
        return render(request, "specification/_proof.html", about)
    return render(request, "specification/prd.html", {**describe_document(request, key), **about, "open": claim})


def show_row(request: HttpRequest, key: str, claim: str) -> HttpResponse:
    """One line of the document as it stands."""
    if not is_fragment(request):
        return redirect(f"{reverse('specification:prd', args=[key])}#line-{claim}")
    shown = showing.show_line(get_actor(request).workspace, key, claim)
    frame = _find_frame(request, key, claim)
    own = {"can_write": may_write(get_actor(request), key, claim)}
    return render(request, "specification/_row.html", {"key": key, "shown": shown, **frame, **own})


def show_rows(request: HttpRequest, key: str, claim: str) -> HttpResponse:
    """The rows behind a sentence or one of its numbers. Raises `LineNotFound`."""
    start, place = read_number(request, "from") or 0, read_number(request, "number")
    workspace = get_actor(request).workspace
    shown, rows, total = proving.list_rows(workspace, key, claim, place=place, start=start)
    context = {"key": key, "shown": shown, "rows": rows, "total": total, "place": place, **_turn_pages(start, total)}
    return render(request, "specification/rows.html", context)


def show_evidence(request: HttpRequest, key: str) -> HttpResponse:
    """Everything the PRD cites."""
    workspace = get_actor(request).workspace
    prd, ids = get_prd(workspace, key), list_cited(workspace, key)
    start = read_number(request, "from") or 0
    rows = list_evidence(workspace, ids[start : start + showing.PAGE])
    context = {"key": key, "prd": prd, "rows": rows, "total": len(ids), **_turn_pages(start, len(ids))}
    return render(request, "specification/rows.html", context)


def _turn_pages(start: int, total: int) -> dict[str, int]:
    after = start + showing.PAGE
    return {"start": start, "end": min(after, total), "after": after if after < total else 0}


@allow(COMMENTERS)
@require_POST
def accept(request: HttpRequest, key: str, claim: str) -> HttpResponse:
    """Agree to a proposal, with the choice it asked for. Raises `NothingToDecide`."""
    choice = " ".join(request.POST.get("choice", "").split())[:200]
    services.accept_line(get_actor(request), prd=key, claim=claim, choice=choice)
    return answer_line(request, key, claim)


@allow(COMMENTERS)
@require_POST
def reject(request: HttpRequest, key: str, claim: str) -> HttpResponse:
    """Take a line off the page."""
    reason = " ".join(request.POST.get("reason", "").split())[:300]
    services.reject_line(get_actor(request), prd=key, claim=claim, reason=reason)
    return answer_line(request, key, claim)


@allow(COMMENTERS)
@require_POST
def restore(request: HttpRequest, key: str, claim: str) -> HttpResponse:
    """Put back what the draft said."""
    services.restore_line(get_actor(request), prd=key, claim=claim)
    return answer_line(request, key, claim)


@allow(COMMENTERS)
def edit(request: HttpRequest, key: str, claim: str) -> HttpResponse:
    """The line with its words open for a change; sending them saves them, and so does a pause in typing."""
    shown = showing.show_line(get_actor(request).workspace, key, claim)
    frame = _find_frame(request, key, claim)
    if request.method == "POST":
        return _save_edit(request, key, shown, frame)
    context = {"key": key, "shown": shown, **frame, "can_write": may_write(get_actor(request), key, claim)}
    return render(request, "specification/_edit.html" if is_fragment(request) else "specification/edit.html", context)


def _save_edit(request: HttpRequest, key: str, shown: showing.ShownLine, frame: dict[str, Any]) -> HttpResponse:
    claim = shown.line.claim
    text, cells = read_edit(request, frame["frame"].block.columns if frame["frame"] else ())
    typed = "typed" in request.POST
    if text != claim.text or (shown.waits and not typed):
        words = {"text": text, "cells": cells, "seen": request.POST.get("seen"), "typed": "joins" in request.POST}
        services.edit_line(get_actor(request), prd=key, claim=claim.id, **words)
    if typed:
        return render(request, "specification/_saved.html", {"change": find_own_change(request)})
    return answer_line(request, key, claim.id)


def _find_frame(request: HttpRequest, key: str, claim: str) -> dict[str, Any]:
    """The table or list a line stands in, where it must be drawn alone."""
    shown = showing.show_prd(get_actor(request).workspace, key)
    blocks = (block for section in shown.sections for block in section.blocks)
    block = next((b for b in blocks if any(line.line.claim.id == claim for line in b.lines)), None)
    return {"settling": block is None, "frame": block if block and block.is_table else None}
