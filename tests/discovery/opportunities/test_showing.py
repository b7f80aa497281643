"""What the page of an opportunity says of its evidence is true, in words a newcomer reads once."""

from __future__ import annotations

import pytest
from django.test import Client

from throughline.core.contracts import Actor
from throughline.core.models import Member
from throughline.discovery.contracts import Stance
from throughline.discovery.models import EvidenceRow, Opportunity, Person
from throughline.discovery.opportunities import services
from throughline.discovery.opportunities.counting import recount
from throughline.discovery.opportunities.quoting import choose_quotes

pytestmark = pytest.mark.django_db


def read(client: Client, row: Opportunity, part: str = "") -> str:
    answer = client.get(f"/discovery/opportunities/{row.key}{part}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_segments_add_up_to_the_items_and_the_rest_opens_its_rows(
    actor: Actor, client: Client, exports: Opportunity, keys: list[str]
):
    EvidenceRow.objects.filter(workspace=actor.workspace, key=keys[2]).update(customer_segment="")
    recount(actor.workspace, {exports.pk})
    page = read(client, exports)
    assert 'without=segment">No segment known</a> <span class="num quiet">1 item</span>' in page
    assert "<h1>1 item for it</h1>" in read(client, exports, "/evidence?stance=for&without=segment")
    assert client.get(f"/discovery/opportunities/{exports.key}/evidence?without=love").status_code == 422


def test_whoever_is_called_you_owns_it_in_the_second_person(actor: Actor, client: Client, exports: Opportunity):
    assert "Ada owns it." in read(client, exports)
    Member.objects.filter(pk=actor.member.pk).update(name="You")
    assert "You own it." in read(client, exports)


def test_the_place_among_neighbours_reads_as_a_sentence(actor: Actor, client: Client, exports: Opportunity):
    services.create_opportunity(actor, title="Mondays are calm")
    form = client.get(f"/strategy/tree/opportunity/{exports.key}/move").content.decode()
    assert "before “Mondays are calm”" in form
    assert '<option value="">last</option>' in form


def test_one_person_or_account_that_said_both_relates_two_opportunities(
    actor: Actor, client: Client, exports: Opportunity, keys: list[str]
):
    other = services.create_opportunity(actor, title="Calm", evidence_ids=keys[1:2])
    assert "1 account said both" in read(client, other, "/related")
    EvidenceRow.objects.filter(workspace=actor.workspace).update(customer_account=None)
    assert "No other opportunity" in read(client, other, "/related")
    person = Person.objects.create(workspace=actor.workspace, identity="mo", name="Mo")
    EvidenceRow.objects.filter(workspace=actor.workspace, key__in=keys[:2]).update(customer_person=person)
    assert "1 person without an account said both" in read(client, other, "/related")


def _say(actor: Actor, row: Opportunity, said: list[tuple[str, str]]) -> None:
    """Pieces of these people, accepted for it in this order."""
    first, start = EvidenceRow.objects.order_by("pk").first(), EvidenceRow.objects.count()
    assert first is not None
    for n, (name, text) in enumerate(said):
        piece = EvidenceRow.objects.get(pk=first.pk)
        person, _ = Person.objects.get_or_create(workspace=actor.workspace, identity=name, defaults={"name": name})
        piece.pk, piece.key, piece.position, piece.text = None, f"ev-{n}", start + n, text
        piece.customer_account, piece.customer_person = None, person
        piece.save(force_insert=True)
        services.add_mark(actor, opportunity=row.key, evidence=piece.key)


def test_the_quotes_are_the_first_of_the_theme_that_say_a_trouble_each_customer_in_turn(actor: Actor):
    row = services.create_opportunity(actor, title="Lists are right")
    _say(
        actor,
        row,
        [
            ("Ann", "The list is wrong on every Friday."),
            ("Ann", "The list is late on every Monday."),
            ("Bob", "We have used it since March on every machine."),
            ("Cid", "I want to thank everybody for their amazing work."),
            ("Dee", "The list never shows the second van."),
            ("Eve", "The list never shows the second van."),
            ("Fay", "We need one list for each of the vans."),
        ],
    )
    assert [mark.customer for mark in choose_quotes(row, Stance.FOR, ["list"])] == ["Ann", "Dee", "Fay", "Bob", "Ann"]


def test_whoever_left_nothing_but_an_id_is_said_to_be_out_of_reach(actor: Actor, client: Client):
    row = services.create_opportunity(actor, title="Lists are right")
    _say(actor, row, [("survey#36", "The list is wrong."), ("Ann", "The list is late.")])
    page = read(client, row, "/customers")
    assert "<h1>2 people heard</h1>" in page
    assert "1 person cannot be reached" in page
    assert page.count("<textarea") == 1
    assert "Hello Ann," in page
    person = Person.objects.get(name="survey#36")
    assert f"?customer=p{person.pk}" in page
    services.mark_sent(actor, opportunity=row.key, customer=f"p{person.pk}", message="Met in the hall")
    assert "cannot be reached" not in read(client, row, "/customers")
