"""The pages of the status: the draft with what a person does to it, copies and downloads, and what was sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from throughline.core.answering import redirect_changed
from throughline.core.contracts import Actor
from throughline.core.kernel.clock import utc_now
from throughline.core.kernel.errors import AppError
from throughline.grounding.telling.pasting import LOOKS
from throughline.rhythm.reporting import services
from throughline.rhythm.reporting.errors import UnknownFormat
from throughline.rhythm.reporting.queries import get_sent, load_draft, read_audience
from throughline.rhythm.reporting.records import read_status
from throughline.rhythm.reporting.showing import AUDIENCES, describe_sent, show_status, write_all, write_as
from throughline.rhythm.rules.reporting.contracts import Status
from throughline.rhythm.rules.reporting.pasting import name_file
from throughline.rhythm.rules.reporting.spending import Spent, name_minutes, touch
from throughline.specification.contracts import Audience

ENDINGS = {"md": "md", "slack": "slack.txt", "mail": "txt"}
MEDIA = {"md": "text/markdown; charset=utf-8"}
PLAIN = "text/plain; charset=utf-8"


def show_draft(request: HttpRequest, audience: str = Audience.LEADERSHIP.value) -> HttpResponse:
    """The status for an audience as it stands now. Raises `UnknownAudience`."""
    return _render(request, read_audience(audience))


@require_POST
def change_draft(request: HttpRequest, audience: str, act: str) -> HttpResponse:
    """Reword, leave out, restore or add a sentence, or say that it is sent; trouble is said beside what was typed."""
    chosen = read_audience(audience)
    try:
        key = ACTS.get(act, _edit)(request, chosen)
    except AppError as error:
        return _render(request, chosen, trouble=error)
    return redirect_changed(request, key or f"{_home(chosen)}#{request.POST.get('section', '')}")


def show_sent(request: HttpRequest, key: str) -> HttpResponse:
    """One that was sent, as it was sent. Raises `StatusNotFound`."""
    actor = _actor(request)
    row = get_sent(actor.workspace, key)
    status = read_status(row)
    pasted = write_all(actor.workspace, status, address=_address(request))
    return render(
        request, "rhythm/reporting/sent.html", {"status": status, "sent": describe_sent(row), "pasted": pasted}
    )


def download_draft(request: HttpRequest, audience: str, fmt: str) -> HttpResponse:
    """The draft as a file. Raises `UnknownAudience`, `UnknownFormat`."""
    actor = _actor(request)
    return _answer_file(request, load_draft(actor.workspace, read_audience(audience), now=utc_now()).status, fmt)


def download_sent(request: HttpRequest, key: str, fmt: str) -> HttpResponse:
    """One that was sent as a file. Raises `StatusNotFound`, `UnknownFormat`."""
    return _answer_file(request, read_status(get_sent(_actor(request).workspace, key)), fmt)


def _answer_file(request: HttpRequest, status: Status, fmt: str) -> HttpResponse:
    if fmt not in LOOKS:
        raise UnknownFormat(fmt)
    text = write_as(_actor(request).workspace, status, fmt, address=_address(request))
    response = HttpResponse(text, content_type=MEDIA.get(fmt, PLAIN))
    response["Content-Disposition"] = f'attachment; filename="{name_file(status, ENDINGS[fmt])}"'
    return response


def _edit(request: HttpRequest, audience: Audience) -> None:
    services.edit_sentence(_actor(request), audience=audience, key=_read(request, "key"), text=_read(request, "text"))


def _leave_out(request: HttpRequest, audience: Audience) -> None:
    services.leave_out(_actor(request), audience=audience, key=_read(request, "key"))


def _restore(request: HttpRequest, audience: Audience) -> None:
    services.restore_sentence(_actor(request), audience=audience, key=_read(request, "key"))


def _add(request: HttpRequest, audience: Audience) -> None:
    services.add_sentence(
        _actor(request), audience=audience, section=_read(request, "section"), text=_read(request, "text")
    )


def _send(request: HttpRequest, audience: Audience) -> str:
    """Keep it, and close the clock that ran since it was opened."""
    spent = _touch(request, audience)
    took = name_minutes(spent.seconds)
    given: dict[str, Any] = {"digest": _read(request, "digest"), "usual": _read(request, "usual")}
    row = services.send_status(_actor(request), audience=audience, **given, took=took)
    request.session.pop(_name_clock(request, audience), None)
    return reverse("rhythm:status-sent", args=[row.key])


ACTS = {"edit": _edit, "leave-out": _leave_out, "restore": _restore, "add": _add, "send": _send}


def _render(request: HttpRequest, audience: Audience, *, trouble: AppError | None = None) -> HttpResponse:
    actor = _actor(request)
    if actor.can_write:
        _touch(request, audience)
    page = show_status(actor, audience, now=utc_now(), address=_address(request))
    context = {"page": page, "audience": audience.value, "audiences": AUDIENCES, "longest": services.LONGEST}
    if trouble is None:
        return render(request, "rhythm/reporting/status.html", context)
    typed = {name: request.POST.get(name, "") for name in ("key", "section", "text", "usual")}
    context |= {"trouble": trouble.page_sentence, "typed": typed}
    return render(request, "rhythm/reporting/status.html", context, status=422)


def _touch(request: HttpRequest, audience: Audience) -> Spent:
    """The time at this status so far, kept in the person's own session: opening a page writes nothing else."""
    name, now = _name_clock(request, audience), utc_now()
    known = request.session.get(name)
    spent = touch(Spent(known[0], datetime.fromisoformat(known[1])) if known else None, now)
    request.session[name] = [spent.seconds, spent.last.isoformat()]
    return spent


def _name_clock(request: HttpRequest, audience: Audience) -> str:
    return f"status:{_actor(request).workspace.pk}:{audience.value}"


def _read(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "")


def _address(request: HttpRequest) -> str:
    return request.build_absolute_uri("/")


def _home(audience: Audience) -> str:
    return reverse("rhythm:status-for", args=[audience.value])


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]
