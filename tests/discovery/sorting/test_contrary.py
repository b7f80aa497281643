"""What speaks against a theme waits beside the opportunity it becomes; a person decides about it."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.discovery.sorting.conftest import Find
from throughline.core.contracts import Actor
from throughline.core.services import find_last_change, issue_link, undo_change
from throughline.discovery.contracts import MarkState, Stance
from throughline.discovery.models import EvidenceRow, Mark, Theme
from throughline.discovery.opportunities.services import create_opportunity
from throughline.discovery.sorting import services as sorting

pytestmark = pytest.mark.django_db


def _hear_otherwise(actor: Actor, theme: str, items: list[str]) -> None:
    """The last two items speak against the theme, one of them only by the rule of an earlier day."""
    Theme.objects.filter(workspace=actor.workspace, key=theme).update(otherwise=items[-3:-1])
    rows = EvidenceRow.objects.filter(workspace=actor.workspace)
    rows.filter(key=items[-3]).update(text="The export works fine here, nothing hangs.")
    rows.filter(key=items[-2]).update(text="With the export we got help from our amazing maintainers.")


def test_what_says_otherwise_is_proposed_against_the_new_opportunity_with_its_reason(
    actor: Actor, find: Find, items: list[str]
):
    (one,) = find([(0, 1)])
    _hear_otherwise(actor, one, items)
    opportunity = sorting.accept_theme(actor, theme=one)
    mark = Mark.objects.get(opportunity=opportunity, stance=Stance.AGAINST)
    assert (mark.evidence.key, mark.state, mark.member) == (items[-3], MarkState.PROPOSED, None)
    assert "“export”" in mark.because
    opportunity.count.refresh_from_db()
    assert (opportunity.count.against, opportunity.count.proposed) == (0, 1)
    undo_change(actor, change_id=find_last_change(actor).pk)
    assert not Mark.objects.exists()


def test_what_a_person_decided_about_a_piece_is_not_asked_again(actor: Actor, find: Find, items: list[str]):
    (one,) = find([(0, 1)])
    _hear_otherwise(actor, one, items)
    target = create_opportunity(actor, title="Exports finish", evidence_ids=[items[-3]])
    sorting.accept_into(actor, theme=one, opportunity=target.key)
    assert Mark.objects.filter(opportunity=target, stance=Stance.AGAINST).count() == 0


def test_the_page_does_not_say_that_nothing_speaks_against_it_while_something_waits(
    actor: Actor, find: Find, items: list[str]
):
    (one,) = find([(0, 1)])
    _hear_otherwise(actor, one, items)
    opportunity = sorting.accept_theme(actor, theme=one)
    client = Client()
    client.get(f"/?key={issue_link(actor.member)}")
    page = client.get(f"/discovery/opportunities/{opportunity.key}").content.decode()
    assert "Nothing speaks against it here" not in page
    assert "Nothing that was accepted speaks against it" in page
