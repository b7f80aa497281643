"""This week in plain lines, for a terminal or a pipe."""

from __future__ import annotations

from throughline.rhythm.showing import ThisWeek


def tell_week(week: ThisWeek) -> str:
    """The findings in their order, numbered; the habit of talking to customers last."""
    day = week.monday
    lines = [f"Since Monday {day.day} {day:%B} · {week.number if week.findings else 'nothing unusual'}", ""]
    for number, one in enumerate(week.findings, start=1):
        lines += [f"{number}. {one.title}", f"   {one.reason}", f"   {one.action}: {one.url}", ""]
    if week.habit and week.habit.past:
        since = week.habit.weeks[0].monday
        many = "week" if week.habit.past == 1 else "weeks"
        kept = f"{week.habit.kept} of {week.habit.past} {many}"
        lines.append(f"One customer a week · {kept} since {since.day} {since:%B %Y}")
    return "\n".join(lines).rstrip()
