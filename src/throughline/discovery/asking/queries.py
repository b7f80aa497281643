"""Who asked: the accounts heard for an opportunity, and which customers were told something since. Reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from throughline.core.models import Workspace
from throughline.discovery.contracts import Stance
from throughline.discovery.customers.spelling import Spelling
from throughline.discovery.models import Account, Mark, Opportunity, Reply
from throughline.discovery.opportunities.queries import ACCEPTED, get_count


@dataclass(frozen=True, slots=True)
class Asking:
    """An account that is heard for an opportunity: its names, and the segments it counts under. `token` is its own."""

    name: str
    token: str
    segments: frozenset[str]
    aliases: tuple[str, ...]


def list_asking(
    workspace: Workspace, keys: Collection[str], *, until: date | None = None
) -> dict[str, tuple[Asking, ...]]:
    """For each opportunity (keys) the accounts heard for it, by name; three queries, whatever their number.

    `until` leaves out what was said after that day.
    """
    marks = Mark.objects.filter(ACCEPTED, workspace=workspace, opportunity__key__in=list(keys), stance=Stance.FOR)
    marks = marks.filter(evidence__date__lte=until) if until else marks
    fields = ("opportunity__key", "evidence__customer_account", "evidence__customer_segment")
    rows = marks.exclude(evidence__customer_account=None).order_by().values_list(*fields).distinct()
    heard: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for opportunity, account, segment in rows:
        heard[opportunity][account].add(segment)
    accounts = Account.objects.in_bulk({account for one in heard.values() for account in one})
    return {key: _describe(heard.get(key, {}), accounts) for key in keys}


def _describe(heard: Mapping[int, set[str]], accounts: Mapping[int, Account]) -> tuple[Asking, ...]:
    found = [
        Asking(row.name, f"a{row.pk}", frozenset(segments - {""}), tuple(row.aliases))
        for pk, segments in heard.items()
        if (row := accounts.get(pk))
    ]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.token)))


@dataclass(frozen=True, slots=True)
class ToldCount:
    """Customers (accounts, and people without one) who should be told of something, and how many of them were."""

    customers: int
    told: int


def count_told(workspace: Workspace, since: Collection[tuple[str, datetime]]) -> dict[tuple[str, datetime], ToldCount]:
    """For each opportunity (key) with a moment, how many were told since; two queries, from kept counts.

    Whoever was told is one to be told, even where what they said speaks against it.
    """
    keys = {key for key, _ in since}
    rows = Opportunity.objects.filter(workspace=workspace, key__in=keys).select_related("count")
    customers = {row.key: get_count(row).accounts + get_count(row).people for row in rows}
    sent = Reply.objects.filter(workspace=workspace, opportunity__key__in=keys, sent__isnull=False)
    replies = list(sent.values_list("opportunity__key", "sent"))
    found: dict[tuple[str, datetime], ToldCount] = {}
    for key, moment in since:
        told = sum(one == key and at >= moment for one, at in replies)
        found[key, moment] = ToldCount(max(customers.get(key, 0), told), told)
    return found


def list_told(workspace: Workspace, opportunity: str, *, since: datetime, limit: int = 20) -> Sequence[Reply]:
    """The answers that were sent since, the latest first, with whom they went to."""
    sent = Reply.objects.filter(workspace=workspace, opportunity__key=opportunity, sent__gte=since)
    return list(sent.select_related("account", "person", "sent_by").order_by("-sent", "-pk")[:limit])


def spell_segment(workspace: Workspace, segment: str) -> str:
    """The name that a segment counts under now, whatever it was joined with since."""
    return Spelling(workspace).spell(segment)
