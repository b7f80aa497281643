"""Reads of decisions."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import F, QuerySet

from throughline.core.kernel.ids import Ref
from throughline.core.models import Workspace
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


def get_decision(workspace: Workspace, key: str) -> Decision:
    """Raises `DecisionNotFound`."""
    row = _with_people(workspace).filter(key=key).first()
    if row is None:
        raise DecisionNotFound(key)
    return row


def _with_people(workspace: Workspace) -> QuerySet[Decision]:
    return Decision.objects.filter(workspace=workspace).select_related("raised_by", "decided_by")
