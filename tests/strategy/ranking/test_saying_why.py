"""Why an idea stands where it stands, where models disagree, and where the capacity line is, in sentences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategy.ranking.ideas import make_estimate, make_idea, make_rice, portfolios
from throughline.strategy.rules.ranking.comparing import compare_models
from throughline.strategy.rules.ranking.contracts import Drawing, Form, Idea
from throughline.strategy.rules.ranking.disagreeing import Agreement, find_agreement, say_disagreement
from throughline.strategy.rules.ranking.explaining import explain, say_why
from throughline.strategy.rules.ranking.fitting import find_next, say_line
from throughline.strategy.rules.ranking.models import RICE, list_missing, make_weighted, offer_models
from throughline.strategy.rules.ranking.ranking import rank, say_headline

QUICK = Drawing(top=2, draws=1_000)
INPUTS = ("reach", "impact", "confidence", "effort")
MODELS = (*offer_models(INPUTS), make_weighted({"reach": 1, "impact": 1, "effort": 1}))
few = settings(max_examples=15, deadline=None)


def test_what_lifts_an_idea_and_what_holds_it_back_is_said_against_the_median():
    ideas = [make_rice("usual", 100), make_rice("also", 100), make_rice("wide", 300, effort=6), make_rice("far", 30)]
    reasons = explain(ideas, RICE)
    wide = say_why(reasons["wide"], form=Form.PRODUCT)
    assert wide == "Reach 3 × the median lifts it; effort 3 × the median holds it back."
    assert say_why(reasons["usual"], form=Form.PRODUCT) == "Near the median in everything."


def test_own_weights_are_explained_by_points():
    model = make_weighted({"reach": 60, "effort": 40})
    ideas = [make_rice("a", 100, effort=1), make_rice("b", 10, effort=9), make_rice("c", 55, effort=5)]
    reasons = explain(ideas, model)
    assert say_why(reasons["a"], form=model.form) == "Reach 60 of 60 points and effort 40 of 40 points lift it."
    assert "hold it back" in say_why(reasons["b"], form=model.form)


def test_an_idea_alone_has_no_reason_and_no_headline_of_chances():
    assert explain([make_rice("only", 1)], RICE) == {}
    ranking = rank([make_rice("only", 1)], RICE, drawing=QUICK)
    assert say_headline(ranking, {"only": "Only"}) == "One idea alone has nothing to be compared with."


@few
@given(portfolios(least=2), st.sampled_from(MODELS))
def test_a_model_beside_others_says_what_its_own_ranking_says(ideas: list[Idea], model):
    own = rank(ideas, model, drawing=QUICK).standings
    beside = compare_models(ideas, [model], drawing=QUICK)[0].beside
    assert {s.name: (s.place, s.chance, s.tie is not None) for s in own} == {
        name: (each.place, each.chance, each.tied) for name, each in beside.items()
    }


def agree(ideas: list[Idea]) -> Agreement:
    return find_agreement(compare_models(ideas, MODELS, drawing=QUICK), MODELS)


@few
@given(portfolios(least=2))
def test_every_idea_is_in_out_parted_or_open_and_never_two_of_them(ideas: list[Idea]):
    agreed = agree(ideas)
    sides = [*agreed.inside, *agreed.outside, *agreed.open, *(each.name for each in agreed.parted)]
    assert sorted(sides) == sorted(idea.name for idea in ideas)
    assert len(set(sides)) == len(sides)


def test_models_that_part_over_an_idea_are_named_with_the_input_that_makes_the_difference():
    ideas = [make_rice(f"usual {n}", (90, 110), impact=(0.9, 1.1)) for n in range(4)]
    ideas += [make_rice("wide", (900, 1100), impact=(0.7, 0.8)), make_rice("deep", (9, 11), impact=(2, 3))]
    parted = {each.name: each for each in agree(ideas).parted}
    assert {"wide", "deep"} <= set(parted)
    said = say_disagreement(parted["deep"], title="Deep", top=2)
    assert "“Deep” is in the top 2 with 100 % by ICE and with <1 % by RICE" in said.replace("with 0 %", "with <1 %")
    assert said.endswith("what differs is reach.")


def test_a_must_that_no_figure_bears_out_is_named_and_keeps_its_class():
    ideas = [make_rice(f"idea {n}", 100 + n) for n in range(4)]
    weak = make_idea("weak", reach=1, impact=0.1, confidence=0.1, effort=20)
    agreed = agree([*ideas, Idea(weak.name, weak.estimates, "must")])
    assert agreed.against_class == ("weak",)


@pytest.mark.parametrize(
    ("capacity", "says"),
    [
        ((1, 1), "Not even “c” fits X with 80 %: it takes 2 and fits with 0 %."),
        ((4, 4), "The first 2 ideas fit X with 100 %; with “a” as well it falls to 0 %."),
        ((2, 3), "The first idea fits X with"),
        ((99, 99), "All 3 ideas fit X with 100 %."),
    ],
)
def test_the_capacity_line_is_one_sentence(capacity: tuple[float, float], says: str):
    ideas = [make_rice(name, reach) for name, reach in (("a", 1), ("b", 2), ("c", 3))]
    fits = rank(ideas, RICE, drawing=QUICK, capacity=make_estimate(capacity)).capacity
    assert say_line(fits, count=3, capacity="X", title=find_next(fits)).startswith(says)


@few
@given(portfolios(least=3))
def test_the_headline_counts_who_is_sure_and_who_is_in_the_running(ideas: list[Idea]):
    ranking = rank(ideas, RICE, drawing=QUICK)
    said = say_headline(ranking, {idea.name: idea.name for idea in ideas})
    running = sum(0.2 <= each.chance < 0.8 for each in ranking.standings)
    sure = [each.name for each in ranking.standings if each.chance >= 0.8]
    assert all(f"“{name}”" in said for name in sure[:3])
    assert not running or len(sure) >= 2 or f"{running} " in said
    assert not any(list_missing(idea, RICE) for idea in ideas)
