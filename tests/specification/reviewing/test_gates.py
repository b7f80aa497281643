"""A PRD takes one step at a time, each through its gate; going back needs a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.specification.living import KEY, bring_to_approval, invite_engineer, make_prd, settle_all
from throughline.core.commenting.services import add_comment, resolve_comment
from throughline.core.contracts import Actor
from throughline.core.kernel.errors import Conflict
from throughline.core.kernel.ids import Ref
from throughline.core.services import make_workspace
from throughline.specification.contracts import Size, Status
from throughline.specification.editing.services import add_line
from throughline.specification.models import Prd, StatusChange
from throughline.specification.queries import get_prd
from throughline.specification.reviewing import services
from throughline.specification.reviewing.errors import GateShut, NeedsReason, NoWayThere, ReviewTooEarly
from throughline.specification.rules.gates import ORDER, Standing, next_gate
from throughline.specification.services import keep_prd
from throughline.strategy.deciding.services import decide, raise_decision

COMPLETE = Standing(
    status=Status.DRAFT,
    owner="Ada",
    criteria=2,
    engineers=("Ravi",),
    technical=True,
    launch=date(2027, 1, 4),
    review_date=date(2027, 4, 4),
    outcome=True,
)


@pytest.mark.parametrize("status", ORDER[:-1])
def test_every_gate_is_open_where_everything_is_so(status: Status):
    gate = next_gate(replace(COMPLETE, status=status))
    assert gate is not None
    assert gate.open
    assert gate.to is ORDER[ORDER.index(status) + 1]


def test_after_the_review_there_is_no_gate():
    assert next_gate(replace(COMPLETE, status=Status.REVIEWED)) is None


@pytest.mark.parametrize(
    ("status", "lacking", "word"),
    [
        (Status.DRAFT, {"owner": ""}, "owner"),
        (Status.DRAFT, {"engineers": ()}, "Engineering is invited"),
        (Status.DRAFT, {"criteria": 0}, "criteria"),
        (Status.IN_REVIEW, {"waiting": 1}, "decided"),
        (Status.IN_REVIEW, {"wrong": 1}, "contradicts"),
        (Status.IN_REVIEW, {"technical": False}, "Engineering has written"),
        (Status.IN_REVIEW, {"open_trade_offs": 1}, "trade-off"),
        (Status.IN_REVIEW, {"open_comments": 2}, "comment"),
        (Status.IN_REVIEW, {"errors": 1}, "check"),
        (Status.IN_REVIEW, {"unsigned": ("Ravi",)}, "signed"),
        (Status.APPROVED, {"open_trade_offs": 1}, "trade-off"),
        (Status.APPROVED, {"unsigned": ("Ravi",)}, "sign-off"),
        (Status.BUILDING, {"launch": None}, "launch"),
        (Status.BUILDING, {"review_date": None}, "90-day review"),
        (Status.LAUNCHED, {"outcome": False}, "changed"),
    ],
)
def test_a_gate_names_the_one_thing_that_is_missing(status: Status, lacking: dict, word: str):
    gate = next_gate(replace(COMPLETE, status=status, **lacking))
    assert gate is not None
    missing = [condition for condition in gate.missing if word in condition.text]
    assert len(missing) == 1
    assert missing[0].mend


@given(
    st.builds(
        Standing,
        status=st.sampled_from(ORDER),
        waiting=st.integers(0, 3),
        criteria=st.integers(0, 2),
        engineers=st.lists(st.text(min_size=1, max_size=5), max_size=3).map(tuple),
        unsigned=st.lists(st.text(min_size=1, max_size=5), max_size=3).map(tuple),
        launch=st.none() | st.dates(),
        review_date=st.none() | st.dates(),
    )
)
def test_whatever_stands_a_shut_gate_says_what_to_do(standing: Standing):
    gate = next_gate(standing)
    if gate is None:
        assert standing.status is Status.REVIEWED
        return
    assert gate.open == (not gate.missing)
    assert all(condition.mend for condition in gate.missing)


@pytest.fixture
def owner(db) -> Actor:
    actor = make_workspace("Ours", owner="Ada")
    keep_prd(actor, prd=make_prd())
    return actor


def test_a_draft_goes_to_review_only_with_engineering(owner: Actor):
    with pytest.raises(GateShut, match="invite the tech lead"):
        services.advance(owner, prd=KEY, to=Status.IN_REVIEW)
    invite_engineer(owner)
    services.advance(owner, prd=KEY, to=Status.IN_REVIEW)
    assert get_prd(owner.workspace, KEY).status is Status.IN_REVIEW
    assert Prd.objects.get().version == 1


def test_it_cannot_be_approved_without_engineerings_section(owner: Actor):
    ravi = invite_engineer(owner)
    services.advance(owner, prd=KEY, to=Status.IN_REVIEW)
    settle_all(owner)
    services.sign_off(ravi, prd=KEY)
    with pytest.raises(GateShut, match="engineering has written its section"):
        services.advance(owner, prd=KEY, to=Status.APPROVED)
    add_line(ravi, prd=KEY, section="technical", text="Above 50,000 rows the worker runs out of memory.")
    with pytest.raises(GateShut, match="signed"):
        services.advance(owner, prd=KEY, to=Status.APPROVED)
    services.sign_off(ravi, prd=KEY)
    services.advance(owner, prd=KEY, to=Status.APPROVED)


def test_a_trade_off_and_a_comment_hold_the_approval_up(owner: Actor):
    ravi = invite_engineer(owner)
    services.advance(owner, prd=KEY, to=Status.IN_REVIEW)
    settle_all(owner)
    add_line(ravi, prd=KEY, section="technical", text="One queue.")
    services.sign_off(ravi, prd=KEY)
    traded = raise_decision(ravi, question="Fast or right?", options=["fast", "right"], on=Ref("prd", KEY))
    on = Ref("line", f"{KEY}/c1")
    asked = add_comment(ravi, on=on, text="Which file?")
    with pytest.raises(GateShut, match="and 1 more"):
        services.advance(owner, prd=KEY, to=Status.APPROVED)
    decide(owner, decision=traded.key, choice="right", trade_off="a week")
    resolve_comment(owner, on=on, comment=asked.pk, outcome="the CSV")
    services.advance(owner, prd=KEY, to=Status.APPROVED)


def test_it_walks_to_the_review_and_the_clock_knows_when(owner: Actor):
    bring_to_approval(owner)
    services.advance(owner, prd=KEY, to=Status.BUILDING)
    services.book_launch(owner, prd=KEY, launch=date(2027, 1, 4))
    services.advance(owner, prd=KEY, to=Status.LAUNCHED)
    prd = get_prd(owner.workspace, KEY)
    assert (prd.launch, prd.review_date) == (date(2027, 1, 4), date(2027, 4, 4))
    with pytest.raises(GateShut, match="write it in section 16"):
        services.advance(owner, prd=KEY, to=Status.REVIEWED)
    add_line(owner, prd=KEY, section="review", text="Exports that arrive whole rose from 60 to 97 of 100.")
    services.advance(owner, prd=KEY, to=Status.REVIEWED)
    assert list(StatusChange.objects.values_list("status", flat=True)) == [status.value for status in ORDER]


def test_no_step_is_left_out(owner: Actor):
    with pytest.raises(NoWayThere):
        services.advance(owner, prd=KEY, to=Status.APPROVED)


def test_a_launch_cannot_be_reviewed_before_it_happened(owner: Actor):
    with pytest.raises(ReviewTooEarly):
        services.book_launch(owner, prd=KEY, launch=date(2027, 1, 4), review=date(2027, 1, 4))


def test_going_back_keeps_its_reason(owner: Actor):
    bring_to_approval(owner)
    with pytest.raises(NeedsReason):
        services.go_back(owner, prd=KEY, to=Status.IN_REVIEW, reason="  ")
    services.go_back(owner, prd=KEY, to=Status.IN_REVIEW, reason="The limit is wrong")
    last = StatusChange.objects.last()
    assert (last.status, last.reason) == ("in review", "The limit is wrong")


def test_a_one_page_prd_gets_engineerings_section_when_engineering_is_asked(owner: Actor):
    keep_prd(owner, prd=replace(make_prd(size=Size.ONE_PAGE), id="prd-2", sections=make_prd().sections[:2]))
    member = invite_engineer(owner).member
    services.add_contributor(owner, prd="prd-2", member=member.pk, craft=services.Craft.ENGINEERING)
    keys = [section.key for section in get_prd(owner.workspace, "prd-2").sections]
    assert keys == ["problem", "stories", "technical"]


def test_nothing_new_is_kept_where_nothing_has_changed(owner: Actor):
    services.keep_version(owner, prd=KEY)
    with pytest.raises(Conflict, match="nothing has changed since version 1"):
        services.keep_version(owner, prd=KEY)
