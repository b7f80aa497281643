"""The page on which a folder is read back: give it, see every change, choose, take over."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from throughline.core.answering import redirect_changed
from throughline.core.kernel.errors import AppError
from throughline.specification.document import get_actor
from throughline.specification.models import ReadBackState
from throughline.specification.queries import get_row
from throughline.specification.records import read_prd
from throughline.specification.returning import services
from throughline.specification.returning.forms import FolderForm, TakeForm
from throughline.specification.returning.queries import get_read_back, list_waiting, read_plan
from throughline.specification.returning.showing import ShownReturn

FOLDER = "specification/returning"


def give(request: HttpRequest, key: str) -> HttpResponse:
    """Give a folder, or go on with one that waits. What cannot be read is said in a sentence."""
    row = get_row(get_actor(request).workspace, key)
    trouble = ""
    if request.method == "POST":
        try:
            form = FolderForm.read(request)
            kept = services.keep_folder(get_actor(request), prd=key, name=form.name, files=form.files)
        except AppError as error:
            trouble = error.page_sentence
        else:
            return redirect("specification:returned", key, kept.pk)
    context = {"key": key, "row": row, "waiting": list_waiting(row), "trouble": trouble}
    return render(request, f"{FOLDER}/give.html", context, status=422 if trouble else 200)


def show(request: HttpRequest, key: str, readback_id: int) -> HttpResponse:
    """Every change of a folder that was given."""
    return _show(request, key, readback_id)


def _show(request: HttpRequest, key: str, number: int, *, status: int = 200, **more: Any) -> HttpResponse:
    actor = get_actor(request)
    row = get_read_back(actor.workspace, number, prd=key)
    shown = ShownReturn(row, read_plan(actor, row), read_prd(row.prd))
    return render(request, f"{FOLDER}/returned.html", {"key": key, "shown": shown, **more}, status=status)


@require_POST
def take(request: HttpRequest, key: str, readback_id: int) -> HttpResponse:
    """Take over what was chosen; what could not be is said, and everything stands as it stood."""
    actor, form = get_actor(request), TakeForm.read(request)
    row = get_read_back(actor.workspace, readback_id, prd=key)
    try:
        services.take_over(actor, read_back=row.pk, decisions=form.decisions, own=form.own)
    except AppError as error:
        return _show(request, key, readback_id, status=422, trouble=error.page_sentence, given=form)
    row.refresh_from_db()
    where = reverse("specification:prd", args=[key])
    if row.state == ReadBackState.WAITING:
        where = reverse("specification:returned", args=[key, row.pk])
    return redirect_changed(request, where)


@require_POST
def dismiss(request: HttpRequest, key: str, readback_id: int) -> HttpResponse:
    """Put it away; nothing more of it is taken over."""
    actor = get_actor(request)
    services.dismiss_folder(actor, read_back=get_read_back(actor.workspace, readback_id, prd=key).pk)
    return redirect_changed(request, reverse("specification:prd", args=[key]))
