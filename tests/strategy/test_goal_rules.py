"""Rules of goals: progress, inputs that come to a metric, circles, order, lines, numbers and tables as people write."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.strategy.contracts import Combination, Direction, Metric, MetricValue
from throughline.strategy.rules.aiming.combining import recompute
from throughline.strategy.rules.aiming.line import HEIGHT, WIDTH, draw_line, place
from throughline.strategy.rules.aiming.nesting import stands_below, step
from throughline.strategy.rules.aiming.progress import Aim, measure, points_wrong, say_progress
from throughline.strategy.rules.aiming.saying import say_change, say_computed, say_value
from throughline.strategy.rules.recording.amounts import read_amount
from throughline.strategy.rules.recording.table import Cells, Known, find_columns, read_rows

BEGIN, END = date(2026, 7, 1), date(2026, 12, 31)
NUMBERS = st.floats(-1e6, 1e6, allow_nan=False).map(lambda number: round(number, 3))
SIZES = st.floats(0.01, 1e4).map(lambda number: round(number, 2))
DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))


def make(name: str, *values: float, unit: str = "files", begin: date = BEGIN) -> Metric:
    days = (begin + timedelta(days=30 * n) for n in range(len(values)))
    return Metric(name, unit, Direction.UP, tuple(map(MetricValue, days, values)))


@given(start=NUMBERS, target=NUMBERS, share=st.floats(-2, 3))
def test_progress_is_the_share_of_the_way_whichever_way_is_better(start: float, target: float, share: float):
    if abs(start - target) < 1:
        return
    stands = start + share * (target - start)
    for sign in (1, -1):
        aim = Aim(sign * start, BEGIN, sign * target, END)
        found = measure(aim, MetricValue(BEGIN, sign * stands), today=END).share
        assert found == pytest.approx(share, abs=1e-6)


@given(days=st.integers(-400, 400))
def test_a_value_from_outside_its_time_says_nothing_of_a_key_result(days: int):
    on = BEGIN + timedelta(days=days)
    aim = Aim(61, BEGIN, 95, END)
    progress = measure(aim, MetricValue(on, 70), today=END)
    assert (progress.share is not None) == (BEGIN <= on <= END)
    assert 0 <= progress.gone <= 1
    if progress.share is None:
        assert say_progress(progress, aim) == "not known: no value since 1 July 2026"


@pytest.mark.parametrize(
    ("value", "said"),
    [(60, "further away"), (61, "0 %"), (78, "50 %"), (94.99, "99 %"), (95, "reached"), (99, "reached")],
)
def test_progress_is_said_as_it_is_and_never_as_reached_before_it_is(value: float, said: str):
    aim = Aim(61, BEGIN, 95, END)
    assert say_progress(measure(aim, MetricValue(BEGIN, value), today=END), aim).startswith(said)


def test_a_target_where_the_metric_gets_worse_is_wrong():
    assert points_wrong(Aim(10, BEGIN, 20, END), Direction.DOWN)
    assert points_wrong(Aim(20, BEGIN, 10, END), Direction.UP)
    assert not points_wrong(Aim(20, BEGIN, 10, END), Direction.DOWN)


@given(values=st.lists(SIZES, min_size=1, max_size=6), how=st.sampled_from(Combination), turn=st.randoms())
def test_what_the_inputs_come_to_does_not_hang_on_their_order(values: list[float], how: Combination, turn):
    inputs = [make(str(n), value) for n, value in enumerate(values)]
    found = recompute(how, make("north"), inputs)
    mixed = list(inputs)
    turn.shuffle(mixed)
    assert recompute(how, make("north"), mixed).value == pytest.approx(found.value)
    assert (found.recorded, found.apart, found.agrees) == (None, None, False)


@given(values=st.lists(SIZES, min_size=1, max_size=5), how=st.sampled_from(Combination), off=st.floats(-0.9, 0.9))
def test_what_is_recorded_as_the_inputs_give_agrees_and_what_is_apart_is_said_by_how_much(
    values: list[float], how: Combination, off: float
):
    inputs = [make(str(n), value) for n, value in enumerate(values)]
    given_ = recompute(how, make("north"), inputs).value or 0.0
    assert recompute(how, make("north", given_), inputs).agrees
    found = recompute(how, make("north", given_ / (1 + off)), inputs)
    assert found.apart == pytest.approx(abs(off), abs=1e-9)
    assert found.agrees == (abs(off) < 0.005) or abs(abs(off) - 0.005) < 1e-9


@given(parts=st.lists(SIZES, min_size=1, max_size=4), share=st.floats(0.1, 100))
def test_a_share_multiplies_as_a_part_of_one(parts: list[float], share: float):
    inputs = [make(str(n), value) for n, value in enumerate(parts)]
    whole = recompute(Combination.PRODUCT, make("north"), inputs).value or 0.0
    found = recompute(Combination.PRODUCT, make("north"), [*inputs, make("share", share, unit="% of clerks")])
    assert found.value == pytest.approx(whole * share / 100)
    both = [make("a", share, unit="%"), make("b", 50, unit="%")]
    assert recompute(Combination.PRODUCT, make("north", unit="%"), both).value == pytest.approx(share / 2)


def test_the_latest_day_that_all_have_is_compared_and_else_the_days_are_said():
    north, teams, each = make("north", 10, 12, 90), make("teams", 5, 6), make("each", 2, 2, 3)
    found = recompute(Combination.PRODUCT, north, [teams, each])
    assert (found.value, found.recorded, found.since, found.until) == (12, 12, date(2026, 7, 31), date(2026, 7, 31))
    later = make("each", 4, begin=date(2026, 7, 9))
    apart = recompute(Combination.PRODUCT, north, [teams, later])
    assert (apart.value, apart.since, apart.until) == (24, date(2026, 7, 9), date(2026, 8, 30))


def test_what_cannot_be_combined_says_why():
    assert recompute(Combination.SUM, make("n", 1), [make("a"), make("b"), make("c", 1)]).because == (
        "“a” and “b” have no value yet"
    )
    mixed = recompute(Combination.SUM, make("n", 1), [make("a", 1, unit="hours"), make("b", 1)])
    assert mixed.value is None
    assert "only one unit adds up" in mixed.because
    nothing = recompute(Combination.SUM, make("n", 0.0), [make("a", 0.0)])
    assert nothing.agrees
    assert recompute(Combination.SUM, make("n", 0.0), [make("a", 2.0)]).apart is None


@given(parents=st.dictionaries(st.integers(0, 9), st.one_of(st.none(), st.integers(0, 9)), max_size=10))
def test_a_node_stands_below_itself_and_a_search_ends_even_in_a_circle(parents: dict[int, int | None]):
    for one in parents:
        assert stands_below(one, one, parents)
        for other in parents:
            stands_below(one, other, parents)


@given(parents=st.lists(st.integers(0, 8), max_size=9), moved=st.integers(1, 9), under=st.integers(0, 9))
def test_refusing_what_stands_below_keeps_a_tree_a_tree(parents: list[int], moved: int, under: int):
    tree: dict[int, int | None] = {0: None} | {n + 1: min(p, n) for n, p in enumerate(parents)}
    if moved not in tree or under not in tree or stands_below(under, moved, tree):
        return
    tree[moved] = under
    assert all(stands_below(one, 0, tree) for one in tree)


@given(order=st.lists(st.integers(), min_size=1, max_size=8, unique=True), data=st.data(), up=st.booleans())
def test_a_step_changes_two_neighbours_and_a_step_back_undoes_it(order: list[int], data: st.DataObject, up: bool):
    one = data.draw(st.sampled_from(order))
    stepped = step(order, one, up=up)
    assert sorted(stepped) == sorted(order)
    assert abs(stepped.index(one) - order.index(one)) <= 1
    if stepped != order:
        assert step(stepped, one, up=not up) == order


@given(values=st.lists(st.tuples(DAYS, st.floats(-1e300, 1e300)), min_size=2, max_size=30, unique_by=lambda v: v[0]))
def test_a_line_stays_within_its_frame_and_runs_from_left_to_right(values: list[tuple[date, float]]):
    ordered = [MetricValue(*value) for value in sorted(values)]
    points = place(ordered)
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points)
    assert [x for x, _ in points] == sorted(x for x, _ in points)
    assert re.fullmatch(r"M[\d.]+ [\d.]+(L[\d.]+ [\d.]+)+", draw_line(ordered))


@given(value=st.floats(-1e12, 1e12).map(lambda number: round(number, 4)))
def test_a_value_is_read_as_it_was_said(value: float):
    said = say_value(value)
    read = read_amount(said, mark=".")
    assert read == pytest.approx(value, abs=1e-9)
    assert read_amount(f"{said} files", unit="files", mark=".") == read


def test_values_are_said_to_the_last_digit_and_computed_ones_to_four():
    assert [say_value(v) for v in (1234.5, -0.25, 40.0, 0.0, 1e-7)] == ["1,234.5", "−0.25", "40", "0", "0.0000001"]
    assert [say_computed(v) for v in (4119.7, 0.123456, 98765.4, 0)] == ["4,120", "0.1235", "98,765", "0"]
    assert [say_change(0.1, 0.3), say_change(40, 36), say_change(2, 2)] == ["+0.2", "−4", "no change"]


@pytest.mark.parametrize("text", ["", "many", "1.200", "12 hours", "1e400", "nan", "--4", "4 5"])
def test_what_is_no_number_or_can_be_read_in_two_ways_is_none(text: str):
    assert read_amount(text, unit="files") is None


TODAY = date(2026, 11, 30)
KNOWN = Known({"labels": ("Labels", "%"), "crashes": ("Crashes", "a week")}, today=TODAY)


def test_every_row_is_a_value_or_a_fault_with_its_line_and_mend():
    columns = find_columns(["Date", "Metric", "Value"], alone=False, is_day=False)
    assert columns is not None
    told = [
        ("2026-03-01", "labels", "61 %"),
        ("soon", "Labels", "62"),
        ("2027-03-01", "Labels", "62"),
        ("2026-03-02", "Label", "62"),
        ("2026-03-03", "Crashes", "few"),
        ("2026-03-01", "Labels", "61"),
        ("2026-03-01", "Labels", "63"),
        ("2026-03-04",),
    ]
    days = [date(2026, 3, 1), None, date(2027, 3, 1), *(date(2026, 3, n) for n in (2, 3, 1, 1, 4))]
    rows = [Cells(line, cells) for line, cells in enumerate(told, start=2)]
    points, faults = read_rows(rows, days, columns, KNOWN)
    assert [(point.line, point.metric, point.value) for point in points] == [(2, "Labels", 61.0)]
    assert {fault.line: fault.why for fault in faults} == {
        3: "“soon” is no day",
        4: "2027-03-01 is yet to come",
        5: "there is no metric called “Label”",
        6: "“few” is no number",
        8: "line 2 has another value for that day",
        9: "no metric is named",
    }
    assert all(fault.mend for fault in faults)


@given(cells=st.lists(st.lists(st.text(max_size=6), max_size=4).map(tuple), max_size=8))
def test_no_row_is_lost_whatever_stands_in_it(cells: list[tuple[str, ...]]):
    columns = find_columns(["value", "day"], alone=True, is_day=False)
    assert columns is not None
    rows = [Cells(line, row) for line, row in enumerate(cells, start=1)]
    days = [TODAY - timedelta(days=line) for line, _ in enumerate(cells)]
    points, faults = read_rows(rows, days, columns, Known(KNOWN.units, "Labels", TODAY))
    assert sorted(one.line for one in [*points, *faults]) == list(range(1, len(cells) + 1))


def test_columns_are_known_by_name_in_any_order_or_by_their_order():
    named = find_columns(["Amount", "Week of"], alone=True, is_day=False)
    assert named is not None
    assert (named.on, named.value, named.metric, named.has_header) == (1, 0, None, True)
    own = find_columns(["date", "Labels printed"], alone=True, is_day=False)
    assert own is not None
    assert own.value == 1
    bare = find_columns(["2026-03-01", "Labels", "4"], alone=False, is_day=True)
    assert bare is not None
    assert (bare.metric, bare.value, bare.has_header) == (1, 2, False)
    assert find_columns(["date", "value"], alone=False, is_day=False) is None
