"""What is made of a conversation: its snapshot, how it was led, and the guide for the next one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from throughline.core.answering import redirect_changed
from throughline.core.kernel.clock import utc_today
from throughline.discovery.conversations import forms, preparing, queries, services, showing, snapshots
from throughline.discovery.conversations.reviewing import review_conversation
from throughline.discovery.conversations.web import describe, get_actor


def show_snapshot(request: HttpRequest, file_id: int) -> HttpResponse:
    """The interview on one page, to be printed or copied. Raises `ConversationNotFound`."""
    file = queries.get_conversation(get_actor(request).workspace, file_id)
    heading, view = showing.show_heading(file), snapshots.show_snapshot(file)
    markdown = snapshots.write_markdown(heading, view)
    context = {**describe(heading, "snapshot"), "view": view, "markdown": markdown}
    return render(request, "discovery/conversations/snapshot.html", context)


def download_snapshot(request: HttpRequest, file_id: int) -> HttpResponse:
    """The snapshot as a Markdown file; personal data in it is masked."""
    file = queries.get_conversation(get_actor(request).workspace, file_id)
    text = snapshots.write_markdown(showing.show_heading(file), snapshots.show_snapshot(file))
    headers = {"Content-Disposition": f'attachment; filename="snapshot-{file.pk}.md"'}
    return HttpResponse(text, content_type="text/markdown; charset=utf-8", headers=headers)


@require_POST
def note_facts(request: HttpRequest, file_id: int) -> HttpResponse:
    """Keep the facts, one a line."""
    facts = request.POST.get("facts", "").splitlines()
    services.note_facts(get_actor(request), file_id=file_id, facts=facts)
    return redirect_changed(request, reverse("discovery:snapshot", args=[file_id]))


@require_POST
def choose_quote(request: HttpRequest, file_id: int) -> HttpResponse:
    """Choose the quote to remember, or none."""
    value = request.POST.get("mark", "")
    mark_id = forms.read_number(value, what="mark") if value else None
    services.choose_quote(get_actor(request), file_id=file_id, mark_id=mark_id)
    return redirect_changed(request, reverse("discovery:snapshot", args=[file_id]))


@require_POST
def describe_file(request: HttpRequest, file_id: int) -> HttpResponse:
    """Give the conversation its name and its day."""
    form = forms.AboutForm.read(request)
    services.describe_conversation(get_actor(request), file_id=file_id, title=form.title, on=form.on)
    return redirect_changed(request, reverse("discovery:speakers", args=[file_id]))


def show_review(request: HttpRequest, file_id: int) -> HttpResponse:
    """How was the interview? Who talked, and what was asked. Raises `ConversationNotFound`."""
    file = queries.get_conversation(get_actor(request).workspace, file_id)
    context = {**describe(showing.show_heading(file), "review"), "review": review_conversation(file)}
    return render(request, "discovery/conversations/review.html", context)


def show_guide(request: HttpRequest, key: str) -> HttpResponse:
    """The guide for the next interview about an opportunity. Raises `OpportunityNotFound`."""
    opportunity = preparing.get_opportunity(get_actor(request).workspace, key)
    guide = preparing.make_guide(opportunity, today=utc_today())
    context = {"opportunity": opportunity, "guide": guide, "text": preparing.write_guide(opportunity.workspace, guide)}
    return render(request, "discovery/conversations/prepare.html", context)
