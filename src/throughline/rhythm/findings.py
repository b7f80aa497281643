"""What rhythm would tell a person this week: what a retrospective agreed on, and nobody has done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from throughline.core.contracts import Actor
from throughline.core.line.findings import Finding, Urgency
from throughline.grounding.telling.wording import name_day
from throughline.rhythm.models import Remedy
from throughline.rhythm.retrospecting.naming import name_retrospective
from throughline.rhythm.retrospecting.queries import list_due

MOST = 3


def offer_rhythm(actor: Actor, _since: datetime, now: datetime) -> Sequence[Finding]:
    """Actions whose day has come; ticking one takes it off."""
    if not actor.can_write:
        return []
    return [_describe(row, now) for row in list_due(actor, until=now.date(), limit=MOST)]


def _describe(row: Remedy, now: datetime) -> Finding:
    day = row.due or now.date()
    when = "is due today" if day == now.date() else f"was due on {name_day(day)}"
    who = f"{row.owner} has it; it" if row.owner else "It"
    reason = f"{who} {when}. Agreed in the retrospective of {name_retrospective(row.retrospective)}."
    url = reverse("rhythm:retrospective", args=[row.retrospective.key]) + "#actions"
    late = float((now.date() - day).days)
    return Finding("remedy", row.words, reason, "Open", url, Urgency.WAITS, late)
