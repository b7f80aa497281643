"""Ideas are estimated by people and by evidence, and ranked on a page by their chance to belong on top."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from throughline.core.contracts import Actor, MemberRole
from throughline.core.queries import list_changes
from throughline.core.services import add_member, issue_link, undo_change
from throughline.discovery.models import EvidenceRow
from throughline.discovery.opportunities.services import create_opportunity
from throughline.discovery.services import import_customers, import_file
from throughline.strategy.estimating.errors import BadEstimate
from throughline.strategy.estimating.queries import list_known
from throughline.strategy.estimating.services import estimate_idea
from throughline.strategy.models import Idea, IdeaEstimate
from throughline.strategy.services import add_idea, close_idea

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 2)
FULL = {"reach": "100-400", "impact": "1-2", "confidence": "60-80 %", "effort": "2-4"}


@pytest.fixture
def need(actor: Actor, tmp_path: Path) -> str:
    """An opportunity with the words of two accounts, of four that were heard and ten that there are."""
    table = tmp_path / "feedback.csv"
    said = [("Exports hang", "Acme"), ("My exports hang too", "Birch"), ("Nice colours", "Cedar"), ("Hello", "Dorn")]
    rows = "".join(f"{text},{account},2026-10-0{day}\n" for day, (text, account) in enumerate(said, start=1))
    table.write_text("text,account,date\n" + rows)
    customers = tmp_path / "customers.csv"
    names = [name for _, name in said] + [f"Other {n}" for n in range(6)]
    customers.write_text("account,segment\n" + "".join(f"{name},Small\n" for name in names))
    import_file(actor, path=table)
    import_customers(actor, path=customers)
    pieces = EvidenceRow.objects.filter(workspace=actor.workspace, text__contains="xports").values_list(
        "key", flat=True
    )
    return create_opportunity(actor, title="Exports arrive", evidence_ids=list(pieces)).key


def make_idea(actor: Actor, need: str, title: str = "Send parts", **written: str) -> Idea:
    row = add_idea(actor, opportunity=need, title=title)
    estimate_idea(actor, idea=row.key, written=written)
    return row


def know(actor: Actor, row: Idea):
    return list_known(actor.workspace, [row], today=TODAY)[row.key]


def test_reach_and_confidence_come_from_the_evidence_for_the_opportunity(actor: Actor, need: str):
    known = know(actor, make_idea(actor, need))
    assert known.reach is not None
    assert (known.reach.heard, known.reach.asked, known.reach.base) == (2, 4, 10)
    assert 2 <= known.estimates["reach"].low <= known.estimates["reach"].high <= 8
    assert known.confidence is not None
    assert known.confidence.parts[0].words == "2 ÷ (2 + 4)"
    assert set(known.estimates) == {"reach", "confidence"}


def test_what_a_person_writes_goes_before_the_evidence_until_it_is_emptied(actor: Actor, need: str):
    row = make_idea(actor, need, reach="100-400")
    assert know(actor, row).estimates["reach"].high == 400
    assert know(actor, row).estimates["reach"].source == "Ada"
    estimate_idea(actor, idea=row.key, written={"reach": " "})
    assert know(actor, row).estimates["reach"].high <= 8


def test_an_estimate_is_kept_as_it_was_written_and_can_be_undone(actor: Actor, need: str):
    row = make_idea(actor, need, effort="10 – 20 days")
    kept = IdeaEstimate.objects.get(idea=row)
    assert (kept.written, kept.low, kept.high) == ("10 – 20 days", 2, 4)
    undo_change(actor, change_id=list_changes(actor.workspace)[0].pk)
    assert not IdeaEstimate.objects.exists()


def test_the_same_words_again_change_nothing(actor: Actor, need: str):
    row = make_idea(actor, need, **FULL)
    before = list(IdeaEstimate.objects.order_by("pk").values())
    estimate_idea(actor, idea=row.key, written=FULL)
    assert list(IdeaEstimate.objects.order_by("pk").values()) == before


@pytest.mark.parametrize(
    ("name", "text"), [("effort", "soon"), ("impact", "5-1"), ("confidence", "120 %"), ("effort", "0"), ("reach", "9+")]
)
def test_what_is_no_quantity_is_refused_and_nothing_is_kept(actor: Actor, need: str, name: str, text: str):
    row = make_idea(actor, need)
    with pytest.raises(BadEstimate) as caught:
        estimate_idea(actor, idea=row.key, written={**FULL, name: text})
    assert caught.value.page_sentence.startswith(name.capitalize())
    assert "--" not in caught.value.page_sentence
    assert not IdeaEstimate.objects.exists()


def read_page(client: Client, **query: str) -> str:
    answer = client.get(reverse("strategy:ideas"), query)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_the_page_ranks_what_is_known_and_says_what_is_not(actor: Actor, client: Client, need: str):
    make_idea(actor, need, "Send parts", **FULL)
    make_idea(actor, need, "Send it all again", **{**FULL, "effort": "20-40"})
    make_idea(actor, need, "Say sorry", impact="1")
    shown = read_page(client, top="1", capacity="3-5")
    assert shown.index("Send parts") < shown.index("Send it all again") < shown.index("Not ranked yet")
    assert "In the top 1" in shown
    assert "Say sorry has no effort" in shown
    assert "What fits 3-5" in shown
    assert "Reach 100-400: Ada" in shown
    assert "The evidence says: 2 of the 4 accounts heard said so" in shown
    assert "Effort 5 × the median" not in shown


def test_a_capacity_that_is_none_is_said_on_the_page(client: Client):
    answer = client.get(reverse("strategy:ideas"), {"capacity": "plenty"})
    assert answer.status_code == 422
    assert "is no number" in answer.content.decode()


def test_an_idea_that_is_put_away_is_in_no_ranking(actor: Actor, client: Client, need: str):
    row = make_idea(actor, need, "Send parts", **FULL)
    close_idea(actor, idea=row.key)
    assert "No idea yet" in read_page(client)


def test_estimates_are_written_on_the_page_of_the_idea(actor: Actor, client: Client, need: str):
    row = make_idea(actor, need)
    address = reverse("strategy:idea", args=[row.key])
    assert "2 of the 4 accounts heard said so" in client.get(address).content.decode()
    answer = client.post(reverse("strategy:estimates", args=[row.key]), {"impact": "1-2", "effort": "2 weeks"})
    assert answer.status_code == 302
    assert 'value="2 weeks"' in client.get(address).content.decode()


def test_a_viewer_reads_estimates_and_changes_none(actor: Actor, need: str):
    row = make_idea(actor, need, **FULL)
    viewer = Client()
    viewer.get(f"/?key={issue_link(add_member(actor, name='Vi', role=MemberRole.VIEWER))}")
    assert "Keep the estimates" not in viewer.get(reverse("strategy:idea", args=[row.key])).content.decode()
    assert viewer.post(reverse("strategy:estimates", args=[row.key]), {"impact": "9"}).status_code == 403


def test_the_page_asks_a_fixed_number_of_queries(
    actor: Actor, client: Client, need: str, django_assert_max_num_queries
):
    for number in range(12):
        make_idea(actor, need, f"Idea {number}", **FULL)
    with django_assert_max_num_queries(30):
        read_page(client)
