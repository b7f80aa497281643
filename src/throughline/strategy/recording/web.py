"""The page of one metric with its values, and the page on which many values are brought in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughline.core.answering import redirect_changed
from throughline.core.contracts import Actor
from throughline.core.kernel.clock import utc_today
from throughline.core.kernel.errors import AppError, BadInput, Conflict
from throughline.strategy import services as strategy
from throughline.strategy.aiming.web import STATUS, actor_of, read_fields
from throughline.strategy.contracts import Direction
from throughline.strategy.models import Metric
from throughline.strategy.recording import forms, services, showing
from throughline.strategy.recording.queries import count_metrics, get_metric


def show_metric(request: HttpRequest, key: str) -> HttpResponse:
    """One metric; the forms record, correct and remove a value, and say what it is. Raises `NoSuchMetric`."""
    actor, given = actor_of(request), read_fields(request)
    row, error = get_metric(actor.workspace, key), None
    if request.method == "POST":
        try:
            ACTS.get(given.get("act", ""), _record)(actor, row, given)
        except (BadInput, Conflict) as caught:
            error = caught
        else:
            gone = given.get("act") == "forget"
            back = reverse("strategy:goals") if gone else reverse("strategy:metric", args=[key])
            return redirect_changed(request, back)
    page = showing.show_metric(row, before=forms.find_day(request.GET.get("before", "")))
    context = {"page": page, "given": given if error else {}, "trouble": error and error.page_sentence}
    asked = {"today": utc_today(), "edit": forms.find_day(request.GET.get("edit", ""))}
    status = STATUS[error.kind] if error else 200
    return render(request, "strategy/recording/metric.html", context | asked, status=status)


def _record(actor: Actor, row: Metric, given: dict[str, str]) -> None:
    on, value = forms.read_value(given, unit=row.unit, today=utc_today())
    strategy.record_value(actor, name=row.name, on=on, value=value)


def _remove(actor: Actor, row: Metric, given: dict[str, str]) -> None:
    services.remove_value(actor, metric=row.key, on=forms.read_on(given.get("on", "")))


def _describe(actor: Actor, row: Metric, given: dict[str, str]) -> None:
    direction = Direction.DOWN if given.get("direction") == Direction.DOWN else Direction.UP
    named = {name: given.get(name, "") for name in ("name", "unit")}
    services.describe_metric(actor, metric=row.key, **named, direction=direction)


def _forget(actor: Actor, row: Metric, given: dict[str, str]) -> None:  # noqa: ARG001 - all acts are called alike
    services.remove_metric(actor, metric=row.key)


ACTS = {"record": _record, "remove": _remove, "describe": _describe, "forget": _forget}


def import_values(request: HttpRequest) -> HttpResponse:
    """Values from a file or pasted: looked at first, kept once a person confirms; what is faulty stays to be mended."""
    actor, given = actor_of(request), read_fields(request)
    alone = get_metric(actor.workspace, given["metric"]) if given.get("metric") else None
    if request.method != "POST":
        return _show_import(request, alone, "")
    text = given.get("rows", "")
    try:
        text = forms.read_table(request.FILES.get("file"), text)
        trial = showing.try_table(actor.workspace, text, alone=alone, today=utc_today())
    except AppError as error:
        return _show_import(request, alone, text, trouble=error.page_sentence)
    if given.get("act") != "keep" or not trial.changes:
        return _show_import(request, alone, text, trial=trial)
    services.import_values(actor, points=trial.points)
    return _leave(request, alone, trial)


def _leave(request: HttpRequest, alone: Metric | None, trial: showing.Trial) -> HttpResponse:
    """To where the values are seen; where rows are left over, they stay on the page."""
    if trial.faults:
        rest = showing.try_table(actor_of(request).workspace, trial.left, alone=alone, today=utc_today())
        return _show_import(request, alone, trial.left, trial=rest, kept=trial.changes)
    home = reverse("strategy:metric", args=[alone.key]) if alone else reverse("strategy:goals")
    return redirect_changed(request, home)


def _show_import(
    request: HttpRequest,
    alone: Metric | None,
    text: str,
    *,
    trial: showing.Trial | None = None,
    trouble: str = "",
    kept: int = 0,
) -> HttpResponse:
    context = {"alone": alone, "rows": text, "trial": trial, "trouble": trouble, "kept": kept}
    context["metrics"] = count_metrics(actor_of(request).workspace)
    return render(request, "strategy/recording/values.html", context, status=422 if trouble else 200)
