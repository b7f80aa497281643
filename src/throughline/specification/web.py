"""The pages of PRDs: the document, what each sentence rests on, what a person decides about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from throughline.core.contracts import Actor
from throughline.core.kernel.errors import AppError
from throughline.core.kernel.ids import Ref
from throughline.core.line.steps import Known, draw_steps
from throughline.core.line.walking import walk_line
from throughline.core.models import Change
from throughline.core.services import find_last_change
from throughline.discovery.feedback.queries import read_disguise
from throughline.discovery.opportunities.queries import get_count, list_largest
from throughline.discovery.queries import list_evidence, load_corpus, visible_files
from throughline.discovery.sorting.queries import list_targets
from throughline.specification import proving, services, showing
from throughline.specification.contracts import Size
from throughline.specification.forms import WriteForm, read_edit, read_number
from throughline.specification.pipeline import DraftRequest, export_prd
from throughline.specification.queries import get_prd
from throughline.specification.stations import list_cited

TYPES = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
SIZES = (
    (Size.ONE_PAGE, "One page", "the problem, goals, what is in, stories in brief, questions"),
    (Size.STANDARD, "Standard", "all but flows and rollout"),
    (Size.FULL, "Full", "every section"),
)


def show_list(request: HttpRequest) -> HttpResponse:
    """Every PRD, latest first; how to begin where there is none."""
    entries, after = showing.list_entries(get_actor(request).workspace, before=read_number(request, "before") or 0)
    return render(request, "specification/list.html", {"entries": entries, "after": after})


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
    return render(request, "specification/prd.html", _describe(request, key))


def _describe(request: HttpRequest, key: str) -> dict[str, Any]:
    workspace = get_actor(request).workspace
    shown = showing.show_prd(workspace, key)
    found = walk_line(workspace, Ref("prd", key))
    cited = len(list_cited(workspace, key))
    line = draw_steps(found, {"evidence": Known(cited, reverse("specification:evidence", args=[key]))})
    return {"key": key, "shown": shown, "prd": shown.prd, "line": line}


def show_line(request: HttpRequest, key: str, claim: str) -> HttpResponse:
    """What one sentence rests on: beside the document, or with it where the page was opened at this address."""
    proof = proving.show_proof(get_actor(request).workspace, key, claim)
    if is_fragment(request):
        return render(request, "specification/_proof.html", {"key": key, "proof": proof})
    return render(request, "specification/prd.html", {**_describe(request, key), "proof": proof, "open": claim})


def show_row(request: HttpRequest, key: str, claim: str) -> HttpResponse:
    """One line of the document as it stands."""
    if not is_fragment(request):
        return redirect(find_line(key, claim))
    shown = showing.show_line(get_actor(request).workspace, key, claim)
    return render(request, "specification/_row.html", {"key": key, "shown": shown, **_find_frame(request, key, claim)})


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


def download(request: HttpRequest, key: str, fmt: str) -> HttpResponse:
    """The PRD as a file. Raises `UnknownFormat`."""
    workspace = get_actor(request).workspace
    prd = get_prd(workspace, key)
    disguise = read_disguise(workspace)
    content = export_prd(prd, fmt, load_corpus(workspace), disguise=disguise)
    name = slugify(disguise.show(prd.title))[:60] or "prd"
    response = HttpResponse(content, content_type=TYPES[fmt])
    response["Content-Disposition"] = f'attachment; filename="{name}.{fmt}"'
    return response


@require_POST
def accept(request: HttpRequest, key: str, claim: str) -> HttpResponse:
    """Agree to a proposal, with the choice it asked for. Raises `NothingToDecide`."""
    choice = " ".join(request.POST.get("choice", "").split())[:200]
    return _decide(request, key, claim, lambda a: services.accept_line(a, prd=key, claim=claim, choice=choice))


@require_POST
def reject(request: HttpRequest, key: str, claim: str) -> HttpResponse:
    """Take a line off the page."""
    reason = " ".join(request.POST.get("reason", "").split())[:300]
    return _decide(request, key, claim, lambda a: services.reject_line(a, prd=key, claim=claim, reason=reason))


@require_POST
def restore(request: HttpRequest, key: str, claim: str) -> HttpResponse:
    """Put back what the draft said."""
    return _decide(request, key, claim, lambda a: services.restore_line(a, prd=key, claim=claim))


def edit(request: HttpRequest, key: str, claim: str) -> HttpResponse:
    """The line with its words open for a change; sending them saves them."""
    shown = showing.show_line(get_actor(request).workspace, key, claim)
    frame = _find_frame(request, key, claim)
    if request.method == "POST":
        text, cells = read_edit(request, frame["frame"].block.columns if frame["frame"] else ())
        if text == shown.line.claim.text and not shown.waits:
            return _show_decided(request, key, claim, None)
        return _decide(
            request, key, claim, lambda a: services.edit_line(a, prd=key, claim=claim, text=text, cells=cells)
        )
    context = {"key": key, "shown": shown, **frame}
    return render(request, "specification/_edit.html" if is_fragment(request) else "specification/edit.html", context)


def _decide(request: HttpRequest, key: str, claim: str, act: Callable[[Actor], Any]) -> HttpResponse:
    """Do it, and show the document as it stands now: the whole of it, which HTMX puts in the place of the old."""
    actor = get_actor(request)
    act(actor)
    return _show_decided(request, key, claim, find_last_change(actor))


def _show_decided(request: HttpRequest, key: str, claim: str, change: Change | None) -> HttpResponse:
    if is_fragment(request):
        return render(request, "specification/_decided.html", {**_describe(request, key), "change": change})
    return redirect(find_line(key, claim, changed=change.pk if change else None))


def _find_frame(request: HttpRequest, key: str, claim: str) -> dict[str, Any]:
    """The table or list a line stands in, where it must be drawn alone."""
    shown = showing.show_prd(get_actor(request).workspace, key)
    blocks = (block for section in shown.sections for block in section.blocks)
    block = next((b for b in blocks if any(line.line.claim.id == claim for line in b.lines)), None)
    return {"settling": block is None, "frame": block if block and block.is_table else None}


def find_line(key: str, claim: str, *, changed: int | None = None) -> str:
    """The address of a line within its document."""
    query = f"?changed={changed}" if changed else ""
    return f"{reverse('specification:prd', args=[key])}{query}#line-{claim}"


def is_fragment(request: HttpRequest) -> bool:
    return bool(request.htmx)  # type: ignore[attr-defined]


def get_actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]
