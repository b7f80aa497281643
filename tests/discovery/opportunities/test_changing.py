"""What a person does with opportunities: nothing is lost by it, and all of it can be undone."""

from __future__ import annotations

import pytest

from throughline.core.commenting import services as commenting
from throughline.core.commenting.queries import list_threads, list_unanswered
from throughline.core.contracts import Actor, MemberRole
from throughline.core.kernel.errors import BadInput, Conflict, Forbidden, NotFound
from throughline.core.kernel.ids import Ref
from throughline.core.services import add_member, make_workspace, undo_change
from throughline.core.undo.undoing import find_last_change
from throughline.discovery.contracts import MarkState
from throughline.discovery.models import Mark, Opportunity, OpportunityCount
from throughline.discovery.opportunities import services
from throughline.discovery.opportunities.queries import list_accepted, list_new_evidence

pytestmark = pytest.mark.django_db


@pytest.fixture
def fails(actor: Actor, keys: list[str]) -> Opportunity:
    """Another opportunity that shares two pieces with the first."""
    return services.create_opportunity(actor, title="A failed export says nothing", evidence_ids=keys[2:5])


def items(row: Opportunity) -> int:
    return OpportunityCount.objects.get(opportunity=row).items


def test_merging_moves_every_mark_and_leaves_a_way_there(actor: Actor, exports: Opportunity, fails: Opportunity):
    marks = Mark.objects.count()
    services.merge_opportunity(actor, opportunity=fails.key, into=exports.key)
    fails.refresh_from_db()
    assert (Mark.objects.count(), items(exports), fails.state, fails.merged_into) == (marks, 5, "merged", exports)
    assert len(list_accepted(actor.workspace, exports.key)) == 5
    undo_change(actor, change_id=find_last_change(actor).pk)
    assert (items(exports), items(fails)) == (4, 3)


def test_a_merge_keeps_what_either_side_agreed_to(actor: Actor, exports: Opportunity, fails: Opportunity):
    mark = Mark.objects.filter(opportunity=exports).order_by("pk")[2]
    services.reject_marks(actor, opportunity=exports.key, marks=[mark.pk])
    services.merge_opportunity(actor, opportunity=fails.key, into=exports.key)
    mark.refresh_from_db()
    assert mark.state == MarkState.ACCEPTED


def test_what_stood_below_moves_along_and_no_circle_comes_of_it(actor: Actor, exports: Opportunity, fails: Opportunity):
    services.place_opportunity(actor, opportunity=exports.key, parent=fails.key)
    low = services.create_opportunity(actor, title="Low", parent=fails.key)
    services.merge_opportunity(actor, opportunity=fails.key, into=exports.key)
    exports.refresh_from_db()
    low.refresh_from_db()
    assert (exports.parent, low.parent) == (None, exports)


def test_nothing_is_merged_into_itself_and_what_was_merged_is_left_alone(
    actor: Actor, exports: Opportunity, fails: Opportunity
):
    with pytest.raises(BadInput, match="into itself"):
        services.merge_opportunity(actor, opportunity=exports.key, into=exports.key)
    services.merge_opportunity(actor, opportunity=fails.key, into=exports.key)
    with pytest.raises(Conflict, match="was merged into"):
        services.rename_opportunity(actor, opportunity=fails.key, title="Again")


def test_splitting_takes_the_chosen_marks_and_no_others(actor: Actor, exports: Opportunity):
    chosen = list(Mark.objects.filter(opportunity=exports).order_by("pk").values_list("pk", flat=True)[:3])
    fresh = services.split_opportunity(actor, opportunity=exports.key, marks=chosen, title="At the year's end")
    assert (items(exports), items(fresh)) == (1, 3)


def test_what_was_taken_off_stays_off_and_can_be_put_back(actor: Actor, exports: Opportunity, keys: list[str]):
    mark = Mark.objects.filter(opportunity=exports).order_by("pk")[0]
    services.reject_marks(actor, opportunity=exports.key, marks=[mark.pk])
    assert list_accepted(actor.workspace, exports.key) == keys[1:4]
    services.accept_marks(actor, opportunity=exports.key, marks=[mark.pk])
    assert list_accepted(actor.workspace, exports.key) == keys[:4]


def test_a_mark_on_words_that_are_not_there_is_refused(actor: Actor, exports: Opportunity, keys: list[str]):
    with pytest.raises(BadInput, match="do not stand"):
        services.add_mark(actor, opportunity=exports.key, evidence=keys[0], start=5, end=5000)


def test_a_neighbours_opportunity_does_not_exist(exports: Opportunity, keys: list[str]):
    eve = make_workspace("Theirs", owner="Eve")
    with pytest.raises(NotFound):
        services.rename_opportunity(eve, opportunity=exports.key, title="Mine")
    with pytest.raises(NotFound):
        services.create_opportunity(eve, title="Mine", parent=exports.key)
    mine = services.create_opportunity(eve, title="Mine", evidence_ids=keys)
    assert items(mine) == 0
    with pytest.raises(NotFound):
        services.accept_marks(eve, opportunity=mine.key, marks=[Mark.objects.filter(opportunity=exports)[0].pk])


def test_an_opportunity_that_carries_evidence_by_now_cannot_be_undone_away(actor: Actor, keys: list[str]):
    fresh = services.create_opportunity(actor, title="Colours")
    made = find_last_change(actor).pk
    services.add_mark(actor, opportunity=fresh.key, evidence=keys[5])
    with pytest.raises(Conflict, match="rests on it"):
        undo_change(actor, change_id=made)
    assert Mark.objects.filter(opportunity=fresh).count() == 1


def test_contributors_comment_and_their_questions_wait_until_somebody_else_answers(actor: Actor, exports: Opportunity):
    bo = Actor(actor.workspace, add_member(actor, name="Bo", role=MemberRole.CONTRIBUTOR))
    on = Ref("opportunity", exports.key)
    asked = commenting.add_comment(bo, on=on, text="Is it the query?")
    commenting.answer_comment(bo, on=on, comment=asked.pk, text="I mean the export's")
    assert [one.pk for one in list_unanswered(actor.workspace)] == [asked.pk]
    commenting.answer_comment(actor, on=on, comment=asked.pk, text="The download")
    assert list_unanswered(actor.workspace) == []
    assert [(thread.open, len(thread.answers)) for thread in list_threads(actor.workspace, on)] == [(False, 2)]
    viewer = Actor(actor.workspace, add_member(actor, name="Vi", role=MemberRole.VIEWER))
    with pytest.raises(Forbidden):
        commenting.add_comment(viewer, on=on, text="Me too")


def test_the_owner_learns_what_is_new_since_a_moment(actor: Actor, exports: Opportunity, keys: list[str]):
    bo = Actor(actor.workspace, add_member(actor, name="Bo", role=MemberRole.EDITOR))
    since = find_last_change(actor).at
    services.add_mark(actor, opportunity=exports.key, evidence=keys[5])
    assert list_new_evidence(actor.workspace, owner=actor.member, since=since) == []
    services.add_mark(bo, opportunity=exports.key, evidence=keys[4])
    found = list_new_evidence(actor.workspace, owner=actor.member, since=since)
    assert [(one.title, one.accepted, one.proposed) for one in found] == [("Large exports never arrive", 1, 0)]
    assert found[0].url.startswith(f"/discovery/opportunities/{exports.key}")


def test_a_comment_that_was_answered_cannot_be_undone_away_with_the_answer(actor: Actor, exports: Opportunity):
    on = Ref("opportunity", exports.key)
    asked = commenting.add_comment(actor, on=on, text="Is it the query?")
    made = find_last_change(actor).pk
    commenting.answer_comment(actor, on=on, comment=asked.pk, text="The download")
    with pytest.raises(Conflict, match="rests on it"):
        undo_change(actor, change_id=made)
    assert len(list_threads(actor.workspace, on)[0].answers) == 1
