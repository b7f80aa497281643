"""A page of another workspace of the same person opens there; whose it is not, finds nothing."""

from __future__ import annotations

import pytest
from django.test import Client

from throughline.core.contracts import Actor
from throughline.core.services import issue_link, make_workspace
from throughline.grounding.contracts import Claim, Origin
from throughline.specification import services as specification
from throughline.specification.contracts import Block, Line, Prd, Role, Section, Size

pytestmark = pytest.mark.django_db


def keep_prd(actor: Actor) -> None:
    lines = (Line(Claim("c1", Origin.PROPOSAL, "It is done"), Role.CRITERION),)
    section = Section("stories", 1, "Stories", (Block("b", lines),))
    specification.keep_prd(actor, prd=Prd("prd-1", "Files", Size.ONE_PAGE, (section,)))


@pytest.fixture
def ours() -> Actor:
    return make_workspace("Ours", owner="Ada")


@pytest.fixture
def sample() -> Actor:
    return make_workspace("Harbor (sample)", owner="You", is_sample=True)


@pytest.fixture
def client(sample: Actor, ours: Actor) -> Client:
    """Whoever came by the start link: a member of both workspaces, acting in their own."""
    client = Client()
    client.get(f"/?key={issue_link(ours.member, single_use=False)}")
    return client


def test_a_page_of_my_other_workspace_opens_there_and_says_so(client: Client, sample: Actor):
    keep_prd(sample)
    page = client.get("/prds/prd-1")
    assert page.status_code == 200
    assert "You are now in Harbor (sample)." in page.content.decode()
    again = client.get("/prds/prd-1").content.decode()
    assert "You are now in" not in again
    assert "Switch the workspace, now Harbor (sample)" in again


def test_what_none_of_my_workspaces_knows_is_not_found_and_moves_nobody(client: Client):
    page = client.get("/prds/prd-1")
    assert page.status_code == 404
    assert "Switch the workspace, now Ours" in page.content.decode()


def test_a_form_is_never_sent_to_another_workspace(client: Client, sample: Actor):
    keep_prd(sample)
    assert client.post("/prds/prd-1/lines/c1/reject").status_code == 404


def test_whoever_is_no_member_of_the_other_workspace_finds_nothing(client: Client):
    keep_prd(make_workspace("Theirs", owner="Eve"))
    stranger = Client()
    stranger.get(f"/?key={issue_link(make_workspace('Fourth', owner='Fay').member)}")
    assert stranger.get("/prds/prd-1").status_code == 404
