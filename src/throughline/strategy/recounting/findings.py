"""What metrics would tell a person this week: a step larger than any before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from throughline.core.contracts import Actor
from throughline.core.line.findings import Finding, Urgency
from throughline.strategy.aiming.queries import list_recent
from throughline.strategy.contracts import Metric
from throughline.strategy.rules.recording.unusual import Unusual, find_unusual

MOST = 3


def offer_unusual(actor: Actor, _since: datetime, now: datetime) -> Sequence[Finding]:
    """The metrics whose last step is unusual, the most unusual first."""
    looked = [(one, find_unusual(one.values, today=now.date())) for one in list_recent(actor.workspace).values()]
    found = [_describe(metric, unusual) for metric, unusual in looked if unusual]
    return sorted(found, key=lambda one: -one.weight)[:MOST]


def _describe(metric: Metric, found: Unusual) -> Finding:
    before, after = found.before, found.after
    moved = "rose" if after.value > before.value else "fell"
    title = f"{metric.name} {moved} from {_say(before.value)} to {_say(after.value)} {metric.unit}."
    days = f"Between {before.on.day} {before.on:%B} and {after.on.day} {after.on:%B}"
    most = f"moved by more than {_say(found.largest)}" if found.largest else "moved at all"
    reason = f"{days}. In the {found.steps} steps before that it never {most} at once."
    url = reverse("strategy:metric", args=[metric.key])
    return Finding("unusual", title, reason, "Look", url, Urgency.CHANGED, found.size / (found.largest or found.size))


def _say(value: float) -> str:
    return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"
