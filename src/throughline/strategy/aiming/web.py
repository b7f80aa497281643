"""The pages of goals: all of them, one of them, and the forms that add, change, order, move and remove."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from throughline.core.answering import announce_change, redirect_changed
from throughline.core.contracts import Actor
from throughline.core.kernel.clock import utc_today
from throughline.core.kernel.errors import AppError, BadInput, Conflict, ErrorKind
from throughline.strategy import services as strategy
from throughline.strategy.aiming import forms, services, showing
from throughline.strategy.aiming.one import show_goal as describe_goal
from throughline.strategy.aiming.queries import find_north_star
from throughline.strategy.contracts import GoalKind
from throughline.strategy.models import Goal
from throughline.strategy.queries import get_goal
from throughline.strategy.recording.queries import list_rows
from throughline.strategy.rules.recording.table import fold

STATUS = {ErrorKind.BAD_INPUT: 422, ErrorKind.CONFLICT: 409}


def show_goals(request: HttpRequest) -> HttpResponse:
    """Objectives, the north-star tree, and what hangs under no goal."""
    return render(request, "strategy/aiming/goals.html", _describe(request))


def _describe(request: HttpRequest) -> dict[str, Any]:
    page = showing.show_goals(actor_of(request).workspace, today=utc_today())
    return {"page": page, "chosen": request.POST.get("goal", "")}


def add_goal(request: HttpRequest) -> HttpResponse:
    """A new objective, key result or metric of the tree; what is wrong with it is said, and what was typed stays."""
    actor, given = actor_of(request), read_fields(request)
    above = get_goal(actor.workspace, given["under"]) if given.get("under") else None
    kind = "node" if above and above.kind == GoalKind.NODE else "result" if above else given.get("kind", "objective")
    if request.method == "POST":
        try:
            row = _add(actor, kind, above, given)
        except (BadInput, Conflict) as error:
            return _show_new(request, kind, above, error)
        return redirect_changed(request, f"{reverse('strategy:goals')}#goal:{row.key}")
    return _show_new(request, kind, above, None)


def _show_new(request: HttpRequest, kind: str, above: Goal | None, error: AppError | None) -> HttpResponse:
    workspace = actor_of(request).workspace
    context = {
        "kind": kind,
        "above": above,
        "given": read_fields(request),
        "metrics": list_rows(workspace) if kind != "objective" else [],
        "trouble": error.page_sentence if error else "",
        "star": find_north_star(workspace) if kind == "node" and above is None else None,
        "today": utc_today(),
    }
    return render(request, "strategy/aiming/new.html", context, status=STATUS[error.kind] if error else 200)


def _add(actor: Actor, kind: str, above: Goal | None, given: dict[str, str]) -> Goal:
    if kind == "objective":
        return strategy.add_goal(actor, title=given.get("title", ""))
    metric = forms.read_metric_words(given)
    if kind == "node":
        return services.add_node(actor, metric=metric, under=above.key if above else "")
    units = {fold(row.name): row.unit for row in list_rows(actor.workspace)}
    aim = forms.read_aim(given, unit=units.get(fold(metric.name), metric.unit))
    objective = above.key if above else ""
    return services.add_result(actor, objective=objective, metric=metric, aim=aim, title=given.get("title", ""))


def show_goal(request: HttpRequest, key: str) -> HttpResponse:
    """One goal, and the form that changes it. Raises `GoalNotFound`."""
    actor, given = actor_of(request), read_fields(request)
    row = get_goal(actor.workspace, key)
    error = None
    if request.method == "POST":
        try:
            ACTS.get(given.get("act", ""), _rename)(actor, row, given)
        except (BadInput, Conflict) as caught:
            error = caught
        else:
            gone = given.get("act") == "remove"
            back = reverse("strategy:goals") if gone else reverse("strategy:goal", args=[key])
            return redirect_changed(request, back)
    page = describe_goal(row, today=utc_today())
    context = {"page": page, "row": row, "given": given if error else {}, "trouble": error and error.page_sentence}
    return render(request, "strategy/aiming/goal.html", context, status=STATUS[error.kind] if error else 200)


def _rename(actor: Actor, row: Goal, given: dict[str, str]) -> None:
    strategy.rename_goal(actor, goal=row.key, title=given.get("title", ""))


def _change(actor: Actor, row: Goal, given: dict[str, str]) -> None:
    aim = forms.read_aim(given, unit=row.metric.unit if row.metric else "")
    services.change_result(actor, goal=row.key, title=given.get("title", ""), aim=aim)


def _combine(actor: Actor, row: Goal, given: dict[str, str]) -> None:
    services.combine_inputs(actor, goal=row.key, how=forms.read_combination(given.get("how", "")))


def _move(actor: Actor, row: Goal, given: dict[str, str]) -> None:
    services.move_goal(actor, goal=row.key, under=given.get("under", ""))


def _remove(actor: Actor, row: Goal, given: dict[str, str]) -> None:  # noqa: ARG001 - all acts are called alike
    services.remove_goal(actor, goal=row.key)


ACTS = {"rename": _rename, "change": _change, "combine": _combine, "move": _move, "remove": _remove}


@require_POST
def step_goal(request: HttpRequest, key: str) -> HttpResponse:
    """One place up or down among its neighbours. Raises `GoalNotFound`."""
    services.step_goal(actor_of(request), goal=key, up=request.POST.get("way") == "up")
    return _answer(request, f"goal:{key}")


@require_POST
def place(request: HttpRequest) -> HttpResponse:
    """An opportunity that hangs nowhere goes under a goal. Raises `OpportunityNotFound`, `GoalNotFound`."""
    given = read_fields(request)
    key = given.get("opportunity", "")
    get_goal(actor_of(request).workspace, given.get("goal", ""))
    strategy.move_opportunity(actor_of(request), opportunity=key, goal=given.get("goal", ""))
    return _answer(request, "loose")


def _answer(request: HttpRequest, at: str) -> HttpResponse:
    """The page as it is now; to HTMX the part of it that changes."""
    if request.htmx:  # type: ignore[attr-defined]
        return announce_change(request, render(request, "strategy/aiming/_goals.html", _describe(request)))
    return redirect_changed(request, f"{reverse('strategy:goals')}#{at}")


def read_fields(request: HttpRequest) -> dict[str, str]:
    """Each field's last value, of the form or of the address."""
    sent = request.POST if request.method == "POST" else request.GET
    return {name: str(sent.get(name, "")) for name in sent}


def actor_of(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]
