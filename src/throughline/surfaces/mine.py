"""Use mine: drop files or paste rows, confirm what was recognised, import into one's own workspace, see the themes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from throughline.core.contracts import WRITERS, Actor
from throughline.core.jobs.queries import await_job
from throughline.core.jobs.services import start_job
from throughline.core.kernel.errors import Forbidden
from throughline.core.models import Workspace
from throughline.core.queries import list_memberships
from throughline.core.services import make_workspace
from throughline.surfaces.entry import remember
from throughline.surfaces.forms import ROLE_NAMES, read_choices
from throughline.surfaces.looking import count_customers, give_mapping, look_at, name_rows, recall
from throughline.surfaces.uploads import Tray, find_tray, keep_uploads, open_tray

OWN = "My workspace"
EXAMPLE = """date,account,segment,comment
2026-03-04,Brightwater Logistics,Enterprise,"Exporting to CSV times out every time, at 84,000 rows"
2026-03-11,Okafor & Lind,Mid-market,The ledger export never finishes
2026-04-22,Castellan Insurance,Enterprise,"The file arrived, but it stops at row 50,000"
"""
NOTHING = "Nothing was given; drop a file or paste rows."


def show_drop(request: HttpRequest) -> HttpResponse:
    """One box for files and rows. What cannot be used is said in a sentence; what was typed stays."""
    if request.method != "POST":
        return _show_box(request, [])
    tray = open_tray()
    keep_uploads(tray, request.FILES.getlist("files"), request.POST.get("rows", ""))
    looked = look_at(tray, workspace=_find_own_workspace(request), keep=True)
    if all(file.trouble for file in looked):
        tray.discard()
        return _show_box(
            request, [file.trouble for file in looked] or ["Nothing was given; drop a file or paste rows."]
        )
    request.session["trays"] = [*request.session.get("trays", [])[-9:], tray.token]
    return redirect("confirm", tray.token)


def _show_box(request: HttpRequest, troubles: Sequence[str]) -> HttpResponse:
    context = {"troubles": troubles, "rows": request.POST.get("rows", ""), "example": EXAMPLE}
    return render(request, "surfaces/mine.html", context, status=422 if troubles else 200)


def show_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """What was recognised, to be confirmed or corrected; sending corrections reads the files again."""
    tray = _get_tray(request, token)
    if request.method == "POST":
        tray.write_choices(read_choices(request, tray))
        look_at(tray, workspace=_find_own_workspace(request), keep=True)
        return redirect("confirm", token)
    return _show_confirm(request, tray, None)


def _show_confirm(request: HttpRequest, tray: Tray, trouble: str | None) -> HttpResponse:
    own = _find_own_workspace(request)
    looked = look_at(tray, workspace=own)
    good = [file for file in looked if not file.trouble]
    context = {
        "token": tray.token,
        "files": looked,
        "trouble": trouble,
        "ready": bool(good),
        "records": sum(file.records for file in good),
        "items": sum(file.items for file in good),
        "rows_word": name_rows(good),
        **count_customers(good),
        "second_hand": sum(file.second_hand for file in good),
        "skipped": sum(file.skipped for file in good),
        "roles": ROLE_NAMES,
        "into": own.name if own else OWN,
    }
    return render(request, "surfaces/confirm.html", context, status=422 if trouble else 200)


@require_POST
def run_import(request: HttpRequest, token: str) -> HttpResponse:
    """Import every usable file into the person's own workspace and find its themes, as a job.

    The person lands on the themes if they are there within a moment, else on the job's page.
    """
    tray = _get_tray(request, token)
    tray.write_choices(read_choices(request, tray))
    files = list_orders(tray)
    if not files:
        return _show_confirm(request, tray, "none of these files can be used; drop others")
    started = start_job(
        _act_in_own(request),
        name="import files",
        title=name_import([file["name"] for file in files]),
        leads_to=reverse("discovery:themes"),
        folder=tray.place,
        files=files,
    )
    return redirect(await_job(started))


def list_orders(tray: Tray) -> list[dict[str, Any]]:
    """What the job shall read: every usable file of the tray, with the person's word about it."""
    choices = tray.read_choices()
    return [
        {
            "name": file.name,
            "stored": path.name,
            "kind": file.kind,
            "records": file.records,
            "unit": "rows" if file.is_table else "turns",
            "mapping": give_mapping(choices, file.name),
            "speakers": dict(choices.speakers.get(file.name, {})),
        }
        for file, (_, path) in zip(recall(tray), tray.files, strict=True)
        if not file.trouble
    ]


def name_import(names: Sequence[str]) -> str:
    """What the job is called: by its first file, and how many more there are."""
    more = len(names) - 1
    return f"Importing {names[0]}" + (f" and {more} more {'file' if more == 1 else 'files'}" if more else "")


def _find_own_actor(request: HttpRequest) -> Actor | None:
    acting: Actor = request.actor  # type: ignore[attr-defined]
    if not acting.workspace.is_sample and acting.role in WRITERS:
        return acting
    members = list_memberships(request.session.get("members", []))
    own = (Actor(member.workspace, member) for member in members if not member.workspace.is_sample)
    return next((actor for actor in own if actor.role in WRITERS), None)


def _find_own_workspace(request: HttpRequest) -> Workspace | None:
    own = _find_own_actor(request)
    return own.workspace if own else None


def _act_in_own(request: HttpRequest) -> Actor:
    """The person in their own workspace, which is made where they have none; the session acts there from here on."""
    acting: Actor = request.actor  # type: ignore[attr-defined]
    actor = _find_own_actor(request) or make_workspace(OWN, owner=acting.member.name)
    remember(request, [actor.member])
    return actor


def _get_tray(request: HttpRequest, token: str) -> Tray:
    """The tray, if it is this person's. Raises `Forbidden` or `NotFound`."""
    tray = find_tray(token)
    if token not in request.session.get("trays", []):
        raise Forbidden("these files were dropped by someone else", mend="drop yours")
    return tray
