"""Cases of undo for conversations: one for each of their services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from throughline.core.contracts import Actor
from throughline.discovery.contracts import MarkKind, Stance
from throughline.discovery.conversations import services
from throughline.discovery.conversations.queries import visible_conversations
from throughline.discovery.conversations.services import Bearing, Passage, VoiceSaid
from throughline.discovery.models import EvidenceRow, Mark, SourceFile


def prepare(actor: Actor) -> None:
    """A mark in the conversation that is the quote to remember."""
    mark_words(actor, "broke", title="")
    services.choose_quote(actor, file_id=find_talk(actor).pk, mark_id=find_mark(actor).pk)


def mark_words(actor: Actor, words: str, *, title: str) -> None:
    turn = EvidenceRow.objects.filter(file=find_talk(actor), interviewer=False)[0]
    start = turn.text.index(words)
    services.mark_passages(
        actor,
        passages=[Passage(turn.key, start, start + len(words), words)],
        kind=MarkKind.PAIN,
        bearing=Bearing(title=title),
    )


def find_talk(actor: Actor) -> SourceFile:
    return visible_conversations(actor.workspace)[0]


def find_mark(actor: Actor) -> Mark:
    return Mark.objects.filter(workspace=actor.workspace, because="marked in the transcript")[0]


def change_mark(actor: Actor) -> None:
    bearing = Bearing(title="It lasts")
    services.change_mark(
        actor, mark_id=find_mark(actor).pk, kind=MarkKind.DELIGHT, stance=Stance.AGAINST, bearing=bearing
    )


_HERE = "throughline.discovery.conversations.services"
DO: dict[str, Callable[[Actor, Path], object]] = {
    f"{_HERE}.mark_passages": lambda a, _: mark_words(a, "It broke", title="Nothing breaks"),
    f"{_HERE}.change_mark": lambda a, _: change_mark(a),
    f"{_HERE}.remove_mark": lambda a, _: services.remove_mark(a, mark_id=find_mark(a).pk),
    f"{_HERE}.note_facts": lambda a, _: services.note_facts(a, file_id=find_talk(a).pk, facts=["Four plants"]),
    f"{_HERE}.choose_quote": lambda a, _: services.choose_quote(a, file_id=find_talk(a).pk, mark_id=None),
    f"{_HERE}.correct_voice": lambda a, _: services.correct_voice(
        a, file_id=find_talk(a).pk, voice="Bo", said=VoiceSaid("Bo", interviewer=True)
    ),
    f"{_HERE}.give_turn": lambda a, _: services.give_turn(a, file_id=find_talk(a).pk, number=1, voice="Priya"),
    f"{_HERE}.describe_conversation": lambda a, _: services.describe_conversation(
        a, file_id=find_talk(a).pk, title="The call", on=date(2026, 3, 1)
    ),
}
