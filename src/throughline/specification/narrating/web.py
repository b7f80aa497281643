"""The pages of the narrative: the draft with what a person does to it, copies and downloads, and what was kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from throughline.core.answering import redirect_changed
from throughline.core.kernel.errors import AppError
from throughline.grounding.telling.pasting import LOOKS
from throughline.specification.contracts import Audience
from throughline.specification.document import get_actor
from throughline.specification.models import Prd
from throughline.specification.narrating import services
from throughline.specification.narrating.errors import UnknownFormat
from throughline.specification.narrating.queries import get_kept, load_draft, read_audience
from throughline.specification.narrating.records import read_narrative
from throughline.specification.narrating.showing import AUDIENCES, name_file, show_narrative, write_all, write_as
from throughline.specification.queries import get_row
from throughline.specification.rules.narrating.contracts import Narrative

ENDINGS = {"md": "md", "slack": "slack.txt", "mail": "txt"}
MEDIA = {"md": "text/markdown; charset=utf-8"}
PLAIN = "text/plain; charset=utf-8"


def show_draft(request: HttpRequest, key: str, audience: str = Audience.LEADERSHIP.value) -> HttpResponse:
    """The narrative of a PRD for an audience as it stands now. Raises `PrdNotFound`, `UnknownAudience`."""
    return _render(request, get_row(get_actor(request).workspace, key), read_audience(audience))


@require_POST
def change_draft(request: HttpRequest, key: str, audience: str, act: str) -> HttpResponse:
    """Reword, leave out, restore or add a sentence, or keep it all; trouble is said beside what was typed."""
    row, chosen = get_row(get_actor(request).workspace, key), read_audience(audience)
    try:
        home = ACTS.get(act, _edit)(request, key, chosen)
    except AppError as error:
        return _render(request, row, chosen, trouble=error)
    place = f"{reverse('specification:narrative-for', args=[key, chosen.value])}#{request.POST.get('section', '')}"
    return redirect_changed(request, home or place)


def show_kept(request: HttpRequest, key: str, kept: str) -> HttpResponse:
    """One that was kept, as it was. Raises `NarrativeNotFound`."""
    workspace = get_actor(request).workspace
    row = get_kept(workspace, key, kept)
    narrative = read_narrative(row)
    pasted = write_all(workspace, narrative, address=_address(request))
    context = {"key": key, "kept": row, "narrative": narrative, "pasted": pasted, "audience": narrative.audience.value}
    return render(request, "specification/narrating/kept.html", context)


def download_draft(request: HttpRequest, key: str, audience: str, fmt: str) -> HttpResponse:
    """The draft as a file. Raises `PrdNotFound`, `UnknownAudience`, `UnknownFormat`."""
    row = get_row(get_actor(request).workspace, key)
    return _answer_file(request, load_draft(row, read_audience(audience)).narrative, fmt)


def download_kept(request: HttpRequest, key: str, kept: str, fmt: str) -> HttpResponse:
    """One that was kept as a file. Raises `NarrativeNotFound`, `UnknownFormat`."""
    return _answer_file(request, read_narrative(get_kept(get_actor(request).workspace, key, kept)), fmt)


def _answer_file(request: HttpRequest, narrative: Narrative, fmt: str) -> HttpResponse:
    if fmt not in LOOKS:
        raise UnknownFormat(fmt)
    text = write_as(get_actor(request).workspace, narrative, fmt, address=_address(request))
    response = HttpResponse(text, content_type=MEDIA.get(fmt, PLAIN))
    response["Content-Disposition"] = f'attachment; filename="{name_file(narrative, ENDINGS[fmt])}"'
    return response


def _edit(request: HttpRequest, key: str, audience: Audience) -> None:
    given = {"key": _read(request, "key"), "text": _read(request, "text")}
    services.edit_sentence(get_actor(request), prd=key, audience=audience, **given)


def _leave_out(request: HttpRequest, key: str, audience: Audience) -> None:
    services.leave_out(get_actor(request), prd=key, audience=audience, key=_read(request, "key"))


def _restore(request: HttpRequest, key: str, audience: Audience) -> None:
    services.restore_sentence(get_actor(request), prd=key, audience=audience, key=_read(request, "key"))


def _add(request: HttpRequest, key: str, audience: Audience) -> None:
    given = {"section": _read(request, "section"), "text": _read(request, "text")}
    services.add_sentence(get_actor(request), prd=key, audience=audience, **given)


def _keep(request: HttpRequest, key: str, audience: Audience) -> str:
    digest = _read(request, "digest")
    row = services.keep_narrative(get_actor(request), prd=key, audience=audience, digest=digest)
    return reverse("specification:narrative-kept", args=[key, row.key])


ACTS = {"edit": _edit, "leave-out": _leave_out, "restore": _restore, "add": _add, "keep": _keep}


def _render(request: HttpRequest, row: Prd, audience: Audience, *, trouble: AppError | None = None) -> HttpResponse:
    page = show_narrative(row, audience, address=_address(request))
    context = {"key": row.key, "prd": row, "page": page, "audience": audience.value, "audiences": AUDIENCES}
    context["longest"] = services.LONGEST
    if trouble is None:
        return render(request, "specification/narrating/narrative.html", context)
    typed = {name: request.POST.get(name, "") for name in ("key", "section", "text")}
    context |= {"trouble": trouble.page_sentence, "typed": typed}
    return render(request, "specification/narrating/narrative.html", context, status=422)


def _read(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "")


def _address(request: HttpRequest) -> str:
    return request.build_absolute_uri("/")
