"""What an opportunity's marks come to: every item and every customer once, and always as the marks now stand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.core import services as core
from throughline.core.contracts import Actor
from throughline.core.undo.undoing import find_last_change
from throughline.discovery import services as discovery
from throughline.discovery.contracts import Stance
from throughline.discovery.models import EvidenceRow, Mark, Opportunity, OpportunityCount, SourceFile
from throughline.discovery.opportunities import services
from throughline.discovery.rules.bearing import Bearing, tally

django_db = pytest.mark.django_db


def count(row: Opportunity) -> OpportunityCount:
    return OpportunityCount.objects.get(opportunity=row)


@django_db
def test_items_and_customers_are_counted_once_with_their_months_and_segments(exports: Opportunity):
    found = count(exports)
    assert (found.items, found.accounts, found.listed_accounts, found.second_hand) == (4, 3, 2, 1)
    assert found.months == {"2026-01": 1, "2026-02": 3}
    assert found.segments == {"Large": 2, "Small": 2}
    assert found.last == date(2026, 2, 20)


@django_db
def test_two_marks_on_one_piece_are_one_item(actor: Actor, exports: Opportunity, keys: list[str]):
    services.add_mark(actor, opportunity=exports.key, evidence=keys[0], start=0, end=4)
    assert count(exports).items == 4


@django_db
def test_a_proposed_mark_counts_nowhere_until_a_person_accepts_it(actor: Actor, exports: Opportunity, keys: list[str]):
    piece = EvidenceRow.objects.get(key=keys[5])
    mark = Mark.objects.create(workspace=actor.workspace, evidence=piece, opportunity=exports, state="proposed")
    services.sort_marks(actor, opportunity=exports.key, marks=[mark.pk], kind=None)
    services.accept_marks(actor, opportunity=exports.key, marks=[mark.pk])
    assert (count(exports).items, count(exports).proposed, count(exports).accounts) == (5, 0, 4)
    core.undo_change(actor, change_id=find_last_change(actor).pk)
    assert (count(exports).items, count(exports).proposed) == (4, 1)


@django_db
def test_what_speaks_against_it_is_no_longer_for_it(actor: Actor, exports: Opportunity):
    mark = Mark.objects.filter(opportunity=exports).order_by("pk")[2]
    services.turn_marks(actor, opportunity=exports.key, marks=[mark.pk], stance=Stance.AGAINST)
    assert (count(exports).items, count(exports).against, count(exports).accounts) == (3, 1, 2)


@django_db
def test_a_repeat_is_no_item_of_its_own_but_its_customer_counts(actor: Actor, exports: Opportunity, keys: list[str]):
    EvidenceRow.objects.filter(key=keys[2]).update(duplicate_of=keys[1])
    mark = Mark.objects.filter(opportunity=exports)[0]
    services.turn_marks(actor, opportunity=exports.key, marks=[mark.pk], stance=Stance.AGAINST)
    assert (count(exports).items, count(exports).accounts) == (2, 3)


@django_db
def test_a_withdrawn_file_counts_nowhere_and_counts_again_when_that_is_undone(actor: Actor, exports: Opportunity):
    discovery.withdraw_file(actor, file_id=SourceFile.objects.get(name="feedback.csv").pk)
    assert (count(exports).items, count(exports).accounts, count(exports).months) == (0, 0, {})
    core.undo_change(actor, change_id=find_last_change(actor).pk)
    assert (count(exports).items, count(exports).accounts) == (4, 3)


@django_db
def test_only_the_opportunities_that_were_touched_are_counted_again(
    actor: Actor, exports: Opportunity, keys: list[str]
):
    other = services.create_opportunity(actor, title="Colours", evidence_ids=keys[5:])
    OpportunityCount.objects.filter(opportunity=other).update(items=99)
    before = count(exports).pk
    services.reject_marks(actor, opportunity=exports.key, marks=[Mark.objects.filter(opportunity=exports)[0].pk])
    assert (count(exports).pk, count(exports).items, count(other).items) == (before, 3, 99)


bearings = st.builds(
    Bearing,
    piece=st.sampled_from(list("abcdef")),
    against=st.booleans(),
    proposed=st.booleans(),
    relayed=st.booleans(),
    account=st.none() | st.integers(1, 3),
    person=st.none() | st.integers(1, 3),
    segment=st.sampled_from(["", "Large", "Small"]),
    date=st.none() | st.dates(date(2025, 1, 1), date(2026, 12, 31)),
)


@given(marks=st.lists(bearings, max_size=20))
def test_a_tally_never_counts_more_than_there_is_however_often_it_is_marked(marks: list[Bearing]):
    found = tally(marks)
    assert found.items <= len({one.piece for one in marks})
    assert sum(found.months.values()) <= found.items
    assert sum(found.segments.values()) <= found.items
    assert found.second_hand <= found.items
    assert found.listed_accounts <= found.accounts
    twice = tally([*marks, *marks])
    assert (twice.items, twice.against, twice.accounts, twice.people) == (
        found.items,
        found.against,
        found.accounts,
        found.people,
    )
