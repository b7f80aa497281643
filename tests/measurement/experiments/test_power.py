"""The size of an experiment agrees with the textbooks and with what simulation and exact laws say."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from throughline.core.kernel.errors import AppError
from throughline.measurement.experiments.planning import plan
from throughline.measurement.experiments.power import Outcome, Test, find_days, find_effect, find_power, find_units


@pytest.mark.parametrize(
    ("standard", "units"),
    [(0.2, 394), (0.5, 64), (0.8, 26)],  # Cohen, Statistical Power Analysis, 1988, table 2.4.1: .80 at .05, two-sided
)
def test_means_take_the_units_of_cohens_table(standard: float, units: int):
    found = find_units(Outcome(10, 4), 4 * standard, Test())
    assert abs(found - units) <= 1


@given(st.floats(0.05, 1.5), st.integers(5, 2000), st.floats(0.01, 0.2))
@settings(max_examples=40, deadline=None)
def test_the_power_of_means_is_that_of_the_noncentral_t(standard: float, units: int, alpha: float):
    away, freedom = standard * sqrt(units / 2), 2 * units - 2
    assume(away < 6)
    bar = stats.t.ppf(1 - alpha / 2, freedom)
    expected = stats.nct.sf(bar, freedom, away) + stats.nct.cdf(-bar, freedom, away)
    assert find_power(Outcome(0, 1), standard, units, Test(alpha)) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(("control", "treatment"), [(0.05, 0.06), (0.2, 0.25), (0.6, 0.7), (0.5, 0.45)])
def test_shares_take_the_units_of_fleiss(control: float, treatment: float):
    z_level, z_power = stats.norm.ppf([0.975, 0.8])
    pooled = (control + treatment) / 2
    spread = control * (1 - control) + treatment * (1 - treatment)
    root = z_level * sqrt(2 * pooled * (1 - pooled)) + z_power * sqrt(spread)
    expected = (root / (treatment - control)) ** 2
    assert find_units(Outcome.of_share(control), treatment - control, Test()) == pytest.approx(expected, abs=1.5)


def test_the_power_of_shares_is_what_the_binomial_law_gives():
    units, control, treatment = 400, 0.2, 0.28
    hits = np.arange(units + 1)
    left, right = np.meshgrid(hits / units, hits / units)
    pooled = (left + right) / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        z = np.abs(right - left) / np.sqrt(2 * pooled * (1 - pooled) / units)
    chance = np.outer(stats.binom.pmf(hits, units, treatment), stats.binom.pmf(hits, units, control)).T
    exact = float(chance[(z > stats.norm.ppf(0.975)).T].sum())
    said = find_power(Outcome.of_share(control), treatment - control, units, Test())
    assert said == pytest.approx(exact, abs=0.01)


@given(st.floats(0.01, 0.6), st.floats(0.02, 0.3), st.sampled_from([0.8, 0.9]), st.integers(2, 5))
@settings(max_examples=30, deadline=None)
def test_the_units_are_the_fewest_that_reach_the_power(share: float, relative: float, power: float, variants: int):
    outcome, effect, test = Outcome.of_share(share), share * relative, Test(0.05, power, variants)
    units = find_units(outcome, effect, test)
    assert find_power(outcome, effect, units, test) >= power - 1e-9
    assert find_power(outcome, effect, units - 1, test) < power
    assert find_effect(outcome, units, test) == pytest.approx(effect, rel=0.02)


def test_a_covariate_saves_the_square_of_its_correlation():
    plain, adjusted = (find_units(Outcome(0, 1, explained=r), 0.05, Test()) for r in (0.0, 0.6))
    assert adjusted / plain == pytest.approx(1 - 0.36, abs=0.001)


def test_an_experiment_lasts_whole_weeks():
    assert find_days(1000, Test(), per_day=2000) == 7
    assert find_days(1000, Test(), per_day=100) == 21


def test_traffic_that_cannot_show_it_is_said_with_what_it_can():
    found = plan(Outcome.of_share(0.05), Test(), effect=0.0025, per_day=400, longest=56)
    assert found.can_show is False
    assert found.detectable is not None
    assert found.detectable > 0.0025
    assert found.power is not None
    assert found.power < 0.8


def test_no_traffic_shows_nothing():
    assert plan(Outcome.of_share(0.05), Test(), effect=None, per_day=0.01, longest=56).detectable is None


@pytest.mark.parametrize(("effect", "per_day"), [(0.0, 100.0), (0.99, 100.0), (None, None)])
def test_what_makes_no_sense_is_refused(effect: float | None, per_day: float | None):
    with pytest.raises(AppError):
        plan(Outcome.of_share(0.05), Test(), effect=effect, per_day=per_day, longest=56)
