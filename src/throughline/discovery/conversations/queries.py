"""Reads of conversations: which there are, who speaks in them, their turns and what was marked in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Min, Q, QuerySet

from throughline.core.models import Workspace
from throughline.discovery.contracts import FileKind, MarkState, OpportunityState, ThemeState
from throughline.discovery.conversations.errors import ConversationNotFound, MarkNotFound, TurnNotFound
from throughline.discovery.models import EvidenceRow, Mark, Opportunity, SourceFile, Theme
from throughline.discovery.queries import visible_files
from throughline.discovery.rules.cast import Casting, TurnHead, cast_voices

TURNS_A_PAGE = 80
SUGGESTED = 7
_THEMES = 3


@dataclass(frozen=True, slots=True)
class Who:
    """A customer who speaks in a conversation, with the account and the segment that are known."""

    name: str
    account: str
    segment: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a conversation comes to; `minutes` is None where the file has no times.

    They are `at_least` so many where the file says when the last turn began, not when it ended.
    """

    who: tuple[Who, ...] = ()
    turns: int = 0
    minutes: int | None = None
    marks: int = 0
    at_least: bool = False


def visible_conversations(workspace: Workspace) -> QuerySet[SourceFile]:
    """The conversations whose import is complete, in the order they came."""
    return visible_files(workspace).filter(kind=FileKind.CONVERSATION)


def get_conversation(workspace: Workspace, file_id: int) -> SourceFile:
    """Raises `ConversationNotFound`."""
    file = visible_conversations(workspace).select_related("workspace").filter(pk=file_id).first()
    if file is None:
        raise ConversationNotFound(file_id)
    return file


def list_latest_conversations(workspace: Workspace, *, limit: int = 5) -> list[SourceFile]:
    """The latest by their own date; those without one by the day they were brought in."""
    dated = visible_conversations(workspace).exclude(date=None).order_by("-date", "-pk")[:limit]
    undated = visible_conversations(workspace).filter(date=None).order_by("-imported", "-pk")[:limit]
    both = [(file.date or file.imported.date(), file.pk, file) for file in (*dated, *undated)]
    return [file for _, _, file in sorted(both, key=lambda one: one[:2], reverse=True)[:limit]]


def count_by_week(workspace: Workspace, *, until: date, weeks: int = 8) -> dict[date, int]:
    """Conversations held in each of the last `weeks` weeks, by its Monday, the week of `until` last."""
    last = until - timedelta(days=until.weekday())
    first = last - timedelta(weeks=weeks - 1)
    held = visible_conversations(workspace).filter(date__gte=first, date__lt=last + timedelta(weeks=1)).order_by()
    found = Counter(day - timedelta(days=day.weekday()) for day in held.values_list("date", flat=True) if day)
    return {monday: found[monday] for monday in (first + timedelta(weeks=n) for n in range(weeks))}


def summarise(files: Sequence[SourceFile]) -> dict[int, Summary]:
    """Who speaks, turns, minutes and marks of each of these conversations, in two queries for all of them."""
    ids = [file.pk for file in files]
    marks = dict(
        accepted_marks().filter(evidence__file_id__in=ids).values_list("evidence__file_id").annotate(n=Count("pk"))
    )
    voices = _list_voices(ids)
    return {
        file.pk: _sum_up(file, [one for one in voices if one["file_id"] == file.pk], marks.get(file.pk, 0))
        for file in files
    }


def _list_voices(ids: Sequence[int]) -> list[dict]:
    named = ("file_id", "interviewer", "person", "account", "segment")
    counted = ("customer_person__name", "customer_account__name", "customer_segment")
    rows = EvidenceRow.objects.filter(file_id__in=ids).order_by().values(*named, *counted)
    return list(
        rows.annotate(turns=Count("pk"), first=Min("at_seconds"), last=Max("at_seconds"), place=Min("position"))
    )


def _sum_up(file: SourceFile, voices: list[dict], marks: int) -> Summary:
    starts = [one["first"] for one in voices if one["first"] is not None]
    ends = [one["last"] for one in voices if one["last"] is not None]
    heard = sorted((one for one in voices if not one["interviewer"]), key=lambda one: one["place"])
    return Summary(
        who=tuple(dict.fromkeys(who for one in heard if (who := read_who(one)) != Who("", "", ""))),
        turns=sum(one["turns"] for one in voices),
        minutes=max(1, round((max(*ends, file.ends_at or 0.0) - min(starts)) / 60)) if starts else None,
        marks=marks,
        at_least=file.ends_at is None,
    )


def read_who(voice: dict) -> Who:
    """A customer by the names that count: what a person corrected before what the file says."""
    return Who(
        voice["customer_person__name"] or voice["person"] or "",
        voice["customer_account__name"] or voice["account"] or "",
        voice["customer_segment"] or voice["segment"] or "",
    )


def list_voices(file: SourceFile) -> Casting:
    """Who speaks in the conversation."""
    heads = file.evidence.order_by("position").values_list("turn", "person", "interviewer")  # type: ignore[attr-defined]
    return cast_voices((TurnHead(*head) for head in heads), file.speakers)


def list_turns(file: SourceFile, *, start: int = 0, limit: int | None = TURNS_A_PAGE) -> list[EvidenceRow]:
    """A page of the turns, from the `start`-th on; all of them without a limit."""
    rows = turns_of(file).filter(position__gte=start)
    return list(rows if limit is None else rows.filter(position__lt=start + limit))


def turns_of(file: SourceFile) -> QuerySet[EvidenceRow]:
    """The turns in order, each with whom it counts for."""
    return file.evidence.select_related("customer_person", "customer_account").order_by("position")  # type: ignore[attr-defined]


def get_turn(file: SourceFile, number: int) -> EvidenceRow:
    """Raises `TurnNotFound`."""
    turn = turns_of(file).filter(turn=number).first()
    if turn is None:
        raise TurnNotFound(number)
    return turn


def accepted_marks() -> QuerySet[Mark]:
    """Marks that a person made or agreed to."""
    return Mark.objects.filter(state=MarkState.ACCEPTED)


def list_marks(file: SourceFile, *, start: int = 0, limit: int | None = None, most: int | None = None) -> list[Mark]:
    """The accepted marks in the conversation, in the order of its turns; `limit` turns from `start`, `most` marks."""
    marks = accepted_marks().filter(evidence__file=file, evidence__position__gte=start)
    marks = marks if limit is None else marks.filter(evidence__position__lt=start + limit)
    marks = marks.select_related("opportunity", "evidence__customer_person", "evidence__customer_account")
    return list(marks.order_by("evidence__position", "start", "pk")[:most])


def list_borne(file: SourceFile) -> list[str]:
    """The keys of the opportunities that what was marked in the conversation speaks of."""
    marks = accepted_marks().filter(evidence__file=file, opportunity__isnull=False).order_by()
    return list(marks.values_list("opportunity__key", flat=True).distinct())


def get_mark(workspace: Workspace, mark_id: int) -> Mark:
    """Raises `MarkNotFound`."""
    marks = accepted_marks().filter(workspace=workspace, evidence__visible=True, evidence__turn__isnull=False)
    mark = marks.select_related("opportunity", "evidence__file").filter(pk=mark_id).first()
    if mark is None:
        raise MarkNotFound
    return mark


def open_opportunities(workspace: Workspace) -> QuerySet[Opportunity]:
    """The opportunities that are worked with, the newest first."""
    return Opportunity.objects.filter(workspace=workspace, state=OpportunityState.OPEN).order_by("-pk")


def suggest_opportunities(workspace: Workspace, words: str, *, limit: int = SUGGESTED) -> list[Opportunity]:
    """Open opportunities whose title holds every word; without words, the newest."""
    wanted = Q()
    for word in words.split()[:8]:
        wanted &= Q(title__icontains=word)
    return list(open_opportunities(workspace).filter(wanted)[:limit])


def suggest_themes(workspace: Workspace, words: str) -> list[Theme]:
    """Themes that wait to be sorted and whose name holds every word; none without words."""
    rows = Theme.objects.filter(workspace=workspace, state=ThemeState.PROPOSED, items__gt=0)
    for word in words.split()[:8]:
        rows = rows.filter(label__icontains=word)
    return list(rows.only("key", "label", "items").order_by("-items", "key")[:_THEMES]) if words.split() else []


def is_waiting(workspace: Workspace, key: str) -> bool:
    """Whether this is the key of a theme that waits to be sorted."""
    return Theme.objects.filter(workspace=workspace, key=key, state=ThemeState.PROPOSED).exists()


def find_by_title(workspace: Workspace, title: str) -> Opportunity | None:
    """The open opportunity of that title, however it is capitalised."""
    return open_opportunities(workspace).filter(title__iexact=title).first()
