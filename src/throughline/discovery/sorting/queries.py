"""Reads of sorting: themes as they stand, a page at a time, from the kept rows alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, Q, QuerySet, When

from throughline.core.models import Workspace
from throughline.discovery.contracts import OpportunityState, ThemeState
from throughline.discovery.customers.counting import UNDATED
from throughline.discovery.errors import ThemeNotFound
from throughline.discovery.models import (
    EvidenceRow,
    HeardCount,
    Opportunity,
    Theme,
    ThemeDecision,
    ThemeMember,
    ThemeRun,
)
from throughline.discovery.rules.announcing import News, read_news
from throughline.discovery.rules.sorting import NOWHERE
from throughline.discovery.rules.trend import list_months
from throughline.discovery.sorting.loading import load_decisions
from throughline.discovery.sorting.standing import REPEATS

PAGE = 40
_MOST_FRESH = 1000
_LIGHT = ("found", "quotes")
_BY_MARKS = Q(opportunity__count__isnull=False)
_ORDER = {
    "customers": Case(
        When(_BY_MARKS, then=F("opportunity__count__accounts") + F("opportunity__count__people")),
        default=F("accounts") + F("people"),
    ),
    "heard_items": Case(When(_BY_MARKS, then=F("opportunity__count__items")), default=F("items")),
}
"""What the pile is sorted by; what became an opportunity counts as its marks count."""


@dataclass(frozen=True, slots=True)
class Heard:
    """How much was heard in all. `unit` is what counts of customers count: "account", "person" or empty."""

    items: int
    accounts: int
    people: int
    months: tuple[str, ...]

    @property
    def unit(self) -> str:
        return "account" if self.accounts else "person" if self.people else ""

    @property
    def customers(self) -> int:
        return self.accounts or self.people


@dataclass(frozen=True, slots=True)
class ThemeNews:
    """A theme that is new or grows, and the opportunity it became, if it did."""

    theme: str
    label: str
    state: ThemeState
    opportunity: str
    news: News


def has_run(workspace: Workspace) -> bool:
    """Whether anybody has looked for themes yet."""
    return ThemeRun.objects.filter(workspace=workspace, current=True).exists()


def count_heard(workspace: Workspace) -> Heard:
    """Everything customers said, from the kept counts."""
    rows = {row.month: row for row in HeardCount.objects.filter(workspace=workspace, everyone=True)}
    whole = rows.get("")
    dated = sorted(month for month in rows if month and month != UNDATED)
    span = tuple(list_months(dated[0], dated[-1])) if dated else ()
    return Heard(whole.items, whole.accounts, whole.people, span) if whole else Heard(0, 0, 0, span)


def list_themes(workspace: Workspace, state: ThemeState) -> QuerySet[Theme]:
    """Themes in this state, those of most customers first, then of most items, without what only a run needs."""
    rows = _list_shown(workspace).filter(state=state).select_related("opportunity__count").defer(*_LIGHT)
    return rows.annotate(**_ORDER).order_by("-customers", "-heard_items", "key")


def _list_shown(workspace: Workspace) -> QuerySet[Theme]:
    """The themes that something stands in, and those a person decided about, whatever became of their items."""
    decided = ~Q(state=ThemeState.PROPOSED)
    return Theme.objects.filter(decided | Q(items__gt=0), workspace=workspace)


def count_states(workspace: Workspace) -> dict[str, int]:
    """How many themes wait, were accepted, were dismissed."""
    rows = _list_shown(workspace).order_by()
    return dict(rows.values_list("state").annotate(count=Count("pk")))


def get_row(workspace: Workspace, key: str) -> Theme:
    """The theme as it stands. Raises `ThemeNotFound`."""
    row = Theme.objects.select_related("opportunity__count").filter(workspace=workspace, key=key).first()
    if row is None:
        raise ThemeNotFound(key)
    return row


def find_successor(workspace: Workspace, key: str) -> str:
    """The theme that this one was merged into, itself where it was not."""
    return load_decisions(workspace).resolve(key)


def find_place(row: Theme) -> int:
    """How many themes of its state stand before it in the pile."""
    keys = _list_order(row)
    return keys.index(row.key) if row.key in keys else 0


def find_neighbours(row: Theme) -> tuple[str, str]:
    """The themes before and after it in the pile, empty at either end."""
    keys = _list_order(row)
    if row.key not in keys:
        return "", ""
    at = keys.index(row.key)
    return "".join(keys[max(0, at - 1) : at]), "".join(keys[at + 1 : at + 2])


def _list_order(row: Theme) -> list[str]:
    return list(list_themes(row.workspace, ThemeState(row.state)).values_list("key", flat=True))


def list_places(workspace: Workspace, theme: str, *, start: int = 0) -> list[ThemeMember]:
    """A page of what stands in the theme, nearest first, and one place more where there is one."""
    rows = ThemeMember.objects.filter(workspace=workspace, theme=theme, rank__lt=REPEATS).order_by("rank", "pk")
    keys = list(rows.values_list("pk", flat=True)[start : start + PAGE + 1])
    places = (
        ThemeMember.objects.filter(pk__in=keys)
        .select_related("evidence__file", "evidence__customer_account", "evidence__customer_person")
        .order_by("rank", "pk")
    )
    return list(places)


def list_unsorted(workspace: Workspace, *, start: int = 0) -> list[ThemeMember]:
    """A page of what stands in no theme, and one place more where there is one."""
    return list_places(workspace, NOWHERE, start=start)


def count_unsorted(workspace: Workspace) -> int:
    """How many items stand in no theme."""
    return ThemeMember.objects.filter(workspace=workspace, theme=NOWHERE).count()


def count_fresh(workspace: Workspace) -> int:
    """How many pieces came since themes were last found; no more than a thousand are counted."""
    last = ThemeMember.objects.filter(workspace=workspace).order_by("-evidence").values_list("evidence", flat=True)
    after = last.first() or 0
    rows = EvidenceRow.objects.filter(workspace=workspace, visible=True, interviewer=False, pk__gt=after)
    return rows.order_by("pk")[: _MOST_FRESH + 1].count()


def list_movers(workspace: Workspace, theme: str, pieces: Sequence[int]) -> dict[int, str]:
    """Who put these pieces into the theme, by evidence row."""
    moved = ThemeDecision.objects.filter(workspace=workspace, into=theme, evidence__in=pieces).order_by("pk")
    return dict(moved.values_list("evidence_id", "member__name"))


def list_labels(workspace: Workspace, keys: Sequence[str]) -> dict[str, str]:
    """What these themes are called."""
    return dict(Theme.objects.filter(workspace=workspace, key__in=keys).values_list("key", "label"))


def find_theme_at(workspace: Workspace, evidence: str) -> Theme | None:
    """The theme a piece stands in, if it was not dismissed."""
    at = ThemeMember.objects.filter(workspace=workspace, evidence__key=evidence, evidence__visible=True)
    key = at.values_list("theme", flat=True).first()
    rows = Theme.objects.filter(workspace=workspace, key=key).exclude(state=ThemeState.DISMISSED) if key else None
    return rows.first() if rows is not None else None


def list_targets(workspace: Workspace, *, but: str = "", words: str = "", limit: int = 12) -> list[Theme]:
    """Themes a person may choose, dismissed ones left out: those whose name holds `words`, largest first."""
    rows = Theme.objects.filter(workspace=workspace, items__gt=0).exclude(key=but)
    rows = rows.exclude(state=ThemeState.DISMISSED).defer(*_LIGHT)
    for word in words.split()[:6]:
        rows = rows.filter(label__icontains=word)
    return list(rows.order_by("-items", "key")[:limit])


def list_opportunities(workspace: Workspace, *, words: str = "", limit: int = 12) -> list[Opportunity]:
    """Open opportunities whose title holds `words`, latest first."""
    rows = Opportunity.objects.filter(workspace=workspace, state=OpportunityState.OPEN)
    for word in words.split()[:6]:
        rows = rows.filter(title__icontains=word)
    return list(rows.order_by("-created", "-pk")[:limit])


def list_news(workspace: Workspace, since: date) -> list[ThemeNews]:
    """Themes that the last run found new or growing, the largest first; none where that run is older than `since`."""
    run = ThemeRun.objects.filter(workspace=workspace, current=True).order_by("-pk").values_list("at", flat=True)
    at = run.first()
    if at is None or at.date() < since:
        return []
    rows = Theme.objects.filter(workspace=workspace, items__gt=0).exclude(state=ThemeState.DISMISSED)
    fields = ("key", "label", "state", "opportunity__key", "news")
    found = ((*values, read_news(news)) for *values, news in rows.order_by("-items", "key").values_list(*fields))
    return [
        ThemeNews(key, label, ThemeState(state), opportunity or "", news)
        for key, label, state, opportunity, news in found
        if news is not None
    ]
