"""How much was heard, by segment and month: kept beside the evidence so that no page has to count it all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractMonth, ExtractYear, Lower

from throughline.core.models import Workspace
from throughline.core.undo.derived import follow
from throughline.core.undo.images import Image
from throughline.discovery.customers.resolving import Resolver
from throughline.discovery.customers.spelling import Spelling
from throughline.discovery.models import Account, EvidenceRow, HeardCount, Person

UNDATED = "undated"
ITEMS = Count("pk", filter=Q(duplicate_of=""))
ACCOUNTS = Count("customer_account", distinct=True)
PEOPLE = Count("customer_person", filter=Q(customer_account=None), distinct=True)

Key = tuple[bool, str, str]
"""Whether everyone is counted, else the segment; the month, empty for all."""
Counts = tuple[int, int, int]
MOST_PLACES = 20
"""Segments and months that are counted one by one; beyond that everything is."""
GROUPS = ((), ("year", "in_month"), ("customer_segment",), ("customer_segment", "year", "in_month"))


@follow("discovery.account")
def pass_on_accounts(workspace: Workspace, images: Sequence[Image]) -> None:
    """Evidence without a segment of its own has its account's; whom an account that is gone leaves, finds its name."""
    left = _resolve_left(workspace, images)
    silent = EvidenceRow.objects.filter(Q(segment=None) | Q(segment=""), workspace=workspace)
    changed = silent.filter(customer_account__in={image["id"] for image in images})
    changed = changed.exclude(customer_segment=F("customer_account__segment"))
    accounts = list(changed.order_by().values_list("customer_account", flat=True).distinct())
    spelling = Spelling(workspace)
    for account in Account.objects.filter(pk__in=accounts):
        silent.filter(customer_account=account).update(customer_segment=spelling.spell(account.segment))
    if accounts or left:
        _count_again(workspace, where=None)


def _resolve_left(workspace: Workspace, images: Sequence[Image]) -> int:
    """A customer table that is taken back takes the accounts it made; what names them is told apart without it."""
    kept = set(Account.objects.filter(pk__in={image["id"] for image in images}).values_list("pk", flat=True))
    names = {image["name"].casefold() for image in images if int(image["id"]) not in kept}
    said = EvidenceRow.objects.filter(workspace=workspace, customer_account=None, kind="said", interviewer=False)
    rows = list(said.alias(low=Lower("account")).filter(low__in=names)) if names else []
    Resolver(workspace).resolve(rows)
    EvidenceRow.objects.bulk_update(rows, ["customer_account", "customer_person", "customer_segment"], batch_size=500)
    return len(rows)


@follow("discovery.segmentname")
def count_joined(workspace: Workspace, images: Sequence[Image]) -> None:  # noqa: ARG001 - everything is counted
    """Segments were joined or parted."""
    _count_again(workspace, where=None)


@follow("discovery.sourcefile")
def count_files(workspace: Workspace, images: Sequence[Image]) -> None:
    """The same as for single pieces, for all that came or went with a file."""
    rows = EvidenceRow.objects.filter(file__in={image["id"] for image in images}).order_by()
    dated = rows.annotate(year=ExtractYear("date"), in_month=ExtractMonth("date"))
    groups = dated.values("customer_segment", "year", "in_month").distinct()[: MOST_PLACES + 1]
    places = {(group["customer_segment"], _name_month(group, ("year",))) for group in groups}
    if places:
        _count_again(workspace, where=places if len(places) <= MOST_PLACES else None)


@follow("discovery.evidencerow")
def count_touched(workspace: Workspace, images: Sequence[Image]) -> None:
    """The same for the months and segments of a few corrected pieces; for many, for all."""
    places = {(image["customer_segment"], _read_month(image["date"])) for image in images}
    _count_again(workspace, where=places if len(places) <= MOST_PLACES else None)


def _count_again(workspace: Workspace, *, where: set[tuple[str, str]] | None) -> None:
    heard = EvidenceRow.objects.filter(workspace=workspace, visible=True, interviewer=False, kind="said").order_by()
    dated = heard.annotate(year=ExtractYear("date"), in_month=ExtractMonth("date"))
    found: dict[Key, Counts] = {}
    for fields in GROUPS:
        found.update(_count(_narrow(dated, fields, where), fields))
    _keep(workspace, found, where=where)


def _narrow(rows: QuerySet[EvidenceRow], fields: tuple[str, ...], where: set[tuple[str, str]] | None) -> Any:
    """Only the rows of these segments and months, as far as they are grouped by."""
    if where is None or not fields:
        return rows
    if "customer_segment" in fields:
        rows = rows.filter(customer_segment__in={segment for segment, _ in where})
    if "year" in fields:
        rows = rows.filter(reduce(or_, (_match_month(month) for _, month in where)))
    return rows


def _match_month(month: str) -> Q:
    if month == UNDATED:
        return Q(date=None)
    year, number = map(int, month.split("-"))
    after = date(year + number // 12, number % 12 + 1, 1)
    return Q(date__gte=date(year, number, 1), date__lt=after)


def _count(rows: QuerySet[EvidenceRow], fields: tuple[str, ...]) -> Iterator[tuple[Key, Counts]]:
    if not fields:
        yield (True, "", ""), _count_whole(rows)
        return
    for group in rows.values(*fields).annotate(items=ITEMS, accounts=ACCOUNTS, people=PEOPLE):
        everyone, segment = "customer_segment" not in fields, group.get("customer_segment", "")
        yield (everyone, segment, _name_month(group, fields)), (group["items"], group["accounts"], group["people"])


def _count_whole(rows: QuerySet[EvidenceRow]) -> Counts:
    """Customers are looked up one by one, which an index answers; distinct ones among all rows would be sorted."""
    spoke = Exists(rows.filter(customer_account=OuterRef("pk")))
    alone = Exists(rows.filter(customer_person=OuterRef("pk"), customer_account=None))
    accounts = Account.objects.filter(spoke).count()
    people = Person.objects.filter(alone, account=None).count()
    return rows.filter(duplicate_of="").count(), accounts, people


def _name_month(group: dict[str, Any], fields: tuple[str, ...]) -> str:
    if "year" not in fields:
        return ""
    return f"{group['year']:04d}-{group['in_month']:02d}" if group["year"] else UNDATED


def _read_month(day: str | None) -> str:
    return day[:7] if day else UNDATED


def _keep(workspace: Workspace, found: dict[Key, Counts], *, where: set[tuple[str, str]] | None) -> None:
    """Write only what changed; counts that have come to nothing go."""
    rows = {(row.everyone, row.segment, row.month): row for row in HeardCount.objects.filter(workspace=workspace)}
    gone = [row.pk for key, row in rows.items() if key not in found and _is_within(key, where)]
    HeardCount.objects.filter(pk__in=gone).delete()
    changed = [_fill(rows[key], counts) for key, counts in found.items() if key in rows]
    HeardCount.objects.bulk_update(changed, ["items", "accounts", "people"], batch_size=500)
    fresh = (_fill(_make(workspace, key), counts) for key, counts in found.items() if key not in rows)
    HeardCount.objects.bulk_create(fresh, batch_size=500)


def _is_within(key: Key, where: Iterable[tuple[str, str]] | None) -> bool:
    everyone, segment, month = key
    if where is None:
        return True
    return any((everyone or segment == other) and month in ("", when) for other, when in where)


def _make(workspace: Workspace, key: Key) -> HeardCount:
    everyone, segment, month = key
    return HeardCount(workspace=workspace, everyone=everyone, segment=segment, month=month)


def _fill(row: HeardCount, counts: Counts) -> HeardCount:
    row.items, row.accounts, row.people = counts
    return row
