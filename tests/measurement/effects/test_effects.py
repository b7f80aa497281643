"""The days after a launch against what would have been: right where it can be known, and silent where it cannot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from throughline.core.kernel.errors import AppError
from throughline.measurement.effects.averaging import average
from throughline.measurement.effects.columns import make_columns
from throughline.measurement.effects.contracts import Effect, Question, Scale, Verdict
from throughline.measurement.effects.estimating import estimate_effect
from throughline.measurement.effects.filtering import Grid, filter_columns, look_ahead
from throughline.measurement.effects.judging import judge
from throughline.measurement.effects.standing_out import find_standing_out
from throughline.measurement.series.contracts import Series

START, BEFORE = date(2024, 1, 1), 365
LAUNCH = START + timedelta(days=BEFORE)
WEEK = np.array([60, 80, 70, 50, 20, -140, -140])


def make(seed: int = 1, count: int = BEFORE + 90, noise: float = 40.0, level: float = 1000.0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return level + WEEK[np.arange(count) % 7] + rng.normal(0, noise, count)


def ask(values: np.ndarray, control: np.ndarray | None = None, **options: object) -> Effect:
    question = Question(**{"launch": LAUNCH, **options})  # type: ignore[arg-type]
    beside = None if control is None else Series("control", START, control)
    return estimate_effect(Series("visits", START, values), question, control=beside)


def test_the_filter_is_the_generalised_least_squares_that_it_claims_to_be():
    rng = np.random.default_rng(3)
    rho, nugget, walk, count, ahead = 0.7, 0.3, 0.01, 60, 20
    columns = make_columns(START, count + ahead)
    known = rng.random(count + ahead) > 0.1
    values = np.where(known, rng.normal(size=count + ahead), 0.0)
    grid = Grid(np.array([rho]), np.array([nugget]), np.array([walk]), np.array([1.0]))
    table = np.column_stack([columns.table, values])
    passed = filter_columns(table, known, [count], grid)
    rows = np.searchsorted(passed.days, count)
    normal = np.einsum("tga,tgb->gab", passed.white[:rows], passed.white[:rows])
    weights = known[count:] / known[count:].sum()
    coming = look_ahead(passed.states[0], weights, grid)
    free = replace(columns, table=columns.table[:, :8], shares=columns.shares[:8])
    small = [*range(8), table.shape[1] - 1]
    found = average(
        normal[:, small][:, :, small],
        passed.logdet[:rows].sum(0),
        int(rows),
        free,
        replace(coming, mean=coming.mean[:, small]),
        weights @ free.table[count:],
    )
    t = np.arange(count + ahead)
    covariance = (
        (1 - nugget) * rho ** abs(t[:, None] - t) + nugget * np.eye(len(t)) + walk * (1 + np.minimum(t[:, None], t))
    )
    past = np.flatnonzero(known[:count])
    inverse = np.linalg.inv(covariance[np.ix_(past, past)])
    x, y = free.table[past], values[past]
    bread = np.linalg.inv(x.T @ inverse @ x)
    beta = bread @ x.T @ inverse @ y
    cross = weights @ covariance[count:][:, past]
    gap = weights @ free.table[count:] - x.T @ inverse @ cross
    left = y - x @ beta
    variance = weights @ covariance[count:, count:] @ weights - cross @ inverse @ cross + gap @ bread @ gap
    assert found.mean == pytest.approx(weights @ free.table[count:] @ beta + cross @ inverse @ left)
    assert found.spreads == pytest.approx(np.sqrt(variance * (left @ inverse @ left) / (len(past) - 8)))


def test_an_effect_is_found_with_its_size_and_sign():
    values = make()
    values[BEFORE:] += 100
    found = ask(values)
    assert found.effect.low < 100 < found.effect.high
    assert found.effect.low > 0
    assert found.p < 0.001
    assert found.half_width < 40
    assert found.relative is not None
    assert found.relative.low < 0.1 < found.relative.high
    assert judge(found, Question(LAUNCH))[0] is Verdict.EXTEND
    assert judge(found, Question(LAUNCH, less_is_better=True))[0] is Verdict.SUNSET


def test_nothing_is_found_where_nothing_is_and_a_tight_interval_says_fix():
    values = make(noise=20)
    found = ask(values)
    assert found.effect.low < 0 < found.effect.high
    assert found.p > 0.05
    assert judge(found, Question(LAUNCH))[0] is Verdict.FIX
    assert judge(found, Question(LAUNCH, enough=0.001))[0] is Verdict.INCONCLUSIVE


def test_the_answer_does_not_depend_on_the_unit():
    values = make(2)
    values[BEFORE:] += 50
    one, other = ask(values), ask(1e-3 * values)
    assert other.effect.low == pytest.approx(one.effect.low * 1e-3, rel=1e-4)
    assert other.p == pytest.approx(one.p, rel=1e-4)


def test_a_control_takes_away_what_both_share():
    rng = np.random.default_rng(5)
    common = np.exp(np.cumsum(rng.normal(0, 0.02, BEFORE + 90)))
    values, control = make(6) * common, 3 * make(7) * common
    values[BEFORE:] *= 1.1
    alone, beside = ask(values), ask(values, control)
    assert beside.half_width < alone.half_width / 2
    assert beside.relative is not None
    assert beside.relative.low < 0.1 < beside.relative.high


def test_logarithms_given_and_taken_agree():
    values = make(8)
    values[BEFORE:] *= 1.2
    taken, given = ask(values, scale=Scale.LOG), ask(np.log(values), scale=Scale.LOGGED)
    assert taken.relative == given.relative
    assert given.effect.middle == pytest.approx(np.log1p(given.relative.middle))  # type: ignore[union-attr]
    assert taken.effect.middle == pytest.approx(200, abs=25)


def test_zeros_are_allowed_where_changes_multiply():
    rng = np.random.default_rng(9)
    values = rng.poisson(np.where(np.arange(BEFORE + 90) < BEFORE, 2.0, 4.0)).astype(float)
    assert (values == 0).any()
    found = ask(values, scale=Scale.LOG)
    assert found.relative is not None
    assert found.relative.low < 1 < found.relative.high
    assert found.effect.low < 2 < found.effect.high


def test_missing_days_are_modelled_and_counted():
    values = make(10)
    values[BEFORE:] += 100
    values[np.random.default_rng(1).choice(np.arange(1, 454), 45, replace=False)] = np.nan
    found = ask(values)
    assert found.left.missing == 45
    assert found.effect.low < 100 < found.effect.high
    assert "45 of 455 days have no value" in judge(found, Question(LAUNCH))[1]


def test_days_that_stand_out_are_left_out_on_both_sides_and_named_and_a_lasting_change_is_none():
    values = make(11)
    values[[100, 200, BEFORE + 30]] += 900
    values[BEFORE:] += 300
    out = find_standing_out(values, values, BEFORE)
    assert list(np.flatnonzero(out)) == [100, 200, BEFORE + 30]
    assert "2025-01-30" in judge(ask(values), Question(LAUNCH))[1]


def test_the_placebo_dates_are_counted_and_a_method_that_cries_wolf_gives_no_verdict():
    found = ask(make(12))
    assert found.placebo.dates == 28
    assert found.placebo.false_alarms <= 3
    wolf = replace(found, placebo=replace(found.placebo, false_alarms=8))
    verdict, reason = judge(wolf, Question(LAUNCH))
    assert verdict is Verdict.INCONCLUSIVE
    assert "cries wolf" in reason
    assert "on 8 of them" in reason


def test_a_short_past_gives_an_interval_and_no_verdict():
    launch = START + timedelta(days=60)
    found = ask(make(13), launch=launch)
    assert found.placebo.dates == 0
    assert judge(found, Question(launch))[0] is Verdict.INCONCLUSIVE


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"launch": START - timedelta(days=1)}, "2023-12-31 lies outside the series, which runs from 2024-01-01"),
        ({"launch": START + timedelta(days=455)}, "lies outside the series"),
        ({"launch": START + timedelta(days=55)}, "55 days before 2024-02-25, and at least 56 are needed"),
        ({"launch": START + timedelta(days=450)}, "5 days from 2025-03-26, and at least 14 are needed"),
    ],
)
def test_a_launch_that_the_series_cannot_answer_for_is_refused(options: dict[str, object], said: str):
    with pytest.raises(AppError, match=said):
        ask(make(), **options)


def test_values_without_a_logarithm_and_days_without_values_are_refused():
    below = make()
    below[5] = -1.5
    with pytest.raises(AppError, match=r"series: it holds -1.5"):
        ask(below, scale=Scale.LOG)
    with pytest.raises(AppError, match=r"control: it holds -1.5"):
        ask(make(), below)
    hole = make()
    hole[BEFORE + 10 : BEFORE + 40] = np.nan
    with pytest.raises(AppError, match="30 of the 90 days after the launch"):
        ask(hole)
    flat = make()
    flat[:BEFORE] = 7
    with pytest.raises(AppError, match="every day before the launch has the same value"):
        ask(flat)


def test_a_lasting_shift_before_the_launch_is_named_and_does_not_widen_the_interval():
    values = make(14)
    values[150:] += 300
    found = ask(values)
    assert found.left.shifts == (START + timedelta(days=150),)
    assert found.half_width < 2 * ask(make(14)).half_width
    assert "the level had shifted on 2024-05-30" in judge(found, Question(LAUNCH))[1]


def test_a_week_that_changes_does_not_widen_the_interval():
    values = make(15)
    values[200:] -= 2 * WEEK[np.arange(200, 455) % 7]
    assert ask(values).half_width < 1.5 * ask(make(15)).half_width


def test_a_series_that_grows_by_factors_is_modelled_so_without_being_told():
    days = np.arange(BEFORE + 90)
    noise = np.random.default_rng(16).normal(0, 0.05, BEFORE + 90)
    values = np.exp(7 + days / 200 + WEEK[days % 7] / 500 + noise)
    values[BEFORE:] *= 1.1
    found = ask(values)
    assert found.relative is not None
    assert found.relative.low < 0.1 < found.relative.high
    assert found.relative.low > 0.03
