"""What This week shows: at most seven findings since Monday, and the year of its rituals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time

from throughline.core.contracts import Actor
from throughline.core.line.findings import Finding, gather_findings
from throughline.rhythm.rules.choosing import choose_findings
from throughline.rhythm.rules.weeks import find_monday

NUMBERS = ("nothing", "one thing", "two things", "three things", "four things", "five things", "six things")


@dataclass(frozen=True, slots=True)
class ThisWeek:
    """Its Monday, the findings, and how many in words."""

    monday: datetime
    findings: tuple[Finding, ...]
    number: str


def show_week(actor: Actor, *, now: datetime) -> ThisWeek:
    """This member's week as it stands at `now`."""
    monday = datetime.combine(find_monday(now.date()), time(), tzinfo=UTC)
    findings = choose_findings(gather_findings(actor, since=monday, now=now))
    number = NUMBERS[len(findings)] if len(findings) < len(NUMBERS) else "seven things"
    return ThisWeek(monday, findings, number)
