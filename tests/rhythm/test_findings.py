"""What this week asks for appears by itself, and goes away with whatever was done about it, wherever that was."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.specification.living import KEY, bring_to_approval, invite_engineer, make_prd
from throughline.core.contracts import Actor
from throughline.core.services import make_workspace
from throughline.rhythm.showing import show_week
from throughline.specification import services as specification
from throughline.specification.contracts import Status
from throughline.specification.models import Prd
from throughline.specification.reviewing import services as reviewing
from throughline.strategy.deciding import services as decisions

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


@pytest.fixture
def ada() -> Actor:
    owner = make_workspace("Ours", owner="Ada")
    specification.keep_prd(owner, prd=make_prd())
    return owner


def list_kinds(actor: Actor, *, now: datetime = NOW) -> dict[str, str]:
    return {one.kind: f"{one.title} {one.reason}" for one in show_week(actor, now=now).findings}


def decide(ada: Actor, revisit: date) -> str:
    key = decisions.raise_decision(ada, question="Fast or right?", options=["fast", "right"]).key
    decisions.decide(ada, decision=key, choice="right", expected="Fewer tickets", revisit=revisit)
    return key


def test_a_decision_comes_back_on_its_day_until_somebody_says_what_happened(ada: Actor):
    key = decide(ada, (NOW + timedelta(days=3)).date())
    said = list_kinds(ada)["revisit"]
    assert "Look again: Fast or right?" in said
    assert "“right” was chosen" in said
    assert "Expected: Fewer tickets" in said
    decisions.tell_outcome(ada, decision=key, happened="Half as many")
    assert "revisit" not in list_kinds(ada)


def test_a_decision_far_from_its_day_is_no_finding(ada: Actor):
    decide(ada, (NOW + timedelta(days=30)).date())
    assert "revisit" not in list_kinds(ada)
    assert "was due" in list_kinds(ada, now=NOW + timedelta(days=40))["revisit"]


def test_a_prd_waits_for_somebody_after_two_days_and_no_longer_once_they_have_signed(ada: Actor):
    ravi = invite_engineer(ada)
    reviewing.advance(ada, prd=KEY, to=Status.IN_REVIEW)
    assert "waiting" not in list_kinds(ada)
    later = NOW + timedelta(days=3)
    assert "Exports arrive whole waits for Ravi." in list_kinds(ada, now=later)["waiting"]
    assert "waiting" not in list_kinds(ravi, now=later)
    reviewing.sign_off(ravi, prd=KEY)
    assert "waiting" not in list_kinds(ada, now=later)


def test_a_launch_without_a_booked_review_is_said_until_it_is_booked(ada: Actor):
    bring_to_approval(ada)
    assert "unbooked" not in list_kinds(ada)
    Prd.objects.filter(key=KEY).update(launch=date(2027, 1, 4))
    assert "Its launch is on 4 Jan 2027" in list_kinds(ada)["unbooked"]
    reviewing.book_launch(ada, prd=KEY, launch=date(2027, 1, 4))
    assert "unbooked" not in list_kinds(ada)
