"""Customers' pages: who there is, who was heard, and corrections by hand that can be undone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from throughline.core import services as core
from throughline.core.contracts import Actor
from throughline.core.services import issue_link
from throughline.discovery import services
from throughline.discovery.customers import queries
from throughline.discovery.customers import services as customers
from throughline.discovery.models import Account, EvidenceRow, Person
from throughline.discovery.rules.silences import Heard, count_months, find_gaps

TODAY = date(2026, 11, 22)
FEEDBACK = """date,account,person,comment
2026-05-02,Acme,Ada,It hangs
2026-11-05,Acme Inc.,Bo,It hangs again
2026-11-06,Birch,Cy,Where is the file?
"""
CUSTOMERS = "account,segment\nAcme,Enterprise\nBirch,Small\nCedar,Public\nDune,Small\n"


@pytest.fixture
def actor(db, tmp_path: Path, settings) -> Actor:
    settings.MEDIA_ROOT = tmp_path / "originals"
    owner = core.make_workspace("Ours", owner="Ada")
    (tmp_path / "customers.csv").write_text(CUSTOMERS)
    (tmp_path / "feedback.csv").write_text(FEEDBACK)
    services.import_customers(owner, path=tmp_path / "customers.csv")
    services.import_file(owner, path=tmp_path / "feedback.csv")
    return owner


@pytest.fixture
def client(actor: Actor) -> Client:
    client = Client()
    client.get(f"/enter/{issue_link(actor.member)}")
    return client


def find(name: str) -> Account:
    return Account.objects.get(name=name)


def test_the_gaps_are_named_widest_first(actor: Actor):
    assert [gap.sentence for gap in queries.list_gaps(actor.workspace, today=TODAY)] == [
        "No one from Public has been heard, 1 account in the customer table.",
        "No one from Enterprise since May 2026, 1 account in the customer table.",
    ]


def test_whom_to_talk_to_next_has_never_been_heard(actor: Actor):
    assert [account.name for account in queries.suggest_whom(actor.workspace, "Small")] == ["Dune"]


def test_two_names_become_one_account_and_stay_one(actor: Actor, tmp_path: Path):
    customers.join_accounts(actor, account_id=find("Acme Inc.").pk, into="acme")
    assert set(EvidenceRow.objects.filter(customer_account=find("Acme")).values_list("person", flat=True)) == {
        "Ada",
        "Bo",
    }
    (tmp_path / "more.csv").write_text("account,comment\nACME INC.,Still hangs\n")
    services.import_file(actor, path=tmp_path / "more.csv")
    assert EvidenceRow.objects.get(text="Still hangs").customer_account == find("Acme")
    assert queries.list_gaps(actor.workspace, today=TODAY)[0].segment == "Public"


def test_a_person_moves_with_everything_they_said(actor: Actor):
    customers.move_person(actor, person_id=Person.objects.get(name="Cy").pk, account="Cedar")
    row = EvidenceRow.objects.get(person="Cy")
    assert (row.customer_account.name, row.customer_segment, row.account) == ("Cedar", "Public", "Birch")
    core.undo_change(actor, change_id=core.find_last_change(actor).pk)
    assert EvidenceRow.objects.get(person="Cy").customer_account.name == "Birch"


def test_first_hand_and_second_hand_can_be_corrected(actor: Actor):
    key = EvidenceRow.objects.get(person="Ada").key
    customers.correct_relay(actor, key=key, relayed_by="Sam in sales")
    assert EvidenceRow.objects.get(key=key).relayed_by == "Sam in sales"
    customers.correct_relay(actor, key=key, relayed_by=" ")
    assert EvidenceRow.objects.get(key=key).relayed_by is None


def test_the_list_says_what_it_counts_and_opens_it(client: Client):
    page = client.get("/discovery/customers/").content.decode()
    assert "3 items from 3 accounts" in page
    assert f'href="/discovery/customers/account/{find("Birch").pk}#said">1</a>' in page


def test_people_are_listed_by_name_and_joined_by_a_person(client: Client, actor: Actor):
    page = client.get("/discovery/customers/people").content.decode().partition("<tbody>")[2]
    assert page.index("Ada") < page.index("Bo") < page.index("Cy")
    ada = Person.objects.get(name="Ada")
    assert "It hangs" in client.get(f"/discovery/customers/person/{ada.pk}").content.decode()
    client.post(f"/discovery/customers/person/{ada.pk}/join", {"into": "bo"})
    assert EvidenceRow.objects.filter(customer_person__name="Bo").count() == 2
    assert "Ada" not in client.get("/discovery/customers/people").content.decode().partition("<tbody>")[2]
    core.undo_change(actor, change_id=core.find_last_change(actor).pk)
    assert EvidenceRow.objects.get(person="Ada").customer_person == ada


def test_filters_narrow_the_list(client: Client):
    page = client.get("/discovery/customers/?segment=Small&heard=no").content.decode()
    assert "Dune" in page
    assert "Birch" not in page.partition("<tbody>")[2]


def test_the_page_of_who_was_heard_names_the_gaps(client: Client):
    page = client.get("/discovery/customers/heard").content.decode()
    assert "No one from Public has been heard" in page
    assert "Never heard: " in page


def test_what_is_known_of_an_account_is_typed_in(client: Client):
    account = find("Birch")
    client.post(f"/discovery/customers/account/{account.pk}/describe", {"revenue": "€12,500", "size": "40"})
    account.refresh_from_db()
    assert (account.revenue, account.currency, account.size, account.segment) == (12500, "EUR", 40, "")
    refused = client.post(f"/discovery/customers/account/{account.pk}/describe", {"size": "many"})
    assert refused.status_code == 422
    assert "many: this is no single number of people; write one number" in refused.content.decode()


def test_an_account_of_another_workspace_is_not_found(client: Client):
    stranger = core.make_workspace("Elsewhere", owner="Eve")
    theirs = Account.objects.create(workspace=stranger.workspace, name="Theirs")
    assert client.get(f"/discovery/customers/account/{theirs.pk}").status_code == 404
    assert client.post(f"/discovery/customers/account/{theirs.pk}/describe", {}).status_code == 404


def test_pages_ask_the_same_number_of_questions_of_ten_accounts_and_of_fifty(
    client: Client, actor: Actor, django_assert_max_num_queries
):
    Account.objects.bulk_create(
        Account(workspace=actor.workspace, name=f"Elm {n:03d}", listed=True, segment="Small") for n in range(200)
    )
    for path in ("/discovery/customers/", "/discovery/customers/heard"):
        with django_assert_max_num_queries(24):
            assert client.get(path).status_code == 200


@given(st.dictionaries(st.sampled_from(["2026-01", "2026-06", "2026-10", "2026-11"]), st.integers(0, 3)))
def test_a_segment_heard_of_late_is_never_called_silent(months: dict[str, int]):
    gaps = find_gaps([Heard("Small", 4, 1, months)], today=TODAY)
    heard_of_late = any(months.get(month) for month in ("2026-10", "2026-11"))
    assert not (heard_of_late and gaps)


@pytest.mark.parametrize(("month", "silent"), [("2026-11", 0), ("2026-10", 0), ("2026-08", 2), ("2025-11", 11)])
def test_only_whole_months_are_silent(month: str, silent: int):
    assert count_months(month, TODAY) == silent
