"""How kinds, hours, shares and times are said on the page."""

from __future__ import annotations

from datetime import datetime, tzinfo

from throughline.rhythm.rules.timing.contracts import Kind

KIND_NAMES = {kind: kind.value.capitalize() for kind in Kind} | {Kind.NONE: "None of these"}
KIND_MEANINGS = {
    Kind.DISCOVERY: "interviews, calls with customers, tests, feedback",
    Kind.STRATEGY: "goals, roadmap, priorities, pricing",
    Kind.SPECIFICATION: "PRDs, stories, design, refinement",
    Kind.ALIGNMENT: "status, stand-ups, one-to-ones, stakeholders",
    Kind.LAUNCH: "releases, go-to-market, enablement",
    Kind.ITERATION: "metrics, experiments, retrospectives",
    Kind.NONE: "hiring, travel, breaks, time alone",
}


def name_hours(hours: float) -> str:
    """4.5 h; 4 h; less than a tenth is 0 h."""
    return f"{hours:.1f}".removesuffix(".0") + " h"


def name_percent(share: float) -> str:
    """41 %"""
    return f"{share * 100:.0f} %"


def name_times(starts: datetime, ends: datetime, zone: tzinfo) -> str:
    """09:00–09:45, as the wall's clock says."""
    return f"{starts.astimezone(zone):%H:%M}–{ends.astimezone(zone):%H:%M}"
