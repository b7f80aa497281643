"""On one's own machine: which hosts and origins are answered, and where the entry key is not left behind."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from throughline.core.contracts import Actor
from throughline.core.services import issue_link, make_workspace

pytestmark = pytest.mark.django_db
FOREIGN_HOSTS = [
    "evil.example",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "127-0-0-1.rebind.example:8000",
    "[::1].evil.example",
    "0.0.0.0",
    "192.168.1.20:8000",
    "127.0.0.1@evil.example",
    "",
]
FOREIGN_ORIGINS = ["https://evil.example", "http://127.0.0.1.evil.example", "http://127.0.0.1:9", "null"]


@pytest.fixture
def actor() -> Actor:
    return make_workspace("Ours", owner="Ada")


@pytest.fixture
def strict(actor: Actor) -> Client:
    """A member whose forms are checked as a browser's are."""
    client = Client(enforce_csrf_checks=True, HTTP_HOST="127.0.0.1:8000")
    client.get(f"/?key={issue_link(actor.member)}")
    return client


def find_token(client: Client) -> str:
    page = client.get("/mine").content.decode()
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert found
    return found[1]


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
def test_a_name_that_is_not_this_machines_is_refused_even_to_a_member(strict: Client, host: str):
    assert strict.get("/", HTTP_HOST=host).status_code == 400
    assert strict.post("/look", {"look": "dark"}, HTTP_HOST=host).status_code in {400, 403}


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000"])
def test_this_machine_answers_to_its_own_names(strict: Client, host: str):
    assert strict.get("/", HTTP_HOST=host).status_code == 200


@pytest.mark.parametrize("origin", FOREIGN_ORIGINS)
@pytest.mark.parametrize("htmx", [{}, {"HTTP_HX_REQUEST": "true"}], ids=["form", "htmx"])
def test_a_form_from_another_origin_changes_nothing_even_with_a_good_token(strict: Client, origin: str, htmx):
    sent = {"look": "dark", "csrfmiddlewaretoken": find_token(strict)}
    refused = strict.post("/look", sent, HTTP_ORIGIN=origin, **htmx)
    assert refused.status_code == 403
    assert "throughline_look" not in refused.cookies
    assert strict.post("/look", sent, HTTP_ORIGIN="http://127.0.0.1:8000", **htmx).status_code == 302


def test_a_browser_is_sent_on_without_the_key(actor: Actor):
    client, key = Client(), issue_link(actor.member, single_use=False)
    answer = client.get(f"/prds/?open=1&key={key}", HTTP_SEC_FETCH_MODE="navigate")
    assert (answer.status_code, answer["Location"]) == (302, "/prds/?open=1")
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "same-origin"
    assert key not in answer.content.decode()
    assert client.get("/prds/").status_code == 200


def test_the_way_on_never_leads_elsewhere(actor: Actor):
    key = issue_link(actor.member, single_use=False)
    answer = Client().get(f"//evil.example/?key={key}", HTTP_SEC_FETCH_MODE="navigate")
    assert not answer["Location"].startswith("//")


def test_no_link_of_a_page_carries_the_key(actor: Actor):
    key = issue_link(actor.member, single_use=False)
    assert key not in Client().get(f"/prds/?key={key}").content.decode()
