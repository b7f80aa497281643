"""The pages of retrospectives: the list with what keeps coming back, and one as it is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from throughline.core.answering import announce_change, find_own_change, redirect_changed
from throughline.core.contracts import Actor
from throughline.core.kernel.clock import utc_today
from throughline.core.kernel.errors import AppError, NotFound
from throughline.rhythm.retrospecting import services
from throughline.rhythm.retrospecting.forms import read_cause, read_day, read_day_or_none, read_number
from throughline.rhythm.retrospecting.showing import CHOICES, show_overview, show_retrospective
from throughline.specification.recounting.queries import list_latest

KEPT = ("line", "words", "owner", "due", "held", "name", "went_well")


def show_list(request: HttpRequest) -> HttpResponse:
    """All of them, and what keeps coming back; the form begins one, and what is wrong with it is said on the page."""
    actor, trouble = _actor(request), ""
    if request.method == "POST":
        try:
            told = {"held": read_day(request, "held"), "name": request.POST.get("name", "")}
            prds = [key for key in request.POST.getlist("prd") if key]
            row = services.begin_retrospective(actor, **told, prds=prds)
            return redirect_changed(request, reverse("rhythm:retrospective", args=[row.key]))
        except AppError as error:
            trouble = error.page_sentence
    shown = {"overview": show_overview(actor.workspace), "prds": list_latest(actor.workspace, limit=50)}
    context = {**shown, "today": utc_today(), "trouble": trouble, "typed": request.POST}
    status = 422 if trouble else 200
    return render(request, "rhythm/retrospecting/list.html", context, status=status)


def show_one(request: HttpRequest, key: str) -> HttpResponse:
    """One retrospective; its forms write one line each. Raises `RetrospectiveNotFound`."""
    if request.method != "POST":
        return _render(request, key)
    trouble, act = "", request.POST.get("act", "")
    try:
        ACTS.get(act, _describe)(request, _actor(request), key)
    except NotFound:
        raise
    except AppError as error:
        trouble = error.page_sentence
    if "typed" in request.POST and not trouble:
        return render(request, "rhythm/retrospecting/_saved.html", {"change": find_own_change(request)})
    if request.htmx:  # type: ignore[attr-defined]
        return announce_change(request, _render(request, key, fragment=True, trouble=trouble))
    if trouble:
        return _render(request, key, trouble=trouble)
    return redirect_changed(request, reverse("rhythm:retrospective", args=[key]))


@require_POST
def forget(request: HttpRequest, key: str) -> HttpResponse:
    """Take it away with all that is in it. Raises `RetrospectiveNotFound`."""
    services.forget_retrospective(_actor(request), retrospective=key)
    return redirect_changed(request, reverse("rhythm:retrospectives"))


def _describe(request: HttpRequest, actor: Actor, key: str) -> None:
    told = {name: request.POST.get(name, "") for name in ("name", "went_well")}
    joins = "joins" in request.POST
    services.describe_retrospective(actor, retrospective=key, held=read_day(request, "held"), **told, typed=joins)


def _link(request: HttpRequest, actor: Actor, key: str) -> None:
    services.link_prd(actor, retrospective=key, prd=request.POST.get("prd", ""))


def _unlink(request: HttpRequest, actor: Actor, key: str) -> None:
    services.unlink_prd(actor, retrospective=key, prd=request.POST.get("prd", ""))


def _add(request: HttpRequest, actor: Actor, key: str) -> None:
    services.add_friction(actor, retrospective=key, line=request.POST.get("line", ""))


def _sort(request: HttpRequest, actor: Actor, key: str) -> None:
    item = read_number(request, "item")
    services.sort_friction(actor, retrospective=key, friction=item, cause=read_cause(request))


def _reword(request: HttpRequest, actor: Actor, key: str) -> None:
    item, line = read_number(request, "item"), request.POST.get("line", "")
    services.reword_friction(actor, retrospective=key, friction=item, line=line)


def _place(request: HttpRequest, actor: Actor, key: str) -> None:
    item, story = read_number(request, "item"), request.POST.get("story", "")
    services.place_friction(actor, retrospective=key, friction=item, story=story)


def _remove(request: HttpRequest, actor: Actor, key: str) -> None:
    services.remove_friction(actor, retrospective=key, friction=read_number(request, "item"))


def _agree(request: HttpRequest, actor: Actor, key: str) -> None:
    told = {name: request.POST.get(name, "") for name in ("words", "owner")}
    services.add_remedy(actor, retrospective=key, **told, due=read_day_or_none(request, "due"))


def _tick(request: HttpRequest, actor: Actor, key: str) -> None:
    done = request.POST.get("done") == "1"
    services.finish_remedy(actor, retrospective=key, remedy=read_number(request, "item"), done=done)


def _drop(request: HttpRequest, actor: Actor, key: str) -> None:
    services.remove_remedy(actor, retrospective=key, remedy=read_number(request, "item"))


Deed = Callable[[HttpRequest, Actor, str], None]
ACTS: dict[str, Deed] = {
    "describe": _describe,
    "link": _link,
    "unlink": _unlink,
    "add": _add,
    "sort": _sort,
    "reword": _reword,
    "place": _place,
    "remove": _remove,
    "agree": _agree,
    "tick": _tick,
    "drop": _drop,
}


def _render(request: HttpRequest, key: str, *, fragment: bool = False, trouble: str = "") -> HttpResponse:
    """What was typed stays where it could not be kept."""
    context: dict[str, Any] = {"retro": show_retrospective(_actor(request), key), "choices": CHOICES}
    typed = {name: request.POST.get(name, "") for name in KEPT} if trouble else {}
    template = "_retrospective" if fragment else "retrospective"
    context |= {"trouble": trouble, "typed": typed, "act": request.POST.get("act", ""), "edit": _find_edit(request)}
    status = 422 if trouble and not fragment else 200
    return render(request, f"rhythm/retrospecting/{template}.html", context, status=status)


def _find_edit(request: HttpRequest) -> int:
    asked = request.GET.get("edit", "")
    return int(asked) if asked.isdecimal() and len(asked) < 18 else 0


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]
