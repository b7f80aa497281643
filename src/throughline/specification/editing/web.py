"""The forms that write in a PRD: each does one thing and answers with the document as it stands."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from throughline.core.allowing import COMMENTERS, allow
from throughline.core.answering import find_own_change
from throughline.core.kernel.errors import BadInput
from throughline.specification.document import answer, answer_line, get_actor, is_fragment, writes_section
from throughline.specification.editing import services, stories
from throughline.specification.editing.forms import LineForm, read_place
from throughline.specification.editing.queries import Neighbours, describe_adding, find_story, list_neighbours
from throughline.specification.queries import get_row


@allow(COMMENTERS)
def add_line(request: HttpRequest, key: str, section: str) -> HttpResponse:
    """A new line in a section or in one of its blocks; after it, the form stands open for the next."""
    actor, block = get_actor(request), request.GET.get("block", "")[:80]
    adding = describe_adding(get_row(actor.workspace, key), section, block)
    if request.method == "POST":
        form = LineForm.read(request, adding.columns)
        words = {"text": form.text, "cells": form.cells, "owner": form.owner, "after": form.after}
        services.add_line(actor, prd=key, section=section, block=block, **words)
        return answer(request, key, at=f"add-{block or section}", open_form=f"{section}/{block}")
    if "closed" in request.GET:
        context = {"key": key, "place": section, "block": block, "noun": adding.part.noun}
        return render(request, "specification/_add_to.html", context)
    allowed = writes_section(actor, key, section)
    context = {"key": key, "adding": adding, "after": request.GET.get("after", "")[:64], "allowed": allowed}
    return _show_form(request, "_add", context)


@allow(COMMENTERS)
@require_POST
def move_line(request: HttpRequest, key: str, claim: str) -> HttpResponse:
    """Put a line before another one, or a step up or down."""
    actor = get_actor(request)
    before, block = read_place(request), request.POST.get("block", "")[:80]
    if way := request.POST.get("way", ""):
        found = list_neighbours(get_row(actor.workspace, key), claim)
        before = _choose(found, way)
    services.move_line(actor, prd=key, claim=claim, before=before, block=block)
    return answer_line(request, key, claim)


@require_POST
def place_request(request: HttpRequest, key: str, claim: str) -> HttpResponse:
    """What somebody asked for is in, or out."""
    services.place_request(get_actor(request), prd=key, claim=claim, out=request.POST.get("where") == "out")
    return answer_line(request, key, claim)


def edit_title(request: HttpRequest, key: str) -> HttpResponse:
    """The title of the PRD, saved as it is typed."""
    row = get_row(get_actor(request).workspace, key)
    if request.method == "POST":
        title = request.POST.get("text", "")
        if " ".join(title.split()) != row.title:
            services.rename_prd(get_actor(request), prd=key, title=title, typed="joins" in request.POST)
        return _saved(request) or answer(request, key)
    return _show_form(
        request, "_title", {"key": key, "words": row.title, "block": "", "longest": services.LONGEST_TITLE}
    )


@require_POST
def own(request: HttpRequest, key: str) -> HttpResponse:
    """Who answers for the PRD."""
    owner = " ".join(request.POST.get("owner", "").split())
    if not owner:
        raise BadInput("an owner needs a name", mend="write one")
    services.own_prd(get_actor(request), prd=key, owner=owner)
    return answer(request, key, at="people")


def add_story(request: HttpRequest, key: str) -> HttpResponse:
    """A new story, with its own sentence if the person has one."""
    if request.method == "POST":
        title, text = request.POST.get("title", ""), request.POST.get("text", "")
        block = stories.add_story(get_actor(request), prd=key, title=title, text=text)
        return answer(request, key, at=f"block-{block}", open_form=f"stories/{block}")
    if "closed" in request.GET:
        return render(request, "specification/_add_story_to.html", {"key": key})
    return _show_form(request, "_add_story", {"key": key, "row": get_row(get_actor(request).workspace, key)})


def edit_story(request: HttpRequest, key: str, block: str) -> HttpResponse:
    """The title of a story, saved as it is typed."""
    story = find_story(get_row(get_actor(request).workspace, key), block)
    if request.method == "POST":
        title = request.POST.get("text", "")
        if " ".join(title.split()) != story.title:
            typed = {"typed": "joins" in request.POST}
            stories.rename_block(get_actor(request), prd=key, section="stories", block=block, title=title, **typed)
        return _saved(request) or answer(request, key, at=f"block-{block}")
    context = {"key": key, "words": story.title, "story": block, "longest": stories.LONGEST_TITLE}
    return _show_form(request, "_title", context)


@require_POST
def prioritise(request: HttpRequest, key: str, block: str) -> HttpResponse:
    priority = request.POST.get("priority", "")
    stories.prioritise_story(get_actor(request), prd=key, block=block, priority=priority)
    return answer(request, key, at=f"block-{block}")


@require_POST
def move_story(request: HttpRequest, key: str, block: str) -> HttpResponse:
    """Put a story before another one, or a step up or down."""
    actor, before = get_actor(request), read_place(request)
    story = find_story(get_row(actor.workspace, key), block)
    if way := request.POST.get("way", ""):
        before = _choose(story.neighbours, way)
    stories.move_block(actor, prd=key, section="stories", block=block, before=before)
    return answer(request, key, at=f"block-{block}")


@require_POST
def remove_story(request: HttpRequest, key: str, block: str) -> HttpResponse:
    """Take a story off the page; its lines are listed with the reason."""
    reason = " ".join(request.POST.get("reason", "").split())[:300]
    stories.remove_story(get_actor(request), prd=key, block=block, reason=reason)
    return answer(request, key, at="section-stories")


def _choose(found: Neighbours, way: str) -> str:
    return found.before_upper if way == "up" else found.after_lower


def _saved(request: HttpRequest) -> HttpResponse | None:
    """The short answer to what is saved while somebody types."""
    if "typed" not in request.POST:
        return None
    return render(request, "specification/_saved.html", {"change": find_own_change(request)})


def _show_form(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    context = {"allowed": get_actor(request).can_write, **context}
    if is_fragment(request):
        return render(request, f"specification/editing/{name}.html", context)
    return render(request, "specification/editing/form.html", {**context, "form": f"specification/editing/{name}.html"})
