"""Reads of the days on which ideas were decided about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from throughline.core.models import Change, Workspace
from throughline.discovery.opportunities.queries import follow_merged
from throughline.strategy.contracts import AWAY, IdeaState
from throughline.strategy.models import Bet, Idea, No


@dataclass(frozen=True, slots=True)
class Chosen:
    """An idea that is a bet, the key of the opportunity it is for now, and the day it was chosen."""

    idea: str
    title: str
    opportunity: str
    day: date


def list_chosen(workspace: Workspace) -> list[Chosen]:
    """Every bet with its first prediction's day, the earliest first."""
    rows = Bet.objects.filter(idea__workspace=workspace, idea__state=IdeaState.BET, supersedes=None)
    told = rows.order_by("at", "pk").values_list("idea__key", "idea__title", "idea__opportunity", "at")
    merged = follow_merged(workspace)
    return [Chosen(key, title, merged.get(about) or about, at.date()) for key, title, about, at in told]


def list_refused(workspace: Workspace) -> dict[str, date]:
    """The opportunities (keys) of which every idea was answered with a no, and the day of the last of these."""
    noes = No.objects.filter(idea__workspace=workspace, ended=None).order_by("at", "pk")
    answered = list(noes.values_list("idea__opportunity", "at"))
    if not answered:
        return {}
    merged = follow_merged(workspace)
    live = Idea.objects.filter(workspace=workspace).exclude(state__in=AWAY).values_list("opportunity", flat=True)
    still = {merged.get(key) or key for key in live.order_by("pk")}
    days = {merged.get(key) or key: at.date() for key, at in answered}
    return {key: day for key, day in days.items() if key not in still}


RECORDING = ("record a metric's value", "bring in values")
"""The acts by which values of metrics are recorded."""


def list_recorded(workspace: Workspace, *, since: date) -> list[date]:
    """The days since then on which values of metrics were recorded, by any member; what was undone is none."""
    begins = datetime.combine(since, time(), tzinfo=UTC)
    acts = Change.objects.filter(workspace=workspace, verb__in=RECORDING, at__gte=begins, undone_by=None)
    return [at.date() for at in acts.order_by("at").values_list("at", flat=True)]
