"""What is named unusual, from which day on, and what is not."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from throughline.measurement.anomalies.contracts import Detection
from throughline.measurement.anomalies.detecting import WARM_UP, detect
from throughline.measurement.anomalies.errors import TooShort
from throughline.measurement.anomalies.saying import say_anomaly
from throughline.measurement.series.contracts import Series

START = date(2025, 1, 6)
WEEK = np.array([1.05, 1.1, 1.08, 1.04, 1.0, 0.8, 0.78])


def make(days: int = 240, *, seed: int = 1, level: float = 1000, noise: float = 0.03) -> np.ndarray:
    random = np.random.default_rng(seed)
    return np.round(level * WEEK[np.arange(days) % 7] * np.exp(noise * random.normal(size=days)))


def find(values: np.ndarray, start: date = START, **options: object) -> Detection:
    return detect(Series("Sign-ups", start, values), **options)  # type: ignore[arg-type]


def days_of(found: Detection) -> list[int]:
    return [(anomaly.day - found.series.start).days for anomaly in found.anomalies]


@pytest.mark.parametrize("factor", [0.7, 1.4])
def test_an_odd_day_is_named_to_either_side_and_the_day_after_it_is_not(factor: float):
    values = make()
    values[150] *= factor
    found = find(values)
    assert [day for day in days_of(found) if 145 <= day <= 157] == [150]
    anomaly = next(each for each in found.anomalies if each.day == START + timedelta(days=150))
    assert anomaly.is_high == (factor > 1)
    assert anomaly.last == anomaly.day
    assert not anomaly.low <= anomaly.value <= anomaly.high
    assert anomaly.low < anomaly.expected < anomaly.high


def test_a_new_level_is_one_anomaly_from_its_first_day():
    values = make()
    values[160:] *= 0.75
    found = find(values)
    assert [day for day in days_of(found) if day >= 158] == [160]
    assert found.anomalies[-1].last is None


def test_three_odd_days_are_one_anomaly_that_ends():
    values = make()
    values[160:163] *= 0.75
    found = find(values)
    assert [day for day in days_of(found) if day >= 158] == [160]
    assert found.anomalies[-1].last == START + timedelta(days=162)


def test_an_odd_day_soon_after_a_new_level_is_named_as_well():
    values = make()
    values[160:] *= 0.75
    values[168] *= 0.6
    assert {160, 168} <= set(days_of(find(values)))


def test_a_small_step_is_named_within_days_though_no_day_alone_is_odd():
    values = make(noise=0.03)
    values[170:] *= np.exp(-2.3 * 0.03)
    found = [day for day in days_of(find(values)) if day >= 168]
    assert found
    assert 170 <= found[0] <= 176


def test_days_without_a_value_are_no_anomalies_and_hide_none():
    values = make()
    values[[100, 101, 148, 149, 180]] = np.nan
    values[150] *= 0.6
    found = find(values)
    assert not {100, 101, 148, 149, 180} & set(days_of(found))
    assert 150 in days_of(found)


def test_what_is_odd_every_year_on_the_same_day_is_no_news_the_second_time():
    values = make(days=800)
    values[[200, 565, 470]] *= 0.6
    found = days_of(find(values))
    assert 200 in found
    assert 470 in found
    assert 565 not in found


def test_a_payday_is_no_news_from_the_third_month_on():
    values = make(days=400)
    paydays = [day for day in range(60, 400) if (START + timedelta(days=day)).day == 15]
    values[paydays] *= 1.5
    assert set(paydays) & set(days_of(find(values))) == set(paydays[:2])


def test_a_weekday_that_looks_like_a_sunday_is_odd():
    values = make(noise=0.02)
    values[163] = values[160]
    assert WEEK[163 % 7] > 1
    assert 163 in days_of(find(values))


def test_zeros_in_a_count_that_is_often_zero_are_usual():
    values = np.random.default_rng(2).poisson(1.2, 300).astype(float)
    found = find(values)
    assert all(anomaly.value > 0 for anomaly in found.anomalies)
    assert np.nanmin(found.low) >= 0


def test_a_day_of_nothing_in_a_large_metric_is_odd():
    values = make()
    values[200] = 0
    assert 200 in days_of(find(values))


def test_values_below_zero_are_judged_as_they_are():
    values = make() - 1000
    values[200] = -900
    assert 200 in days_of(find(values))


def test_a_series_that_is_too_short_is_refused():
    with pytest.raises(TooShort, match="29"):
        find(make(days=WARM_UP))


def test_fewer_false_alarms_ask_for_wider_bounds():
    values = make()
    strict, loose = find(values, false_alarms=0.5), find(values, false_alarms=10)
    assert np.nanmean(strict.high - strict.low) > np.nanmean(loose.high - loose.low)


def test_quiet_years_have_few_false_alarms():
    alarms = sum(len(find(make(days=WARM_UP + 365, seed=seed)).anomalies) for seed in range(12))
    assert alarms <= 40  # two a metric-year make 24; more than 40 has a chance of one in a thousand


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 1000), st.sampled_from([1e-3, 7.0, 1e6]))
def test_the_unit_changes_nothing(seed: int, unit: float):
    values = make(days=150, seed=seed) * np.exp(0.001 * np.arange(150))
    values[100] *= 1.5
    assert days_of(find(values)) == days_of(find(values * unit))


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 1000), st.integers(60, 119))
def test_later_days_change_nothing_of_what_was_found(seed: int, cut: int):
    values = make(days=120, seed=seed) - 1000  # one scale alone allows values below zero
    whole, begun = find(values), find(values[:cut])
    np.testing.assert_allclose(begun.expected, whole.expected[:cut])
    assert days_of(begun) == [day for day in days_of(whole) if day < cut]


def test_the_sentence_says_the_day_the_value_and_what_was_to_be_expected():
    values = make(days=120)
    values[57] = 412
    found = find(values, holidays={date(2025, 3, 4): "Carnival"})
    said = say_anomaly(next(each for each in found.anomalies if each.day == date(2025, 3, 4)), found)
    assert said.startswith("Sign-ups were 412 on Tuesday 4 March (Carnival); ")
    assert said.endswith(" were to be expected.")


def test_an_unfinished_last_day_is_said_to_be_possibly_one():
    values = make(days=120)
    values[-1] *= 0.3
    found = find(values)
    assert "if it was not over yet, this says nothing" in say_anomaly(found.anomalies[-1], found)
