"""Variants are compared as others compare them: tea-tasting and SciPy give the same figures."""

from __future__ import annotations

from math import exp, inf, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from throughline.measurement.experiments.comparing import CannotCompare, compare
from throughline.measurement.experiments.contracts import Alternative, Arm, Convention, Design
from throughline.measurement.experiments.effects import choose_theta, find_effect
from throughline.measurement.experiments.moments import make_arm, measure_arms, pool, without_covariate

FIXED, ALWAYS = Design(), Design(planned=5000)
VALUE, DENOMINATOR, COVARIATE = 0, 1, 2


def draw(seed: int = 7, units: int = 900, lift: float = 0.3) -> tuple[np.ndarray, dict[int, np.ndarray]]:
    """Invented units in two variants: a value, a denominator, and what was known before."""
    random = np.random.default_rng(seed)
    codes = (random.random(units) < 0.4).astype(np.int64)
    before = random.gamma(2, 3, units)
    value = before + random.gamma(2, 2, units) + lift * codes
    return codes, {0: value, 1: random.poisson(4, units) + 1.0, 2: before}


def arms_of(codes: np.ndarray, columns: dict[int, np.ndarray], *places: int) -> tuple[Arm, ...]:
    chosen = {place: columns[place] for place in places}
    return measure_arms(("a", "b"), codes, chosen, ratio=DENOMINATOR in places)


@pytest.mark.parametrize(
    ("places", "columns"),
    [((0,), ("v",)), ((0, 1), ("v", "d")), ((0, 2), ("v", None, "x"))],
    ids=["mean", "ratio", "mean with a covariate"],
)
@pytest.mark.parametrize("alternative", list(Alternative))
def test_tea_tasting_finds_the_same_difference_interval_and_p(places, columns, alternative):
    from tea_tasting.metrics import RatioOfMeans

    codes, values = draw()
    metric = RatioOfMeans(*columns, alternative=alternative.value, confidence_level=0.95, equal_var=False, use_t=True)
    theirs = metric.analyze(_table(codes, values), 0, 1, variant="w")
    ours = compare(*arms_of(codes, values, *places), Design(alternative=alternative))
    assert (ours.control, ours.treatment) == pytest.approx((theirs.control, theirs.treatment), rel=1e-9)
    assert (ours.difference.value, ours.difference.low, ours.difference.high, ours.difference.p) == pytest.approx(
        (theirs.effect_size, theirs.effect_size_ci_lower, theirs.effect_size_ci_upper, theirs.pvalue), rel=1e-9
    )


@pytest.mark.parametrize(("places", "columns"), [((0,), ("v",)), ((0, 1), ("v", "d"))], ids=["mean", "ratio"])
def test_tea_tasting_finds_the_same_relative_interval_by_the_logarithm(places, columns):
    from tea_tasting.metrics import RatioOfMeans

    codes, values = draw(units=4000)
    theirs = RatioOfMeans(*columns, use_t=False).analyze(_table(codes, values), 0, 1, variant="w")
    ours = compare(*arms_of(codes, values, *places), Design(convention=Convention.LOG)).relative
    assert ours is not None
    assert (ours.value, ours.low, ours.high) == pytest.approx(
        (theirs.rel_effect_size, theirs.rel_effect_size_ci_lower, theirs.rel_effect_size_ci_upper), rel=2e-3
    )


def _table(codes, values):
    import pyarrow as pa

    return pa.table({"w": codes, "v": values[0], "d": values[1], "x": values[2]})


def test_scipy_finds_the_same_p_by_welch():
    from scipy.stats import ttest_ind

    codes, values = draw(lift=0.6)
    ours = compare(*arms_of(codes, values, VALUE), FIXED).difference
    theirs = ttest_ind(values[0][codes == 1], values[0][codes == 0], equal_var=False)
    assert ours.p == pytest.approx(theirs.pvalue)
    assert (ours.low, ours.high) == pytest.approx(tuple(theirs.confidence_interval(0.95)))


def test_totals_of_a_warehouse_say_the_same_as_the_rows():
    codes, values = draw()
    rows = arms_of(codes, values, 0, 1, 2)
    for code, arm in enumerate(rows):
        held = {place: column[codes == code] for place, column in values.items()}
        products = {(i, j): float(held[i] @ held[j]) for i in held for j in held if i <= j}
        totals = make_arm(arm.name, arm.count, {p: float(c.sum()) for p, c in held.items()}, products)
        assert totals.covariance == pytest.approx(arm.covariance, rel=1e-8, abs=1e-8)


def test_pooled_arms_are_as_if_they_had_been_one():
    codes, values = draw()
    whole = measure_arms(("all",), np.zeros_like(codes), values, ratio=True)[0]
    pooled = pool(*arms_of(codes, values, 0, 1, 2))
    assert pooled.mean == pytest.approx(whole.mean)
    assert pooled.scatter == pytest.approx(whole.scatter)


def test_a_proportion_has_the_variance_of_a_proportion():
    codes = np.repeat([0, 1], 100)
    arms = measure_arms(("a", "b"), codes, {0: np.tile([1.0, 0.0, 0.0, 0.0], 50)}, ratio=False)
    assert arms[0].covariance[0, 0] == pytest.approx(0.25 * 0.75)


def test_a_covariate_narrows_and_moves_nothing_on_average():
    codes, values = draw(units=4000)
    adjusted = arms_of(codes, values, VALUE, COVARIATE)
    narrow = compare(*adjusted, FIXED).difference
    wide = compare(*(without_covariate(arm) for arm in adjusted), FIXED).difference
    assert narrow.error < 0.8 * wide.error
    assert abs(narrow.value - wide.value) < 3 * wide.error


def test_the_relative_interval_is_a_fraction_of_the_plain_mean():
    codes, values = draw()
    arms = arms_of(codes, values, VALUE, COVARIATE)
    compared = compare(*arms, FIXED)
    assert compared.relative is not None
    assert compared.relative.value == pytest.approx(compared.difference.value / arms[0].mean[0])


@pytest.mark.parametrize("places", [(0,), (0, 1), (0, 1, 2)], ids=["mean", "ratio", "ratio with a covariate"])
def test_the_variance_of_a_relative_effect_is_that_of_small_changes_in_each_mean(places):
    codes, values = draw()
    arms = arms_of(codes, values, *places)
    theta = choose_theta(*arms)
    variance = 0.0
    for changed, arm in enumerate(arms):
        slope = np.zeros(4)
        for place in range(4):
            step = np.eye(4)[place] * 1e-6
            ends = [[a.mean + sign * step * (n == changed) for n, a in enumerate(arms)] for sign in (1, -1)]
            slope[place] = (_relative(*ends[0], theta) - _relative(*ends[1], theta)) / 2e-6
        variance += slope @ arm.covariance @ slope / arm.count
    assert find_effect(*arms, theta).relative_variance == pytest.approx(variance, rel=1e-5)


def _relative(control: np.ndarray, treatment: np.ndarray, theta: float) -> float:
    adjusted = [mean[0] / mean[1] - theta * mean[2] / mean[3] for mean in (control, treatment)]
    return (adjusted[1] - adjusted[0]) / (control[0] / control[1])


def test_bootstrapped_differences_of_adjusted_ratios_are_as_spread_as_the_formula_says():
    codes, values = draw(units=1500)
    random = np.random.default_rng(9)
    seen: list[float] = []
    for _ in range(400):
        again = random.integers(0, len(codes), len(codes))
        arms = arms_of(codes[again], {place: column[again] for place, column in values.items()}, 0, 1, 2)
        seen.append(compare(*arms, FIXED).difference.value)
    assert np.std(seen) == pytest.approx(compare(*arms_of(codes, values, 0, 1, 2), FIXED).difference.error, rel=0.12)


def test_nothing_is_said_of_an_arm_that_does_not_vary():
    codes, values = draw()
    values[0][codes == 1] = 3.0
    with pytest.raises(CannotCompare) as caught:
        compare(*arms_of(codes, values, VALUE), FIXED)
    assert (caught.value.name, caught.value.value) == ("b", 3.0)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.01, 1e4), st.sampled_from([FIXED, ALWAYS]))
def test_another_unit_of_measurement_changes_no_p_and_no_relative_effect(seed, scale, design):
    codes, values = draw(seed, units=120)
    plain = compare(*arms_of(codes, values, VALUE), design)
    scaled = compare(*arms_of(codes, {0: values[0] * scale}, VALUE), design)
    assert scaled.difference.p == pytest.approx(plain.difference.p, rel=1e-6)
    assert scaled.difference.low == pytest.approx(plain.difference.low * scale, rel=1e-6, abs=1e-9)
    assert plain.relative is not None
    assert scaled.relative is not None
    assert scaled.relative.low == pytest.approx(plain.relative.low, rel=1e-6, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.floats(-1, 1), st.sampled_from([FIXED, ALWAYS]))
def test_the_interval_leaves_zero_out_exactly_where_p_is_below_alpha(seed, lift, design):
    codes, values = draw(seed, units=300, lift=lift)
    reading = compare(*arms_of(codes, values, VALUE), design).difference
    assert (reading.p < design.alpha) == (not reading.low <= 0 <= reading.high)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_swapping_the_variants_turns_the_difference_round(seed):
    codes, values = draw(seed, units=200)
    arms = arms_of(codes, values, 0, 1, 2)
    there, back = compare(*arms, FIXED).difference, compare(arms[1], arms[0], FIXED).difference
    assert (back.low, back.value, back.high) == pytest.approx((-there.high, -there.value, -there.low))


def test_a_sequence_is_wider_than_one_look_and_narrowest_relative_to_it_where_it_was_planned():
    codes, values = draw()
    arms = arms_of(codes, values, VALUE)
    once = compare(*arms, FIXED).difference
    widths = {planned: _width(compare(*arms, Design(planned=planned)).difference) for planned in (50, 900, 20_000)}
    assert _width(once) < widths[900] < min(widths[50], widths[20_000])


def test_one_sided_intervals_have_one_end():
    codes, values = draw()
    arms = arms_of(codes, values, VALUE)
    assert compare(*arms, Design(alternative=Alternative.GREATER)).difference.high == inf
    assert compare(*arms, Design(alternative=Alternative.LESS)).difference.low == -inf


def test_the_logarithm_gives_an_interval_that_is_even_in_ratios():
    codes, values = draw()
    reading = compare(*arms_of(codes, values, VALUE), Design(convention=Convention.LOG)).relative
    assert reading is not None
    middle = (log(1 + reading.low) + log(1 + reading.high)) / 2
    assert exp(middle) - 1 == pytest.approx(reading.value)


def _width(reading) -> float:
    return reading.high - reading.low
