"""What is concluded, and what is not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.measurement.experiments.analysing import Analysis, MetricCannotBeCompared, analyse
from throughline.measurement.experiments.asking import Margin, Metric, Question, Units
from throughline.measurement.experiments.contracts import Design
from throughline.measurement.experiments.correcting import Correction, correct
from throughline.measurement.experiments.guarding import Guard
from throughline.measurement.experiments.judging import Verdict, judge, judge_each
from throughline.measurement.experiments.ratio_mismatch import Mismatch, check_sample_ratio


def make(*, names=("control", "b"), units: int = 2000, **lifts: tuple[float, ...]) -> Units:
    """Invented units: each column is normal around 10 with spread 2, and what the lifts add to each variant."""
    random = np.random.default_rng(11)
    codes = np.arange(units) % len(names)
    columns = {name: random.normal(10, 2, units) + np.array([0.0, *lift])[codes] for name, lift in lifts.items()}
    return Units(tuple(names), codes, columns)


def run(units: Units, *metrics: Metric, correction=Correction.HOLM, split=None, design=None) -> Analysis:
    shares = split or tuple(1.0 for _ in units.variants)
    return analyse(units, Question(metrics, 0, shares, correction), design or Design())


def metric(name: str, *, less: bool = False, margin: Margin | None = None) -> Metric:
    return Metric(name, {0: name}, less, margin)


def test_a_clear_rise_is_better_and_where_less_is_better_worse():
    units = make(sales=(1.0,))
    assert judge(run(units, metric("sales"))).verdict is Verdict.BETTER
    assert judge(run(units, metric("sales", less=True))).verdict is Verdict.WORSE


def test_no_difference_is_inconclusive_and_says_what_could_have_been_seen():
    judged = judge(run(make(sales=(0.0,)), metric("sales")))
    assert judged.verdict is Verdict.INCONCLUSIVE
    assert "four times in five" in judged.reason


def test_one_metric_better_and_another_worse_is_mixed():
    assert judge(run(make(a=(1.0,), b=(-1.0,)), metric("a"), metric("b"))).verdict is Verdict.MIXED


def test_a_split_that_was_not_meant_blocks_every_verdict():
    units = make(sales=(1.0,))
    judged = judge(run(units, metric("sales"), split=(9.0, 1.0)))
    assert judged.verdict is Verdict.BLOCKED
    assert "1,000 in control, 1,000 in b, where 1,800, 200 were meant" in judged.reason


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [((1000, 1000), Mismatch.OK), ((1000, 1120), Mismatch.WARN), ((1000, 1200), Mismatch.BLOCK)],
)
def test_the_sample_ratio_warns_before_it_blocks(counts, verdict):
    from scipy.stats import chisquare

    ratio = check_sample_ratio(counts, (1, 1))
    assert ratio.verdict is verdict
    assert ratio.p == pytest.approx(chisquare(counts).pvalue)


def test_a_small_sample_is_not_concluded_from():
    judged = judge(run(make(units=40, sales=(8.0,)), metric("sales")))
    assert judged.verdict is Verdict.INCONCLUSIVE
    assert judged.reason == (
        "Too small a sample to conclude on sales in b: control has 20 units, fewer than 30; "
        "b has 20 units, fewer than 30."
    )


def test_a_handful_of_conversions_is_a_small_sample():
    codes = np.repeat([0, 1], 500)
    bought = np.zeros(1000)
    bought[[1, 2, 700]] = 1.0
    bought[500:530] = 1.0
    judged = judge(run(Units(("a", "b"), codes, {"bought": bought}), metric("bought")))
    assert judged.verdict is Verdict.INCONCLUSIVE
    assert "a has 2 units with it, fewer than 10" in judged.reason


def test_a_few_large_values_in_a_small_variant_are_no_finding():
    random = np.random.default_rng(1)
    codes = np.repeat([0, 1], [9000, 200])
    analysis = run(
        Units(("a", "b"), codes, {"spent": random.lognormal(0, 2, 9200)}), metric("spent"), split=(9000, 200)
    )
    assert analysis.findings[0].doubts == ("a few large values weigh too much in the smaller variant",)


def test_a_guardrail_holds_is_open_or_is_broken():
    units = make(sales=(1.0,), speed=(-0.5,))
    for amount, guard, verdict in (
        (1.0, Guard.HOLDS, Verdict.BETTER),
        (0.5, Guard.OPEN, Verdict.INCONCLUSIVE),
        (0.1, Guard.BROKEN, Verdict.WORSE),
    ):
        analysis = run(units, metric("sales"), metric("speed", margin=Margin(amount, relative=False)))
        assert (analysis.findings[1].guard, judge(analysis).verdict) == (guard, verdict)


def test_a_margin_may_be_a_fraction_and_less_may_be_better():
    analysis = run(make(wait=(0.2,)), metric("wait", less=True, margin=Margin(0.05, relative=True)))
    assert analysis.findings[0].guard is Guard.HOLDS
    assert analysis.findings[0].p_adjusted is None


def test_a_difference_among_many_is_said_not_to_stand():
    random = np.random.default_rng(2)
    codes = np.arange(2000) % 2
    columns = {f"m{n}": random.normal(0, 1, 2000) for n in range(9)}
    columns["m0"] = columns["m0"] - (columns["m0"][codes == 1].mean() - columns["m0"][codes == 0].mean()) * codes
    columns["m0"] += 0.1 * codes
    units = Units(("control", "b"), codes, columns)
    analysis = run(units, *(metric(name) for name in columns))
    assert analysis.findings[0].comparison.difference.p < 0.05 < (analysis.findings[0].p_adjusted or 0)
    assert "m0 in b differs by itself" in judge(analysis).reason


def test_each_variant_is_judged_against_the_control():
    analysis = run(make(names=("control", "b", "c"), units=3000, sales=(1.0, -1.0)), metric("sales"))
    assert [(each.variant, each.verdict) for each in judge_each(analysis)] == [
        ("b", Verdict.BETTER),
        ("c", Verdict.WORSE),
    ]
    assert judge(analysis).verdict is Verdict.BETTER


def test_a_relative_effect_is_not_known_where_the_control_may_be_zero():
    codes = np.arange(1000) % 2
    change = np.random.default_rng(4).normal(0, 1, 1000)
    change -= np.where(codes == 0, change[codes == 0].mean(), 0)
    analysis = run(Units(("control", "b"), codes, {"change": change}), metric("change"))
    assert analysis.findings[0].comparison.relative is None


def test_no_verdict_without_variance():
    with pytest.raises(MetricCannotBeCompared):
        run(Units(("a", "b"), np.arange(100) % 2, {"x": np.ones(100)}), metric("x"))


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_corrected_p_values_keep_their_order_and_only_grow(values):
    order = sorted(range(len(values)), key=lambda place: values[place])
    for correction in (Correction.HOLM, Correction.BENJAMINI_HOCHBERG):
        adjusted = correct(values, correction)
        assert all(value <= after <= 1 for value, after in zip(values, adjusted, strict=True))
        assert [adjusted[place] for place in order] == sorted(adjusted)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_scipy_corrects_the_same_after_benjamini_and_hochberg(values):
    from scipy.stats import false_discovery_control

    assert correct(values, Correction.BENJAMINI_HOCHBERG) == pytest.approx(tuple(false_discovery_control(values)))


def test_holm_by_hand():
    assert correct([0.01, 0.04, 0.03], Correction.HOLM) == pytest.approx((0.03, 0.06, 0.06))
