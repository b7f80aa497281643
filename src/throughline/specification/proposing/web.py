"""The pages of drafting with a model: its settings, the questions, what would be sent, the proposals, the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings as django
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from throughline.core.answering import announce_change, redirect_changed
from throughline.core.contracts import Actor
from throughline.core.jobs.queries import await_job
from throughline.core.jobs.services import cancel_job
from throughline.core.kernel.errors import AppError
from throughline.language.models.contracts import DEFAULT_URLS
from throughline.specification.forms import read_number
from throughline.specification.proposing import configuring, queries, services, showing
from throughline.specification.proposing.checking import try_model
from throughline.specification.proposing.errors import NotHere, NotOwner
from throughline.specification.proposing.forms import AnswerForm, ModelForm, TakeForm
from throughline.specification.proposing.money import tell_cost, tell_minutes, tell_tokens
from throughline.specification.queries import get_row

FOLDER = "specification/proposing"


def show_settings(request: HttpRequest) -> HttpResponse:
    """Which model may draft, what it is sent, and where an owner sets it. Sending the form saves it."""
    if request.method != "POST":
        return _show_settings(request)
    demand_configurable(get_actor(request))
    form = ModelForm.read(request)
    try:
        configuring.keep(Path(django.FOLDER), form.written)
    except AppError as error:
        return _show_settings(request, error=error, given=form.shown, status=422)
    key = request.POST.get("prd", "")[:32]
    return redirect(
        f"{reverse('specification:model')}?saved=1&prd={key}" if key else f"{reverse('specification:model')}?saved=1"
    )


def _show_settings(request: HttpRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    found = queries.find_configured()
    context = {
        "configured": found,
        "settings": found.settings,
        "may_configure": queries.may_configure(get_actor(request)),
        "own_machine": queries.is_own_machine(),
        "given": _describe(found),
        "urls": {provider.value: url for provider, url in DEFAULT_URLS.items()},
        "prd": request.GET.get("prd") or request.POST.get("prd", ""),
        "saved": request.GET.get("saved") == "1",
    }
    return render(request, f"{FOLDER}/settings.html", {**context, **more}, status=status)


def _describe(found: configuring.Configured) -> dict[str, str]:
    """The settings as their form shows them; never the key."""
    settings = found.settings
    if settings is None:
        return {"provider": "anthropic"}
    price = f"{settings.price.tokens_in:g}/{settings.price.tokens_out:g}" if settings.price else ""
    url = "" if settings.is_default else settings.base_url
    told = {"provider": settings.provider.value, "model": settings.model, "url": url}
    return told | {"timeout": f"{settings.timeout:g}", "price": price}


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Off again; the key is gone."""
    demand_configurable(get_actor(request))
    configuring.forget(Path(django.FOLDER))
    return redirect("specification:model")


@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Ask the model one word, because somebody wants to know whether it answers."""
    try:
        answer = try_model(get_actor(request), queries.demand_settings())
    except AppError as error:
        return _show_settings(request, error=error)
    usage = answer.usage
    tokens = f"{tell_tokens(usage.tokens_in)} tokens in, {tell_tokens(usage.tokens_out)} out"
    return _show_settings(request, answered=f"It answers: {usage.seconds:.1f} seconds, {tokens}.")


def demand_configurable(actor: Actor) -> None:
    """Raises `NotOwner`, or `NotHere` on a team's server."""
    if not queries.is_own_machine():
        raise NotHere
    if not queries.may_configure(actor):
        raise NotOwner


def show_ledger(request: HttpRequest) -> HttpResponse:
    """Every call with its tokens, cost and minutes, and the sums."""
    workspace = get_actor(request).workspace
    found = queries.list_calls(workspace, before=read_number(request, "before") or 0, limit=queries.PAGE + 1)
    totals = queries.sum_calls(workspace)
    context = {
        "lines": [showing.LedgerLine(call) for call in found[: queries.PAGE]],
        "after": found[queries.PAGE - 1].pk if len(found) > queries.PAGE else 0,
        "totals": totals,
        "cost": tell_cost(totals.cost),
        "minutes": tell_minutes(totals.seconds),
    }
    return render(request, f"{FOLDER}/ledger.html", context)


def show_entry(request: HttpRequest, key: str) -> HttpResponse:
    """Where drafting with a model begins, and earlier drafts; while it is off, how to set one up."""
    row = get_row(get_actor(request).workspace, key)
    found = queries.find_configured()
    context = {
        "key": key,
        "prd": row,
        "settings": found.settings,
        "configured": found,
        "drafts": queries.list_drafts(row),
    }
    return render(
        request, f"{FOLDER}/entry.html", context | {"may_configure": queries.may_configure(get_actor(request))}
    )


@require_POST
def begin(request: HttpRequest, key: str) -> HttpResponse:
    """The questions come first. Nothing is sent."""
    draft = services.begin_draft(get_actor(request), prd=key)
    return redirect("specification:model_draft", key, draft.pk)


def show_draft(request: HttpRequest, key: str, modeldraft_id: int) -> HttpResponse:
    """A draft where it stands: questions, what would be sent, the model at work, or its proposals."""
    row = queries.get_draft(get_actor(request).workspace, modeldraft_id)
    shown = showing.ShownDraft(row, queries.find_configured().settings)
    stage = shown.stage
    if stage is showing.Stage.READY and request.GET.get("step") == "questions":
        stage = showing.Stage.QUESTIONS
    context = {"key": key, "draft": row, "prd": row.prd, "shown": shown, "stage": stage.value}
    if not request.htmx:  # type: ignore[attr-defined]
        return render(request, f"{FOLDER}/draft.html", context)
    if stage is showing.Stage.RUNNING or shown.asks:
        return render(request, f"{FOLDER}/_work.html", context)
    if request.htmx.target == "proposals" and stage is showing.Stage.PROPOSED:  # type: ignore[attr-defined]
        return render(request, f"{FOLDER}/_proposals.html", context)
    return HttpResponse(headers={"HX-Refresh": "true"})


@require_POST
def answer(request: HttpRequest, key: str, modeldraft_id: int) -> HttpResponse:
    """The answers and the chosen sections; what would be sent comes next."""
    form = AnswerForm.read(request)
    services.answer_questions(get_actor(request), draft=modeldraft_id, answers=form.answers, sections=form.sections)
    return redirect("specification:model_draft", key, modeldraft_id)


@require_POST
def ask(request: HttpRequest, key: str, modeldraft_id: int) -> HttpResponse:
    """Let the model word the questions."""
    here = reverse("specification:model_draft", args=[key, modeldraft_id])
    await_job(services.start_asking(get_actor(request), draft=modeldraft_id, leads_to=here), patience=0.5)
    return redirect(here)


@require_POST
def run(request: HttpRequest, key: str, modeldraft_id: int) -> HttpResponse:
    """Send it."""
    here = reverse("specification:model_draft", args=[key, modeldraft_id])
    await_job(services.start_drafting(get_actor(request), draft=modeldraft_id, leads_to=here), patience=0.5)
    return redirect(here)


@require_POST
def cancel(request: HttpRequest, key: str, modeldraft_id: int) -> HttpResponse:
    """Stop the model. The PRD stays as it is."""
    actor = get_actor(request)
    draft = queries.get_draft(actor.workspace, modeldraft_id)
    for name in (queries.DRAFTING, queries.ASKING):
        job = queries.find_job(draft, name)
        if job is not None and job.state in showing.GOING:
            cancel_job(actor, job_id=job.pk)
    return redirect("specification:model_draft", key, modeldraft_id)


@require_POST
def accept(request: HttpRequest, key: str, modeldraft_id: int, section: str) -> HttpResponse:
    """The chosen lines stand in the PRD."""
    form = TakeForm.read(request)
    services.accept_section(get_actor(request), draft=modeldraft_id, section=section, taken=form.taken)
    return _show_decided(request, key, modeldraft_id, section)


@require_POST
def dismiss(request: HttpRequest, key: str, modeldraft_id: int, section: str) -> HttpResponse:
    """Nothing of it comes into the PRD."""
    services.dismiss_section(get_actor(request), draft=modeldraft_id, section=section)
    return _show_decided(request, key, modeldraft_id, section)


def _show_decided(request: HttpRequest, key: str, draft: int, section: str) -> HttpResponse:
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect_changed(request, f"{reverse('specification:model_draft', args=[key, draft])}#section-{section}")
    row = queries.get_draft(get_actor(request).workspace, draft)
    shown = showing.ShownDraft(row, None)
    context = {"key": key, "draft": row, "prd": row.prd, "shown": shown, "stage": shown.stage.value}
    return announce_change(request, render(request, f"{FOLDER}/_proposals.html", context))


def get_actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]
