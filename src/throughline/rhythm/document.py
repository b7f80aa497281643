"""This week as JSON; docs/reference/json.md describes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from throughline.rhythm.rules.rituals import Year
from throughline.rhythm.showing import ThisWeek


def write_week(week: ThisWeek, years: Iterable[Year]) -> dict[str, Any]:
    """The same keys every time; a ritual that was never kept has no weeks."""
    return {
        "monday": week.monday.date().isoformat(),
        "findings": [
            {
                "kind": one.kind,
                "urgency": one.urgency.name.lower(),
                "title": one.title,
                "reason": one.reason,
                "action": one.action,
                "url": one.url,
            }
            for one in week.findings
        ],
        "rituals": [_write_year(year) for year in years],
    }


def _write_year(year: Year) -> dict[str, Any]:
    weeks = [
        {"monday": one.monday.isoformat(), "times": one.times, "off": one.off} for one in year.weeks if one.counted
    ]
    return {"ritual": year.ritual, "kept": year.kept, "of": year.past, "off": year.off, "weeks": weeks}
