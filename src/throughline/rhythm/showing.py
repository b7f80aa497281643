"""What This week shows: at most seven findings since Monday, and the year's conversations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from throughline.core.contracts import Actor
from throughline.core.line.findings import Finding, gather_findings
from throughline.discovery.queries import list_talks
from throughline.rhythm.rules.choosing import choose_findings
from throughline.rhythm.rules.weeks import Habit, describe_habit, find_monday

NUMBERS = ("nothing", "one thing", "two things", "three things", "four things", "five things", "six things")


@dataclass(frozen=True, slots=True)
class ThisWeek:
    """The page: its Monday, the findings, how many in words, and the habit of talking to customers."""

    monday: datetime
    findings: tuple[Finding, ...]
    number: str
    habit: Habit | None


def show_week(actor: Actor, *, now: datetime) -> ThisWeek:
    """This member's week as it stands at `now`."""
    monday = datetime.combine(find_monday(now.date()), time(), tzinfo=UTC)
    findings = choose_findings(gather_findings(actor, since=monday, now=now))
    number = NUMBERS[len(findings)] if len(findings) < len(NUMBERS) else "seven things"
    return ThisWeek(monday, findings, number, _show_habit(actor, now))


def _show_habit(actor: Actor, now: datetime) -> Habit | None:
    """From the day the workspace was made; the sample is a story that began before it was loaded."""
    since = date.min if actor.workspace.is_sample else actor.workspace.created.date()
    return describe_habit(list_talks(actor.workspace), since=since, today=now.date())
