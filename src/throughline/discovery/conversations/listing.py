"""The list of conversations: filtered and sorted as its address says, a page at a time by key."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Lower, NullIf
from django.http import QueryDict

from throughline.core.kernel.errors import BadInput
from throughline.core.models import Workspace
from throughline.discovery.conversations.queries import Summary, accepted_marks, summarise, visible_conversations
from throughline.discovery.models import EvidenceRow, SourceFile

PAGE = 40
UNDATED = date(1, 1, 1)
SORTS = {
    "newest": ("day", True),
    "oldest": ("day", False),
    "name": ("label", False),
    "turns": ("records", True),
}
MARKED = {"yes": "something marked", "no": "nothing marked yet"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of the list asks for."""

    words: str = ""
    segment: str = ""
    marked: str = ""
    sort: str = "newest"
    after: str = ""

    @classmethod
    def read(cls, sent: QueryDict) -> Asked:
        """Raises `BadInput`."""
        sort, marked = sent.get("sort") or "newest", sent.get("marked", "")
        if sort not in SORTS or marked not in {"", *MARKED}:
            raise BadInput("the list cannot be shown in this way", mend=f"sort by {', '.join(SORTS)}")
        words = sent.get("q", "").replace("\x00", "").strip()[:120]
        return cls(words, sent.get("segment", "")[:255], marked, sort, sent.get("after", "")[:400])

    @property
    def narrowed(self) -> bool:
        """Whether anything is filtered out."""
        return bool(self.words or self.segment or self.marked)

    def write(self, **other: str) -> str:
        """The query string of the same list, with some of it otherwise."""
        values = {"q": self.words, "segment": self.segment, "marked": self.marked, "sort": self.sort, **other}
        kept = {name: value for name, value in values.items() if value and (name, value) != ("sort", "newest")}
        return f"?{urlencode(kept)}" if kept else "?"


@dataclass(frozen=True, slots=True)
class Listed:
    """One conversation as the list shows it."""

    file: SourceFile
    summary: Summary

    @property
    def title(self) -> str:
        return self.file.title or self.file.name


@dataclass(frozen=True, slots=True)
class PageOfConversations:
    """A page of the list; `next` is the query of the page behind it, empty at the end."""

    asked: Asked
    entries: tuple[Listed, ...]
    total: int
    next: str


def list_conversations(workspace: Workspace, asked: Asked) -> PageOfConversations:
    """The page of conversations that is asked for, each with who speaks and what it comes to."""
    chosen = _filter(visible_conversations(workspace), asked)
    field, falls = SORTS[asked.sort]
    files = _sort(_after(chosen, asked, field, falls), field, falls)[: PAGE + 1]
    shown = list(files)[: PAGE + 1]
    more, shown = len(shown) > PAGE, shown[:PAGE]
    sums = summarise(shown)
    entries = tuple(Listed(file, sums[file.pk]) for file in shown)
    return PageOfConversations(asked, entries, chosen.count(), _write_next(asked, shown, field) if more else "")


def list_segments(workspace: Workspace) -> list[str]:
    """The segments there are to choose from: those that the customer table names."""
    from throughline.discovery.queries import count_base

    return sorted(count_base(workspace))


def _filter(files: QuerySet[SourceFile], asked: Asked) -> QuerySet[SourceFile]:
    if asked.words:
        files = files.alias(voices=Cast("speakers", TextField())).filter(_holds(asked.words))
    if asked.segment:
        heard = EvidenceRow.objects.filter(file=OuterRef("pk"), interviewer=False, customer_segment=asked.segment)
        files = files.filter(Exists(heard))
    if asked.marked:
        marked = Exists(accepted_marks().filter(evidence__file=OuterRef("pk")))
        files = files.filter(marked if asked.marked == "yes" else ~marked)
    return files


def _holds(words: str) -> Q:
    """The words stand in its name or among its voices, which SQLite keeps with their letters escaped."""
    written, escaped = (json.dumps(words, ensure_ascii=ascii_)[1:-1] for ascii_ in (False, True))
    return (
        Q(title__icontains=words)
        | Q(name__icontains=words)
        | Q(voices__icontains=written)
        | Q(voices__icontains=escaped)
    )


def _sort(files: QuerySet[SourceFile], field: str, falls: bool) -> QuerySet[SourceFile]:
    order = F(field).desc() if falls else F(field).asc()
    return files.order_by(order, "-pk" if falls else "pk")


def _after(files: QuerySet[SourceFile], asked: Asked, field: str, falls: bool) -> QuerySet[SourceFile]:
    label = Lower(Coalesce(NullIf("title", Value("")), "name", output_field=CharField()))
    files = files.annotate(day=Coalesce("date", Value(UNDATED)), label=label)
    if not asked.after:
        return files
    key, _, value = asked.after.partition("~")
    place, side = _read_place(field, value), "lt" if falls else "gt"
    if not key.isdecimal() or len(key) > 12:
        raise BadInput("this is no place in the list", mend="start from its first page")
    return files.filter(Q(**{f"{field}__{side}": place}) | Q(**{field: place, f"pk__{side}": int(key)}))


def _read_place(field: str, value: str) -> Any:
    try:
        return {"day": date.fromisoformat, "records": int, "label": str}[field](value)
    except ValueError:
        raise BadInput("this is no place in the list", mend="start from its first page") from None


def _write_next(asked: Asked, shown: list[SourceFile], field: str) -> str:
    last = shown[-1]
    return asked.write(after=f"{last.pk}~{getattr(last, field)}")
