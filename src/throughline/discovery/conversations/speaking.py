"""Who speaks in a conversation, corrected by a person: for services, inside their act. The words never change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from throughline.core.undo.recorder import Act
from throughline.discovery.conversations.errors import VoiceNotFound
from throughline.discovery.conversations.marking import drop_marks
from throughline.discovery.conversations.queries import accepted_marks, list_voices
from throughline.discovery.models import Account, EvidenceRow, Person, SourceFile
from throughline.discovery.rules.cast import UNNAMED, UNNAMED_ASKER, CastVoice, TurnHead, find_key, name_voice
from throughline.discovery.rules.identities import identify
from throughline.discovery.rules.names import show_name

_NOBODYS = {UNNAMED, UNNAMED_ASKER}


@dataclass(frozen=True, slots=True)
class VoiceSaid:
    """What a person says of a voice: what it is called, whether it asks, and at which account it is."""

    name: str = ""
    interviewer: bool = False
    account: str = ""


def correct(act: Act, file: SourceFile, key: str, said: VoiceSaid) -> SourceFile:
    """Hold what a person says of the voice `key`, for all of its turns. Raises `VoiceNotFound`."""
    casting = list_voices(file)
    voice = casting.voices.get(key)
    if voice is None:
        raise VoiceNotFound(key)
    rows = [row for row in _list_heads(file) if find_key(_head(row), casting.given) == key]
    _hand_over(act, rows, said)
    name, account = _tidy(said.name), _tidy(said.account)
    note = {**_note(file, voice), "called": name, "interviewer": said.interviewer, "account": account}
    note["reason"] = f"{act.member.name} said so"
    if key in _NOBODYS:
        note["said"] = [row.turn for row in rows]
    return act.update(file, speakers=_put(file, note))


def give(act: Act, file: SourceFile, number: int, name: str) -> SourceFile:
    """Let the turn `number` be said by the voice called `name`, which may be new."""
    casting, name = list_voices(file), _tidy(name)
    voice = next((one for one in casting.voices.values() if one.name.casefold() == name.casefold()), None)
    voice = voice or CastVoice(name, name, False, "", 0)
    row = next(row for row in _list_heads(file) if row.turn == number)
    note = _note(file, voice)
    _hand_over(act, [row], VoiceSaid(voice.name, voice.interviewer, str(note.get("account", row.account or ""))))
    note["said"] = sorted({*note.get("said", ()), number})
    note.setdefault("account", row.account or "")
    others = [_without(other, number) if name_voice(other) != voice.key else other for other in file.speakers]
    file.speakers = others
    return act.update(file, speakers=_put(file, note))


def set_part(act: Act, file: SourceFile, label: str, *, interviewer: bool) -> SourceFile:
    """Say whether the voice that the file calls `label` asks; what else is known of it stays."""
    name = show_name(label)
    rows = [row for row in _list_heads(file) if row.person == name and row.interviewer != interviewer]
    rows = [row for row in rows if name or row.attributes.get("voices") != "several"]
    if rows:
        _hand_over(act, rows, VoiceSaid(name or "", interviewer, rows[0].account or ""))
    said = {"interviewer": interviewer, "reason": f"{act.member.name} said so"}
    return act.update(file, speakers=[{**one, **said} if one["name"] == label else one for one in file.speakers])


def _hand_over(act: Act, rows: Sequence[EvidenceRow], said: VoiceSaid) -> None:
    """Let these turns count for whom they are said to be; what was marked in an interviewer's words is let go."""
    if said.interviewer:
        drop_marks(act, accepted_marks().filter(evidence__in=[row.pk for row in rows]))
        nobody = {"customer_person": None, "customer_account": None, "customer_segment": ""}
        act.update_many(rows, interviewer=True, **nobody)
        return
    account = _find_account(act, _tidy(said.account))
    person = _find_person(act, _tidy(said.name), account)
    segment = (account.segment if account else "") or next((row.segment for row in rows if row.segment), "") or ""
    counts = {"customer_person": person, "customer_account": account, "customer_segment": segment}
    act.update_many(rows, interviewer=False, **counts)


def _find_account(act: Act, name: str) -> Account | None:
    if not name:
        return None
    known = Account.objects.filter(workspace=act.workspace, name__iexact=name).order_by("pk").first()
    return known or act.create(Account(workspace=act.workspace, name=name))


def _find_person(act: Act, name: str, account: Account | None) -> Person | None:
    who = identify(person=name, account=account.name if account else None, attributes={})
    if who is None:
        return None
    known = Person.objects.filter(workspace=act.workspace, identity=who.key).first()
    if known:
        return known
    because = f"{act.member.name} said so"[:120] if account else ""
    made = Person(workspace=act.workspace, identity=who.key, name=who.name, mail=who.mail, account=account)
    made.because = because
    return act.create(made)


def _list_heads(file: SourceFile) -> Iterable[EvidenceRow]:
    only = ("pk", "file", "turn", "person", "interviewer", "account", "segment", "attributes")
    return file.evidence.only(*only).order_by("position")  # type: ignore[attr-defined]


def _head(row: EvidenceRow) -> TurnHead:
    return TurnHead(row.turn or 0, row.person, row.interviewer)


def _note(file: SourceFile, voice: CastVoice) -> dict[str, Any]:
    """What is kept of the voice so far, with its key."""
    found = next((note for note in file.speakers if name_voice(note) == voice.key), None)
    fresh = {"name": voice.key, "turns": voice.turns, "interviewer": voice.interviewer, "reason": voice.reason}
    return {**(found or fresh), "key": voice.key}


def _put(file: SourceFile, note: dict[str, Any]) -> list[dict[str, Any]]:
    """The file's voices with this note in the place of the one it corrects."""
    key = name_voice(note)
    kept = [note if name_voice(other) == key else other for other in file.speakers]
    return kept if note in kept else [*kept, note]


def _without(note: dict[str, Any], number: int) -> dict[str, Any]:
    said = [turn for turn in note.get("said", ()) if turn != number]
    return {**note, "said": said} if "said" in note else note


def _tidy(words: str) -> str:
    return " ".join(words.split())[:255]
