"""What This week says of PRDs: who waits for whom, and which review is due."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.specification.living import KEY, bring_to_approval, invite_engineer, make_prd
from throughline.core.commenting.services import add_comment, answer_comment
from throughline.core.contracts import Actor
from throughline.core.kernel.ids import Ref
from throughline.core.services import make_workspace
from throughline.specification.contracts import Status
from throughline.specification.editing.services import add_line
from throughline.specification.findings import offer_specification
from throughline.specification.reviewing import services
from throughline.specification.services import keep_prd
from throughline.strategy.deciding.services import decide, raise_decision

NOW = datetime(2027, 4, 1, tzinfo=UTC)


@pytest.fixture
def owner(db) -> Actor:
    actor = make_workspace("Ours", owner="Ada")
    keep_prd(actor, prd=make_prd())
    return actor


def titles(actor: Actor) -> list[str]:
    return [finding.title for finding in offer_specification(actor, NOW, NOW)]


def test_a_quiet_prd_has_nothing_to_say(owner: Actor):
    assert titles(owner) == []


def test_engineering_is_told_of_its_empty_section_then_of_its_signature(owner: Actor):
    ravi = invite_engineer(owner)
    assert titles(ravi) == ["Exports arrive whole: engineering’s section waits."]
    add_line(ravi, prd=KEY, section="technical", text="One queue.")
    assert titles(ravi) == []
    services.advance(owner, prd=KEY, to=Status.IN_REVIEW)
    assert titles(ravi) == ["Exports arrive whole: your sign-off is missing."]
    services.sign_off(ravi, prd=KEY)
    assert titles(ravi) == []


def test_a_question_beside_a_line_waits_until_somebody_answers(owner: Actor):
    ravi, on = invite_engineer(owner), Ref("line", f"{KEY}/c1")
    asked = add_comment(ravi, on=on, text="Which file?")
    assert titles(owner) == ["Ravi waits for an answer."]
    answer_comment(owner, on=on, comment=asked.pk, text="The CSV")
    assert titles(owner) == []


def test_a_trade_off_waits_until_it_is_decided(owner: Actor):
    raised = raise_decision(owner, question="Fast or right?", options=["fast", "right"], on=Ref("prd", KEY))
    assert titles(owner) == ["Fast or right?"]
    decide(owner, decision=raised.key, choice="right")
    assert titles(owner) == []


def test_a_review_is_called_when_it_is_near(owner: Actor):
    bring_to_approval(owner)
    services.advance(owner, prd=KEY, to=Status.BUILDING)
    services.book_launch(owner, prd=KEY, launch=date(2027, 1, 4))
    services.advance(owner, prd=KEY, to=Status.LAUNCHED)
    assert titles(owner) == ["Exports arrive whole: did it work?"]
    services.book_launch(owner, prd=KEY, launch=date(2027, 3, 1))
    assert titles(owner) == []
