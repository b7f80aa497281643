"""What discovery would tell a person this week, each with its reason and where to act."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from throughline.core import services as core
from throughline.core.commenting import services as commenting
from throughline.core.contracts import Actor, MemberRole
from throughline.core.kernel.ids import Ref
from throughline.core.line.findings import Finding, gather_findings
from throughline.discovery import services
from throughline.discovery.models import EvidenceRow
from throughline.discovery.opportunities import marking
from throughline.discovery.opportunities import services as opportunities


@pytest.fixture
def actor(db, tmp_path: Path, settings) -> Actor:
    settings.MEDIA_ROOT = tmp_path / "originals"
    owner = core.make_workspace("Ours", owner="Ada")
    (tmp_path / "customers.csv").write_text("account,segment\nAcme,Enterprise\nBirch,Small\n")
    (tmp_path / "feedback.csv").write_text(f"date,account,comment\n{datetime.now(UTC):%Y-%m-%d},Acme,It hangs\n")
    services.import_customers(owner, path=tmp_path / "customers.csv")
    services.import_file(owner, path=tmp_path / "feedback.csv")
    return owner


def gather(actor: Actor) -> dict[str, Finding]:
    now = datetime.now(UTC)
    return {one.kind: one for one in gather_findings(actor, since=now - timedelta(days=3), now=now)}


def open_opportunity(actor: Actor) -> str:
    row = opportunities.create_opportunity(actor, title="Exports hang")
    opportunities.own_opportunity(actor, opportunity=row.key, member=actor.member.pk)
    return row.key


def test_whom_to_talk_to_is_named_with_the_reason(actor: Actor):
    talk = gather(actor)["talk"]
    assert talk.title == "Talk to someone from Small."
    assert talk.reason.endswith("Never heard: Birch.")
    assert talk.url == "/discovery/customers/heard"


def test_the_call_is_prepared_for_the_largest_opportunity(actor: Actor):
    key = open_opportunity(actor)
    assert gather(actor)["talk"].url.endswith(f"/prepare/{key}")


def test_a_contributor_who_waits_is_named_until_somebody_answers(actor: Actor):
    key = open_opportunity(actor)
    dev = Actor(actor.workspace, core.add_member(actor, name="Dev", role=MemberRole.CONTRIBUTOR))
    comment = commenting.add_comment(dev, on=Ref("opportunity", key), text="Is the row limit ours or theirs?")
    waits = gather(actor)["comment"]
    assert (waits.title, waits.action) == ("Dev waits for an answer.", "Answer")
    assert "Is the row limit ours or theirs?" in waits.reason
    commenting.answer_comment(actor, on=Ref("opportunity", key), comment=comment.pk, text="Ours.")
    assert "comment" not in gather(actor)


def test_new_evidence_on_my_opportunity_is_counted(actor: Actor):
    key = open_opportunity(actor)
    other = Actor(actor.workspace, core.add_member(actor, name="Bo", role=MemberRole.EDITOR))
    marking.add_mark(other, opportunity=key, evidence=EvidenceRow.objects.get().key)
    new = gather(actor)["evidence"]
    assert new.title == "Exports hang: evidence was added."
    today = datetime.now(UTC)
    said = f"Said on {today.day} {today:%B %Y}."
    assert new.reason == f"1 piece was added to it since Monday: 1 agreed to. {said}"
    assert "evidence" not in gather(other)


def test_what_i_added_myself_is_no_news_to_me(actor: Actor):
    key = open_opportunity(actor)
    marking.add_mark(actor, opportunity=key, evidence=EvidenceRow.objects.get().key)
    assert "evidence" not in gather(actor)


def test_evidence_of_past_years_is_not_told_as_said_this_week(actor: Actor, tmp_path: Path):
    (tmp_path / "old.csv").write_text("date,account,comment\n2023-05-03,Acme,It hung\n2025-02-01,Birch,It hung too\n")
    services.import_file(actor, path=tmp_path / "old.csv")
    other = Actor(actor.workspace, core.add_member(actor, name="Bo", role=MemberRole.EDITOR))
    key = open_opportunity(actor)
    for row in EvidenceRow.objects.filter(file__name="old.csv"):
        marking.add_mark(other, opportunity=key, evidence=row.key)
    assert gather(actor)["evidence"].reason.endswith("2 agreed to. Said from 3 May 2023 to 1 February 2025.")
