"""Reads of decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.db.models import F, Q, QuerySet

from throughline.core.kernel.ids import Ref
from throughline.core.models import Link, Workspace
from throughline.strategy.deciding.errors import DecisionNotFound
from throughline.strategy.models import Decision

PAGE = 60


def list_decisions(workspace: Workspace, *, on: Ref | None = None) -> list[Decision]:
    """The decisions about an object, or the latest of all: open ones first, then the latest made."""
    rows = _with_people(workspace)
    if on is not None:
        rows = rows.filter(on=str(on))
    return list(rows.order_by(F("decided").desc(nulls_first=True), "-raised", "-pk")[:PAGE])


def list_decided(workspace: Workspace, *, since: datetime, until: datetime) -> list[Decision]:
    """The decisions made in this time, earliest first."""
    rows = _with_people(workspace).filter(decided__gt=since, decided__lte=until)
    return list(rows.order_by("decided", "pk")[:PAGE])


def list_undecided(workspace: Workspace) -> list[Decision]:
    """The decisions that nobody has made yet, the longest open first."""
    return list(_with_people(workspace).filter(decided=None).order_by("raised", "pk")[:PAGE])


def count_open_decisions(workspace: Workspace, *, on: Ref) -> int:
    """How many decisions about an object nobody has made yet."""
    return Decision.objects.filter(workspace=workspace, on=str(on), decided=None).count()


def list_revisits(workspace: Workspace, *, until: date, limit: int) -> list[Decision]:
    """Decisions to be looked at again by a day, of which nobody has said what happened; the longest due first."""
    rows = Decision.objects.filter(workspace=workspace, decided__isnull=False, revisit__lte=until, happened="")
    return list(rows.order_by("revisit", "pk")[:limit])


def list_about(workspace: Workspace, refs: Sequence[Ref]) -> list[str]:
    """The keys of the decisions about any of these objects or about what links to them, earliest first."""
    links = Link.objects.filter(workspace=workspace)
    links = links.filter(_any_of(Q(lower_kind=ref.kind, lower_id=ref.id) for ref in refs))
    above = {Ref(*pair) for pair in links.values_list("upper_kind", "upper_id")}
    rows = Decision.objects.filter(workspace=workspace, on__in=[str(ref) for ref in {*refs, *above}])
    return list(rows.order_by("pk").values_list("key", flat=True))


def list_subjects(workspace: Workspace, keys: Sequence[str], *, kind: str) -> list[str]:
    """The ids of the objects of a kind that these decisions are about, or that what they are about links to."""
    rows = Decision.objects.filter(workspace=workspace, key__in=keys).exclude(on="")
    refs = [Ref.parse(on) for on in rows.order_by("pk").values_list("on", flat=True)]
    links = Link.objects.filter(workspace=workspace, lower_kind=kind)
    links = links.filter(_any_of(Q(upper_kind=ref.kind, upper_id=ref.id) for ref in refs))
    below = links.order_by("pk").values_list("lower_id", flat=True)
    return list(dict.fromkeys([*(ref.id for ref in refs if ref.kind == kind), *below]))


def _any_of(conditions: Iterable[Q]) -> Q:
    """Any of them; nothing where there is none."""
    return reduce(or_, conditions, Q(pk__in=[]))


def get_decision(workspace: Workspace, key: str) -> Decision:
    """Raises `DecisionNotFound`."""
    row = _with_people(workspace).filter(key=key).first()
    if row is None:
        raise DecisionNotFound(key)
    return row


def _with_people(workspace: Workspace) -> QuerySet[Decision]:
    return Decision.objects.filter(workspace=workspace).select_related("raised_by", "decided_by")
