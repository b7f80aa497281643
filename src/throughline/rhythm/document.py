"""This week as JSON; docs/reference/json.md describes it."""

from __future__ import annotations

from typing import Any

from throughline.rhythm.rules.weeks import Habit
from throughline.rhythm.showing import ThisWeek


def write_week(week: ThisWeek) -> dict[str, Any]:
    """The same keys every time; `habit` is null before the first conversation."""
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
        "habit": _write_habit(week.habit) if week.habit else None,
    }


def _write_habit(habit: Habit) -> dict[str, Any]:
    weeks = [{"monday": one.monday.isoformat(), "conversations": one.talks} for one in habit.weeks]
    return {"kept": habit.kept, "of": habit.past, "weeks": weeks}
