"""What crosses discovery's door: evidence, the files it came from, themes and hits. No Django here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any


class EvidenceKind(StrEnum):
    """How it became known."""

    SAID = "said"
    OBSERVED = "observed"
    MEASURED = "measured"
    COMPETITOR = "competitor"


class FileKind(StrEnum):
    """Whether a file holds items that arrived in writing or one conversation with turns."""

    FEEDBACK = "feedback"
    CONVERSATION = "conversation"


class ThemeState(StrEnum):
    """Whether a theme still waits for a person, became an opportunity, or is no theme."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


class Verdict(StrEnum):
    """What a person can decide about a theme or about one piece in it."""

    RENAME = "rename"
    ACCEPT = "accept"
    DISMISS = "dismiss"
    MERGE = "merge"
    MOVE = "move"
    OUT = "out"


class OpportunityState(StrEnum):
    """Whether an opportunity is worked with, was merged into another, or was put away."""

    OPEN = "open"
    MERGED = "merged"
    CLOSED = "closed"


class MarkKind(StrEnum):
    """What a marked passage is."""

    PAIN = "pain"
    NEED = "need"
    WORKAROUND = "workaround"
    DELIGHT = "delight"
    REQUEST = "request"
    QUESTION = "question"


class MarkState(StrEnum):
    """Whether a person has agreed."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Stance(StrEnum):
    """Whether a piece speaks for an opportunity or against it."""

    FOR = "for"
    AGAINST = "against"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One immutable, exactly located piece of what was said.

    `source` is the base name of its file. `row` counts every record of a table from 1 (rejected ones included),
    `turn` every segment of a transcript from 0 (empty ones included); exactly one of the two is set.
    `start` and `end` are character offsets into the decoded text of the original (see `Original`): the slice there
    is the text as the file writes it. `channel` says where it arrived from and never changes a score.
    """

    id: str
    source: str
    text: str
    row: int | None = None
    turn: int | None = None
    start: int = 0
    end: int = 0
    kind: EvidenceKind = EvidenceKind.SAID
    account: str | None = None
    person: str | None = None
    segment: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])
    date: date | None = None
    channel: str | None = None
    question: str | None = None
    relayed_by: str | None = None
    interviewer: bool = False
    at_seconds: float | None = None
    masked: bool = False
    """Whether words of it were replaced because it leaves the workspace; what is stored is never masked."""

    @property
    def customer(self) -> str | None:
        """Whom a count of customers counts: the account, else the person; nobody where nothing was said."""
        return (self.account or self.person) if self.kind is EvidenceKind.SAID else None

    @property
    def quotable(self) -> bool:
        """Whether these words may be quoted as a customer's: said, not the interviewer's, not relayed."""
        return self.kind is EvidenceKind.SAID and not self.interviewer and not self.relayed_by


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that could not be used: its number, the line in the file (from 1), why, and what stood there."""

    source: str
    row: int
    line: int | None
    reason: str
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One recognised column: what it is taken for and why, so that a person can confirm or override the guess."""

    name: str
    role: str
    reason: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """One voice of a conversation, its turns, and whether it is taken for the interviewer, with the reason."""

    name: str
    turns: int
    interviewer: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Original:
    """The file as it came: its base name, SHA-256, size in bytes, format and encoding.

    For text formats, Evidence offsets count characters of the bytes decoded with `encoding` (line ends untouched).
    For XLSX and DOCX they count characters of the text laid out by the reader, cells and paragraphs in order.
    """

    name: str
    sha256: str
    size: int
    format: str
    encoding: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file, read: what it is, what was recognised in it, and every record of it."""

    original: Original
    kind: FileKind
    evidence: tuple[Evidence, ...]
    rejected: tuple[Rejected, ...] = ()
    columns: tuple[Column, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    records: int = 0
    title: str = ""
    date: date | None = None


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of a table as it stands: `line` is the number a person sees; `problem` says why it has no cells."""

    line: int
    cells: tuple[str, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table without a meaning: a delimited file, or one sheet of a workbook by its name.

    `typed` says that numbers came as numbers and are written with a decimal point.
    """

    rows: tuple[GridRow, ...]
    name: str = ""
    typed: bool = False


@dataclass(frozen=True)
class Corpus:
    """Everything that was read or loaded, in order: the one thing that themes, search and drafting work on."""

    files: tuple[SourceFile, ...] = ()
    base: Mapping[str, int] = field(default_factory=dict[str, int])
    """How many accounts each segment has in the whole customer table; empty where there is no such table."""
    themes: Themes | None = None
    """The themes as people have sorted them; None where nobody has, and they are found anew."""

    def __iter__(self) -> Iterator[Evidence]:
        return iter(self.evidence)

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        return tuple(piece for file in self.files for piece in file.evidence)

    @cached_property
    def by_id(self) -> dict[str, Evidence]:
        return {piece.id: piece for piece in self.evidence}

    def heard_until(self, day: date) -> Corpus:
        """What was heard on that day or before; undated evidence is left out. Themes are kept only where all is."""
        files = tuple(
            replace(file, evidence=tuple(piece for piece in file.evidence if piece.date and piece.date <= day))
            for file in self.files
        )
        return replace(self, files=files, themes=self.themes if files == self.files else None)

    @property
    def customer_unit(self) -> str | None:
        """What a count of customers counts here: "account", "person", or None where nobody is named."""
        customers = [p for p in self.evidence if not p.interviewer]
        if any(p.account for p in customers):
            return "account"
        return "person" if any(p.person for p in customers) else None


@dataclass(frozen=True, slots=True)
class ThemeQuote:
    """One verbatim example of a theme."""

    text: str
    evidence: str
    source: str
    row: int | None = None
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class Theme:
    """A proposed fine theme: members are evidence ids, nearest to its centre first."""

    id: str
    broad: str
    label: str
    members: tuple[str, ...]
    quotes: tuple[ThemeQuote, ...]
    accounts: int | None
    segments: Mapping[str, int] = field(default_factory=dict[str, int])
    months: Mapping[str, int] = field(default_factory=dict[str, int])
    words: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()
    """Evidence that shares its words and says that it works, each customer once."""
    follows: str = ""
    """The theme, decided about by a person, that this one is another part of."""

    @property
    def size(self) -> int:
        """Items in it."""
        return len(self.members)


@dataclass(frozen=True, slots=True)
class BroadTheme:
    """A group of fine themes."""

    id: str
    label: str
    size: int


@dataclass(frozen=True)
class Themes:
    """What theme finding proposed over a corpus; evidence in no theme fits nothing well enough."""

    themes: tuple[Theme, ...] = ()
    broad: tuple[BroadTheme, ...] = ()
    method: str = ""
    """How texts were compared, in words: the embedding model, or TF-IDF where no weights were found."""

    @cached_property
    def theme_of(self) -> dict[str, Theme]:
        return {member: theme for theme in self.themes for member in theme.members}


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer of a search: the piece, its score (higher is better) and why it matched."""

    evidence: Evidence
    score: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class SpanHit:
    """A range of turns (or rows) of one source that answers together, both ends included."""

    source: str
    first_turn: int
    last_turn: int
    score: float


Json = dict[str, Any]
