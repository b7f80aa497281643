"""Every line stands once, by the furthest object it has come to, with the days that are on record."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.specification.living import KEY, bring_to_approval, make_prd
from throughline.core.contracts import Actor
from throughline.core.kernel.clock import utc_today
from throughline.core.kernel.ids import Ref
from throughline.core.queries import list_changes
from throughline.core.services import add_links, issue_link, make_workspace, undo_change
from throughline.discovery.models import EvidenceRow
from throughline.discovery.opportunities.marking import add_mark
from throughline.discovery.opportunities.services import create_opportunity, merge_opportunity
from throughline.discovery.services import import_file
from throughline.rhythm.rules.tempo.contracts import Line
from throughline.rhythm.tempo.queries import list_lines
from throughline.specification import services as specification
from throughline.specification.models import Prd
from throughline.strategy import services as strategy
from throughline.strategy.betting.services import choose_bet
from throughline.strategy.contracts import IdeaState, Until
from throughline.strategy.declining.services import say_no
from throughline.strategy.rules.declining import Condition

pytestmark = pytest.mark.django_db
FIRST, TODAY = date(2026, 1, 5), utc_today()
ROWS = "date,account,text\n2026-02-03,Birch,Exports time out\n2026-01-05,Acme,It never arrives\n,Cedar,It hangs\n"


@pytest.fixture
def ada(tmp_path: Path, settings) -> Actor:
    settings.MEDIA_ROOT, settings.FOLDER = tmp_path / "originals", tmp_path
    owner = make_workspace("Ours", owner="Ada")
    (tmp_path / "feedback.csv").write_text(ROWS)
    import_file(owner, path=tmp_path / "feedback.csv")
    return owner


def hear(ada: Actor, *accounts: str, title: str = "Exports arrive") -> str:
    keys = EvidenceRow.objects.filter(workspace=ada.workspace, account__in=accounts).values_list("key", flat=True)
    return create_opportunity(ada, title=title, evidence_ids=list(keys)).key


def bet_on(ada: Actor, opportunity: str) -> str:
    idea = strategy.add_idea(ada, opportunity=opportunity, title="Send parts")
    choose_bet(ada, idea=idea.key, changes="Tickets", by_how_much="2-4", by=TODAY + timedelta(days=60))
    return idea.key


def only(ada: Actor) -> Line:
    (line,) = list_lines(ada.workspace)
    return line


def test_an_opportunity_waits_for_a_decision_since_it_was_first_heard_of(ada: Actor):
    key = hear(ada, "Birch", "Cedar")
    assert only(ada) == Line("opportunity", key, "Exports arrive", signal=date(2026, 2, 3))
    add_mark(ada, opportunity=key, evidence=EvidenceRow.objects.get(account="Acme").key)
    assert only(ada).signal == FIRST
    undo_change(ada, change_id=list_changes(ada.workspace)[0].pk)
    assert only(ada).signal == date(2026, 2, 3)


def test_without_a_day_there_is_a_line_and_no_signal(ada: Actor):
    hear(ada, "Cedar")
    assert only(ada).signal is None
    create_opportunity(ada, title="Nobody was heard for this")
    assert len(list_lines(ada.workspace)) == 1


def test_a_bet_takes_its_opportunity_along_and_a_prd_takes_both(ada: Actor):
    opportunity = hear(ada, "Acme", "Birch")
    idea = bet_on(ada, opportunity)
    assert only(ada) == Line("bet", idea, "Send parts", signal=FIRST, decision=TODAY)
    specification.keep_prd(ada, prd=make_prd())
    assert {line.kind for line in list_lines(ada.workspace)} == {"bet", "prd"}
    add_links(ada, upper=Ref("prd", KEY), lowers=[Ref("idea", idea)])
    assert only(ada) == Line("prd", KEY, "Exports arrive whole", signal=FIRST, decision=TODAY)


def test_a_merged_opportunity_hands_its_line_on(ada: Actor):
    early, late = hear(ada, "Acme"), hear(ada, "Birch", title="Exports are whole")
    specification.keep_prd(ada, prd=make_prd(), opportunity=early)
    merge_opportunity(ada, opportunity=early, into=late)
    assert only(ada).signal == FIRST


def test_a_prd_is_decided_when_it_was_approved_and_shipped_on_its_day(ada: Actor):
    specification.keep_prd(ada, prd=make_prd(), opportunity=hear(ada, "Acme"))
    assert only(ada).decision is None
    bring_to_approval(ada)
    assert only(ada).decision == TODAY
    assert only(ada).ship is None


def test_a_no_to_every_idea_ends_the_line_until_another_idea_is_there(ada: Actor):
    opportunity = hear(ada, "Acme")
    idea = strategy.add_idea(ada, opportunity=opportunity, title="Send parts")
    until = Condition(Until.ACCOUNTS, wanted=2)
    say_no(ada, idea=idea.key, kind=IdeaState.DECLINED, reason="Nobody pays for it", condition=until)
    assert (only(ada).decision, only(ada).over) == (TODAY, True)
    strategy.add_idea(ada, opportunity=opportunity, title="Send fewer")
    assert (only(ada).decision, only(ada).over) == (None, False)


def visit(ada: Actor) -> Client:
    client = Client()
    client.get(f"/?key={issue_link(ada.member)}")
    return client


def test_the_page_says_what_waits_and_since_when_and_leads_there(ada: Actor):
    key, client = hear(ada, "Acme"), visit(ada)
    page = client.get("/week/tempo/").content.decode()
    days = (TODAY - FIRST).days
    assert f"One line waits for a decision, for {days:,} days" in page
    assert f'href="/discovery/opportunities/{key}' in page
    assert "too few yet" in page
    assert "No line waits there now." in client.get("/week/tempo/?waits=ship").content.decode()
    assert client.get("/week/tempo/?waits=<b>&page=-1").status_code == 200


def test_an_empty_tempo_teaches(ada: Actor):
    assert "A line begins with the earliest dated evidence" in visit(ada).get("/week/tempo/").content.decode()


def test_more_lines_ask_no_more_queries(ada: Actor):
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            list_lines(ada.workspace)
        return len(asked)

    specification.keep_prd(ada, prd=make_prd(), opportunity=hear(ada, "Acme"))
    bet_on(ada, hear(ada, "Birch"))
    before = count()
    for number in range(4):
        bet_on(ada, hear(ada, "Acme", title=f"Need {number}"))
        hear(ada, "Birch", title=f"Want {number}")
    assert count() == before
    assert Prd.objects.count() == 1
