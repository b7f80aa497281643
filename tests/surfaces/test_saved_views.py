"""A list's filters can be kept under a name, found again by everybody here, and forgotten."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.template import Context, Template
from django.test import Client, RequestFactory

from throughline.core.contracts import Actor, MemberRole
from throughline.core.models import SavedView
from throughline.core.queries import list_views
from throughline.core.services import add_member, find_last_change, issue_link, make_workspace, undo_change
from throughline.surfaces.saved_views import keep_filters

pytestmark = pytest.mark.django_db
PLACE = "specification:list"


@pytest.fixture
def actor() -> Actor:
    return make_workspace("Ours", owner="Ada")


def enter(actor: Actor) -> Client:
    client = Client()
    client.get(f"/?key={issue_link(actor.member)}")
    return client


def save(client: Client, query: str, name: str):
    return client.post("/views/save", {"place": PLACE, "query": query, "name": name})


def show(actor: Actor, query: str = "") -> str:
    request = RequestFactory().get(f"/prds/?{query}")
    request.actor = actor
    context = Context({"request": request, "can_write": actor.can_write, "place": PLACE})
    return Template('{% include "surfaces/_views.html" %}').render(context)


def test_saving_a_view_leads_back_to_the_list_with_undo_at_hand(actor: Actor):
    answer = save(enter(actor), "segment=Small&after=40", "Small ones")
    assert answer["Location"] == f"/prds/?segment=Small&changed={find_last_change(actor).pk}"
    assert [(view.name, view.query) for view in list_views(actor.workspace, PLACE)] == [("Small ones", "segment=Small")]
    undo_change(actor, change_id=find_last_change(actor).pk)
    assert not SavedView.objects.exists()


def test_saving_under_the_same_name_sets_the_view_anew(actor: Actor):
    client = enter(actor)
    save(client, "segment=Small", "Mine")
    save(client, "segment=Large", "Mine")
    assert [view.query for view in list_views(actor.workspace, PLACE)] == ["segment=Large"]


@pytest.mark.parametrize(
    "sent",
    [
        {"place": PLACE, "query": "", "name": "Empty"},
        {"place": PLACE, "query": "changed=3", "name": "Only passing"},
        {"place": PLACE, "query": "a=1", "name": "  "},
        {"place": PLACE, "query": "a=1", "name": "x" * 81},
        {"place": "https://evil.example/", "query": "a=1", "name": "Elsewhere"},
        {"place": PLACE, "query": "a=" + "1" * 2000, "name": "Endless"},
    ],
)
def test_what_is_no_view_is_answered_with_a_sentence(actor: Actor, sent: dict[str, str]):
    assert enter(actor).post("/views/save", sent).status_code == 422
    assert not SavedView.objects.exists()


def test_the_chip_of_the_view_that_is_shown_is_marked_whatever_the_order_of_its_filters(actor: Actor):
    save(enter(actor), "b=2&a=1", "Both")
    assert 'aria-current="page" dir="auto">Both' in show(actor, "a=1&b=2&after=80")
    assert 'aria-current="page" dir="auto">Both' not in show(actor, "a=1")


def test_a_view_is_offered_for_saving_only_where_something_is_filtered_and_one_may_write(actor: Actor):
    viewer = Actor(actor.workspace, add_member(actor, name="Vi", role=MemberRole.VIEWER))
    assert "Save this view" in show(actor, "a=1")
    assert "Save this view" not in show(actor)
    assert "Save this view" not in show(viewer, "a=1")


def test_forgetting_a_view_leaves_the_list_and_can_be_undone(actor: Actor):
    client = enter(actor)
    save(client, "a=1", "Mine")
    view = list_views(actor.workspace, PLACE)[0]
    assert client.post(f"/views/{view.pk}/forget")["Location"].startswith("/prds/?changed=")
    assert not SavedView.objects.exists()
    undo_change(actor, change_id=find_last_change(actor).pk)
    assert SavedView.objects.get().name == "Mine"


def test_a_neighbour_can_neither_see_nor_forget_a_view(actor: Actor):
    save(enter(actor), "a=1", "Mine")
    theirs = make_workspace("Theirs", owner="Eve")
    assert enter(theirs).post(f"/views/{SavedView.objects.get().pk}/forget").status_code == 404
    assert "Mine" not in show(theirs)


def test_filters_are_kept_in_one_order_with_every_value():
    assert keep_filters(QueryDict("b=2&a=1&a=0&page=3&empty=")) == "a=1&a=0&b=2"
