"""What the forms of conversations may hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, QueryDict

from throughline.core.kernel.errors import BadInput
from throughline.discovery.contracts import MarkKind, Stance
from throughline.discovery.conversations.errors import NothingMarked, UnknownChoice
from throughline.discovery.conversations.services import Bearing, Passage

_KINDS = ", ".join(MarkKind)


def read_number(value: str, *, what: str = "place") -> int:
    """A whole number. Raises `BadInput`."""
    if not value.isdecimal() or len(value) > 12:
        raise BadInput(f"“{value[:20]}” is no {what}", mend="go back and choose again")
    return int(value)


def read_kind(sent: QueryDict) -> MarkKind | None:
    """None where it stays open. Raises `UnknownChoice`."""
    value = sent.get("kind", "")
    if not value:
        return None
    if value not in set(MarkKind):
        raise UnknownChoice("kind of evidence", value, _KINDS)
    return MarkKind(value)


def read_stance(sent: QueryDict) -> Stance:
    """For, where nothing else is said."""
    return Stance.AGAINST if sent.get("stance") == Stance.AGAINST else Stance.FOR


def read_bearing(sent: QueryDict) -> Bearing:
    """The opportunity by key where one was picked, else by what was typed."""
    return Bearing(sent.get("opportunity", "")[:32], sent.get("title", "")[:255])


def read_passages(sent: QueryDict) -> list[Passage]:
    """The chosen words: fields `evidence`, `start`, `end`, `words`, once for each passage. Raises `BadInput`."""
    lists = [sent.getlist(name) for name in ("evidence", "start", "end", "words")]
    if len({len(values) for values in lists}) != 1:
        raise NothingMarked
    return [
        Passage(evidence, read_number(start), read_number(end), words.replace("\r\n", "\n"))
        for evidence, start, end, words in zip(*lists, strict=True)
    ]


def read_sentences(sent: QueryDict, *, evidence: str, text: str) -> list[Passage]:
    """Sentences that were ticked (`sentence`: “3-40”); neighbours become one passage, none means the whole turn."""
    spans: list[tuple[int, int]] = []
    for value in sent.getlist("sentence"):
        start, _, end = value.partition("-")
        spans.append((read_number(start), read_number(end)))
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return [Passage(evidence, start, end, text[start:end]) for start, end in joined or [(0, len(text))]]


@dataclass(frozen=True, slots=True)
class AboutForm:
    """The name and the day of a conversation."""

    title: str
    on: date | None

    @classmethod
    def read(cls, request: HttpRequest) -> AboutForm:
        """Raises `BadInput`."""
        value = request.POST.get("date", "").strip()
        try:
            return cls(request.POST.get("title", ""), date.fromisoformat(value) if value else None)
        except ValueError:
            raise BadInput(f"“{value[:20]}” is no day", mend="write it as 2026-03-31, or leave it empty") from None
