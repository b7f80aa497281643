"""What a metric counts, and what its numbers leave out, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from throughline.measurement.metrics.contracts import (
    Condition,
    Count,
    Every,
    Funnel,
    Measure,
    Metric,
    Part,
    Percentile,
    Ratio,
    Ready,
    Retention,
    Selection,
    Sum,
    Survey,
    Users,
)

_EVERY = {Every.DAY: "each day", Every.WEEK: "each week, from Monday", Every.MONTH: "each month"}
_OPERATORS = {
    "is": "is",
    "is_not": "is not",
    "in": "is one of",
    "not_in": "is none of",
    "above": "is above",
    "at_least": "is at least",
    "below": "is below",
    "at_most": "is at most",
    "contains": "contains",
}


def say_metric(metric: Metric) -> str:
    """What is computed, with nothing left to guess."""
    by = f", by {metric.by}" if metric.by else ""
    return f"{_say_measure(metric.measure, metric.every)}, {_EVERY[metric.every]}{by}"


def _say_measure(measure: Measure, every: Every) -> str:
    match measure:
        case Count() | Users() | Sum():
            return _say_part(measure)
        case Ratio(of=of, over=over):
            return f"{_say_part(of)} for each of {_say_part(over)}"
        case Percentile(of=of, value=value, percent=percent):
            return f"{value} of {say_selection(of)} that {float(percent):g} of 100 do not exceed (nearest rank)"
        case Funnel(steps=steps, within=within):
            way = ", then ".join(say_selection(step) for step in steps)
            return f"share of users who complete {way} within {say_span(within)} of their first in the period"
        case Retention(start=start, back=back, after=after, any_until=any_until):
            when = f"in one of the {after} {every}s after" if any_until else f"{after} {every}{'s' * (after > 1)} later"
            return f"share of users first seen with {say_selection(start)} who have {say_selection(back)} {when}"
        case Ready(file=file, value=value, together=together):
            return f"{value} of {file}, the {together} of its days"


def _say_part(part: Part) -> str:
    match part:
        case Count(of=of):
            return f"number of {say_selection(of)}"
        case Users(of=of):
            return f"number of different users with {say_selection(of)}"
        case Sum(of=of, value=value):
            return f"sum of {value} over {say_selection(of)}"


def say_selection(selection: Selection) -> str:
    """The events that are meant."""
    names = " or ".join(f"“{name}”" for name in selection.events)
    head = f"{names} events" if names else "events of any name"
    return f"{head} where {' and '.join(map(_say_condition, selection.where))}" if selection.where else head


def _say_condition(condition: Condition) -> str:
    if condition.operator == "known":
        return f"{condition.property} is {'known' if condition.operand else 'not known'}"
    operand = condition.operand
    shown = (
        ", ".join(map(str, operand))
        if isinstance(operand, tuple)
        else str(operand).lower()
        if isinstance(operand, bool)
        else operand
    )
    return f"{condition.property} {_OPERATORS[condition.operator]} {shown}"


def say_span(span: timedelta) -> str:
    """7 days, 1 hour, 90 minutes."""
    minutes = int(span.total_seconds()) // 60
    for size, unit in ((1440, "day"), (60, "hour")):
        if minutes % size == 0:
            return f"{minutes // size} {unit}{'s' * (minutes != size)}"
    return f"{minutes} minute{'s' * (minutes != 1)}"


def say_survey(survey: Survey, late: timedelta) -> tuple[str, ...]:
    """What the table leaves open: events left out, twice, without a user, late."""
    notes: list[str] = []
    if survey.without_time:
        notes.append(f"{_events(survey.without_time)} without a time {_are(survey.without_time)} left out")
    if survey.ahead:
        notes.append(
            f"{_events(survey.ahead)} dated after {survey.as_of:%Y-%m-%d %H:%M} UTC {_are(survey.ahead)} left out"
        )
    if survey.without_user:
        notes.append(f"{_events(survey.without_user)} without a user count as events and for no user")
    if survey.duplicates:
        notes.append(f"{_events(survey.duplicates)} {_are(survey.duplicates)} copies of others and left out")
    if survey.tardy:
        notes.append(_say_tardy(survey.tardy, late))
    return tuple(notes)


def _say_tardy(tardy: Mapping[date, int], late: timedelta) -> str:
    total, days = sum(tardy.values()), len(tardy)
    allowed = f"more than {say_span(late)} after" if late else "after"
    them, their, they = ("it is", "its", "it") if total == 1 else ("they are", "their", "they")
    return (
        f"{_events(total)} arrived {allowed} the end of {their} day, on {days} day{'s' * (days != 1)}: {them} counted,"
        f" and values computed before {they} came have changed; a longer late: allows for that"
    )


def say_unseen(unseen: list[str], seen: list[str]) -> str:
    """Names that no event has: a zero that may be a slip of the pen."""
    named = " or ".join(f"“{name}”" for name in unseen)
    known = ", ".join(f"“{name}”" for name in seen[:10])
    return f"no event is called {named}; there are {known}{' and others' if len(seen) > 10 else ''}"


def say_unusable(value: str, unusable: int, events: int) -> str:
    """Events of a sum or percentile that carry no amount."""
    return f"{unusable:,} of {_events(events)} have no usable {value}; they are left out"


def _events(count: int) -> str:
    return f"{count:,} event{'s' * (count != 1)}"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
