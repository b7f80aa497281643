"""Reads of the feedback table: one page at a time, in bounded time however much there is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Substr

from throughline.core.models import Workspace
from throughline.discovery.contracts import EvidenceKind, MarkState
from throughline.discovery.feedback.filters import FOREIGN, Filters, Place
from throughline.discovery.finding.words import keep_matching
from throughline.discovery.models import (
    Account,
    EvidenceRow,
    HeardCount,
    Mark,
    Person,
    SourceFile,
    Theme,
    ThemeMember,
)
from throughline.discovery.models.conditions import IsForeign, IsRepeat, IsUnsaid
from throughline.discovery.queries import visible_files
from throughline.discovery.rules.language import MODEL_LANGUAGES, is_known_to_model, name_language
from throughline.discovery.rules.leaving import Disguise

PAGE = 50
CLIP = 260
"""Characters of an item that the table reads; an item may have a million."""
RECENT = 2000
"""Latest items among which the channels and languages to filter by are looked for."""
COUNTED_CHEAPLY = frozenset({"words", "segment", "customer", "first", "last", "same"})
"""Filters an index answers, so that what they leave can be counted exactly."""
MOST_COUNTED = 10_000
FEW = 2000
"""So many rows may be looked up by their ids."""
_PSEUDONYM = re.compile(r"(Account|Person) (\d{1,9})(?!\d)")

Items = QuerySet[EvidenceRow]


@dataclass(frozen=True, slots=True)
class Row:
    """One item as the table shows it; `unit` says what the customer is: "account", "person" or nothing."""

    id: int
    key: str
    day: date
    dated: bool
    clip: str
    kind: str
    customer: str
    unit: str
    segment: str
    source: str
    relayed_by: str
    language: str
    personal: bool
    repeats: int
    theme: tuple[str, str] | None
    opportunity: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of items; `total` is None where counting would take long. `newer`, `older` are places to go on from."""

    rows: tuple[Row, ...]
    total: int | None
    newer: Place | None
    older: Place | None


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be filtered by: segments heard, files, and the channels and languages of the latest items."""

    segments: tuple[str, ...]
    files: tuple[SourceFile, ...]
    channels: tuple[str, ...]
    languages: tuple[tuple[str, str], ...]


def list_page(
    workspace: Workspace, filters: Filters, *, place: Place | None = None, oldest_first: bool = False
) -> Page:
    """A page of the items that `filters` leave, latest day first unless `oldest_first`."""
    found = filter_items(workspace, filters)
    backwards = bool(place and place.backwards)
    ascending = oldest_first != backwards
    ordered = _order(_go_beyond(found, place, ascending=ascending), ascending=ascending)
    taken = list(ordered.annotate(clip=Substr("text", 1, CLIP + 1)).values(*_READ)[: PAGE + 1])
    shown, more = taken[:PAGE], len(taken) > PAGE
    if backwards:
        shown.reverse()
    rows = tuple(_describe(workspace, shown))
    before = Place(rows[0].day, rows[0].id, backwards=True) if rows and (more if backwards else place) else None
    after = Place(rows[-1].day, rows[-1].id) if rows and (more or backwards) else None
    total = len(rows) if not place and not more else _count(found, filters)
    return Page(rows, total, before, after)


def filter_items(workspace: Workspace, filters: Filters) -> Items:
    """Every visible item in writing that `filters` leave; of what was said twice the first, or else the repeats."""
    found = EvidenceRow.objects.filter(workspace=workspace, visible=True, turn=None, interviewer=False)
    found = keep_matching(found, filters.words) if filters.words else found
    found = _keep_repeats(found, workspace, filters)
    found = found.filter(customer_segment=filters.segment) if filters.segment else found
    found = found.filter(arrived__gte=filters.first) if filters.first else found
    found = found.filter(arrived__lte=filters.last) if filters.last else found
    found = _keep_kind(found, workspace, filters.kind) if filters.kind else found
    found = found.filter(relayed_by__isnull=filters.hand == "first") if filters.hand else found
    found = _narrow(found, _find_customer(workspace, filters.customer)) if filters.customer else found
    found = found.filter(_find_source(filters.source)) if filters.source else found
    found = _keep_language(found, workspace, filters.language) if filters.language else found
    return _keep_marked(found, workspace, filters.opportunity) if filters.opportunity else found


def list_choices(workspace: Workspace) -> Choices:
    """What the filters offer."""
    heard = HeardCount.objects.filter(workspace=workspace, month="").exclude(segment="")
    recent = filter_items(workspace, Filters())
    seen = set(recent.order_by("-arrived", "-id").values_list("channel", "language")[:RECENT])
    codes = {code for _, code in seen if code}
    return Choices(
        segments=tuple(heard.order_by("segment").values_list("segment", flat=True).distinct()[:200]),
        files=tuple(visible_files(workspace).filter(kind="feedback").only("id", "name").order_by("-id")[:100]),
        channels=tuple(sorted({channel for channel, _ in seen if channel}))[:100],
        languages=tuple(sorted(((code, name_language(code)) for code in codes), key=lambda pair: pair[1])),
    )


def count_foreign(workspace: Workspace) -> dict[str, int]:
    """How many items there are in each language the embedding model was not made for, by its name, most first."""
    counts = Counter(
        _list_foreign(workspace).filter(visible=True, interviewer=False).order_by().values_list("language", flat=True)
    )
    return {name_language(code): count for code, count in counts.most_common()}


def read_disguise(workspace: Workspace) -> Disguise:
    """How this workspace's customers are called outside. A pseudonym is made of the row's number, so it stays."""
    if not workspace.pseudonyms:
        return Disguise()
    accounts = Account.objects.filter(workspace=workspace).values_list("pk", "name", "aliases")
    people = Person.objects.filter(workspace=workspace).values_list("pk", "name", "mail")
    names = {name: f"Person {pk}" for pk, *called in people.iterator() for name in called if name}
    names |= {name: f"Account {pk}" for pk, first, others in accounts.iterator() for name in (first, *others)}
    return Disguise(names, hidden=True)


def list_pseudonyms(workspace: Workspace, texts: Iterable[str]) -> dict[str, str]:
    """The pseudonyms in the texts that customers have here, or would have, each with the name it stands for."""
    found = {match for text in texts for match in _PSEUDONYM.findall(text)}
    numbers = {kind: [int(number) for one, number in found if one == kind] for kind in ("Account", "Person")}
    accounts = Account.objects.filter(workspace=workspace, pk__in=numbers["Account"]).values_list("pk", "name")
    people = Person.objects.filter(workspace=workspace, pk__in=numbers["Person"]).values_list("pk", "name", "mail")
    named = {f"Person {pk}": name or mail for pk, name, mail in people if name or mail}
    return named | {f"Account {pk}": name for pk, name in accounts if name}


def list_names(workspace: Workspace) -> list[str]:
    """Every name that an account or a person of the workspace goes by."""
    accounts = Account.objects.filter(workspace=workspace).values_list("name", "aliases")
    people = Person.objects.filter(workspace=workspace).values_list("name", flat=True)
    return [
        *(name for first, others in accounts.iterator() for name in (first, *others)),
        *filter(None, people.iterator()),
    ]


def settle_customer(workspace: Workspace, name: str, *, is_person: bool) -> tuple[str, str]:
    """Account and person that `name` stands for: as it is known here, else as the one who typed it says."""
    if not name:
        return "", ""
    account = Account.objects.filter(workspace=workspace, name__iexact=name).first()
    people = Person.objects.filter(workspace=workspace, name__iexact=name).select_related("account")
    if account is not None and not is_person:
        return account.name, ""
    person = people.order_by("pk").first() if is_person or account is None else None
    if person is not None:
        return person.account.name if person.account else "", person.name
    return ("", name) if is_person else (name, "")


def suggest_customers(workspace: Workspace, typed: str, *, limit: int = 8) -> list[tuple[str, str]]:
    """Names that begin as `typed` does, with what they are: "account", "person at Acme"."""
    if not typed:
        return []
    accounts = Account.objects.filter(workspace=workspace, name__istartswith=typed).order_by("name")
    people = Person.objects.filter(workspace=workspace, name__istartswith=typed).select_related("account")
    found = [(account.name, "account") for account in accounts[:limit]]
    named = [(one.name, f"person at {one.account.name}" if one.account else "person") for one in people[:limit]]
    return (found + named)[:limit]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where items stand, by their ids: the name of their theme, and the titles of their opportunities."""

    themes: dict[int, str]
    opportunities: dict[int, list[str]]


def list_standing(workspace: Workspace, ids: Sequence[int]) -> Standing:
    """The themes these items stand in and every opportunity they were accepted for."""
    themes = {evidence: label for evidence, (_, label) in _list_themes(workspace, ids).items()}
    marks = Mark.objects.filter(evidence__in=ids, state=MarkState.ACCEPTED, opportunity__isnull=False)
    found: dict[int, list[str]] = {}
    for evidence, title in marks.order_by("opportunity").values_list("evidence_id", "opportunity__title").distinct():
        found.setdefault(evidence, []).append(title)
    return Standing(themes, found)


def list_attributes(workspace: Workspace, filters: Filters) -> list[str]:
    """What else is known of any of these items, by name: the columns that are none of the usual ones."""
    found = filter_items(workspace, filters).order_by().values_list("attributes", flat=True)
    return sorted({name for values in found.iterator(chunk_size=1000) for name in values})


def iter_items(workspace: Workspace, filters: Filters) -> Iterator[EvidenceRow]:
    """Every item the filters leave, latest first, a few at a time."""
    found = filter_items(workspace, filters).select_related("file", "customer_account", "customer_person")
    return _order(found, ascending=False).iterator(chunk_size=1000)


_READ = (
    "id",
    "key",
    "arrived",
    "date",
    "clip",
    "kind",
    "customer_account__name",
    "customer_person__name",
    "account",
    "person",
    "customer_segment",
    "channel",
    "file__name",
    "relayed_by",
    "language",
    "personal",
)


def _order(found: Items, *, ascending: bool) -> Items:
    return found.order_by("arrived", "id") if ascending else found.order_by("-arrived", "-id")


def _go_beyond(found: Items, place: Place | None, *, ascending: bool) -> Items:
    if place is None:
        return found
    if ascending:
        near = found.filter(arrived__gte=place.day)
        return near.filter(Q(arrived__gt=place.day) | Q(id__gt=place.id))
    near = found.filter(arrived__lte=place.day)
    return near.filter(Q(arrived__lt=place.day) | Q(id__lt=place.id))


def _count(found: Items, filters: Filters) -> int | None:
    if not filters.named <= COUNTED_CHEAPLY:
        return None
    if filters.is_empty:
        return found.count()
    counted = found.order_by().values("pk")[: MOST_COUNTED + 1].count()
    return counted if counted <= MOST_COUNTED else None


def _find_customer(workspace: Workspace, name: str) -> Items:
    """By account, and by person where no account is called so."""
    accounts = Account.objects.filter(workspace=workspace, name__iexact=name)
    known = list(accounts.values_list("pk", flat=True)[:10])
    if known:
        return EvidenceRow.objects.filter(customer_account__in=known)
    people = Person.objects.filter(workspace=workspace, name__iexact=name)
    return EvidenceRow.objects.filter(customer_person__in=list(people.values_list("pk", flat=True)[:100]))


def _find_source(source: str) -> Q:
    kind, _, number = source.partition(":")
    if kind == "file" and number.isdecimal() and len(number) < 18:
        return Q(file_id=int(number))
    return Q(channel=source)


def _keep_repeats(found: Items, workspace: Workspace, filters: Filters) -> Items:
    if filters.same:
        told = _list_repeats(workspace).filter(duplicate_of=filters.same).values_list("key", flat=True)
        return found.filter(key__in=[filters.same, *told[:FEW]])
    return _narrow(found, _list_repeats(workspace)) if filters.repeats else found.filter(~Q(IsRepeat("duplicate_of")))


def _keep_kind(found: Items, workspace: Workspace, kind: str) -> Items:
    unsaid = EvidenceRow.objects.filter(IsUnsaid("kind"), workspace=workspace, kind=kind)
    return found.filter(kind=kind) if kind == EvidenceKind.SAID else _narrow(found, unsaid)


def _keep_language(found: Items, workspace: Workspace, language: str) -> Items:
    if language in MODEL_LANGUAGES:
        return found.filter(language=language)
    foreign = _list_foreign(workspace)
    return _narrow(found, foreign if language == FOREIGN else foreign.filter(language=language))


def _list_foreign(workspace: Workspace) -> Items:
    return EvidenceRow.objects.filter(IsForeign("language"), workspace=workspace, language__gt="")


def _list_repeats(workspace: Workspace) -> Items:
    return EvidenceRow.objects.filter(IsRepeat("duplicate_of"), workspace=workspace, duplicate_of__gt="")


def _keep_marked(found: Items, workspace: Workspace, opportunity: str) -> Items:
    marks = Mark.objects.filter(workspace=workspace, state=MarkState.ACCEPTED, opportunity__isnull=False)
    if opportunity == "no":
        return found.exclude(Exists(marks.filter(evidence=OuterRef("pk"))))
    few = list(marks.values_list("evidence_id", flat=True)[: FEW + 1])
    return found.filter(pk__in=few) if len(few) <= FEW else found.filter(Exists(marks.filter(evidence=OuterRef("pk"))))


def _narrow(found: Items, rare: Items) -> Items:
    """`found` among `rare`, which an index of its own finds: to go through all by day for a few would take long."""
    few = list(rare.order_by().values_list("pk", flat=True)[: FEW + 1])
    return found.filter(pk__in=few) if len(few) <= FEW else found & rare


def _describe(workspace: Workspace, taken: list[dict[str, Any]]) -> Iterator[Row]:
    ids = [values["id"] for values in taken]
    themes, opportunities = _list_themes(workspace, ids), _list_opportunities(ids)
    repeats = _count_repeats(workspace, [values["key"] for values in taken])
    for values in taken:
        yield Row(
            id=values["id"],
            key=values["key"],
            day=values["arrived"],
            dated=values["date"] is not None,
            clip=_clip(values["clip"]),
            kind=values["kind"],
            **_name_customer(values),
            segment=values["customer_segment"],
            source=values["channel"] or values["file__name"],
            relayed_by=values["relayed_by"] or "",
            language="" if is_known_to_model(values["language"]) else name_language(values["language"]),
            personal=bool(values["personal"]),
            repeats=repeats[values["key"]],
            theme=themes.get(values["id"]),
            opportunity=opportunities.get(values["id"]),
        )


def _clip(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(text) <= CLIP else f"{flat[:CLIP].rpartition(' ')[0] or flat[:CLIP]} …"


def _name_customer(values: dict[str, Any]) -> dict[str, str]:
    """The account a count counts, else the person; what the file says where nobody was made out."""
    account = values["customer_account__name"] or values["account"]
    person = values["customer_person__name"] or values["person"]
    return {"customer": account or person or "", "unit": "account" if account else "person" if person else ""}


def _list_opportunities(ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    marks = Mark.objects.filter(evidence__in=ids, state=MarkState.ACCEPTED, opportunity__isnull=False)
    found = marks.order_by("-id").values_list("evidence_id", "opportunity__key", "opportunity__title")
    return {evidence: (key, title) for evidence, key, title in found}


def _list_themes(workspace: Workspace, ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    members = dict(ThemeMember.objects.filter(evidence__in=ids).exclude(theme="").values_list("evidence_id", "theme"))
    themes = Theme.objects.filter(workspace=workspace, key__in=set(members.values()))
    labels = dict(themes.values_list("key", "label"))
    return {evidence: (key, labels[key]) for evidence, key in members.items() if key in labels}


def _count_repeats(workspace: Workspace, keys: Iterable[str]) -> Counter[str]:
    repeats = _list_repeats(workspace).filter(duplicate_of__in=list(keys), visible=True)
    return Counter(repeats.order_by().values_list("duplicate_of", flat=True))
