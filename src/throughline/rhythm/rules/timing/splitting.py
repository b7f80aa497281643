"""Hours by kind and week. Where two events run at once, each gets its share: nobody has two hours in one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from throughline.rhythm.rules.timing.contracts import WORK, Kind, Sorted
from throughline.rhythm.rules.weeks import find_monday

Hours = Mapping[Kind, float]


@dataclass(frozen=True, slots=True)
class WeekHours:
    """One week by its Monday: hours by kind; `off` where nothing took time in it."""

    monday: date
    hours: Hours

    @property
    def off(self) -> bool:
        return not any(self.hours.values())

    @property
    def total(self) -> float:
        return sum(self.hours.values())


@dataclass(frozen=True, slots=True)
class Share:
    """One kind against the aim: hours in a week that was not off, the share of all six, and the share aimed for.

    Shares are of the hours that went to the six kinds, and None where none did.
    """

    kind: Kind
    hours: float
    share: float | None
    aim: float | None

    @property
    def off_by(self) -> float | None:
        """Points above (or below, negative) the aim."""
        return None if self.share is None or self.aim is None else self.share - self.aim


def count_hours(sorted_: Iterable[Sorted]) -> dict[str, float]:
    """The hours of each event by its key, overlapping time shared evenly among those that run at once."""
    events = [one.event for one in sorted_]
    edges = sorted({moment for event in events for moment in (event.starts, event.ends)})
    place = {moment: number for number, moment in enumerate(edges)}
    running: list[list[str]] = [[] for _ in edges]
    for event in events:
        for number in range(place[event.starts], place[event.ends]):
            running[number].append(event.key)
    hours = dict.fromkeys((event.key for event in events), 0.0)
    for number, keys in enumerate(running[:-1]):
        for key in keys:
            hours[key] += (edges[number + 1] - edges[number]) / timedelta(hours=1) / len(keys)
    return hours


def split_weeks(sorted_: Sequence[Sorted], *, mondays: Sequence[date], zone: tzinfo) -> tuple[WeekHours, ...]:
    """The hours of each of these weeks; an event belongs to the week in which it begins, in `zone`."""
    hours = count_hours(sorted_)
    found: dict[date, dict[Kind, float]] = {monday: defaultdict(float) for monday in mondays}
    for one in sorted_:
        monday = find_week(one.event.starts, zone)
        if monday in found:
            found[monday][one.kind] += hours[one.event.key]
    return tuple(WeekHours(monday, dict(found[monday])) for monday in mondays)


def find_week(moment: datetime, zone: tzinfo) -> date:
    """The Monday of the week a moment is in, as the wall's clock says."""
    return find_monday(moment.astimezone(zone).date())


def compare_with_aim(weeks: Sequence[WeekHours], aim: Mapping[Kind, float] | None) -> tuple[Share, ...]:
    """All seven kinds over the weeks that were not off. `aim` is in percent; the shares that come back are 0 to 1."""
    worked = [week for week in weeks if not week.off]
    total = {kind: sum(week.hours.get(kind, 0.0) for week in worked) for kind in Kind}
    work = sum(total[kind] for kind in WORK)
    return tuple(
        Share(
            kind,
            total[kind] / len(worked) if worked else 0.0,
            total[kind] / work if work and kind in WORK else None,
            aim[kind] / 100 if aim and kind in WORK else None,
        )
        for kind in Kind
    )


def find_widest(shares: Sequence[Share], *, least: float = 0.05) -> Share | None:
    """The kind furthest from its aim; None where all are within `least` of theirs, or nothing can be compared."""
    apart = [share for share in shares if share.off_by is not None and abs(share.off_by) >= least]
    return max(apart, key=lambda share: abs(share.off_by or 0.0), default=None)
