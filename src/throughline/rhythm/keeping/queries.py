"""Reads of rituals: the days each was kept on, wherever that was done, and a member's weeks off."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from throughline.core.contracts import Actor
from throughline.core.models import Workspace
from throughline.discovery.queries import list_talks
from throughline.rhythm.models import Retrospective, StatusReport, WeekHours, WeekMark
from throughline.rhythm.rules.rituals import Ritual, Year, describe_year, list_mondays
from throughline.strategy.recounting.queries import list_recorded


def list_years(actor: Actor, *, today: date) -> dict[Ritual, Year]:
    """Every ritual's last 52 weeks, as this member has them."""
    kept, off = list_kept(actor.workspace, since=list_mondays(today)[0]), list_off(actor)
    since = find_beginning(actor.workspace)
    return {one: describe_year(one, kept[one], off=off, since=since, today=today) for one in Ritual}


def find_beginning(workspace: Workspace) -> date:
    """The day the workspace was made; the sample is a story that began before it was loaded."""
    return date.min if workspace.is_sample else workspace.created.date()


def list_kept(workspace: Workspace, *, since: date) -> dict[Ritual, list[date]]:
    """The days since then on which each ritual was kept by anybody of the team; four queries and one for marks."""
    begins = datetime.combine(since, time(), tzinfo=UTC)
    held = Retrospective.objects.filter(workspace=workspace, held__gte=since).order_by("held")
    sent = StatusReport.objects.filter(workspace=workspace, sent__gte=begins).order_by("sent")
    looked = WeekMark.objects.filter(workspace=workspace, word="looked", monday__gte=since).order_by("at")
    return {
        Ritual.CONVERSATION: [day for day in list_talks(workspace) if day >= since],
        Ritual.METRICS: [*list_recorded(workspace, since=since), *(row.at.date() for row in looked)],
        Ritual.RETROSPECTIVE: list(held.values_list("held", flat=True)),
        Ritual.STATUS: [at.date() for at in sent.values_list("sent", flat=True) if at],
    }


def list_off(actor: Actor) -> set[date]:
    """The Mondays of this member's weeks off."""
    rows = WeekMark.objects.filter(workspace=actor.workspace, member=actor.member, word="off")
    return set(rows.values_list("monday", flat=True))


def find_hours(actor: Actor) -> int | None:
    """How many hours this member's week has, by their own word."""
    return WeekHours.objects.filter(member=actor.member).values_list("hours", flat=True).first()
