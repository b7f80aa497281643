"""The panel and the page of asking, and the forms that answer, dismiss and ask again."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from throughline.core.answering import announce_change, redirect_changed
from throughline.specification.asking import services
from throughline.specification.asking.forms import CaseForm
from throughline.specification.asking.showing import find_shown, show_asking
from throughline.specification.document import get_actor, is_fragment
from throughline.specification.errors import NoSuchPart
from throughline.specification.queries import get_row
from throughline.specification.rules.edge_cases import EVERYWHERE


def show_asking_page(request: HttpRequest, key: str) -> HttpResponse:
    """Every story's questions, answers and dismissals; or with `counts` how many are open, for the document."""
    context = describe(request, key)
    counts = is_fragment(request) and "counts" in request.GET
    return render(request, f"specification/asking/{'_counts' if counts else 'asking'}.html", context)


def show_story(request: HttpRequest, key: str, block: str) -> HttpResponse:
    """The questions of one story, beside the document. Raises `NoSuchPart`."""
    context = describe(request, key)
    shown = find_shown(context["asking"], block)
    if shown is None:
        raise NoSuchPart(block)
    if not is_fragment(request):
        return redirect(f"{reverse('specification:edge-cases', args=[key])}#{shown.anchor}")
    return render(request, "specification/asking/_panel.html", {**context, "shown": shown})


def describe(request: HttpRequest, key: str) -> dict[str, Any]:
    """What the templates of asking need. Raises `PrdNotFound`."""
    row = get_row(get_actor(request).workspace, key)
    further = request.GET.get("further", "")[:80]
    return {"key": key, "asking": show_asking(row, further={further} if further else ())}


@require_POST
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """The answer becomes a criterion of the story. Raises `NeedsAnswer`."""
    form = CaseForm.read(request)
    services.answer_case(get_actor(request), prd=key, story=form.story, case=form.case, answer=form.answer)
    return _tell(request, key, form.story)


@require_POST
def dismiss(request: HttpRequest, key: str) -> HttpResponse:
    """The case is not asked again, for a reason. Raises `NeedsReason`."""
    form = CaseForm.read(request)
    story = EVERYWHERE if form.everywhere else form.story
    services.dismiss_case(get_actor(request), prd=key, story=story, case=form.case, reason=form.reason)
    return _tell(request, key, form.story)


@require_POST
def reopen(request: HttpRequest, key: str) -> HttpResponse:
    """What was said is taken back."""
    form = CaseForm.read(request)
    services.reopen_case(get_actor(request), prd=key, story=form.story, case=form.case)
    return _tell(request, key, form.story)


def _tell(request: HttpRequest, key: str, story: str) -> HttpResponse:
    """Everything on the page that shows the PRD draws itself anew; a plain form goes back to its story."""
    if is_fragment(request):
        return trigger_client_event(announce_change(request, HttpResponse(status=204)), "throughline-changed", {})
    return redirect_changed(request, f"{reverse('specification:edge-cases', args=[key])}#asked-{story}")
