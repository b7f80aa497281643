"""Writes of conversations: marks on their words, who speaks, what a person notes beside them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.discovery.contracts import MarkKind, Stance
from throughline.discovery.conversations.errors import NothingMarked
from throughline.discovery.conversations.marking import (
    NOWHERE,
    Bearing,
    Passage,
    check_passage,
    drop_marks,
    find_or_open,
    find_rows,
    is_there,
    make_mark,
    quote_of,
    tell_marked,
)
from throughline.discovery.conversations.queries import get_conversation, get_mark, get_turn
from throughline.discovery.conversations.speaking import VoiceSaid, correct, give
from throughline.discovery.models import Mark, Snapshot, SourceFile

__all__ = [
    "Bearing",
    "Passage",
    "VoiceSaid",
    "change_mark",
    "choose_quote",
    "correct_voice",
    "describe_conversation",
    "give_turn",
    "mark_passages",
    "note_facts",
    "quote_of",
    "remove_mark",
]


@service("mark")
def mark_passages(
    act: Act, *, passages: Sequence[Passage], kind: MarkKind | None, bearing: Bearing = NOWHERE
) -> list[Mark]:
    """Keep these words as evidence, one mark a passage; the kind may stay open. What is marked so already stays.

    Raises `NothingMarked`, `EvidenceNotFound`, `AskersWords`, `WordsDiffer`, `OpportunityGone`.
    """
    if not passages:
        raise NothingMarked
    rows = find_rows(act, {passage.evidence for passage in passages})
    spans = [(rows[passage.evidence], check_passage(rows[passage.evidence], passage)) for passage in passages]
    act.name_subject(tell_marked(kind, [passage.words for passage in passages]))
    opportunity = find_or_open(act, bearing)
    made = [make_mark(act, row, span, kind, opportunity) for row, span in spans]
    fresh = [mark for mark in made if not is_there(mark)]
    return [act.create(mark) for mark in fresh]


@service("change a mark")
def change_mark(act: Act, *, mark_id: int, kind: MarkKind | None, stance: Stance, bearing: Bearing) -> Mark:
    """Say that the marked words are of another kind, or bear on something else. Raises `MarkNotFound`."""
    mark = get_mark(act.workspace, mark_id)
    act.name_subject(tell_marked(kind, [quote_of(mark)]))
    return act.update(mark, kind=kind or "", stance=stance, opportunity=find_or_open(act, bearing))


@service("take a mark away")
def remove_mark(act: Act, *, mark_id: int) -> SourceFile:
    """Take the mark away; the words stay. Returns its conversation. Raises `MarkNotFound`."""
    mark = get_mark(act.workspace, mark_id)
    act.name_subject(f"“{quote_of(mark)}”")
    drop_marks(act, [mark])
    return mark.evidence.file


@service("note the facts")
def note_facts(act: Act, *, file_id: int, facts: Sequence[str]) -> Snapshot:
    """Keep what a person noted about the conversation, a fact a line. Raises `ConversationNotFound`."""
    file = get_conversation(act.workspace, file_id)
    act.name_subject(file.title or file.name)
    kept = [" ".join(fact.split())[:1000] for fact in facts if fact.strip()][:100]
    return _keep_snapshot(act, file, facts=kept)


@service("choose the quote to remember")
def choose_quote(act: Act, *, file_id: int, mark_id: int | None) -> Snapshot:
    """The one thing to remember of the conversation; None for none. Raises `MarkNotFound`."""
    file = get_conversation(act.workspace, file_id)
    mark = get_mark(act.workspace, mark_id) if mark_id is not None else None
    act.name_subject(f"“{quote_of(mark)}”" if mark else file.title or file.name)
    return _keep_snapshot(act, file, quote=mark)


@service("correct a voice")
def correct_voice(act: Act, *, file_id: int, voice: str, said: VoiceSaid) -> SourceFile:
    """Say what a voice is called, whether it asks and where it is from, for all its turns at once.

    What was marked in words that turn out to be the interviewer's is taken away with it.
    Raises `ConversationNotFound` or `VoiceNotFound`.
    """
    file = get_conversation(act.workspace, file_id)
    act.name_subject(f"{said.name or voice or 'nobody named'} in {file.title or file.name}")
    return correct(act, file, voice, said)


@service("say who says it")
def give_turn(act: Act, *, file_id: int, number: int, voice: str) -> SourceFile:
    """Give one turn to the voice of that name, which may be new. Raises `ConversationNotFound`, `TurnNotFound`."""
    file = get_conversation(act.workspace, file_id)
    act.name_subject(f"{voice}, turn {number} of {file.title or file.name}")
    return give(act, file, get_turn(file, number).turn or 0, voice)


@service("describe the conversation")
def describe_conversation(act: Act, *, file_id: int, title: str, on: date | None) -> SourceFile:
    """Give the conversation a name and the day it was held; its turns take the day. Raises `ConversationNotFound`."""
    file = get_conversation(act.workspace, file_id)
    title = " ".join(title.split())[:255] or file.name
    act.name_subject(title)
    if on != file.date:
        act.update_many(list(file.evidence.only("pk")), date=on, arrived=on or file.imported.date())  # type: ignore[attr-defined]
    return act.update(file, title=title, date=on)


def _keep_snapshot(act: Act, file: SourceFile, **values: object) -> Snapshot:
    snapshot = Snapshot.objects.filter(file=file).first()
    if snapshot is None:
        return act.create(Snapshot(file=file, **values))
    return act.update(snapshot, **values)
