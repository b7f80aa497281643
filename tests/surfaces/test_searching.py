"""One box over everything: the palette and the page of results are the same answer."""

from __future__ import annotations

import pytest
from django.test import Client

from throughline.core.contracts import Actor, MemberRole
from throughline.core.kernel.ids import Ref
from throughline.core.line.registry import Stop, registry
from throughline.core.services import add_member, issue_link, make_workspace
from throughline.grounding.contracts import Claim, Origin
from throughline.specification import services as specification
from throughline.specification.contracts import Block, Line, Prd, Role, Section, Size

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor() -> Actor:
    return make_workspace("Ours", owner="Ada")


@pytest.fixture
def client(actor: Actor) -> Client:
    return enter(actor)


def enter(actor: Actor) -> Client:
    client = Client()
    client.get(f"/?key={issue_link(actor.member)}")
    return client


def keep_prd(actor: Actor, *, title: str, lines: list[str], key: str = "prd-1") -> None:
    rows = tuple(Line(Claim(f"{key}-{n}", Origin.PROPOSAL, text), Role.CRITERION) for n, text in enumerate(lines))
    section = Section("stories", 1, "Stories", (Block("b", rows),))
    specification.keep_prd(actor, prd=Prd(key, title, Size.ONE_PAGE, (section,)))


def test_a_prd_is_found_by_its_title_and_by_its_lines_and_says_by_which(actor: Actor, client: Client):
    keep_prd(actor, title="Exports that finish", lines=["It is done"])
    keep_prd(actor, title="Invoices", lines=["Nothing", "An export of 80,000 rows ends in a file"], key="prd-2")
    page = client.get("/search?q=export").content.decode()
    assert page.index("/prds/prd-1") < page.index("/prds/prd-2")
    assert "its title says so" in page
    assert "a line of it says so" in page
    assert "An <mark>export</mark> of 80,000 rows" in page


def test_one_long_prd_does_not_hide_the_others(actor: Actor, client: Client):
    keep_prd(actor, title="Invoices", lines=["An export"])
    keep_prd(actor, title="Reports", lines=["An export"] * 60, key="prd-2")
    page = client.get("/search?brief=1&q=export").content.decode()
    assert page.index("/prds/prd-2") < page.index("/prds/prd-1")


def test_what_a_person_took_out_of_a_prd_is_not_found_in_it(actor: Actor, client: Client):
    keep_prd(actor, title="Invoices", lines=["An export of 80,000 rows"])
    specification.reject_line(actor, prd="prd-1", claim="prd-1-0")
    assert "/prds/prd-1" not in client.get("/search?q=export").content.decode()


def test_wildcards_are_looked_for_as_they_are_written(actor: Actor, client: Client):
    keep_prd(actor, title="Invoices", lines=["Nothing"])
    for query in ("%25%25", "__"):
        assert "/prds/prd-1" not in client.get(f"/search?q={query}").content.decode()


def test_the_palette_gets_the_same_results_as_a_fragment(actor: Actor, client: Client):
    keep_prd(actor, title="Exports that finish", lines=["It is done"])
    fragment = client.get("/search?brief=1&q=exports", headers={"HX-Request": "true"}).content.decode()
    assert "/prds/prd-1" in fragment
    assert "<html" not in fragment


def test_with_nothing_typed_the_palette_offers_places_and_what_can_be_created(client: Client):
    fragment = client.get("/search?brief=1&q=", headers={"HX-Request": "true"}).content.decode()
    assert "PRDs" in fragment
    assert "Write a PRD" in fragment


def test_a_viewer_is_offered_nothing_to_create(actor: Actor):
    viewer = Actor(actor.workspace, add_member(actor, name="Vi", role=MemberRole.VIEWER))
    fragment = enter(viewer).get("/search?brief=1&q=", headers={"HX-Request": "true"}).content.decode()
    assert "Write a PRD" not in fragment


def test_an_empty_box_and_an_empty_answer_both_say_what_to_do(client: Client):
    assert "One box over everything" in client.get("/search").content.decode()
    assert "Try a shorter word" in client.get("/search?q=zzzz").content.decode()
    assert "One letter is too little" in client.get("/search?q=z").content.decode()


def test_kinds_stand_in_the_order_of_the_line_and_what_they_hold_is_never_markup(client: Client, monkeypatch):
    hostile = Stop(Ref("evidence", "e"), "<b>x</b>", "/e", why="it says “x”", excerpt="<script>x</script>")
    for kind in ("prd", "opportunity", "conversation", "evidence"):
        monkeypatch.setitem(registry.searches, kind, lambda workspace, query, limit: [hostile])
    page = client.get("/search?q=xx").content.decode()
    places = [page.index(f'id="hits-{kind}"') for kind in ("evidence", "conversation", "opportunity", "prd")]
    assert places == sorted(places)
    assert "<script>x" not in page
    assert "<b>x" not in page


def test_a_neighbour_finds_nothing_of_another_workspace(actor: Actor, client: Client):
    theirs = make_workspace("Theirs", owner="Eve")
    keep_prd(theirs, title="Exports of theirs", lines=["Nothing"])
    assert "Exports of theirs" not in client.get("/search?q=exports").content.decode()
