"""After a form, the next page offers to undo what this request has changed, and nothing else."""

from __future__ import annotations

import json

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from throughline.core.answering import add_changed, announce_change, redirect_changed
from throughline.core.contracts import Actor
from throughline.core.kernel.clock import utc_now
from throughline.core.services import find_last_change, make_workspace, rename_workspace

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor() -> Actor:
    return make_workspace("Ours", owner="Ada")


@pytest.fixture
def request_of(actor: Actor):
    request = RequestFactory().post("/")
    request.actor, request.begun = actor, utc_now()
    return request


def test_the_way_on_names_the_change_before_the_fragment(actor: Actor, request_of):
    rename_workspace(actor, name="Theirs")
    change = find_last_change(actor)
    assert redirect_changed(request_of, "/list?a=1#row-3")["Location"] == f"/list?a=1&changed={change.pk}#row-3"


def test_a_fragment_tells_the_page_which_change_it_was(actor: Actor, request_of):
    rename_workspace(actor, name="Theirs")
    answer = announce_change(request_of, HttpResponse("part"))
    assert json.loads(answer["HX-Trigger"]) == {"throughline-done": {"change": find_last_change(actor).pk}}


def test_a_request_that_changed_nothing_offers_nothing(actor: Actor):
    rename_workspace(actor, name="Theirs")
    later = RequestFactory().post("/")
    later.actor, later.begun = actor, utc_now()
    assert redirect_changed(later, "/list")["Location"] == "/list"
    assert "HX-Trigger" not in announce_change(later, HttpResponse())


@pytest.mark.parametrize(
    ("url", "changed"),
    [("/a", "/a?changed=7"), ("/a?b=1", "/a?b=1&changed=7"), ("/a#c", "/a?changed=7#c"), ("?b=1", "?b=1&changed=7")],
)
def test_the_change_joins_whatever_query_there_is(url: str, changed: str):
    assert add_changed(url, 7) == changed
