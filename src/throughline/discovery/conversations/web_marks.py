"""Marks on the words of a conversation: made, changed and taken away."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from throughline.core.answering import announce_change, redirect_changed
from throughline.discovery.contracts import Stance
from throughline.discovery.conversations import forms, queries, services, showing
from throughline.discovery.conversations.web import draw_line, get_actor, place_of
from throughline.discovery.models import EvidenceRow, SourceFile


@require_POST
def mark(request: HttpRequest, file_id: int) -> HttpResponse:
    """Keep the selected words as evidence."""
    actor, sent = get_actor(request), request.POST
    file = queries.get_conversation(actor.workspace, file_id)
    passages = forms.read_passages(sent)
    services.mark_passages(actor, passages=passages, kind=forms.read_kind(sent), bearing=forms.read_bearing(sent))
    rows = queries.turns_of(file).filter(key__in=[passage.evidence for passage in passages])
    return answer(request, file, rows)


@require_POST
def mark_turn(request: HttpRequest, file_id: int, number: int) -> HttpResponse:
    """Keep a turn, or the sentences of it that were ticked, as evidence."""
    actor, sent = get_actor(request), request.POST
    file = queries.get_conversation(actor.workspace, file_id)
    row = queries.get_turn(file, number)
    passages = forms.read_sentences(sent, evidence=row.key, text=row.text)
    services.mark_passages(actor, passages=passages, kind=forms.read_kind(sent), bearing=forms.read_bearing(sent))
    return answer(request, file, [row])


def show_mark(request: HttpRequest, mark_id: int) -> HttpResponse:
    """One mark, to be changed; sending the form changes it. Raises `MarkNotFound`."""
    actor = get_actor(request)
    if request.method == "POST":
        sent = request.POST
        stance, bearing = forms.read_stance(sent), forms.read_bearing(sent)
        changed = services.change_mark(
            actor, mark_id=mark_id, kind=forms.read_kind(sent), stance=stance, bearing=bearing
        )
        return answer(request, changed.evidence.file, [changed.evidence])
    found = queries.get_mark(actor.workspace, mark_id)
    fragment = request.htmx  # type: ignore[attr-defined]
    name = "discovery/conversations/_mark_panel.html" if fragment else "discovery/conversations/mark.html"
    return render(request, name, _describe(found, known=not fragment))


def _describe(found: queries.Mark, *, known: bool) -> dict[str, object]:
    row = found.evidence
    titles = queries.open_opportunities(found.workspace).values_list("title", flat=True)[:200] if known else ()
    return {
        "mark": found,
        "row": row,
        "file": row.file,
        "stretches": showing.cut_stretches(row.text, [found]),
        "who": showing.who_of(row),
        "kinds": showing.KINDS,
        "stances": list(Stance),
        "known": titles,
        "place": place_of(row),
    }


@require_POST
def remove(request: HttpRequest, mark_id: int) -> HttpResponse:
    """Take one mark away. Raises `MarkNotFound`."""
    actor = get_actor(request)
    row = queries.get_mark(actor.workspace, mark_id).evidence
    file = services.remove_mark(actor, mark_id=mark_id)
    return answer(request, file, [row])


def answer(request: HttpRequest, file: SourceFile, rows: Iterable[EvidenceRow]) -> HttpResponse:
    """The turns anew in their places, or the transcript at the first of them."""
    touched = list(rows)
    if not request.htmx:  # type: ignore[attr-defined]
        back = place_of(touched[0]) if touched else reverse("discovery:conversation", args=[file.pk])
        return redirect_changed(request, back)
    heading, numbers = showing.show_heading(file), {row.turn for row in touched}
    starts = sorted({showing.find_start(row.position) for row in touched})
    pages = [showing.show_turns(file, heading.casting, start=start) for start in starts]
    turns = [turn for page in pages for turn in page.turns if turn.number in numbers]
    context = {"turns": turns, "heading": heading, "file": file, "oob": True, "line": draw_line(heading)}
    return announce_change(request, render(request, "discovery/conversations/_marked.html", context))
