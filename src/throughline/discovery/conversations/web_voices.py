"""Who speaks: one page to correct every voice of a conversation, and a form to correct one turn."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from throughline.core.answering import redirect_changed
from throughline.core.kernel.errors import BadInput
from throughline.discovery.conversations import queries, services, showing
from throughline.discovery.conversations.web import describe, get_actor
from throughline.discovery.conversations.web_marks import answer
from throughline.discovery.models import Account


def show_voices(request: HttpRequest, file_id: int) -> HttpResponse:
    """Every voice with its part; sending the form of one corrects all its turns. Raises `ConversationNotFound`."""
    actor = get_actor(request)
    if request.method == "POST":
        said = services.VoiceSaid(
            name=request.POST.get("name", ""),
            interviewer=request.POST.get("part") == "asks",
            account=request.POST.get("account", ""),
        )
        services.correct_voice(actor, file_id=file_id, voice=request.POST.get("voice", ""), said=said)
        return redirect_changed(request, reverse("discovery:speakers", args=[file_id]))
    file = queries.get_conversation(actor.workspace, file_id)
    heading = showing.show_heading(file)
    accounts = Account.objects.filter(workspace=actor.workspace).order_by("name").values_list("name", flat=True)[:300]
    context = {**describe(heading, "speakers"), "voices": showing.show_voices(heading), "accounts": accounts}
    return render(request, "discovery/conversations/speakers.html", context)


@require_POST
def give_turn(request: HttpRequest, file_id: int, number: int) -> HttpResponse:
    """Let one turn be said by somebody else. Raises `TurnNotFound`."""
    actor, name = get_actor(request), " ".join(request.POST.get("voice", "").split())[:120]
    if not name:
        raise BadInput("nobody was named", mend="write who says this turn")
    file = services.give_turn(actor, file_id=file_id, number=number, voice=name)
    around = queries.turns_of(file).filter(turn__gte=number, turn__lte=number + 1)
    return answer(request, file, around)
