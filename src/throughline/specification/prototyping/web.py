"""The pages of prototypes: the list, a new one, one with its frame and everything around it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from throughline.core.answering import announce_change, redirect_changed
from throughline.core.kernel.errors import AppError, BadInput
from throughline.core.kernel.ids import Ref
from throughline.core.line.steps import draw_steps
from throughline.core.line.walking import walk_line
from throughline.core.models import Workspace
from throughline.discovery.opportunities.queries import find_opportunity, list_largest
from throughline.specification.document import get_actor, is_fragment
from throughline.specification.forms import read_number
from throughline.specification.models import Prototype, PrototypeKind
from throughline.specification.proposing.queries import find_configured
from throughline.specification.prototyping import building, services
from throughline.specification.prototyping.errors import NotMadeHere
from throughline.specification.prototyping.finding import get_prototype
from throughline.specification.prototyping.forms import MakeForm, read_line, read_names
from throughline.specification.prototyping.opening import LARGEST_ZIP, keep_brought
from throughline.specification.prototyping.queries import count_away, list_prototypes
from throughline.specification.prototyping.serving import read_kept, sign
from throughline.specification.prototyping.showing import name_source, show
from throughline.specification.queries import get_row
from throughline.specification.records import read_prd
from throughline.specification.rules.stories.outlining import outline_prd

View = TypeVar("View", bound=Callable[..., HttpResponse])


def framing(view: View) -> View:
    """Let a page frame something, and only what this server shows; no other page may."""
    return csp_update({"frame-src": [SELF]})(view)  # type: ignore[arg-type, return-value]  # pyright: ignore


def show_list(request: HttpRequest) -> HttpResponse:
    """Every prototype, latest first, or those of a PRD or of an opportunity; the one there is opens at once."""
    workspace, of = get_actor(request).workspace, read_of(request)
    away = request.GET.get("away") == "1"
    entries, after = list_prototypes(workspace, **of, before=read_number(request, "before") or 0, away=away)
    if any(of.values()) and len(entries) == 1 and "all" not in request.GET:
        return redirect("prototyping:prototype", entries[0].row.key)
    context = {"entries": entries, "after": after, "away": away, "put_away": count_away(workspace), "of": of}
    return render(request, "specification/prototyping/list.html", context | name_of(workspace, of))


def read_of(request: HttpRequest) -> dict[str, Any]:
    """The PRD or the opportunity that a page is about."""
    given = request.POST if request.method == "POST" else request.GET
    return {name: given.get(name, "")[:32] for name in ("prd", "opportunity")}


def name_of(workspace: Workspace, of: dict[str, str]) -> dict[str, Any]:
    """Its title. Raises `PrdNotFound`, `OpportunityNotFound`."""
    prd = get_row(workspace, of["prd"]) if of["prd"] else None
    need = find_opportunity(workspace, of["opportunity"]) if of["opportunity"] and not prd else None
    return {"prd": prd, "need": need}


def make(request: HttpRequest) -> HttpResponse:
    """Make a prototype, or bring one; what was typed stays where it cannot be done."""
    if request.method != "POST":
        return show_making(request, None)
    try:
        form = MakeForm.read(request)
        given = {"idea": form.idea, "opportunity": form.opportunity, "prd": form.prd, "title": form.title}
        row = services.make_prototype(get_actor(request), **given)
    except AppError as error:
        return show_making(request, error)
    return redirect_changed(request, reverse("prototyping:prototype", args=[row.key]))


def show_making(request: HttpRequest, error: AppError | None) -> HttpResponse:
    """The page with its three ways, and what went wrong on one of them."""
    workspace, of = get_actor(request).workspace, read_of(request)
    context = {
        "error": error,
        "given": request.POST if request.method == "POST" else request.GET,
        "opportunities": list_largest(workspace),
        "prds": services.list_prds_for(workspace),
        "of": of,
        **name_of(workspace, of),
    }
    return render(request, "specification/prototyping/new.html", context, status=422 if error else 200)


@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """A prototype made elsewhere: a file, or a link."""
    try:
        row = _bring(request)
    except AppError as error:
        return show_making(request, error)
    return redirect_changed(request, reverse("prototyping:prototype", args=[row.key]))


def _bring(request: HttpRequest) -> Prototype:
    """Raises `UnusablePrototype`, `UnusableLink`, `BadInput`."""
    actor, upload = get_actor(request), request.FILES.get("file")
    url, title, of = request.POST.get("url", "").strip(), read_line(request, "title"), read_of(request)
    if upload is None and not url:
        raise BadInput("there is no prototype in this", mend="choose a file, or paste a link")
    if upload is None:
        return services.bring_prototype(actor, url=url, title=title, **of)
    data = upload.read(LARGEST_ZIP + 1)
    return services.bring_prototype(actor, brought=keep_brought(upload.name or "", data), title=title, **of)


@framing
def show_prototype(request: HttpRequest, key: str) -> HttpResponse:
    """The frame, what it leaves open, what was pinned, and the coverage. Raises `PrototypeNotFound`."""
    return render(request, "specification/prototyping/prototype.html", describe(request, key))


def describe(request: HttpRequest, key: str) -> dict[str, Any]:
    """What the templates of a prototype need."""
    actor = get_actor(request)
    row = get_prototype(actor.workspace, key)
    return {
        "key": key,
        "row": row,
        "shown": show(row),
        "source": name_source(row),
        "line": draw_steps(walk_line(actor.workspace, Ref("prototype", key))),
        "frame": "" if row.kind == PrototypeKind.LINK else frame_url(sign(row, member=actor.member)),
        "version": f"{row.built.timestamp():.0f}-{hash_of(row)}",
        "prds": [] if row.prd else services.list_prds_for(actor.workspace),
        "model_on": find_configured().settings is not None,
        "stories": outline_prd(read_prd(row.prd)).stories if row.prd else (),
    }


def frame_url(token: str) -> str:
    """Where the frame finds the prototype."""
    return reverse("shown", args=[token])


def hash_of(row: Prototype) -> str:
    """Changes with what the frame shows."""
    import hashlib
    import json

    return hashlib.sha256(json.dumps(row.model, sort_keys=True).encode()).hexdigest()[:12]


def answer(request: HttpRequest, key: str, *, at: str = "", **more: Any) -> HttpResponse:
    """Everything around the frame as it stands now, with the toast of what this request changed."""
    if is_fragment(request):
        context = {**describe(request, key), **more}
        return announce_change(request, render(request, "specification/prototyping/_changed.html", context))
    return redirect_changed(request, reverse("prototyping:prototype", args=[key]) + (f"#{at}" if at else ""))


@require_POST
def rename(request: HttpRequest, key: str) -> HttpResponse:
    """The title of the prototype."""
    services.rename_prototype(get_actor(request), prototype=key, title=request.POST.get("title", ""))
    return answer(request, key)


@require_POST
def rename_in(request: HttpRequest, key: str) -> HttpResponse:
    """Words inside the prototype, from the frame or from the list of names. Raises `NotMadeHere`."""
    services.rename_in(get_actor(request), prototype=key, names=read_names(request))
    return answer(request, key, at="names")


@require_POST
def rebuild(request: HttpRequest, key: str) -> HttpResponse:
    """Build it anew from what its PRD says now. Raises `NotMadeHere`."""
    services.rebuild(get_actor(request), prototype=key)
    return answer(request, key)


@require_POST
def put_away(request: HttpRequest, key: str) -> HttpResponse:
    """Put it away, or take it out again."""
    if request.POST.get("act") == "out":
        services.take_out(get_actor(request), prototype=key)
        return answer(request, key)
    services.put_away(get_actor(request), prototype=key)
    return redirect_changed(request, reverse("prototyping:list"))


@require_POST
def give(request: HttpRequest, key: str) -> HttpResponse:
    """It goes with a PRD from here on. Raises `PrdNotFound`."""
    services.give_to_prd(get_actor(request), prototype=key, prd=read_line(request, "prd", longest=32))
    return answer(request, key)


def download(request: HttpRequest, key: str) -> HttpResponse:
    """One file that opens by itself, or what was brought as it came. Raises `NotMadeHere` for a link."""
    row = get_prototype(get_actor(request).workspace, key)
    if row.kind == PrototypeKind.LINK:
        raise NotMadeHere
    data = building.render(row).encode() if row.kind == PrototypeKind.MADE else read_kept(row)
    response = HttpResponse(data, content_type="application/octet-stream")
    ending = "zip" if row.kind == PrototypeKind.ZIP else "html"
    response["Content-Disposition"] = f'attachment; filename="{slugify(row.title)[:80] or row.key}.{ending}"'
    return response
