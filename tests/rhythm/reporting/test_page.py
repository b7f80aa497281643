"""The page of the status: drafted from rows, edited, copied, downloaded, sent and kept; and at the command line."""

from __future__ import annotations

import json
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.test import Client

from throughline.core.contracts import Actor, MemberRole
from throughline.core.kernel.clock import utc_now
from throughline.core.kernel.ids import Ref
from throughline.core.models import Change
from throughline.core.services import add_member, issue_link, make_workspace, undo_change
from throughline.grounding.contracts import Claim, Origin
from throughline.rhythm.models import StatusHabit, StatusLine, StatusReport
from throughline.rhythm.reporting import services
from throughline.rhythm.reporting.errors import StatusMoved
from throughline.rhythm.reporting.queries import load_draft
from throughline.specification.contracts import Audience, Block, Craft, Line, Prd, Role, Section, Size
from throughline.specification.contracts import Status as PrdStatus
from throughline.specification.editing.deciding import edit_line
from throughline.specification.models import Prd as PrdRow
from throughline.specification.models import SignOff, StatusChange, Version
from throughline.specification.reviewing import services as reviewing
from throughline.specification.services import keep_prd
from throughline.strategy import services as strategy
from throughline.strategy.betting.services import choose_bet
from throughline.strategy.contracts import Direction
from throughline.strategy.deciding.services import decide, raise_decision
from throughline.strategy.models import Bet, Decision, Metric
from throughline.surfaces.cli import throughline


@pytest.fixture
def actor(db, tmp_path: Path, settings) -> Actor:
    settings.MEDIA_ROOT, settings.FOLDER = tmp_path / "originals", tmp_path
    return make_workspace("Ours", owner="Dana")


@pytest.fixture
def client(actor: Actor) -> Client:
    return enter(actor)


def enter(actor: Actor) -> Client:
    client = Client()
    client.get(f"/?key={issue_link(actor.member)}")
    return client


def read(client: Client, audience: str = "leadership") -> str:
    return " ".join(unescape(client.get(f"/week/status/{audience}").content.decode()).split())


def act(client: Client, what: str, audience: str = "leadership", **given: str):
    return client.post(f"/week/status/{audience}/{what}", given, follow=True)


def make_decision(actor: Actor, **more: str) -> Decision:
    row = raise_decision(actor, question="Fast or right?", options=["Fast", "Right"])
    return decide(actor, decision=row.key, choice="Right", **more)


def find_key(actor: Actor, audience: Audience = Audience.LEADERSHIP) -> str:
    return next(load_draft(actor.workspace, audience, now=utc_now()).status.sentences).key


def send(client: Client, actor: Actor, audience: Audience = Audience.LEADERSHIP, **given: str):
    digest = load_draft(actor.workspace, audience, now=utc_now()).digest
    return act(client, "send", audience.value, digest=digest, **given)


def make_prd(actor: Actor) -> None:
    criterion = Line(Claim("c1", Origin.JUDGEMENT, "Given 50 labels, each is named."), Role.CRITERION, label="C1")
    quote = Claim("q1", Origin.QUOTE, "“Only 50 came out.”", quote="Only 50 came out.", customer="Birch")
    out = Line(Claim("n1", Origin.JUDGEMENT, "Not part of this: “Rounded corners”"), Role.NON_GOAL)
    risk = Line(Claim("r1", Origin.JUDGEMENT, "The log is kept a day."), Role.RISK)
    sections = (
        Section("problem", 1, "Problem", (Block("problem-1", (Line(quote, Role.QUOTE),)),)),
        Section("non-goals", 5, "Non-goals", (Block("non-goals-1", (out,)),)),
        Section("stories", 8, "Stories", (Block("story-1", (criterion,), title="S1 Labels", kind="story"),)),
        Section("risks", 13, "Risks", (Block("risks-1", (risk,)),)),
    )
    keep_prd(actor, prd=Prd("prd-1", "Labels are named", Size.ONE_PAGE, sections, owner="Dana"))


def reach(actor: Actor, status: PrdStatus, **days: object) -> PrdRow:
    """The PRD in a status, past its gates, which have tests of their own."""
    row = PrdRow.objects.get(workspace=actor.workspace, key="prd-1")
    StatusChange.objects.create(prd=row, status=status, member=actor.member)
    PrdRow.objects.filter(pk=row.pk).update(status=status, **days)
    row.refresh_from_db()
    return row


def test_a_workspace_in_which_nothing_happened_says_so(client: Client):
    day = utc_now() - timedelta(days=7)
    assert f"Nothing has changed since {day.day} {day:%B %Y}." in read(client)


def test_the_first_status_looks_back_a_week_and_tells_a_decision_with_its_reference(client: Client, actor: Actor):
    row = make_decision(actor, expected="Fewer errors")
    page = read(client)
    assert "this one looks back a week" in page
    assert "Fast or right? Decided by Dana on" in page
    assert f'href="/strategy/decisions/{row.key}"' in page
    Decision.objects.update(decided=utc_now() - timedelta(days=8))
    assert "Decided by Dana" not in read(client)


def test_an_open_decision_is_needed_from_somebody_and_says_what_the_choice_is(client: Client, actor: Actor):
    raise_decision(actor, question="Fast or right?", options=["Fast", "Right"])
    assert "Needed: a decision. Fast or right? The choice: “Fast” or “Right”. Raised by Dana on" in read(client)


def test_a_launch_is_told_to_each_audience_in_its_own_way(client: Client, actor: Actor):
    make_prd(actor)
    today = utc_now().date()
    reach(actor, PrdStatus.LAUNCHED, launch=today, review_date=today + timedelta(days=90))
    review = today + timedelta(days=90)
    day = f"{today.day} {today:%B %Y}"
    assert f"“Labels are named” launched on {day}; its 90-day review is on {review.day} {review:%B %Y}." in read(client)
    assert "Dana moved “Labels are named” to launched on" in read(client, "engineering")
    sales = read(client, "sales")
    assert f"“Labels are named” has been out since {day}, so customers can be told. In the words of Birch" in sales
    assert "“Only 50 came out.”" in sales
    assert "“Labels are named” leaves this out on purpose: “Rounded corners”" in sales


def test_sales_may_not_promise_what_is_a_draft(client: Client, actor: Actor):
    make_prd(actor)
    assert "“Labels are named” is a draft: it may still change, or be dropped." in read(client, "sales")


def test_engineering_hears_which_criterion_changed_after_somebody_signed_it(client: Client, actor: Actor):
    make_prd(actor)
    row = reach(actor, PrdStatus.IN_REVIEW)
    reviewing.add_contributor(actor, prd="prd-1", member=actor.member.pk, craft=Craft.ENGINEERING)
    assert "has waited for the sign-off of Dana since" in read(client, "engineering")
    assert "Needed from Dana: a sign-off on “Labels are named”" in read(client)
    reviewing.sign_off(actor, prd="prd-1")
    assert "was changed after" not in read(client, "engineering")
    edit_line(actor, prd="prd-1", claim="c1", text="Given 60 labels, each is named.")
    page = read(client, "engineering")
    assert "was changed after Dana had signed. Now: Given 60 labels, each is named." in page
    assert "Before: Given 50 labels, each is named." in page
    assert SignOff.objects.filter(version__in=Version.objects.filter(prd=row)).exists()


def test_risks_of_what_is_under_way_are_told_to_leadership_alone(client: Client, actor: Actor):
    make_prd(actor)
    reach(actor, PrdStatus.BUILDING)
    assert "“Labels are named”: The log is kept a day." in read(client)
    assert "The log is kept a day" not in read(client, "sales")


def test_a_metric_stands_beside_what_it_was_and_a_bet_beside_its_metric(client: Client, actor: Actor):
    today = utc_now().date()
    strategy.add_metric(actor, name="Activation", unit="%", direction=Direction.UP)
    for ago, value in ((20, 31), (0, 34)):
        strategy.record_value(actor, name="Activation", on=today - timedelta(days=ago), value=value)
    page = read(client)
    assert "Activation: 34 % on" in page
    assert "better than 31 % on" in page
    assert f'href="/strategy/metrics/{Metric.objects.get().key}"' in page
    choose_idea(actor, today)
    assert "Dana predicted on" in read(client)
    assert "Activation: +2 to +4 % by" in read(client)


def test_an_older_bet_stands_beside_what_its_metric_was_and_is_or_says_that_nobody_knows(client: Client, actor: Actor):
    today = utc_now().date()
    strategy.add_metric(actor, name="Activation", unit="%", direction=Direction.UP)
    strategy.record_value(actor, name="Activation", on=today - timedelta(days=30), value=31)
    choose_idea(actor, today)
    Bet.objects.update(at=utc_now() - timedelta(days=20))
    assert "Not known yet: Activation has no value since" in read(client)
    strategy.record_value(actor, name="Activation", on=today, value=34)
    assert "When that was predicted it stood at 31 %, on" in read(client)


def choose_idea(actor: Actor, today) -> None:
    from throughline.discovery.opportunities.services import create_opportunity

    need = create_opportunity(actor, title="Labels come out")
    idea = strategy.add_idea(actor, opportunity=need.key, title="Name them")
    choose_bet(actor, idea=idea.key, changes="Activation", by_how_much="+2 to +4", by=today + timedelta(days=90))


def test_an_edit_is_marked_as_a_persons_and_its_unknown_number_is_named_everywhere(client: Client, actor: Actor):
    make_decision(actor)
    act(client, "edit", key=find_key(actor), text="We chose right, which saves 40 hours.")
    page = read(client)
    assert "In the words of <bdi>Dana</bdi>" in page
    assert "Not on record: “40 hours”" in page
    text = client.get("/week/status/leadership/as/mail").content.decode()
    assert "We chose right, which saves 40 hours. [1] (words of Dana; not on record: “40 hours”)" in text


def test_an_edit_lives_on_while_the_facts_do_and_says_when_they_have_changed(client: Client, actor: Actor):
    row = raise_decision(actor, question="Fast or right?", options=["Fast", "Right"])
    act(client, "edit", key=find_key(actor), text="We need a word on speed.")
    assert "What is on record has changed since" not in read(client)
    Decision.objects.filter(pk=row.pk).update(question="Fast, or right?")
    assert "We need a word on speed." in read(client)
    assert "What is on record has changed since" in read(client)
    act(client, "restore", key=find_key(actor))
    assert "We need a word on speed." not in read(client)


def test_what_is_left_out_can_be_taken_in_again_and_undo_does_it_too(client: Client, actor: Actor):
    make_decision(actor)
    key = find_key(actor)
    act(client, "leave-out", key=key)
    assert "Left out" in read(client)
    undo_change(actor, change_id=Change.objects.latest("pk").pk)
    assert "Left out" not in read(client)
    act(client, "leave-out", key=key)
    act(client, "restore", key=key)
    assert "Decided by Dana" in read(client)


def test_a_sentence_of_ones_own_is_added_reworded_and_taken_away(client: Client, actor: Actor):
    act(client, "add", section="risks", text="The supplier is late.")
    assert "Added by <bdi>Dana</bdi>" in read(client)
    act(client, "edit", key=find_key(actor), text="The supplier is two weeks late.")
    assert "two weeks late" in read(client)
    act(client, "leave-out", key=find_key(actor))
    assert StatusLine.objects.count() == 0


def test_what_was_typed_stays_where_it_cannot_be_kept(client: Client, actor: Actor):
    make_decision(actor)
    answer = act(client, "edit", key=find_key(actor), text="long " * 300)
    assert answer.status_code == 422
    assert "holds 1000 characters at most" in answer.content.decode()
    assert answer.content.decode().count("long long") > 50
    assert act(client, "edit", key="nothing", text="x").status_code == 422


def test_what_was_sent_is_kept_as_it_was_and_the_next_begins_there(client: Client, actor: Actor):
    row = make_decision(actor)
    answer = send(client, actor, usual="40")
    assert "Took 1 min here; you said it usually takes 40." in answer.content.decode()
    Decision.objects.filter(pk=row.pk).update(question="Something else?")
    sent = StatusReport.objects.get()
    page = unescape(client.get(f"/week/status/sent/{sent.key}").content.decode())
    assert "Fast or right?" in page
    assert "Something else?" not in page
    assert "Nothing has changed since" in read(client)
    assert "Decided by Dana" in read(client, "engineering")
    assert StatusHabit.objects.get().minutes == 40
    assert "It usually takes you 40 min, you said" in read(client)


def test_what_changed_after_the_page_was_opened_is_not_sent_unseen(client: Client, actor: Actor):
    digest = load_draft(actor.workspace, Audience.LEADERSHIP, now=utc_now()).digest
    make_decision(actor)
    answer = act(client, "send", digest=digest)
    assert answer.status_code == 422
    assert StatusMoved().page_sentence in unescape(answer.content.decode())
    assert not StatusReport.objects.filter(sent__isnull=False).exists()


def test_minutes_that_are_none_are_refused(client: Client, actor: Actor):
    assert "is no number of minutes" in send(client, actor, usual="a lot").content.decode()
    assert not StatusReport.objects.exists()


def test_the_time_at_the_page_is_measured_and_a_reader_keeps_none(client: Client, actor: Actor):
    read(client)
    name = f"status:{actor.workspace.pk}:leadership"
    session = client.session
    assert session[name][0] == 0
    session[name] = [100.0, (utc_now() - timedelta(hours=3)).isoformat()]
    session.save()
    client.cookies["throughline_session"] = session.session_key
    send(client, actor, usual="40")
    assert StatusReport.objects.get().took == 17
    viewer = enter(Actor(actor.workspace, add_member(actor, name="Vi", role=MemberRole.VIEWER)))
    assert "I have sent it" not in read(viewer)
    assert name not in viewer.session


def test_downloads_are_named_and_typed(client: Client, actor: Actor):
    make_decision(actor)
    answers = {kind: client.get(f"/week/status/leadership/as/{kind}") for kind in ("md", "slack", "mail")}
    day = utc_now().date().isoformat()
    assert answers["md"]["Content-Type"] == "text/markdown; charset=utf-8"
    assert f'filename="status-leadership-{day}.md"' in answers["md"]["Content-Disposition"]
    assert f'filename="status-leadership-{day}.slack.txt"' in answers["slack"]["Content-Disposition"]
    assert answers["mail"].content.decode().startswith("Subject: Ours: status of ")
    assert client.get("/week/status/leadership/as/pdf").status_code == 404
    assert client.get("/week/status/nobody").status_code == 404


def test_another_workspace_sees_nothing_of_it(client: Client, actor: Actor):
    make_decision(actor)
    send(client, actor)
    other = enter(make_workspace("Theirs", owner="Kim"))
    assert other.get(f"/week/status/sent/{StatusReport.objects.get().key}").status_code == 404
    assert "Decided by Dana" not in read(other)


@pytest.mark.parametrize("fmt", ["md", "slack", "mail"])
def test_the_command_writes_what_the_page_copies(actor: Actor, client: Client, monkeypatch, fmt: str):
    make_decision(actor)
    monkeypatch.setattr("throughline.core.opening.open_workspace", lambda _: actor)
    result = CliRunner().invoke(throughline, ["status", "--format", fmt], standalone_mode=False)
    here = {"HTTP_HOST": "127.0.0.1:8000"}
    assert result.output == client.get(f"/week/status/leadership/as/{fmt}", **here).content.decode()


def test_the_command_says_by_its_exit_code_that_a_number_is_not_on_record(actor: Actor, monkeypatch):
    monkeypatch.setattr("throughline.core.opening.open_workspace", lambda _: actor)
    services.add_sentence(actor, audience=Audience.SALES, section="shipped", text="It saves 40 hours.")
    run = CliRunner().invoke(throughline, ["status", "--audience", "sales", "--json"], standalone_mode=False)
    assert run.return_value == 1
    (section,) = json.loads(run.output)["sections"]
    assert section["sentences"][0]["unrecorded"] == ["40 hours"]


def test_pages_ask_the_database_the_same_number_of_times_however_much_happened(
    client: Client, actor: Actor, django_assert_max_num_queries
):
    for _ in range(25):
        make_decision(actor)
    with django_assert_max_num_queries(45):
        read(client)


def test_a_decision_about_a_prd_counts_whatever_it_is_about(client: Client, actor: Actor):
    row = raise_decision(actor, question="Which labels?", options=["All", "Some"], on=Ref("prd", "prd-9"))
    decide(actor, decision=row.key, choice="All")
    assert "Which labels? Decided by Dana" in read(client)
