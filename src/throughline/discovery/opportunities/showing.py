"""What the page of an opportunity shows: both sides of its evidence, its reach, who was not heard. Reads only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min

from throughline.core.kernel.clock import utc_today
from throughline.core.models import Workspace
from throughline.discovery.contracts import MarkKind, MarkState, Stance
from throughline.discovery.customers.counting import UNDATED
from throughline.discovery.models import Account, HeardCount, Mark, Opportunity, OpportunityCount, Reply
from throughline.discovery.opportunities.queries import ACCEPTED, get_count, marks_of
from throughline.discovery.opportunities.quoting import choose_quotes
from throughline.discovery.opportunities.shown_mark import ShownMark, show_mark
from throughline.discovery.rules.chart import Chart, draw_months
from throughline.discovery.rules.reach import Share, find_share
from throughline.discovery.rules.trend import Trend, describe_trend, list_months

WAITING = 8


@dataclass(frozen=True, slots=True)
class Silence:
    """How many accounts of a segment stand in the customer table, and how many of them said it."""

    segment: str
    base: int
    heard: int


@dataclass(frozen=True, slots=True)
class Reach:
    """Distinct customers heard, and the share of the customer table where there is one."""

    count: OpportunityCount
    share: Share | None
    base: int

    @property
    def unlisted(self) -> int:
        """Accounts that said it and do not stand in the customer table."""
        return self.count.accounts - self.count.listed_accounts


@dataclass(frozen=True, slots=True)
class ShownOpportunity:
    """Everything beside the line, the comments and what upper slices know."""

    row: Opportunity
    count: OpportunityCount
    reach: Reach
    quotes_for: Sequence[ShownMark]
    quotes_against: Sequence[ShownMark]
    waiting: Sequence[ShownMark]
    chart: Chart | None
    trend: Trend | None
    undated: int
    segments: Sequence[tuple[str, int]]
    no_segment: int
    silences: Sequence[Silence]
    sent: int


def show_opportunity(workspace: Workspace, row: Opportunity) -> ShownOpportunity:
    """In a fixed number of queries, however much evidence there is."""
    count = get_count(row)
    base = _count_base(workspace)
    months = list_heard_months(workspace)
    words = row.title.split()
    return ShownOpportunity(
        row=row,
        count=count,
        reach=Reach(count, find_share(heard=count.listed_accounts, base=sum(base.values())), sum(base.values())),
        quotes_for=choose_quotes(row, Stance.FOR, words),
        quotes_against=choose_quotes(row, Stance.AGAINST, words),
        waiting=[show_mark(mark, words) for mark in marks_of(row, MarkState.PROPOSED).order_by("-pk")[:WAITING]],
        chart=draw_months(count.months, span=months),
        trend=describe_trend(count.months, span=months, today=utc_today()),
        undated=max(0, count.items - sum(count.months.values())),
        segments=sorted(count.segments.items(), key=lambda pair: (-pair[1], pair[0])),
        no_segment=max(0, count.items - sum(count.segments.values())),
        silences=_list_silences(row, base),
        sent=Reply.objects.filter(opportunity=row).exclude(sent=None).count(),
    )


def list_heard_months(workspace: Workspace) -> list[str]:
    """Every month from the first to the last in which anybody was heard."""
    dated = HeardCount.objects.filter(workspace=workspace, everyone=True).exclude(month__in=("", UNDATED))
    ends = dated.aggregate(first=Min("month"), last=Max("month"))
    return list_months(ends["first"], ends["last"]) if ends["first"] else []


def _count_base(workspace: Workspace) -> dict[str, int]:
    """How many accounts of the customer table there are in each segment."""
    listed = Account.objects.filter(workspace=workspace, listed=True)
    return dict(listed.order_by("segment").values_list("segment").annotate(accounts=Count("pk")))


def _list_silences(row: Opportunity, base: Mapping[str, int]) -> list[Silence]:
    """Every segment of the customer table with how many of its accounts said it, the silent ones first."""
    if not base:
        return []
    heard = Mark.objects.filter(ACCEPTED, opportunity=row, stance=Stance.FOR, evidence__customer_account__listed=True)
    by_segment = heard.order_by().values_list("evidence__customer_account__segment")
    spoke = dict(by_segment.annotate(accounts=Count("evidence__customer_account", distinct=True)))
    silences = [Silence(segment, size, spoke.get(segment, 0)) for segment, size in base.items() if segment]
    return sorted(silences, key=lambda one: (one.heard > 0, -one.base, one.segment))


KINDS = [(kind.value, kind.value) for kind in MarkKind]


def name_trend(count: OpportunityCount, months: Sequence[str], *, today: date) -> str:
    """Up: 5 in the last 3 months, 1 in the 3 before. Empty where there is too little to compare."""
    trend = describe_trend(count.months, span=months, today=today)
    return trend.words if trend else ""
