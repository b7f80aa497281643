"""A no keeps its reason and what would change it; once that has arrived, the idea comes back by itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from throughline.core.contracts import Actor, MemberRole
from throughline.core.kernel.clock import utc_now, utc_today
from throughline.core.kernel.errors import AppError
from throughline.core.line.findings import gather_findings
from throughline.core.queries import list_changes
from throughline.core.services import add_member, issue_link, undo_change
from throughline.discovery.customers.services import join_accounts, join_segments
from throughline.discovery.models import Account, EvidenceRow, Opportunity
from throughline.discovery.opportunities.customers import list_heard
from throughline.discovery.opportunities.marking import add_mark, reject_marks
from throughline.discovery.opportunities.services import create_opportunity, mark_sent, merge_opportunity
from throughline.discovery.queries import load_corpus
from throughline.discovery.services import import_file
from throughline.grounding.contracts import Citation, Claim, Origin
from throughline.grounding.verify import verify
from throughline.specification.pipeline import ground_of
from throughline.strategy import services as strategy
from throughline.strategy.betting.services import choose_bet
from throughline.strategy.contracts import Direction, IdeaState, MetricValue, Until
from throughline.strategy.declining.queries import find_no, list_judged
from throughline.strategy.declining.services import say_no, stand_by_no
from throughline.strategy.declining.showing import ShownNo, show_no
from throughline.strategy.models import Idea, No
from throughline.strategy.rules.declining import Asker, Condition, Since, find_new, judge, name_some, tell_condition

pytestmark = pytest.mark.django_db
Hear = Callable[..., None]
TODAY = utc_today()
TWO_MORE = Condition(Until.ACCOUNTS, wanted=2)
ROWS = (
    ("2026-01-05", "Acme", "Large", "It never arrives"),
    ("2026-02-03", "Birch", "Small", "Exports time out"),
    ("2026-02-11", "Cedar", "Large", "The export of May hangs"),
    ("2026-02-20", "Dorn", "Large", "Ours hangs too"),
    ("2026-03-02", "Elm", "Small", "It hangs on Mondays"),
)


@pytest.fixture
def need(actor: Actor, tmp_path: Path) -> str:
    """An opportunity that Acme and Birch are heard for; Cedar, Dorn and Elm have spoken, and nobody sorted it yet."""
    table = tmp_path / "feedback.csv"
    table.write_text("date,account,segment,text\n" + "".join(",".join(row) + "\n" for row in ROWS))
    import_file(actor, path=table)
    return create_opportunity(
        actor, title="Exports arrive", evidence_ids=[find(actor, n) for n in ("Acme", "Birch")]
    ).key


def find(actor: Actor, account: str) -> str:
    return EvidenceRow.objects.get(workspace=actor.workspace, account=account).key


@pytest.fixture
def idea(actor: Actor, need: str) -> Idea:
    return strategy.add_idea(actor, opportunity=need, title="Send parts")


@pytest.fixture
def hear(actor: Actor, need: str) -> Hear:
    """Let accounts be heard for the opportunity: what they said is sorted there."""

    def hear(*accounts: str, under: str = "") -> None:
        for account in accounts:
            add_mark(actor, opportunity=under or need, evidence=find(actor, account))

    return hear


def park(actor: Actor, idea: Idea, condition: Condition = TWO_MORE, **words: str) -> No:
    given = {"reason": "Nobody is free before summer", **words}
    return say_no(actor, idea=idea.key, kind=IdeaState.PARKED, condition=condition, **given)


def look(idea: Idea) -> ShownNo:
    shown = show_no(idea)
    assert shown is not None
    return shown


def read(page: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.decode()).split())


def list_found(actor: Actor) -> list[str]:
    found = gather_findings(actor, since=utc_now() - timedelta(days=7), now=utc_now())
    return [f"{one.title} {one.reason}" for one in found if one.kind == "no"]


def say(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


# What has arrived, by the rule alone.

NAMES = st.sampled_from(["Acme", "acme", "Birch", "Cedar", "Dorn", "Élan"])
ASKERS = st.lists(st.builds(Asker, name=NAMES, segments=st.frozensets(st.sampled_from(["Large", "Small"]))), max_size=6)


@given(ASKERS, st.lists(NAMES), st.sampled_from(["", "Large"]))
def test_nobody_who_had_been_heard_is_new_and_each_is_of_the_segment(askers: list[Asker], before: list[str], segment):
    new = find_new(askers, before, segment=segment)
    assert not {one.name.casefold() for one in new} & {name.casefold() for name in before}
    assert all(segment in one.segments for one in new if segment)
    assert set(new) <= set(askers)


@given(ASKERS, st.lists(NAMES), st.integers(1, 6))
def test_an_idea_is_back_exactly_when_as_many_new_accounts_are_heard(
    askers: list[Asker], before: list[str], wanted: int
):
    standing = judge(Condition(Until.ACCOUNTS, wanted=wanted), Since(TODAY, TODAY, before, askers))
    assert standing.met is (len(find_new(askers, before)) >= wanted)
    assert standing.met is bool(standing.back)


@given(ASKERS, st.lists(NAMES))
def test_more_that_is_heard_never_takes_an_arrival_back(askers: list[Asker], before: list[str]):
    fewer = judge(TWO_MORE, Since(TODAY, TODAY, before, askers[1:]))
    assert judge(TWO_MORE, Since(TODAY, TODAY, before, askers)).met or not fewer.met


@pytest.mark.parametrize(
    ("rises", "values", "back"),
    [
        (True, [48.0, 50.0, 47.0], "Activation rose to 50 % on 2 May 2026"),
        (True, [48.0, 49.9], ""),
        (False, [51.0, 49.5], "Activation fell to 49.5 % on 2 May 2026"),
    ],
)
def test_a_metric_that_passed_once_is_told_by_the_day_it_did(rises: bool, values: list[float], back: str):
    measured = [MetricValue(date(2026, 5, day), value) for day, value in enumerate(values, start=1)]
    condition = Condition(Until.METRIC, name="Activation", unit="%", rises=rises, value=50)
    since = Since(date(2026, 4, 1), date(2026, 6, 1), values=measured, latest=measured[-1])
    assert judge(condition, since).back == back


def test_a_metric_without_a_value_is_not_known():
    standing = judge(Condition(Until.METRIC, name="Activation", value=5), Since(TODAY, TODAY))
    assert standing.how_far == "not known: Activation has no value yet"


@pytest.mark.parametrize(("days", "how_far"), [(12, "in 12 days"), (1, "tomorrow"), (0, "the day has come")])
def test_a_day_comes_by_itself(days: int, how_far: str):
    standing = judge(Condition(Until.DAY, day=TODAY + timedelta(days=days)), Since(TODAY, TODAY))
    assert (standing.how_far, standing.met) == (how_far, days == 0)


def test_what_stands_in_words_alone_never_comes_back_by_itself():
    standing = judge(Condition(Until.WORDS), Since(TODAY, TODAY, askers=[Asker("Acme")]))
    assert (standing.met, standing.how_far) == (False, "nothing here can count it")


def test_a_few_accounts_are_named_and_the_rest_is_counted():
    assert name_some([Asker(name) for name in ("Acme", "Birch")]) == "Acme and Birch"
    assert name_some([Asker(name) for name in "ABCDE"]) == "A, B, C and 2 more"


@pytest.mark.parametrize("until", [Until.ACCOUNTS, Until.ACCOUNT, Until.METRIC])
def test_a_customer_is_told_of_no_other_customer_no_segment_and_no_figure(until: Until):
    told = tell_condition(Condition(until, wanted=417, segment="Enterprise", name="Northwind", value=0.875, unit="EUR"))
    assert told
    assert not re.search("417|Enterprise|Northwind|0.875|EUR", told)


# Over the rows of a workspace.


def test_a_parked_idea_comes_back_when_enough_others_are_heard(actor: Actor, idea: Idea, hear: Hear):
    park(actor, idea)
    hear("Acme", "Cedar")
    assert (look(idea).how_far, look(idea).back) == ("1 of 2 accounts", "")
    assert list_found(actor) == []
    hear("Dorn")
    assert look(idea).back == f"2 more accounts were heard since {say(TODAY)}: Cedar and Dorn"
    assert [one.name for one in look(idea).arrived] == ["Cedar", "Dorn"]
    (found,) = list_found(actor)
    assert found.startswith("A no whose reason has changed: Send parts 2 more accounts were heard since")
    assert found.endswith("“Nobody is free before summer”")


def test_being_back_is_computed_and_goes_when_what_arrived_is_taken_back(actor: Actor, idea: Idea, hear: Hear):
    no = park(actor, idea, Condition(Until.ACCOUNTS, wanted=1))
    hear("Cedar")
    assert look(idea).back
    mark = EvidenceRow.objects.get(key=find(actor, "Cedar")).marks.get()
    reject_marks(actor, opportunity=idea.opportunity, marks=[mark.pk])
    assert not look(idea).back
    no.refresh_from_db()
    assert no.ended is None


def test_only_accounts_of_the_segment_count_under_whatever_name_it_goes_now(actor: Actor, idea: Idea, hear: Hear):
    park(actor, idea, Condition(Until.ACCOUNTS, wanted=2, segment="Large"))
    hear("Cedar", "Elm")
    assert look(idea).how_far == "1 of 2 accounts from Large"
    join_segments(actor, segment="Large", into="Small")
    assert look(idea).back.startswith("2 more accounts from Small were heard")


def test_an_account_that_was_heard_under_another_name_is_not_new(actor: Actor, idea: Idea, hear: Hear):
    park(actor, idea, Condition(Until.ACCOUNTS, wanted=1))
    join_accounts(actor, account_id=Account.objects.get(name="Acme").pk, into="Cedar")
    assert look(idea).how_far == "0 of 1 account"
    hear("Cedar")
    assert look(idea).how_far == "0 of 1 account"


def test_a_no_follows_its_opportunity_where_that_was_merged(actor: Actor, idea: Idea, hear: Hear):
    park(actor, idea)
    other = create_opportunity(actor, title="Files arrive", evidence_ids=[find(actor, n) for n in ("Cedar", "Dorn")])
    merge_opportunity(actor, opportunity=idea.opportunity, into=other.key)
    assert look(idea).back
    assert look(idea).opportunity == other.key


def test_one_account_that_is_waited_for_is_found_by_its_name(actor: Actor, idea: Idea, hear: Hear):
    park(actor, idea, Condition(Until.ACCOUNT, name="dorn"))
    hear("Cedar")
    assert look(idea).how_far == "dorn has not been heard since"
    hear("Dorn")
    assert look(idea).back.startswith("dorn was heard since")


def test_a_metric_brings_it_back_by_a_value_that_was_measured_later(actor: Actor, idea: Idea):
    strategy.add_metric(actor, name="Activation", unit="%", direction=Direction.UP)
    strategy.record_value(actor, name="Activation", on=date(2026, 3, 1), value=42)
    park(actor, idea, Condition(Until.METRIC, name="activation", value=50))
    strategy.record_value(actor, name="Activation", on=date(2026, 2, 1), value=60)
    assert look(idea).how_far == "Activation is at 42 %"
    strategy.record_value(actor, name="Activation", on=date(2026, 4, 1), value=51.5)
    assert look(idea).back == "Activation rose to 51.5 % on 1 April 2026"


def test_standing_by_the_no_begins_anew_from_what_is_heard_by_then(actor: Actor, idea: Idea, hear: Hear):
    first = park(actor, idea)
    hear("Cedar", "Dorn")
    again = {"kind": IdeaState.DECLINED, "condition": TWO_MORE}
    with pytest.raises(AppError, match="a no needs a reason"):
        stand_by_no(actor, idea=idea.key, reason=" ", **again)
    second = stand_by_no(actor, idea=idea.key, reason="They all print it instead", **again)
    assert second.supersedes == first
    assert (look(idea).kind, look(idea).how_far, look(idea).back) == ("declined", "0 of 2 accounts", "")
    assert list_found(actor) == []
    undo_change(actor, change_id=list_changes(actor.workspace)[0].pk)
    assert (look(idea).kind, bool(look(idea).back)) == ("parked", True)


def test_taking_it_up_again_ends_the_no_and_keeps_it(actor: Actor, idea: Idea):
    park(actor, idea)
    assert strategy.reopen_idea(actor, idea=idea.key).state == IdeaState.IDEA
    assert find_no(idea) is None
    assert No.objects.get().ended is not None
    park(actor, idea, reason="Still nobody")
    assert look(idea).reason == "Still nobody"


def test_a_bet_can_be_parked_and_is_a_bet_when_it_is_taken_up(actor: Actor, idea: Idea):
    choose_bet(actor, idea=idea.key, changes="Exports", by_how_much="2-4", by=TODAY + timedelta(days=90))
    park(actor, idea)
    with pytest.raises(AppError, match="a bet already"):
        choose_bet(actor, idea=idea.key, changes="Exports", by_how_much="2-4", by=TODAY + timedelta(days=90))
    assert strategy.reopen_idea(actor, idea=idea.key).state == IdeaState.BET


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (Condition(Until.ACCOUNTS, wanted=0), "is no number of accounts"),
        (Condition(Until.ACCOUNTS, wanted=2, segment="Huge"), "no segment is called “Huge”"),
        (Condition(Until.ACCOUNT), "the account is missing"),
        (Condition(Until.ACCOUNT, name="ACME"), "ACME has been heard for it already"),
        (Condition(Until.METRIC, name="Sleep", value=8), "no metric called Sleep"),
        (Condition(Until.DAY, day=TODAY), "is over"),
        (Condition(Until.WORDS), "nothing says what would change the answer"),
    ],
)
def test_what_could_never_arrive_or_has_arrived_is_refused(actor: Actor, idea: Idea, condition: Condition, said: str):
    with pytest.raises(AppError, match=said):
        park(actor, idea, condition)
    assert not No.objects.exists()
    assert Idea.objects.get().state == IdeaState.IDEA


def test_a_value_that_is_passed_already_changes_nothing_and_is_refused(actor: Actor, idea: Idea):
    strategy.add_metric(actor, name="Activation", unit="%", direction=Direction.UP)
    strategy.record_value(actor, name="Activation", on=date(2026, 3, 1), value=42)
    with pytest.raises(AppError, match="Activation is at 42 % already"):
        park(actor, idea, Condition(Until.METRIC, name="Activation", value=40))


def test_a_second_no_stands_by_the_first(actor: Actor, idea: Idea):
    park(actor, idea)
    with pytest.raises(AppError, match="it has a no already"):
        park(actor, idea)


# On pages.


def post(client: Client, idea: Idea, **given: str):
    sent = {"kind": "parked", "reason": "Nobody is free", "until": "accounts", "wanted": "2", **given}
    return client.post(reverse("strategy:no", args=[idea.key]), sent)


def test_the_form_parks_it_and_it_leaves_the_ranking_for_the_list(client: Client, idea: Idea):
    ideas, noes = reverse("strategy:ideas"), reverse("strategy:noes")
    assert "Send parts" in read(client.get(ideas).content)
    assert post(client, idea, segment="Large").status_code == 302
    assert "Send parts" not in read(client.get(ideas).content)
    shown = read(client.get(noes).content)
    assert "Send parts parked Nobody is free Until 2 more accounts from Large are heard for it" in shown
    assert "0 of 2 accounts from Large" in shown
    assert "0 of 2 customers told" in shown


def test_what_came_back_stands_on_the_page_of_ideas_until_somebody_answers(client: Client, idea: Idea, hear: Hear):
    post(client, idea)
    hear("Cedar", "Dorn")
    ideas = reverse("strategy:ideas")
    assert f"Back: 2 more accounts were heard since {say(TODAY)}: Cedar and Dorn" in read(client.get(ideas).content)
    assert "Answer again" in read(client.get(reverse("rhythm:week")).content)
    form = read(client.get(reverse("strategy:no", args=[idea.key])).content)
    assert "Stand by it" in form
    assert "Take it up again" in form
    assert post(client, idea, reason="Still not").status_code == 302
    assert "Back:" not in read(client.get(ideas).content)
    assert "Earlier answers" in read(client.get(reverse("strategy:idea", args=[idea.key])).content)


def test_a_no_that_stands_on_its_own_page_can_be_taken_back_there(client: Client, idea: Idea):
    post(client, idea)
    page = reverse("strategy:idea", args=[idea.key])
    assert "Put it away" not in read(client.get(page).content)
    assert client.post(page, {"act": "reopen"}).status_code == 302
    assert "Park or decline it" in read(client.get(page).content)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"kind": "maybe"}, "choose parked or declined"),
        ({"until": ""}, "nothing says what would change"),
        ({"wanted": "a few"}, "“a few” is no number of accounts"),
        ({"wanted": "²"}, "is no number of accounts"),
        ({"until": "day", "day": "soon"}, "“soon” is no day"),
        ({"until": "metric", "value": "much"}, "“much” is no value"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_kept(client: Client, idea: Idea, given: dict, said: str):
    answer = post(client, idea, **given)
    assert answer.status_code == 422
    assert said in read(answer.content)
    assert not No.objects.exists()


def test_with_script_a_refusal_leaves_the_form_as_it_was_typed(client: Client, idea: Idea):
    path, sent = reverse("strategy:no", args=[idea.key]), {"kind": "parked", "reason": " ", "until": "words"}
    answer = client.post(path, sent, headers={"HX-Request": "true"})
    assert "<form" not in answer.content.decode()
    kept = client.post(path, {**sent, "reason": "No", "words": "A law"}, headers={"HX-Request": "true"})
    assert kept["HX-Redirect"].startswith(reverse("strategy:idea", args=[idea.key]))


def test_hostile_words_stay_words_everywhere(client: Client, actor: Actor, idea: Idea):
    bad = "<script>alert(1)</script>"
    strategy.rename_idea(actor, idea=idea.key, title=bad)
    post(client, idea, reason=bad, words=bad, told=bad, until="account", account=bad)
    opportunity = reverse("discovery:opportunity-customers", args=[idea.opportunity])
    pages = [
        reverse("strategy:noes"),
        opportunity,
        *(reverse(f"strategy:{n}", args=[idea.key]) for n in ("no", "idea")),
    ]
    assert all(bad not in client.get(page).content.decode() for page in pages)


def test_a_viewer_reads_a_no_and_gives_none(actor: Actor, client: Client, idea: Idea):
    post(client, idea)
    viewer = Client()
    viewer.get(f"/?key={issue_link(add_member(actor, name='Vi', role=MemberRole.VIEWER))}")
    shown = read(viewer.get(reverse("strategy:idea", args=[idea.key])).content)
    assert "Nobody is free" in shown
    assert "Take it up again" not in shown
    assert post(viewer, idea).status_code == 403


def test_a_prd_tells_what_was_decided_against_with_its_reason(actor: Actor, client: Client, idea: Idea):
    from throughline.strategy.declining.queries import list_reasons

    park(actor, idea)
    assert list_reasons([idea]) == {idea.key: "parked: Nobody is free before summer"}


# What those who asked are told.


def draft(client: Client, need: str, query: str = "") -> str:
    return client.get(reverse("discovery:opportunity-customers", args=[need]) + query).content.decode()


def test_whoever_asked_is_told_plainly_with_their_own_words_and_what_would_change_it(
    actor: Actor, client: Client, idea: Idea
):
    park(actor, idea, told="Two of us are on leave until June.", words="hearing that files are lost, not late.")
    page = draft(client, idea.opportunity)
    assert (
        "Hello Acme,\n\nOn 5 January 2026 you wrote:\n“It never arrives”\n\n"
        "One way to help has been weighed: “Send parts”. It is parked: nobody works on it now. "
        "Two of us are on leave until June.\n\n"
        "What would change that: hearing that files are lost, not late.\n\n"
        "I did not want your words to stay without an answer. If I have misread what you need, please tell me.\n\nAda"
    ) in page


def test_without_words_for_customers_the_reason_of_the_team_stays_inside(actor: Actor, client: Client, idea: Idea):
    park(actor, idea)
    page = draft(client, idea.opportunity)
    assert "Nobody is free before summer" not in page
    assert "What would change that: hearing it from 2 more customers." in page


def test_whoever_was_answered_before_the_no_is_to_be_told_and_counted_once_told(
    actor: Actor, client: Client, idea: Idea
):
    token = f"a{Account.objects.get(name='Acme').pk}"
    mark_sent(actor, opportunity=idea.opportunity, customer=token, message="Nothing yet")
    park(actor, idea)
    page = draft(client, idea.opportunity, "?answered=no")
    assert "before there was this to tell" in page
    assert "Nothing yet" not in page
    assert (look(idea).told, look(idea).customers) == (0, 2)
    mark_sent(actor, opportunity=idea.opportunity, customer=token, message="It is a no")
    assert look(idea).told == 1
    assert f'id="c-{token}"' not in draft(client, idea.opportunity, "?answered=no")
    shown = read(client.get(reverse("strategy:idea", args=[idea.key])).content)
    assert f"Acme , {say(TODAY)}, by Ada" in shown


def test_whoever_was_told_need_not_hear_that_it_still_stands(actor: Actor, idea: Idea):
    park(actor, idea)
    token = f"a{Account.objects.get(name='Acme').pk}"
    mark_sent(actor, opportunity=idea.opportunity, customer=token, message="It is parked")
    stand_by_no(actor, idea=idea.key, kind=IdeaState.PARKED, reason="Still", condition=TWO_MORE)
    assert look(idea).told == 1
    stand_by_no(actor, idea=idea.key, kind=IdeaState.DECLINED, reason="Never", condition=TWO_MORE)
    assert look(idea).told == 0


def test_many_noes_are_judged_in_as_many_queries_as_one(actor: Actor, idea: Idea, django_assert_max_num_queries):
    park(actor, idea)
    for number in range(12):
        row = strategy.add_idea(actor, opportunity=idea.opportunity, title=f"Another {number}")
        park(actor, row, Condition(Until.ACCOUNTS, wanted=1, segment="Large"))
    with django_assert_max_num_queries(10):
        assert len(list_judged(actor.workspace, today=TODAY)) == 13


def test_no_customer_reads_the_name_of_another_and_each_reads_their_own(actor: Actor, client: Client, idea: Idea):
    strategy.rename_idea(actor, idea=idea.key, title="Send parts, as Birch and CEDAR asked")
    park(actor, idea, told="Dorn pays for it alone.", words="hearing it from Elm.")
    page = draft(client, idea.opportunity)
    assert "“Send parts, as another customer and another customer asked”" in page
    assert "“Send parts, as Birch and another customer asked”" in page
    assert "another customer pays for it alone." in page
    assert "What would change that: hearing it from another customer." in page


def test_what_a_draft_quotes_is_verified_as_that_customers_own_words(actor: Actor, client: Client, idea: Idea):
    park(actor, idea, told="Two of us are on leave.")
    shown = list_heard(actor.workspace, Opportunity.objects.get(key=idea.opportunity), sender="Ada").heard
    corpus = load_corpus(actor.workspace)
    for one in shown:
        (quote,) = re.findall("^“(.+)”$", one.message, re.MULTILINE)
        piece = next(each for each in corpus.evidence if each.id == find(actor, one.customer.name))
        claim = Claim(
            "q", Origin.QUOTE, f"“{quote}”", (Citation(evidence=piece.id),), quote=quote, customer=one.customer.name
        )
        assert verify([claim], ground_of(corpus)).all_verified


def test_a_draft_does_not_ask_for_what_has_come_about(actor: Actor, client: Client, idea: Idea, hear: Hear):
    park(actor, idea, words="hearing it from two more.")
    hear("Cedar", "Dorn")
    page = draft(client, idea.opportunity)
    assert "hearing it from two more" not in page
    assert "What would change that has come about since, and nobody has answered again yet." in page
