"""Reach and confidence come from what was heard, by rules that are shown; who said it plays no part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from throughline.strategy.rules.ranking.contracts import Kind
from throughline.strategy.rules.ranking.reaching import Segment, estimate_reach
from throughline.strategy.rules.ranking.trusting import Voice, weigh_evidence

TODAY = date(2026, 11, 2)
quick = settings(max_examples=25, deadline=None)


@st.composite
def segments(draw: st.DrawFn) -> Segment:
    base = draw(st.integers(1, 3_000))
    asked = draw(st.integers(0, base))
    return Segment(draw(st.integers(0, asked)), asked, base)


@quick
@given(st.lists(segments(), min_size=1, max_size=5))
def test_a_reach_lies_between_who_said_so_and_who_may_still(found: list[Segment]):
    reach = estimate_reach(found)
    if reach is None:
        assert sum(s.asked for s in found) == 0
        return
    silent = sum(s.asked - s.heard for s in found)
    assert reach.heard <= reach.span.low <= reach.span.middle <= reach.span.high <= reach.base - silent
    assert reach.span.low <= reach.estimate.low <= reach.estimate.high <= reach.span.high
    assert reach.estimate.kind is Kind.DERIVED


def test_who_has_heard_everybody_knows_the_reach():
    reach = estimate_reach([Segment(7, 40, 40), Segment(3, 10, 10)])
    assert reach is not None
    assert (reach.span.low, reach.span.high) == (10, 10)


def test_hearing_more_customers_narrows_the_interval():
    few, many = (estimate_reach([Segment(n // 4, n, 2_000)]) for n in (20, 400))
    assert few is not None
    assert many is not None
    assert many.span.high - many.span.low < few.span.high - few.span.low


def test_a_segment_that_is_heard_much_does_not_speak_for_one_that_is_not():
    alone = estimate_reach([Segment(25, 30, 50)])
    both = estimate_reach([Segment(25, 30, 50), Segment(0, 1, 5_000)])
    assert alone is not None
    assert both is not None
    assert both.span.low < 500
    assert both.span.high > 3_000


def test_nobody_heard_is_no_reach_and_neither_are_impossible_counts():
    assert estimate_reach([Segment(0, 0, 100)]) is None
    assert estimate_reach([Segment(5, 3, 100)]) is None
    assert estimate_reach([]) is None


def test_the_same_counts_give_the_same_reach_and_the_words_show_them():
    found = [Segment(12, 80, 900)]
    reach = estimate_reach(found)
    assert reach == estimate_reach(found)
    assert reach is not None
    assert reach.words.startswith("12 of the 80 accounts heard said so; of all 900")


def test_intervals_cover_the_truth_about_as_often_as_they_say():
    generator, hits = np.random.default_rng(7), 0
    for number in range(300):
        needing, base, asked = int(generator.integers(20, 400)), 800, int(generator.integers(20, 200))
        heard = int(generator.hypergeometric(needing, base - needing, asked))
        reach = estimate_reach([Segment(heard, asked, base)], seed=number)
        assert reach is not None
        hits += reach.span.low <= needing <= reach.span.high
    assert 0.91 <= hits / 300 <= 0.99


def make_voices(count: int, *, days: int = 30, segment: str | None = "Small") -> list[Voice]:
    return [Voice(f"account {i}", segment, TODAY - timedelta(days=days)) for i in range(count)]


def weigh(voices: list[Voice], names: tuple[str, ...] = ("Small", "Large")) -> tuple[float, float]:
    found = weigh_evidence(voices, segments=names, today=TODAY)
    assert found is not None
    return found.estimate.low, found.estimate.high


def test_more_accounts_fresher_words_and_more_segments_each_raise_confidence():
    plain = make_voices(4)
    assert weigh(make_voices(8)) > weigh(plain)
    assert weigh(make_voices(4, days=0)) > weigh(plain)
    assert weigh([*plain[:2], *(replace(v, segment="Large") for v in plain[2:])]) > weigh(plain)
    assert weigh([*plain, Voice("other", "Small", TODAY, supports=False)]) < weigh(plain)


def test_one_loud_account_is_one_account():
    once = [Voice("Acme", "Small", TODAY - timedelta(days=30))]
    assert weigh(once * 20) == weigh(once)


def test_the_arithmetic_is_printed_and_comes_out():
    found = weigh_evidence(make_voices(4, days=180), segments=("Small", "Large"), today=TODAY)
    assert found is not None
    assert [part.words for part in found.parts] == [
        "4 ÷ (4 + 4)",
        "the mean of ½ to the power of days ÷ 180 over 4 accounts",
        "1.00 of 2 segments, each by its weight",
        "(4 + 1) ÷ (4 + 0 + 2)",
    ]
    assert found.arithmetic == "(0.50 × 0.50 × 0.50 × 0.83) to the power of 1/4 = 0.57"
    assert found.estimate.low == pytest.approx((0.5 * 0.5 * 0.5 * 5 / 6) ** 0.25)


def test_what_is_not_known_widens_the_range_and_takes_no_value():
    low, high = weigh([replace(voice, last=None) for voice in make_voices(4)])
    assert low == 0
    assert high > 0.5
    low, high = weigh(make_voices(4, segment=None))
    assert low < high
    assert weigh(make_voices(4)) == (low, pytest.approx(low))


def test_no_account_in_favour_is_no_confidence():
    assert weigh_evidence([], segments=("Small",), today=TODAY) is None
    assert weigh_evidence([Voice("Acme", "Small", TODAY, supports=False)], segments=("Small",), today=TODAY) is None


voices = st.builds(
    Voice,
    account=st.sampled_from(["Acme", "Birch", "Cedar", "Dorn", "Elm", "Fir"]),
    segment=st.sampled_from([None, "Small", "Large"]),
    last=st.one_of(st.none(), st.dates(date(2025, 1, 1), TODAY)),
    supports=st.booleans(),
)


@quick
@given(st.lists(voices, max_size=12), st.randoms(use_true_random=False))
def test_neither_the_order_nor_the_name_of_who_speaks_changes_confidence(found: list[Voice], shuffler):
    shuffled = [replace(voice, account=f"the chief executive's {voice.account}") for voice in found]
    shuffler.shuffle(shuffled)
    first, second = (weigh_evidence(v, segments=("Small", "Large"), today=TODAY) for v in (found, shuffled))
    assert first == second
    if first is not None:
        assert 0 <= first.estimate.low <= first.estimate.high <= 1
