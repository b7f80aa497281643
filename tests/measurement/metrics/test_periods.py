"""Days, weeks and months; what can change; what must be computed anew."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.measurement.metrics.contracts import Every
from throughline.measurement.metrics.parsing import parse_definitions
from throughline.measurement.metrics.periods import can_change, find_stale, list_offsets, list_periods, make_period

ZONES = ["UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu"]
AT = datetime.fromisoformat
BEGINNINGS = st.datetimes(AT("2009-01-01"), AT("2031-01-01"))
METRICS = {
    metric.kind: metric
    for metric in parse_definitions(
        """
timezone: UTC
events: {time: t, user: u, event: e}
metrics:
  - {name: a, kind: count}
  - {name: b, kind: funnel, within: 3 days, steps: [{event: x}, {event: y}]}
  - {name: c, kind: retention, start: {}, return: {}, after: 2}
""",
        where="defs.yaml",
    ).metrics
}


@given(BEGINNINGS, st.integers(0, 400), st.sampled_from(ZONES))
def test_offsets_are_those_of_the_zone_at_every_moment(first: datetime, days: int, zone: str) -> None:
    last = first + timedelta(days=days)
    offsets = list_offsets(first, last, zone)
    for hour in range(0, days * 24 + 1, 7):
        moment = first + timedelta(hours=hour)
        offset = next(offset for until, offset in offsets if moment < until)
        local = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).utcoffset()
        assert local is not None
        assert offset == local.total_seconds()


@given(
    st.datetimes(AT("2009-01-01"), AT("2031-01-01")),
    st.integers(0, 400),
    st.sampled_from(Every),
    st.sampled_from(ZONES),
)
def test_periods_follow_each_other_without_a_gap(first: datetime, days: int, every: Every, zone: str) -> None:
    periods = list_periods(first, first + timedelta(days=days), every, zone)
    assert periods[0].opens <= first
    assert periods[-1].closes > first + timedelta(days=days)
    for one, next_ in pairwise(periods):
        assert one.end == next_.start
        assert one.closes == next_.opens
    if every is Every.WEEK:
        assert {period.start.weekday() for period in periods} == {0}


@pytest.mark.parametrize(
    ("kind", "settled"),
    [("count", "2026-03-03T00:00"), ("funnel", "2026-03-06T00:00"), ("retention", "2026-03-05T00:00")],
)
def test_a_period_can_change_until_whatever_counts_in_it_had_its_time_to_arrive(kind: str, settled: str) -> None:
    period, late = make_period(date(2026, 3, 1), Every.DAY, "UTC"), timedelta(days=1)
    assert can_change(period, METRICS[kind], late, "UTC", as_of=AT(settled) - timedelta(seconds=1))
    assert not can_change(period, METRICS[kind], late, "UTC", as_of=AT(settled))


@pytest.mark.parametrize(
    ("kind", "stale"),
    [("count", [5, 9, 10]), ("funnel", [2, 3, 4, 5, 6, 7, 8, 9, 10]), ("retention", [3, 4, 5, 6, 7, 8, 9, 10])],
)
def test_what_was_open_or_was_touched_late_is_computed_anew(kind: str, stale: list[int]) -> None:
    periods = list_periods(AT("2026-03-01"), AT("2026-03-10T12:00"), Every.DAY, "UTC")
    found = find_stale(
        periods, METRICS[kind], timedelta(days=1), "UTC", computed_as_of=AT("2026-03-10"), touched=[date(2026, 3, 5)]
    )
    assert [period.start.day for period in found] == stale
