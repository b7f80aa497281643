"""Who speaks in a stored conversation: the voices as its file names them, and what a person has said of them since.

A turn's voice is the one a person gave it, else the name beside it in the file. Turns that nobody is named at have two
voices of their own: whoever asks, and whoever answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from throughline.discovery.rules.names import is_topic, show_name

UNNAMED = ""
UNNAMED_ASKER = "?"
_MANY = 0.2

Notes = Sequence[Mapping[str, Any]]
"""What is kept of a file's voices: name, turns, interviewer, reason.

One that a person corrected has its `key` besides, and perhaps what it is `called`, its `account`, the turns it `said`.
"""


@dataclass(frozen=True, slots=True)
class TurnHead:
    """What is known of a turn besides its words."""

    number: int
    person: str | None
    interviewer: bool


@dataclass(frozen=True, slots=True)
class CastVoice:
    """One voice: `key` is how the file names it, `name` what it is called here (empty where nobody has said)."""

    key: str
    name: str
    interviewer: bool
    reason: str
    turns: int

    @property
    def title(self) -> str:
        """How a page calls it."""
        return self.name or ("Whoever asks" if self.interviewer else "Nobody named")


@dataclass(frozen=True)
class Casting:
    """Every voice of a conversation, in order of appearance, and which of them speaks a turn."""

    voices: Mapping[str, CastVoice]
    given: Mapping[int, str]
    """The turns that a person gave to a voice."""

    def find(self, turn: TurnHead) -> CastVoice:
        """The voice of `turn`."""
        return self.voices[find_key(turn, self.given)]


def cast_voices(turns: Iterable[TurnHead], notes: Notes) -> Casting:
    """The voices of these turns, each with its part."""
    given = {number: name_voice(note) for note in notes for number in note.get("said", ())}
    said = {name_voice(note): note for note in reversed(notes)}
    tally, parts = Counter[str](), dict[str, Counter[bool]]()
    for turn in turns:
        key = find_key(turn, given)
        tally[key] += 1
        parts.setdefault(key, Counter())[turn.interviewer] += 1
    voices = {key: _describe(key, tally[key], parts[key], said.get(key, {})) for key in tally}
    return Casting(voices, given)


def find_key(turn: TurnHead, given: Mapping[int, str]) -> str:
    """The key of the turn's voice."""
    if turn.number in given:
        return given[turn.number]
    return turn.person or (UNNAMED_ASKER if turn.interviewer else UNNAMED)


def name_voice(note: Mapping[str, Any]) -> str:
    """The key of the voice that a note is about."""
    if "key" in note:
        return str(note["key"])
    return show_name(str(note["name"])) or (UNNAMED_ASKER if note.get("interviewer") else UNNAMED)


def read_names(
    notes: Notes, *, turn: int | None, person: str | None, account: str | None
) -> tuple[str | None, str | None]:
    """The person and the account of a turn, with what was corrected since its file came; else as they came."""
    note = _find_note(notes, turn, person)
    if note is None:
        return person, account
    name = note.get("called") or (note["key"] if note["key"] not in {UNNAMED, UNNAMED_ASKER} else person)
    return name, note.get("account", account) or None


def _find_note(notes: Notes, turn: int | None, person: str | None) -> Mapping[str, Any] | None:
    corrected = [note for note in notes if "key" in note]
    given = (note for note in corrected if turn in note.get("said", ()))
    return next(given, None) or next((note for note in corrected if person and note["key"] == person), None)


def _describe(key: str, turns: int, parts: Counter[bool], note: Mapping[str, Any]) -> CastVoice:
    name = str(note.get("called") or ("" if key in {UNNAMED, UNNAMED_ASKER} else key))
    return CastVoice(key, name, parts.most_common(1)[0][0], str(note.get("reason", "")), turns)


def tell_doubts(voices: Iterable[CastVoice]) -> tuple[str, ...]:
    """What may be wrong with the speakers of a conversation, in sentences; empty where nothing is."""
    known = list(voices)
    total = sum(voice.turns for voice in known) or 1
    named = [voice for voice in known if voice.name]
    unnamed = sum(voice.turns for voice in known if not voice.name)
    doubts = [
        f"“{voice.name}” reads like the title of a part, not like somebody’s name."
        for voice in named
        if voice.name == voice.key and is_topic(voice.key)
    ]
    if not named:
        doubts.append("The file names nobody: say who speaks, and their words can be told apart and quoted by name.")
    elif unnamed >= _MANY * total:
        doubts.append(f"{unnamed:,} of {total:,} turns name nobody.")
    if not any(voice.interviewer for voice in known):
        doubts.append("Nobody is known as whoever asks.")
    if all(voice.interviewer for voice in known):
        doubts.append("Nobody is known as the customer, so nothing here counts as a customer’s words.")
    return tuple(doubts)
