"""What the page of an opportunity says of its evidence is true, in words a newcomer reads once."""

from __future__ import annotations

import pytest
from django.test import Client

from throughline.core.contracts import Actor
from throughline.core.models import Member
from throughline.discovery.models import EvidenceRow, Opportunity, Person
from throughline.discovery.opportunities import services
from throughline.discovery.opportunities.counting import recount

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
