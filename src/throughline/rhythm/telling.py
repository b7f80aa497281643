"""This week in plain lines, for a terminal or a pipe."""

from __future__ import annotations

from collections.abc import Iterable

from throughline.rhythm.keeping.showing import NAMES, say_year
from throughline.rhythm.rules.rituals import Year
from throughline.rhythm.showing import ThisWeek


def tell_week(week: ThisWeek, years: Iterable[Year]) -> str:
    """The findings in their order, numbered; the rituals that were begun last."""
    day = week.monday
    lines = [f"Since Monday {day.day} {day:%B} · {week.number if week.findings else 'nothing unusual'}", ""]
    for number, one in enumerate(week.findings, start=1):
        lines += [f"{number}. {one.title}", f"   {one.reason}", f"   {one.action}: {one.url}", ""]
    lines += [f"{NAMES[year.ritual]} · {say_year(year)}" for year in years if year.begun]
    return "\n".join(lines).rstrip()
