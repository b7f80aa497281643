"""Links let members in: once for an invitation, for one run of the server for its owner."""

from __future__ import annotations

from datetime import timedelta

import pytest

from throughline.core import services
from throughline.core.contracts import MemberRole
from throughline.core.errors import LinkSpent, NameTaken
from throughline.core.kernel.clock import utc_now
from throughline.core.models import EntryLink

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor():
    return services.make_workspace("Ours", owner="Ada")


def test_an_invitation_lets_its_member_in_once(actor):
    member = services.add_member(actor, name="Bo", role=MemberRole.EDITOR)
    token = services.issue_link(member)
    assert services.enter_by_link(token, now=utc_now()) == [member]
    with pytest.raises(LinkSpent):
        services.enter_by_link(token, now=utc_now())


def test_the_start_link_opens_every_workspace_of_the_machine_until_the_next_start(actor):
    sample = services.make_workspace("Sample", owner="You", is_sample=True)
    token = services.issue_link(actor.member, single_use=False)
    for _ in range(2):
        assert services.enter_by_link(token, now=utc_now()) == [sample.member, actor.member]
    services.issue_link(actor.member, single_use=False)
    with pytest.raises(LinkSpent):
        services.enter_by_link(token, now=utc_now())


def test_an_expired_link_lets_nobody_in(actor):
    token = services.issue_link(actor.member)
    with pytest.raises(LinkSpent):
        services.enter_by_link(token, now=utc_now() + timedelta(days=8))


def test_a_link_of_somebody_who_left_lets_nobody_in(actor):
    member = services.add_member(actor, name="Bo", role=MemberRole.EDITOR)
    token = services.issue_link(member)
    member.active = False
    member.save()
    with pytest.raises(LinkSpent):
        services.enter_by_link(token, now=utc_now())


def test_the_database_never_holds_a_token(actor):
    token = services.issue_link(actor.member)
    assert token not in str(list(EntryLink.objects.values()))


def test_two_members_cannot_share_a_name(actor):
    with pytest.raises(NameTaken, match="Ada"):
        services.add_member(actor, name="Ada", role=MemberRole.VIEWER)
