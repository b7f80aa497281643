"""Where the time of the last complete week went, in one sentence, against the hours a person really has."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from throughline.core.contracts import Actor
from throughline.rhythm.keeping.queries import find_hours
from throughline.rhythm.rules.timing.contracts import Kind
from throughline.rhythm.rules.timing.sorting import sort_events
from throughline.rhythm.rules.timing.splitting import (
    Share,
    WeekHours,
    compare_with_aim,
    find_week,
    find_widest,
    split_weeks,
)
from throughline.rhythm.timing.naming import KIND_NAMES, name_hours, name_percent
from throughline.rhythm.timing.queries import (
    describe_corrections,
    find_aim,
    list_calendars,
    list_events,
    list_sortings,
)

MOST = 3


def say_last_week(actor: Actor, *, now: datetime) -> str:
    """Empty without a calendar."""
    calendars = list_calendars(actor)
    if not calendars:
        return ""
    zone = ZoneInfo(calendars[0].zone)
    last = find_week(now, zone) - timedelta(weeks=1)
    begins = datetime.combine(last, time(), tzinfo=zone)
    events = list_events(actor, since=begins, until=begins + timedelta(weeks=1))
    week = split_weeks(sort_events(events, describe_corrections(list_sortings(actor))), mondays=[last], zone=zone)[0]
    aim = find_aim(actor)
    aimed = {Kind(kind): float(share) for kind, share in aim.shares.items()} if aim else None
    return _say(week, compare_with_aim([week], aimed), find_hours(actor))


def _say(week: WeekHours, shares: tuple[Share, ...], hours: int | None) -> str:
    if week.off:
        return "Nothing in the calendar last week"
    widest = find_widest(shares)
    known = sorted((one for one in shares if one.share), key=lambda one: -(one.share or 0.0))[:MOST]
    told = [widest, *(one for one in known if one is not widest)][:MOST] if widest else known
    split = ", ".join(map(_say_share, told))
    return ". ".join(filter(None, [f"Time last week: {split}" if split else "", _say_left(week.total, hours)]))


def _say_share(one: Share) -> str:
    said = f"{KIND_NAMES[one.kind].lower()} {name_percent(one.share or 0.0)}"
    return f"{said} (you aim for {name_percent(one.aim)})" if one.aim is not None and _is_apart(one) else said


def _is_apart(one: Share) -> bool:
    return find_widest([one]) is not None


def _say_left(taken: float, hours: int | None) -> str:
    if hours is None:
        return f"{name_hours(taken)} stood in the calendar"
    if taken > hours:
        return f"{name_hours(taken)} stood in the calendar, of a week of {hours} h"
    return f"Of {hours} h, {name_hours(taken)} stood in the calendar and {name_hours(hours - taken)} did not"
