"""The pages of decisions: the list, raising one, and one decision with what was chosen and what came of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify

from throughline.core.allowing import COMMENTERS, allow
from throughline.core.answering import leave_form
from throughline.core.contracts import Actor
from throughline.core.kernel.errors import BadInput
from throughline.core.kernel.ids import Ref
from throughline.strategy.deciding import services
from throughline.strategy.deciding.errors import NothingThere
from throughline.strategy.deciding.queries import get_decision, list_decisions
from throughline.strategy.deciding.showing import SUBJECTS, draw_line, find_about, offer_choices, read_record
from throughline.strategy.models import Decision
from throughline.strategy.rules.deciding import read_people, write_record


def show_list(request: HttpRequest) -> HttpResponse:
    """Every decision: open ones first, then the latest made."""
    return render(request, "strategy/deciding/list.html", {"decisions": list_decisions(_actor(request).workspace)})


@allow(COMMENTERS)
def raise_one(request: HttpRequest) -> HttpResponse:
    """Raise a decision, about an opportunity, an idea, a PRD (`on`) or nothing on the line."""
    actor = _actor(request)
    if request.method != "POST":
        context = {"choices": offer_choices(actor.workspace), "on": request.GET.get("on", "")}
        return render(request, "strategy/deciding/new.html", context)
    told = {name: request.POST.get(name, "") for name in ("question", "context")}
    on, options = _read_subject(actor, request.POST.get("on", "")), request.POST.get("options", "").splitlines()
    row = services.raise_decision(actor, **told, options=options, on=on, people=_read_people(request))
    return _answer(request, row.key)


def show_decision(request: HttpRequest, key: str) -> HttpResponse:
    """One decision; the form decides it, opens it again, or says what it came to."""
    actor = _actor(request)
    row = get_decision(actor.workspace, key)
    if request.method == "POST":
        ACTS.get(request.POST.get("act", ""), _decide)(request, actor, key)
        return _answer(request, key)
    about, line = find_about(actor.workspace, row.on), draw_line(actor.workspace, row)
    context = {"row": row, "about": about, "line": line, **_sort_people(actor, row)}
    return render(request, "strategy/deciding/decision.html", context)


def download_record(request: HttpRequest, key: str) -> HttpResponse:
    """The decision as one page of Markdown."""
    actor = _actor(request)
    row = get_decision(actor.workspace, key)
    record = read_record(actor.workspace, row, origin=request.build_absolute_uri("/").rstrip("/"))
    name = slugify(row.question)[:80] or row.key
    headers = {"Content-Disposition": f'attachment; filename="{name}.md"'}
    return HttpResponse(write_record(record), content_type="text/markdown; charset=utf-8", headers=headers)


def _answer(request: HttpRequest, key: str) -> HttpResponse:
    return leave_form(request, reverse("strategy:decision", args=[key]))


def _sort_people(actor: Actor, row: Decision) -> dict[str, Any]:
    """Whoever took part, as the form asks for them: members, and the others in one line."""
    members = offer_choices(actor.workspace).members
    return {"members": members, "others": ", ".join(name for name in row.people if name not in members)}


def _read_people(request: HttpRequest) -> tuple[str, ...]:
    return read_people(request.POST.getlist("person"), request.POST.get("others", ""))


def _read_subject(actor: Actor, text: str) -> Ref | None:
    """Raises `NothingThere` where it names no object that can be decided about."""
    if not text:
        return None
    kind, _, id_ = text.partition(":")
    if kind not in SUBJECTS or not id_ or find_about(actor.workspace, text) is None:
        raise NothingThere
    return Ref(kind, id_)


def _decide(request: HttpRequest, actor: Actor, key: str) -> None:
    choice = request.POST.get("other", "").strip() or request.POST.get("choice", "")
    told: dict[str, Any] = {name: request.POST.get(name, "") for name in ("trade_off", "expected")}
    revisit, people = _read_day(request.POST.get("revisit", "")), _read_people(request)
    services.decide(actor, decision=key, choice=choice, **told, revisit=revisit, people=people)


def _reopen(request: HttpRequest, actor: Actor, key: str) -> None:  # noqa: ARG001 - all acts are called alike
    services.reopen_decision(actor, decision=key)


def _tell(request: HttpRequest, actor: Actor, key: str) -> None:
    services.tell_outcome(actor, decision=key, happened=request.POST.get("happened", ""))


ACTS = {"decide": _decide, "reopen": _reopen, "tell": _tell}


def _read_day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value.strip() else None
    except ValueError:
        raise BadInput(f"“{value[:20]}” is no day", mend="write it as 2027-03-31") from None


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]
