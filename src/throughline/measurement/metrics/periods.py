"""Days, weeks and months of a zone, when each is settled, and which must be computed anew.

Sources: the IANA time zone database, as `zoneinfo` reads it; ISO 8601 weeks, which start on Monday.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from throughline.measurement.metrics.contracts import Every, Funnel, Metric, Period, Retention

_HOUR = timedelta(hours=1)


def start_of(day: date, every: Every) -> date:
    """The first day of the period that `day` lies in."""
    match every:
        case Every.DAY:
            return day
        case Every.WEEK:
            return day - timedelta(days=day.weekday())
        case Every.MONTH:
            return day.replace(day=1)


def shift(start: date, every: Every, by: int) -> date:
    """The first day of the period `by` periods after the one that starts at `start`."""
    match every:
        case Every.DAY:
            return start + timedelta(days=by)
        case Every.WEEK:
            return start + timedelta(weeks=by)
        case Every.MONTH:
            months = start.year * 12 + start.month - 1 + by
            return date(months // 12, months % 12 + 1, 1)


def to_local(moment: datetime, zone: str) -> date:
    """The local day of a UTC moment without a zone."""
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()


def to_utc(day: date, zone: str) -> datetime:
    """When a local day begins, in UTC without a zone; where midnight does not exist, the first moment after it."""
    local = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
    return local.astimezone(UTC).replace(tzinfo=None)


def make_period(start: date, every: Every, zone: str) -> Period:
    """The period that begins with the local day `start`."""
    end = shift(start, every, 1)
    return Period(start, end, to_utc(start, zone), to_utc(end, zone))


def list_periods(first: datetime, last: datetime, every: Every, zone: str) -> tuple[Period, ...]:
    """Every period from that of `first` to that of `last`, both UTC."""
    start, end = start_of(to_local(first, zone), every), to_local(last, zone)
    periods: list[Period] = []
    while start <= end:
        periods.append(make_period(start, every, zone))
        start = periods[-1].end
    return tuple(periods)


def list_offsets(first: datetime, last: datetime, zone: str) -> tuple[tuple[datetime, int], ...]:
    """(until, seconds east of UTC) for UTC moments from `first` to `last`; the last `until` lies after `last`.

    Clocks change at most once an hour, so that hours are looked at where two days differ, then seconds.
    """
    known = ZoneInfo(zone)
    spans: list[tuple[datetime, int]] = []
    moment, end = first - timedelta(days=1), last + timedelta(days=1)
    offset = _offset(moment, known)
    while moment < end:
        following = min(moment + timedelta(days=1), end)
        for change, after in _find_changes(moment, following, offset, known):
            spans.append((change, offset))
            offset = after
        moment = following
    return (*spans, (end, offset))


def _find_changes(start: datetime, end: datetime, offset: int, zone: ZoneInfo) -> Iterator[tuple[datetime, int]]:
    moment = start
    while moment < end:
        following = min(moment + _HOUR, end)
        after = _offset(following, zone)
        if after != offset:
            yield _bisect(moment, following, offset, zone), after
            offset = after
        moment = following


def _bisect(before: datetime, after: datetime, offset: int, zone: ZoneInfo) -> datetime:
    """The first whole second at which the offset is another."""
    low, high = 0, int((after - before).total_seconds())
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(before + timedelta(seconds=middle), zone) == offset else (low, middle)
    return before + timedelta(seconds=high)


def _offset(moment: datetime, zone: ZoneInfo) -> int:
    shifted = moment.replace(tzinfo=UTC).astimezone(zone).utcoffset()
    return int(shifted.total_seconds()) if shifted is not None else 0


def settles(period: Period, metric: Metric, late: timedelta, zone: str) -> datetime:
    """When the last event that can count in `period` must have arrived, in UTC.

    A funnel waits for its window, retention for the periods after.
    """
    match metric.measure:
        case Funnel(within=within):
            return period.closes + within + late
        case Retention(after=after):
            return to_utc(shift(period.start, metric.every, after + 1), zone) + late
        case _:
            return period.closes + late


def can_change(period: Period, metric: Metric, late: timedelta, zone: str, *, as_of: datetime) -> bool:
    """Whether events that are still allowed to come would count in `period`."""
    return as_of < settles(period, metric, late, zone)


def find_stale(
    periods: Sequence[Period],
    metric: Metric,
    late: timedelta,
    zone: str,
    *,
    computed_as_of: datetime,
    touched: Collection[date] = (),
) -> tuple[Period, ...]:
    """Periods whose stored value must be computed anew.

    They could still change when they were computed, or an event has since arrived that belongs to one of the local days
    `touched`, however late it was. Retention looks back to each user's first start, so that such an event can move
    people between any period from its own on and those that wait for it.
    """
    return tuple(
        period
        for period in periods
        if can_change(period, metric, late, zone, as_of=computed_as_of)
        or any(_reaches(period, day, metric, zone) for day in touched)
    )


def _reaches(period: Period, day: date, metric: Metric, zone: str) -> bool:
    """Whether an event on `day` can count in `period`."""
    until = to_local(settles(period, metric, timedelta(0), zone) - timedelta(microseconds=1), zone)
    if isinstance(metric.measure, Retention):
        return day <= until
    return period.start <= day <= until
