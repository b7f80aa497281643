"""The evidence behind an opportunity as a list: filtered, a page at a time, with what it comes to. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, Count, F, Q, QuerySet, When

from throughline.discovery.contracts import MarkState
from throughline.discovery.models import Mark, Opportunity
from throughline.discovery.opportunities.forms import EvidenceFilter
from throughline.discovery.opportunities.queries import marks_of
from throughline.discovery.opportunities.shown_mark import ShownMark, show_mark

PAGE = 40


@dataclass(frozen=True, slots=True)
class EvidenceList:
    """A page of marks, latest first; `items` in all, and `repeats` of them. The next page begins at `after`."""

    marks: tuple[ShownMark, ...]
    items: int
    repeats: int
    accounts: int
    people: int
    after: int


def list_marks(row: Opportunity, filter_: EvidenceFilter, *, before: int = 0) -> EvidenceList:
    """In three queries, whatever the filter."""
    found = _narrow(marks_of(row, MarkState(filter_.state)), filter_)
    page = found.filter(pk__lt=before) if before else found
    rows = list(page.order_by("-pk")[: PAGE + 1])
    words = row.title.split()
    piece = Case(
        When(evidence__duplicate_of="", then=F("evidence__key")),
        default=F("evidence__duplicate_of"),
        output_field=CharField(),
    )
    counts = found.order_by().aggregate(
        items=Count(piece, distinct=True),
        repeats=Count("evidence", filter=~Q(evidence__duplicate_of=""), distinct=True),
        accounts=Count("evidence__customer_account", distinct=True),
        people=Count("evidence__customer_person", filter=Q(evidence__customer_account=None), distinct=True),
    )
    after = rows[PAGE - 1].pk if len(rows) > PAGE else 0
    return EvidenceList(tuple(show_mark(mark, words) for mark in rows[:PAGE]), after=after, **counts)


def _narrow(marks: QuerySet[Mark], filter_: EvidenceFilter) -> QuerySet[Mark]:
    if filter_.stance:
        marks = marks.filter(stance=filter_.stance)
    if filter_.hand:
        marks = marks.filter(evidence__relayed_by__isnull=filter_.hand != "second")
    if filter_.segment:
        marks = marks.filter(evidence__customer_segment=filter_.segment)
    if filter_.without:
        marks = marks.filter(evidence__customer_segment="")
    if filter_.kind:
        marks = marks.filter(kind=filter_.kind)
    if filter_.month:
        marks = marks.filter(evidence__date__gte=_begin(filter_.month), evidence__date__lt=_end(filter_.month))
    return _narrow_customer(marks, filter_.customer)


def _narrow_customer(marks: QuerySet[Mark], token: str) -> QuerySet[Mark]:
    kind, number = token[:1], token[1:]
    if not token:
        return marks
    if not number.isdecimal() or len(number) > 17 or kind not in {"a", "p"}:
        return marks.none()
    if kind == "a":
        return marks.filter(evidence__customer_account=number)
    return marks.filter(evidence__customer_person=number, evidence__customer_account=None)


def _begin(month: str) -> date:
    return date(max(1, int(month[:4])), int(month[5:]), 1)


def _end(month: str) -> date:
    first = _begin(month)
    return date(first.year + (first.month == 12), first.month % 12 + 1, 1)
