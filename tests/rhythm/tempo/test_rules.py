"""A line that waits counts as waiting: the tempo never looks faster for leaving it out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.rhythm.rules.tempo.contracts import PARTS, Line, Span, Standing, Stretch
from throughline.rhythm.rules.tempo.measuring import find_wait, measure, measure_all
from throughline.rhythm.rules.tempo.medians import FEWEST, find_median
from throughline.rhythm.rules.tempo.saying import say_longest, say_tempo, say_trend
from throughline.rhythm.rules.tempo.trending import Quarter, find_longest, list_quarters, list_waits

TODAY = date(2026, 11, 30)
DAYS = st.integers(0, 900)
DAY = st.one_of(st.none(), DAYS.map(lambda back: TODAY - timedelta(days=back)))
PASSED = st.lists(DAYS, min_size=FEWEST, max_size=30)
WAITING = st.lists(DAYS, max_size=30)


def make_spans(passed: list[int], waiting: list[int]) -> list[Span]:
    return [
        *(Span(Standing.PASSED, days, TODAY) for days in passed),
        *(Span(Standing.WAITS, days, TODAY) for days in waiting),
    ]


@given(PASSED)
def test_where_nobody_waits_half_have_passed_within_the_median_and_not_before(passed: list[int]):
    days = find_median(make_spans(passed, [])).days
    assert days is not None
    assert sum(one <= days for one in passed) * 2 >= len(passed)
    assert sum(one < days for one in passed) * 2 < len(passed)


@given(PASSED, WAITING)
def test_counting_those_who_wait_never_makes_it_faster(passed: list[int], waiting: list[int]):
    alone, all_ = find_median(make_spans(passed, [])), find_median(make_spans(passed, waiting))
    assert all_.days is None or all_.days >= (alone.days or 0)
    assert (all_.passed, all_.waiting) == (len(passed), len(waiting))


@given(PASSED, WAITING, st.integers(1, 400))
def test_waiting_longer_never_makes_it_faster(passed: list[int], waiting: list[int], more: int):
    now = find_median(make_spans(passed, waiting)).days
    later = find_median(make_spans(passed, [one + more for one in waiting])).days
    assert later is None or (now is not None and later >= now)


@given(PASSED, WAITING)
def test_it_says_that_more_than_half_wait_only_where_they_do(passed: list[int], waiting: list[int]):
    median = find_median(make_spans(passed, waiting))
    assert not median.open or median.waiting > median.passed


def test_too_few_make_no_median_and_say_so():
    median = find_median(make_spans([10, 20], [5]))
    assert (median.days, median.few) == (None, True)
    told = "Signal to decision: too few to tell (2 decided, 1 waits; 3 are needed)"
    assert say_tempo(median, Stretch.DECIDE) == told


def test_the_median_is_the_worked_example():
    """Three passed at 10, 20 and 40 days; two wait since 15 and 30: 4/5, then 4/5 · 2/3, then 0."""
    assert find_median(make_spans([10, 20, 40], [15, 30])).days == 40
    assert find_median(make_spans([10, 20, 40], [])).days == 20


@given(st.builds(Line, st.just("prd"), st.just("k"), st.just("t"), DAY, DAY, DAY, DAY, over=st.booleans()))
def test_no_span_is_negative_and_a_line_waits_in_one_part_at_most(line: Line):
    spans = measure_all(line, today=TODAY)
    assert all(span.days is None or span.days >= 0 for span in spans.values())
    assert sum(spans[part].standing is Standing.WAITS for part in PARTS) <= 1
    assert (spans[Stretch.WHOLE].standing is Standing.WAITS) <= (line.ship is None)


LINE = Line("prd", "k", "t", signal=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("line", "stretch", "standing", "days"),
    [
        (LINE, Stretch.DECIDE, Standing.WAITS, 333),
        (LINE, Stretch.SHIP, Standing.AHEAD, None),
        (replace(LINE, decision=date(2026, 1, 31)), Stretch.DECIDE, Standing.PASSED, 30),
        (replace(LINE, decision=date(2025, 12, 1)), Stretch.DECIDE, Standing.UNKNOWN, None),
        (replace(LINE, ship=date(2026, 3, 2)), Stretch.DECIDE, Standing.UNKNOWN, None),
        (replace(LINE, ship=date(2026, 3, 2)), Stretch.SHIP, Standing.UNKNOWN, None),
        (replace(LINE, ship=date(2026, 3, 2)), Stretch.WHOLE, Standing.PASSED, 60),
        (replace(LINE, decision=date(2026, 2, 1), over=True), Stretch.SHIP, Standing.ENDED, None),
        (replace(LINE, signal=None), Stretch.DECIDE, Standing.UNKNOWN, None),
    ],
)
def test_a_station_that_is_not_on_record_is_never_zero_days(line, stretch, standing, days):
    span = measure(line, stretch, today=TODAY)
    assert (span.standing, span.days) == (standing, days)


def test_a_quarter_holds_what_began_in_it_and_the_last_two_that_can_be_are_compared():
    def began(month: int, days: int) -> dict[Stretch, Span]:
        none = dict.fromkeys(Stretch, Span(Standing.AHEAD))
        return none | {Stretch.WHOLE: Span(Standing.PASSED, days, date(2026, month, 3))}

    waits = dict.fromkeys(Stretch, Span(Standing.WAITS, 9, date(2026, 11, 21)))
    quarters = list_quarters([*(began(2, days) for days in (50, 60, 70)), *(began(5, d) for d in (40, 48, 90)), waits])
    assert [quarter for quarter, _ in quarters] == [Quarter(2026, 1), Quarter(2026, 2), Quarter(2026, 4)]
    assert say_trend(quarters, Stretch.WHOLE) == "12 days fewer for what began in Q2 2026 than in Q1 2026"
    assert say_trend(quarters, Stretch.SHIP) == ""


def test_where_lines_wait_longest_leaves_out_the_ninety_days_that_are_meant():
    lines = [
        LINE,
        replace(LINE, signal=date(2026, 8, 1)),
        replace(LINE, decision=date(2026, 10, 1)),
        replace(LINE, decision=date(2025, 1, 1), ship=date(2025, 1, 2)),
    ]
    spans = [measure_all(line, today=TODAY) for line in lines]
    assert [find_wait(one) for one in spans] == [Stretch.DECIDE, Stretch.DECIDE, Stretch.SHIP, Stretch.LEARN]
    longest = find_longest(list_waits(spans))
    assert say_longest(longest) == "Lines wait longest for a decision: both for 121 days or more"
