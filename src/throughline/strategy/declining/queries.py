"""Reads of noes: those that stand, and how far what would change each has come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import QuerySet

from throughline.core.models import Workspace
from throughline.discovery.asking.queries import Asking, list_asking, spell_segment
from throughline.discovery.opportunities.queries import follow_merged
from throughline.strategy.contracts import MetricValue, Until
from throughline.strategy.declining.records import read_condition
from throughline.strategy.models import Idea, No
from throughline.strategy.models import MetricValue as ValueRow
from throughline.strategy.rules.declining import Asker, Condition, Since, Standing, judge

MOST = 500
"""Noes that are looked at together; those given longest ago are left out beyond it."""
_BY_ACCOUNTS = {Until.ACCOUNTS, Until.ACCOUNT}


@dataclass(frozen=True, slots=True)
class Judged:
    """A no with how far it is; `opportunity` is the key of the one it is about now, wherever that was merged.

    `begun` is when the idea was first answered like this: whoever was told since need not hear that it still stands.
    """

    no: No
    condition: Condition
    standing: Standing
    opportunity: str
    begun: datetime


def list_noes(idea: Idea) -> list[No]:
    """Every answer it was ever given; the latest first."""
    return list(_read().filter(idea=idea).order_by("-pk"))


def find_no(idea: Idea) -> No | None:
    """The no that stands; None where none does."""
    return _read().filter(idea=idea, ended=None).first()


def list_standing(workspace: Workspace, opportunities: Sequence[str]) -> list[No]:
    """The noes that stand for ideas of these opportunities (keys), the earliest first."""
    rows = _read().filter(idea__workspace=workspace, idea__opportunity__in=opportunities, ended=None)
    return list(rows.order_by("at", "pk"))


def list_reasons(ideas: Sequence[Idea]) -> dict[str, str]:
    """For each of these ideas that has a no, by its key: "declined: nobody pays for it"; one query."""
    rows = No.objects.filter(idea__in=ideas, ended=None).values_list("idea__key", "kind", "reason")
    return {key: f"{kind}: {reason}" for key, kind, reason in rows}


def list_judged(workspace: Workspace, *, today: date) -> list[Judged]:
    """Every no that stands, those that came back first, then the latest; a fixed number of queries."""
    rows = list(_read().filter(idea__workspace=workspace, ended=None).order_by("-at", "-pk")[:MOST])
    judged = judge_noes(workspace, rows, today=today)
    return sorted(judged, key=lambda one: not one.standing.met)


def judge_noes(workspace: Workspace, rows: Sequence[No], *, today: date) -> list[Judged]:
    """How far what would change each of them has come."""
    merged = follow_merged(workspace) if rows else {}
    homes = {row.pk: merged.get(row.idea.opportunity, row.idea.opportunity) for row in rows}
    counted = {homes[row.pk] for row in rows if row.until in _BY_ACCOUNTS}
    asking = list_asking(workspace, counted) if counted else {}
    values = _list_values(rows)
    spelled = {name: spell_segment(workspace, name) for name in {row.segment for row in rows} - {""}}
    begun = list_begun(rows)
    judged = ((row, homes[row.pk]) for row in rows)
    return [_judge(row, home, asking.get(home, ()), values, spelled, today, begun[row.pk]) for row, home in judged]


def _judge(
    row: No,
    home: str,
    asking: Sequence[Asking],
    values: Mapping[int, Sequence[MetricValue]],
    spelled: Mapping[str, str],
    today: date,
    begun: datetime,
) -> Judged:
    condition = replace(read_condition(row), segment=spelled.get(row.segment, ""))
    known = values.get(row.metric_id or 0, ())  # type: ignore[attr-defined]
    since = Since(
        answered=row.at.date(),
        today=today,
        before=row.heard,
        askers=read_askers(asking),
        values=[one for one in known if _is_later(one, row)],
        latest=known[-1] if known else None,
    )
    return Judged(row, condition, judge(condition, since), home, begun)


def _is_later(one: MetricValue, row: No) -> bool:
    """Measured after the value that was frozen, or, where there was none, since the day of the answer."""
    return one.on > row.measured_on if row.measured_on else one.on >= row.at.date()


def read_askers(asking: Iterable[Asking]) -> list[Asker]:
    """The accounts as the rules read them."""
    return [Asker(one.name, one.token, one.segments, one.aliases) for one in asking]


def _list_values(rows: Sequence[No]) -> dict[int, list[MetricValue]]:
    """Each metric's values, oldest first, back to the first answer that names it."""
    metrics = {row.metric_id for row in rows if row.metric_id}  # type: ignore[attr-defined]
    found: dict[int, list[MetricValue]] = defaultdict(list)
    if metrics:
        for one in ValueRow.objects.filter(metric__in=metrics).order_by("on"):
            found[one.metric_id].append(MetricValue(one.on, one.value))  # type: ignore[attr-defined]
    return found


def list_begun(rows: Sequence[No]) -> dict[int, datetime]:
    """For each no the moment of the first of those that it stands by and that said the same; one query."""
    past = {no.pk: no for no in No.objects.filter(idea__in=[row.idea for row in rows])} if rows else {}
    begun: dict[int, datetime] = {}
    for row in rows:
        first = row
        while (before := past.get(first.supersedes_id or 0)) and before.kind == row.kind:  # type: ignore[attr-defined]
            first = before
        begun[row.pk] = first.at
    return begun


def _read() -> QuerySet[No]:
    return No.objects.select_related("idea", "member", "metric")
