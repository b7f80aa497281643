"""What the pages of a conversation show: its turns with their voices and marks, gathered into plain objects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from throughline.discovery.contracts import MarkKind
from throughline.discovery.conversations.queries import (
    TURNS_A_PAGE,
    Summary,
    Who,
    accepted_marks,
    list_marks,
    list_turns,
    list_voices,
    read_who,
    summarise,
    turns_of,
)
from throughline.discovery.models import EvidenceRow, Mark, SourceFile
from throughline.discovery.rules.cast import Casting, CastVoice, TurnHead, tell_doubts
from throughline.discovery.rules.highlights import Stretch, cut_stretches
from throughline.grounding.words import split_sentences

KINDS = tuple((str(number), kind.value[0], kind) for number, kind in enumerate(MarkKind, start=1))
"""Each kind of mark with the digit and the letter that choose it."""


_EXAMPLES = 8


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that a link points at."""

    start: int | None
    end: int | None
    found: bool = True


@dataclass(frozen=True, slots=True)
class TurnView:
    """One turn as the transcript sets it; `opens` says that its voice was not the one before."""

    row: EvidenceRow
    voice: CastVoice
    opens: bool
    stretches: tuple[Stretch, ...]
    marks: tuple[Mark, ...]

    @property
    def number(self) -> int:
        return self.row.turn or 0

    @property
    def time(self) -> str:
        return tell_time(self.row.at_seconds)

    @property
    def several(self) -> bool:
        """Whether several voices were put into this one turn."""
        return self.row.attributes.get("voices") == "several"


@dataclass(frozen=True, slots=True)
class PageOfTurns:
    """A page of the transcript; `before` and `after` are where its neighbours begin, None at the ends."""

    turns: tuple[TurnView, ...]
    start: int
    total: int
    before: int | None
    after: int | None

    @property
    def first(self) -> int:
        return self.start + 1

    @property
    def last(self) -> int:
        return self.start + len(self.turns)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over every page of a conversation."""

    file: SourceFile
    summary: Summary
    casting: Casting
    doubts: tuple[str, ...]

    @property
    def title(self) -> str:
        return self.file.title or self.file.name

    @property
    def who(self) -> tuple[Who, ...]:
        return self.summary.who

    @property
    def turns(self) -> int:
        return self.summary.turns

    @property
    def marks(self) -> int:
        return self.summary.marks

    @property
    def length(self) -> str:
        return tell_length(self.summary)

    @property
    def voices(self) -> list[CastVoice]:
        return list(self.casting.voices.values())


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a turn, to be chosen."""

    start: int
    end: int
    text: str


def show_heading(file: SourceFile) -> Heading:
    """The conversation, who speaks in it and what is doubtful about that."""
    summary, casting = summarise([file])[file.pk], list_voices(file)
    doubts = tell_doubts(casting.voices.values())
    return Heading(file, summary, casting, doubts)


def show_turns(
    file: SourceFile, casting: Casting, *, start: int, found: tuple[int, Found] | None = None
) -> PageOfTurns:
    """The page of turns that begins at `start`; `found` is a turn's number with the passage to point out."""
    total = sum(voice.turns for voice in casting.voices.values())
    rows, marks = list_turns(file, start=start), list_marks(file, start=start, limit=TURNS_A_PAGE)
    before = max(0, start - TURNS_A_PAGE) if start else None
    after = start + TURNS_A_PAGE if start + TURNS_A_PAGE < total else None
    return PageOfTurns(tuple(_show(rows, marks, casting, found)), start, total, before, after)


def _show(
    rows: Sequence[EvidenceRow], marks: Sequence[Mark], casting: Casting, found: tuple[int, Found] | None
) -> Iterable[TurnView]:
    last: str | None = None
    for row in rows:
        voice = find_voice(casting, row)
        own = tuple(mark for mark in marks if mark.evidence_id == row.pk)  # type: ignore[attr-defined]
        pointed = [found[1]] if found and found[0] == row.turn else []
        yield TurnView(row, voice, voice.key != last, cut_stretches(row.text, [*own, *pointed]), own)
        last = voice.key


@dataclass(frozen=True, slots=True)
class VoiceView:
    """A voice on the page where voices are corrected: an example of its words, its account, its marks."""

    voice: CastVoice
    example: str
    account: str
    segment: str
    marks: int


def show_voices(heading: Heading) -> list[VoiceView]:
    """Every voice with what tells a person who it is: the longest of its first turns."""
    own: dict[str, list[int]] = {}
    for pk, *head in turns_of(heading.file).values_list("pk", "turn", "person", "interviewer"):
        own.setdefault(heading.casting.find(TurnHead(*head)).key, []).append(pk)
    first = turns_of(heading.file).filter(pk__in=[pk for keys in own.values() for pk in keys[:_EXAMPLES]])
    rows = {row.pk: row for row in first}
    marked = list(accepted_marks().filter(evidence__file=heading.file).values_list("evidence_id", flat=True))
    return [_show_voice(voice, own[voice.key], rows, marked) for voice in heading.voices]


def _show_voice(
    voice: CastVoice, keys: Sequence[int], rows: Mapping[int, EvidenceRow], marked: Sequence[int]
) -> VoiceView:
    examples, among = [rows[pk] for pk in keys[:_EXAMPLES]], set(keys)
    who, counted = who_of(examples[0]), sum(1 for pk in marked if pk in among)
    return VoiceView(voice, max((row.text for row in examples), key=len), who.account, who.segment, counted)


def find_voice(casting: Casting, row: EvidenceRow) -> CastVoice:
    """The voice of a stored turn."""
    return casting.find(TurnHead(row.turn or 0, row.person, row.interviewer))


def find_start(position: int) -> int:
    """Where the page begins on which the turn at this position stands."""
    return position // TURNS_A_PAGE * TURNS_A_PAGE


def cut_sentences(text: str) -> list[Sentence]:
    """The sentences of a turn in order."""
    return [Sentence(start, end, text[start:end]) for start, end in split_sentences(text)]


def tell_time(seconds: float | None) -> str:
    """3:07, 1:02:09; nothing where the file has no times."""
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def tell_length(summary: Summary) -> str:
    """54 minutes, at least 7 minutes; nothing where the file has no times."""
    if summary.minutes is None:
        return ""
    many = "1 minute" if summary.minutes == 1 else f"{summary.minutes:,} minutes"
    return f"at least {many}" if summary.at_least else many


def tell_day(day: date | None) -> str:
    """3 March 2026; nothing where no day is known."""
    return f"{day.day} {day:%B %Y}" if day else ""


def who_of(row: EvidenceRow) -> Who:
    """Whom the words of a stored turn count for."""
    return read_who(
        {
            "customer_person__name": row.customer_person.name if row.customer_person else "",
            "customer_account__name": row.customer_account.name if row.customer_account else "",
            "customer_segment": row.customer_segment,
            "person": row.person,
            "account": row.account,
            "segment": row.segment,
        }
    )
