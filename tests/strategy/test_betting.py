"""A bet says what it should change; from then on that and its estimates are frozen, and superseding keeps both."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.specification.living import KEY, make_prd
from throughline.core.contracts import Actor, MemberRole
from throughline.core.kernel.clock import utc_today
from throughline.core.kernel.errors import AppError
from throughline.core.kernel.ids import Ref
from throughline.core.line.walking import walk_line
from throughline.core.queries import list_changes
from throughline.core.services import add_member, issue_link, undo_change
from throughline.discovery.opportunities.services import create_opportunity
from throughline.specification import services as specification
from throughline.strategy import services as strategy
from throughline.strategy.betting.queries import find_bet, list_predictions, say_bet
from throughline.strategy.betting.services import choose_bet, supersede_bet
from throughline.strategy.contracts import Direction, IdeaState
from throughline.strategy.estimating.queries import list_known
from throughline.strategy.estimating.services import estimate_idea
from throughline.strategy.models import Bet, Idea
from throughline.strategy.rules.betting import Span, read_span, say_span

pytestmark = pytest.mark.django_db
LATER = utc_today() + timedelta(days=90)
PREDICTED = {"changes": "Exports that arrive", "by_how_much": "+2 to +4 points", "by": LATER}


@pytest.fixture
def idea(actor: Actor) -> Idea:
    need = create_opportunity(actor, title="Exports arrive").key
    row = strategy.add_idea(actor, opportunity=need, title="Send parts")
    estimate_idea(actor, idea=row.key, written={"reach": "100-400", "impact": "1-2", "effort": "2-4"})
    return row


def read(page: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.decode()).split())


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("+2 to +4 points", Span(2, 4, "points")),
        ("-20 to -10 %", Span(-20, -10, "%")),
        ("−10 % – −20 %", Span(-20, -10, "%")),
        ("10-20", Span(10, 20)),
        ("from 1,5 to 2,5 minutes a week", Span(1.5, 2.5, "minutes a week")),
        ("-1 to 3 points", Span(-1, 3, "points")),
    ],
)
def test_a_range_is_read_as_people_write_it(text: str, span: Span):
    assert read_span(text) == span


@pytest.mark.parametrize("text", ["", "3 points", "4 to 2", "5 to 5", "a lot", "2 % to 3 points", "more than 4"])
def test_what_is_no_range_is_none(text: str):
    assert read_span(text) is None


@given(st.integers(-999, 999), st.integers(1, 999), st.sampled_from(["", "%", "points"]))
def test_what_is_said_of_a_range_is_read_as_the_same_range(low: int, width: int, unit: str):
    span = Span(low, low + width, unit)
    again = read_span(say_span(span))
    assert again is not None
    assert again.unit == unit
    assert (again.low, again.high) == pytest.approx((span.low, span.high), rel=0.01)


def test_choosing_an_idea_records_what_it_should_change(actor: Actor, idea: Idea):
    bet = choose_bet(actor, idea=idea.key, **PREDICTED)
    idea.refresh_from_db()
    assert idea.state == IdeaState.BET
    assert say_bet(bet) == f"Exports that arrive: +2 to +4 points by {LATER.day} {LATER:%B %Y}"
    assert {one["input"]: one["range"] for one in bet.estimates} == {
        "reach": "100-400",
        "impact": "1-2",
        "effort": "2-4",
    }


def test_a_metric_lends_its_name_and_its_unit(actor: Actor, idea: Idea):
    strategy.add_metric(actor, name="Activation", unit="points", direction=Direction.UP)
    bet = choose_bet(actor, idea=idea.key, changes="activation", by_how_much="2-4", by=LATER)
    assert bet.metric is not None
    assert say_bet(bet).startswith("Activation: +2 to +4 points by")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"changes": " "}, "says what it should change"),
        ({"by_how_much": "a lot"}, "“a lot” is no range"),
        ({"by": None}, "a prediction has a day"),
        ({"by": utc_today()}, "is over"),
    ],
)
def test_what_cannot_be_checked_later_is_refused_and_nothing_is_kept(actor: Actor, idea: Idea, wrong: dict, said: str):
    with pytest.raises(AppError) as caught:
        choose_bet(actor, idea=idea.key, **{**PREDICTED, **wrong})
    assert said in str(caught.value)
    assert not Bet.objects.exists()
    assert Idea.objects.get().state == IdeaState.IDEA


def test_the_estimates_of_a_bet_are_frozen_and_the_refusal_says_how_to_go_on(actor: Actor, idea: Idea):
    choose_bet(actor, idea=idea.key, **PREDICTED)
    with pytest.raises(AppError) as caught:
        estimate_idea(actor, idea=idea.key, written={"effort": "1-2"})
    assert "supersede the prediction with a reason" in caught.value.page_sentence
    with pytest.raises(AppError, match="is a bet already"):
        choose_bet(actor, idea=idea.key, **PREDICTED)
    assert list_known(actor.workspace, [idea], today=LATER)[idea.key].estimates["effort"].high == 4


def test_superseding_needs_a_reason_and_keeps_both(actor: Actor, idea: Idea):
    choose_bet(actor, idea=idea.key, **PREDICTED)
    again = {**PREDICTED, "by_how_much": "+1 to +2 points"}
    with pytest.raises(AppError, match="needs a reason"):
        supersede_bet(actor, idea=idea.key, because=" ", **again)
    supersede_bet(actor, idea=idea.key, because="Half of them left", **again, written={"effort": "5-9"})
    now, before = list_predictions(idea)
    assert (now.high, now.because, now.supersedes) == (2, "Half of them left", before)
    assert (before.high, before.because) == (4, "")
    efforts = [{one["input"]: one["written"] for one in bet.estimates}["effort"] for bet in (now, before)]
    assert efforts == ["5-9", "2-4"]


def test_there_is_nothing_to_supersede_before_there_is_a_bet(actor: Actor, idea: Idea):
    with pytest.raises(AppError, match="no bet yet"):
        supersede_bet(actor, idea=idea.key, because="Why not", **PREDICTED)


def test_undo_takes_the_bet_back_and_the_estimates_can_be_written_again(actor: Actor, idea: Idea):
    choose_bet(actor, idea=idea.key, **PREDICTED)
    undo_change(actor, change_id=list_changes(actor.workspace)[0].pk)
    assert find_bet(idea) is None
    estimate_idea(actor, idea=idea.key, written={"effort": "1-2"})


def test_the_first_prediction_cannot_be_undone_under_the_one_that_superseded_it(actor: Actor, idea: Idea):
    choose_bet(actor, idea=idea.key, **PREDICTED)
    chosen = list_changes(actor.workspace)[0].pk
    supersede_bet(actor, idea=idea.key, because="We know more", **PREDICTED)
    with pytest.raises(AppError, match="rests on it"):
        undo_change(actor, change_id=chosen)
    assert Bet.objects.count() == 2


def test_a_bet_that_was_put_away_is_a_bet_again_when_it_is_taken_up(actor: Actor, idea: Idea):
    choose_bet(actor, idea=idea.key, **PREDICTED)
    strategy.close_idea(actor, idea=idea.key)
    assert strategy.reopen_idea(actor, idea=idea.key).state == IdeaState.BET


def test_the_page_makes_the_bet_and_shows_every_prediction(client: Client, idea: Idea):
    page, form = (reverse(f"strategy:{name}", args=[idea.key]) for name in ("idea", "bet"))
    assert "Make it a bet" in read(client.get(page).content)
    sent = {**PREDICTED, "by": LATER.isoformat()}
    assert client.post(form, sent).status_code == 302
    assert client.post(form, {**sent, "by_how_much": "+1 to +2", "because": "Half of them left"}).status_code == 302
    shown = read(client.get(page).content)
    assert shown.index("+1 to +2") < shown.index("Half of them left") < shown.index("Superseded") < shown.index("+4")
    assert "Keep the estimates" not in shown


def test_a_day_that_is_none_is_said_on_the_page(client: Client, idea: Idea):
    answer = client.post(reverse("strategy:bet", args=[idea.key]), {**PREDICTED, "by": "soon"})
    assert answer.status_code == 422
    assert "“soon” is no day" in answer.content.decode()


def test_bets_are_marked_where_ideas_stand(actor: Actor, client: Client, idea: Idea):
    strategy.add_goal(actor, title="Arrive")
    estimate_idea(actor, idea=idea.key, written={"confidence": "50-80 %"})
    choose_bet(actor, idea=idea.key, **PREDICTED)
    assert "Exports that arrive: +2 to +4 points" in read(client.get(reverse("strategy:ideas")).content)
    assert "bet" in read(client.get(reverse("strategy:tree")).content).split("Send parts")[1].split()[:3]


def test_a_prd_that_comes_from_a_bet_says_what_was_expected(actor: Actor, client: Client, idea: Idea):
    specification.keep_prd(actor, prd=make_prd())
    choose_bet(actor, idea=idea.key, **PREDICTED)
    supersede_bet(actor, idea=idea.key, because="We know more", **{**PREDICTED, "by_how_much": "1-2 points"})
    page = reverse("specification:trace", args=[KEY])
    assert "It comes from the bet" in read(client.get(page).content)
    assert client.post(page, {"bet": idea.key}).status_code == 302
    shown = read(client.get(page).content)
    expected = shown.split("What did we expect?")[1].split("Did it work?")[0]
    assert expected.index("+1 to +2 points") < expected.index("+2 to +4 points") < expected.index("superseded")
    assert "It comes from the bet" not in shown
    line = {here.station.kind: here.count for here in walk_line(actor.workspace, Ref("prd", KEY))}
    assert (line["idea"], line["opportunity"]) == (1, 1)


def test_a_viewer_reads_a_bet_and_makes_none(actor: Actor, idea: Idea):
    viewer = Client()
    viewer.get(f"/?key={issue_link(add_member(actor, name='Vi', role=MemberRole.VIEWER))}")
    assert "Make it a bet" not in read(viewer.get(reverse("strategy:idea", args=[idea.key])).content)
    sent = {**PREDICTED, "by": LATER.isoformat()}
    assert viewer.post(reverse("strategy:bet", args=[idea.key]), sent).status_code == 403
    assert not Bet.objects.exists()
