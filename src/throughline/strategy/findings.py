"""What strategy would tell a person this week: decisions to look at again, and noes whose reason has changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.urls import reverse

from throughline.core.contracts import Actor
from throughline.core.line.findings import Finding, Urgency
from throughline.strategy.deciding.queries import list_revisits
from throughline.strategy.declining.queries import Judged, list_judged
from throughline.strategy.models import Decision

MOST = 3
SOON = timedelta(days=7)


def offer_strategy(actor: Actor, _since: datetime, now: datetime) -> Sequence[Finding]:
    """Decisions to revisit within a week, or earlier, and ideas that came back after a no.

    Saying what happened, or opening a decision again, ticks it; an idea that is back waits for an answer.
    """
    if not actor.can_write:
        return []
    rows = list_revisits(actor.workspace, until=now.date() + SOON, limit=MOST)
    back = [one for one in list_judged(actor.workspace, today=now.date()) if one.standing.met]
    return [*(_describe(row, now) for row in rows), *map(_describe_back, back[:MOST])]


def _describe_back(one: Judged) -> Finding:
    no = one.no
    day = f"{no.at.day} {no.at:%B %Y}"
    since = f"{one.standing.back[:1].upper()}{one.standing.back[1:]}."
    when = "then" if one.standing.arrived else f"on {day}"
    reason = f"{since} It was {no.kind} {when}: “{_clip(no.reason)}”"
    url = reverse("strategy:idea", args=[no.idea.key]) + "#no"
    title = f"A no whose reason has changed: {no.idea.title}"
    return Finding("no", title, reason, "Answer again", url, Urgency.CHANGED, float(len(one.standing.arrived)))


def _describe(row: Decision, now: datetime) -> Finding:
    day = row.revisit or now.date()
    when = "was due" if day < now.date() else "is due"
    expected = f" Expected: {_clip(row.expected)}" if row.expected else ""
    reason = f"“{_clip(row.choice)}” was chosen; looking again {when} on {day.day} {day:%B %Y}.{expected}"
    url = reverse("strategy:decision", args=[row.key])
    late = float((now.date() - day).days)
    return Finding("revisit", f"Look again: {row.question}", reason, "Look again", url, Urgency.WAITS, late)


def _clip(text: str, most: int = 100) -> str:
    bare = " ".join(text.split())
    return bare if len(bare) <= most else f"{bare[: most - 1].rsplit(' ', 1)[0]} …"
