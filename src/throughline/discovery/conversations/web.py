"""Pages of conversations to read: the list, the transcript, one turn, how the interview was."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from throughline.core.contracts import Actor
from throughline.core.kernel.ids import Ref
from throughline.core.line.steps import Known, Step, draw_steps
from throughline.core.line.walking import walk_line
from throughline.discovery.conversations import listing, queries, showing
from throughline.discovery.conversations.forms import read_number
from throughline.discovery.errors import EvidenceNotFound
from throughline.discovery.models import EvidenceRow, SourceFile


def list_conversations(request: HttpRequest) -> HttpResponse:
    """Every conversation, filtered and sorted as the address says; what to do first where there is none."""
    workspace = get_actor(request).workspace
    page = listing.list_conversations(workspace, listing.Asked.read(request.GET))
    if not page.entries and not page.asked.narrowed and not page.asked.after:
        return render(request, "discovery/conversations/empty.html")
    context = {"page": page, "segments": listing.list_segments(workspace), "marked_choices": listing.MARKED}
    return render(request, "discovery/conversations/list.html", context)


def show_conversation(request: HttpRequest, file_id: int) -> HttpResponse:
    """The transcript, a page of turns at a time. Raises `ConversationNotFound`."""
    file = queries.get_conversation(get_actor(request).workspace, file_id)
    heading = showing.show_heading(file)
    start = showing.find_start(read_number(request.GET.get("from", "0")))
    page = showing.show_turns(file, heading.casting, start=start, found=read_found(request))
    context = {**describe(heading, "transcript"), "page": page, "kinds": showing.KINDS}
    return render(request, "discovery/conversations/transcript.html", context)


def open_at(request: HttpRequest, key: str) -> HttpResponse:
    """Lead to a piece of evidence in its conversation, its words pointed out. Raises `EvidenceNotFound`."""
    rows = EvidenceRow.objects.filter(workspace=get_actor(request).workspace, visible=True, turn__isnull=False)
    row = rows.filter(key=key).first()
    if row is None:
        raise EvidenceNotFound(key)
    span = request.GET.get("words", "")
    return redirect(place_of(row, found=span or "all"))


def place_of(row: EvidenceRow, *, found: str = "") -> str:
    """The address of a turn in its transcript."""
    url = reverse("discovery:conversation", args=[row.file_id])  # type: ignore[attr-defined]
    start = showing.find_start(row.position)
    query = [f"from={start}"] if start else []
    query += [f"turn={row.turn}", f"words={found}"] if found else []
    return f"{url}{'?' if query else ''}{'&'.join(query)}#t-{row.turn}"


def read_found(request: HttpRequest) -> tuple[int, showing.Found] | None:
    """The passage that the address points at: `turn=12&words=3-40`, or `words=all`."""
    turn, words = request.GET.get("turn", ""), request.GET.get("words", "")
    if not turn.isdecimal() or not words or len(turn) > 9:
        return None
    start, _, end = words.partition("-")
    whole = not (start.isdecimal() and end.isdecimal()) or len(words) > 20
    return int(turn), showing.Found(None, None) if whole else showing.Found(int(start), int(end))


def show_turn(request: HttpRequest, file_id: int, number: int) -> HttpResponse:
    """One turn, to be marked sentence by sentence, as a page or beside the transcript. Raises `TurnNotFound`."""
    workspace = get_actor(request).workspace
    file = queries.get_conversation(workspace, file_id)
    fragment = request.htmx  # type: ignore[attr-defined]
    name = "discovery/conversations/_turn_panel.html" if fragment else "discovery/conversations/turn.html"
    return render(request, name, describe_turn(file, number, known=not fragment))


def describe_turn(file: SourceFile, number: int, *, known: bool) -> dict[str, Any]:
    """What the form of one turn shows; with `known`, the titles of opportunities to choose from as well."""
    row, heading = queries.get_turn(file, number), showing.show_heading(file)
    titles = queries.open_opportunities(file.workspace).values_list("title", flat=True)[:200] if known else ()
    return {
        **(describe(heading, "transcript") if known else {"heading": heading, "file": file}),
        "row": row,
        "voice": showing.find_voice(heading.casting, row),
        "who": showing.who_of(row),
        "marks": queries.list_marks(file, start=row.position, limit=1),
        "sentences": showing.cut_sentences(row.text),
        "time": showing.tell_time(row.at_seconds),
        "kinds": showing.KINDS,
        "known": titles,
        "place": place_of(row),
    }


def find_opportunities(request: HttpRequest) -> HttpResponse:
    """Opportunities to choose from while a title is typed."""
    words = request.GET.get("title", "").replace("\x00", "").strip()[:255]
    found = queries.suggest_opportunities(get_actor(request).workspace, words)
    themes = queries.suggest_themes(get_actor(request).workspace, words)
    title = " ".join(words.split()).casefold()
    same = any(name.casefold() == title for name in (*(one.title for one in found), *(one.label for one in themes)))
    context = {"found": found, "themes": themes, "words": words, "same": same}
    return render(request, "discovery/conversations/_opportunities.html", context)


def describe(heading: showing.Heading, part: str) -> dict[str, Any]:
    """The frame of every page of one conversation; `part` is the one that is open."""
    return {"heading": heading, "file": heading.file, "part": part, "line": draw_line(heading)}


def draw_line(heading: showing.Heading) -> list[Step]:
    """How we got here, from the turns of customers to what came of those that were marked."""
    file, borne = heading.file, queries.list_borne(heading.file)
    said = sum(voice.turns for voice in heading.voices if not voice.interviewer)
    url = (
        reverse("discovery:opportunity", args=borne)
        if len(borne) == 1
        else reverse("discovery:snapshot", args=[file.pk])
    )
    known = {
        "evidence": Known(said, reverse("discovery:conversation", args=[file.pk])),
        "opportunity": Known(len(borne), url),
    }
    return draw_steps(walk_line(file.workspace, Ref("conversation", str(file.pk))), known)


def get_actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]
