"""A ranking says how sure it is, and nothing that should not matter does."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategy.ranking.ideas import make_idea, make_rice, portfolios
from throughline.strategy.rules.ranking.comparing import compare_models
from throughline.strategy.rules.ranking.completing import bound_incomplete
from throughline.strategy.rules.ranking.contracts import Drawing, Estimate, Idea, Model, Ranking
from throughline.strategy.rules.ranking.fitting import find_line
from throughline.strategy.rules.ranking.models import RICE, make_weighted, offer_models
from throughline.strategy.rules.ranking.ranking import rank

QUICK = Drawing(top=3, draws=600)
WEIGHTED = make_weighted({"reach": 2, "impact": 3, "effort": 1})
few = settings(max_examples=25, deadline=None)
either = st.sampled_from([RICE, WEIGHTED])


def names(ranking: Ranking) -> list[str]:
    return [standing.name for standing in ranking.standings]


def chances(ranking: Ranking) -> dict[str, float]:
    return {standing.name: standing.chance for standing in ranking.standings}


@few
@given(portfolios(), either, st.integers(0, 9))
def test_the_same_seed_gives_the_same_answer(ideas: list[Idea], model: Model, seed: int):
    drawing = replace(QUICK, seed=seed)
    assert rank(ideas, model, drawing=drawing) == rank(ideas, model, drawing=drawing)


@few
@given(portfolios(), either, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(ideas: list[Idea], model: Model, shuffler):
    shuffled = list(ideas)
    shuffler.shuffle(shuffled)
    assert rank(shuffled, model, drawing=QUICK) == rank(ideas, model, drawing=QUICK)


SOURCES = ("the chief executive's nephew", "a customer", "the board", "a forum post", "sales", "")


@few
@given(portfolios(), either, st.lists(st.sampled_from(SOURCES), min_size=12, max_size=12))
def test_who_asked_never_changes_a_score_or_a_chance(ideas: list[Idea], model: Model, sources: list[str]):
    asked = [
        replace(idea, estimates={name: replace(e, source=source) for name, e in idea.estimates.items()})
        for idea, source in zip(ideas, sources, strict=False)
    ]
    assert rank(asked, model, drawing=QUICK).standings == rank(ideas, model, drawing=QUICK).standings


@few
@given(portfolios(), either)
def test_the_chances_add_up_to_the_size_of_the_top(ideas: list[Idea], model: Model):
    ranking = rank(ideas, model, drawing=QUICK)
    assert sum(chances(ranking).values()) == pytest.approx(ranking.drawing.top)


@few
@given(portfolios(), either, st.sampled_from(["reach", "impact", "effort"]), st.sampled_from([0.25, 8, 64]))
def test_the_unit_of_an_input_changes_neither_order_nor_chances(
    ideas: list[Idea], model: Model, name: str, factor: float
):
    def convert(idea: Idea) -> Idea:
        e = idea.estimates[name]
        return replace(idea, estimates={**idea.estimates, name: replace(e, low=e.low * factor, high=e.high * factor)})

    before, after = (chances(rank(those, model, drawing=QUICK)) for those in (ideas, [convert(i) for i in ideas]))
    assert after == pytest.approx(before, abs=0.02)


@few
@given(st.lists(st.integers(1, 10_000), min_size=2, max_size=30, unique=True))
def test_exact_numbers_are_ranked_as_anybody_would(reaches: list[int]):
    ideas = [make_rice(f"reach {reach}", reach) for reach in reaches]
    ranking = rank(ideas, RICE, drawing=QUICK)
    assert names(ranking) == [f"reach {reach}" for reach in sorted(reaches, reverse=True)]
    assert [s.chance for s in ranking.standings] == [1.0] * min(3, len(ideas)) + [0.0] * max(0, len(ideas) - 3)
    assert all(s.tie is None for s in ranking.standings)
    assert ranking.standings[0].score.middle == pytest.approx(max(reaches) * 0.8 / 2)


def test_ideas_that_score_the_same_share_their_place_and_their_chance():
    ranking = rank([make_rice(f"twin {i}", 100) for i in range(4)], RICE, drawing=Drawing(top=2, draws=4_000))
    assert {s.place for s in ranking.standings} == {1}
    assert all(s.chance == pytest.approx(0.5, abs=0.04) for s in ranking.standings)


def test_an_order_that_does_not_survive_its_doubt_is_a_tie():
    wide = [make_rice("a bit ahead", (50, 500)), make_rice("a bit behind", (45, 450)), make_rice("far off", (1, 2))]
    standings = {s.name: s for s in rank(wide, RICE, drawing=Drawing(top=1)).standings}
    assert standings["a bit ahead"].tie == standings["a bit behind"].tie is not None
    assert (standings["a bit behind"].place, standings["far off"].place, standings["far off"].tie) == (1, 3, None)
    narrow = [make_rice("ahead", (100, 110)), make_rice("behind", (80, 90))]
    assert [s.tie for s in rank(narrow, RICE, drawing=Drawing(top=1)).standings] == [None, None]


def test_places_say_where_an_idea_may_end():
    ideas = [make_rice(f"known {reach}", reach) for reach in (10, 20, 40, 80)] + [make_rice("open", (5, 200))]
    low, high = next(s.places for s in rank(ideas, RICE, drawing=QUICK).standings if s.name == "open")
    assert low == 1
    assert high >= 4


def test_a_wide_range_is_drawn_towards_the_others_unless_taken_as_stated():
    ideas = [make_rice(f"known {i}", (90 + i, 110 + i)) for i in range(20)] + [make_rice("wild", (20, 2_000))]
    tempered = chances(rank(ideas, RICE, drawing=Drawing(top=5)))["wild"]
    stated = chances(rank(ideas, RICE, drawing=Drawing(top=5, as_stated=True)))["wild"]
    assert tempered < stated


def test_the_order_hinges_on_the_input_that_is_in_doubt():
    ideas = [make_rice("rival", (95, 105)), make_rice("open", (40, 250), impact=(0.95, 1.05)), make_rice("low", (1, 2))]
    ranking = rank(ideas, RICE, drawing=Drawing(top=1))
    first = ranking.hinges[0]
    assert (first.name, first.input) == ("open", "reach")
    assert first.chance_low < 0.1 < 0.9 < first.chance_high
    assert all(h.input != "confidence" for h in ranking.hinges)


def test_more_effort_lowers_the_chance():
    ideas = [make_rice("a", 10, effort=(1, 9)), make_rice("b", 10)]
    hinge = next(h for h in rank(ideas, RICE, drawing=Drawing(top=1)).hinges if h.name == "a")
    assert hinge.chance_low > hinge.chance_high


def test_what_is_worth_asking_is_what_perfect_knowledge_would_gain():
    """Against drawing many truths and choosing anew for each."""
    ideas = [make_rice("rival", 100), make_rice("open", (40, 250)), make_rice("low", (1, 2))]
    ranking = rank(ideas, RICE, drawing=Drawing(top=1, as_stated=True))
    question = ranking.questions[0]
    z = np.random.default_rng(5).standard_normal(200_000)
    middle, off = np.log(40 * 250) / 2, np.log(250 / 40) / 2 / 1.6448536
    open_scores, rival = np.exp(middle + off * z) * 0.4, 100 * 0.4
    gain = np.maximum(open_scores, rival).mean() - max(open_scores.mean(), rival)
    assert (question.name, question.input) == ("open", "reach")
    assert question.gain == pytest.approx(gain, rel=0.03)
    assert question.changes == pytest.approx(min((open_scores > rival).mean(), (open_scores < rival).mean()), abs=0.08)


def test_nothing_is_worth_asking_where_no_answer_changes_the_choice():
    ideas = [make_rice("high", (900, 1_000)), make_rice("low", (1, 2))]
    assert rank(ideas, RICE, drawing=Drawing(top=1)).questions == ()


def test_the_capacity_line_follows_the_efforts():
    ideas = [make_rice(f"idea {i}", 100 - i, effort=2) for i in range(6)]
    exact = rank(ideas, RICE, drawing=QUICK, capacity=Estimate(7, 7)).capacity
    assert [fit.chance for fit in exact] == [1, 1, 1, 0]
    assert find_line(exact) == 3
    unsure = rank(
        [make_rice(f"idea {i}", 100 - i, effort=(1, 4)) for i in range(6)], RICE, drawing=QUICK, capacity=Estimate(5, 9)
    ).capacity
    assert all(a.chance >= b.chance for a, b in itertools.pairwise(unsure))
    assert 0 < unsure[2].chance < 1


@few
@given(portfolios(least=3))
def test_an_idea_that_is_better_in_everything_is_never_behind(ideas: list[Idea]):
    first = ideas[0].estimates
    better = {
        name: Estimate(e.low * (0.5 if name == "effort" else 1.1), e.high * (0.5 if name == "effort" else 1.1))
        for name, e in first.items()
        if name != "confidence"
    }
    raised = Idea("better", {**better, "confidence": first["confidence"]})
    ranking = rank([*ideas, raised], RICE, drawing=Drawing(top=2, draws=1_000))
    assert chances(ranking)["better"] >= chances(ranking)[ideas[0].name] - 0.03


def test_a_weight_below_nothing_says_that_less_is_better():
    model = make_weighted({"reach": 1, "risk": -1})
    ideas = [make_idea("safe", reach=10, risk=1), make_idea("risky", reach=10, risk=9)]
    assert names(rank(ideas, model, drawing=QUICK))[0] == "safe"
    assert rank(ideas, model, drawing=QUICK).standings[0].score.middle == pytest.approx(50 + 50 * 0)


def test_models_stand_side_by_side_and_say_what_they_lack():
    ideas = [make_rice("a", 100), make_rice("b", (10, 20)), Idea("c", {"impact": Estimate(1, 2)}, moscow="must")]
    beside = {each.name: each for each in compare_models(ideas, offer_models(["impact", "effort"]), drawing=QUICK)}
    assert list(beside) == ["rice", "ice", "value-effort", "moscow"]
    assert beside["rice"].beside["a"].place == 1
    assert "c" not in beside["rice"].beside
    assert beside["moscow"].beside["c"].score == "must"
    nobody = compare_models([Idea("c", {"impact": Estimate(1, 2)})], [RICE], drawing=QUICK)[0]
    assert nobody.missing == ("reach", "confidence", "effort")


def test_an_idea_with_a_blank_is_bounded_and_never_filled():
    ranked = [make_rice(f"reach {reach}", reach) for reach in (10, 20, 40, 80)]
    blank = Idea("blank", {n: e for n, e in make_rice("", 30).estimates.items() if n != "reach"})
    found = bound_incomplete([blank], ranked, RICE, top=2)[0]
    assert found.missing == ("reach",)
    assert found.places == (1, 4)
    assert found.needed is not None
    assert found.needed.at_least == pytest.approx(40)
    without = Idea("free", {n: e for n, e in make_rice("", 30).estimates.items() if n != "effort"})
    needed = bound_incomplete([without], ranked, RICE, top=2)[0].needed
    assert needed is not None
    assert needed.at_most == pytest.approx(30 / 40 * 2)


def test_ranking_demands_what_the_model_needs():
    with pytest.raises(ValueError, match="has no effort"):
        rank([make_idea("a", reach=1, impact=1, confidence=1)], RICE, drawing=QUICK)


def test_no_ideas_are_no_ranking():
    assert rank([], RICE, drawing=QUICK).standings == ()
