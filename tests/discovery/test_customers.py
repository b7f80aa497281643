"""Whom evidence counts for, what a customer table says, and how much was heard from whom."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.core import services as core
from throughline.core.contracts import Actor
from throughline.core.models import Change
from throughline.discovery import services
from throughline.discovery.customers import queries as customers
from throughline.discovery.customers.services import join_segments
from throughline.discovery.models import Account, EvidenceRow, HeardCount, Person
from throughline.discovery.rules.amounts import read_number, read_revenue, read_size
from throughline.discovery.rules.identities import find_domain, identify
from throughline.discovery.rules.segments import find_alike, name_key

FEEDBACK = """date,account,person,segment,comment
2026-03-02,Acme,ada@acme.test,,It hangs
2026-03-05,ACME,Bo,,It hangs again
2026-04-01,,cy@birch.test,,Where is the file?
2026-04-02,Birch,Dee,Small,Nothing arrives
,,,,Nobody named says so
"""
CUSTOMERS = """account,segment,plan,revenue,employees,domain
Acme,Enterprise,Gold,"€118,400",2150,acme.test
Birch,Mid,,,,birch.test
"""


@pytest.fixture
def actor(db, tmp_path: Path, settings) -> Actor:
    settings.MEDIA_ROOT = tmp_path / "originals"
    return core.make_workspace("Ours", owner="Ada")


def bring_feedback(actor: Actor, folder: Path) -> None:
    path = folder / "feedback.csv"
    path.write_text(FEEDBACK)
    services.import_file(actor, path=path)


def bring_customers(actor: Actor, folder: Path, text: str = CUSTOMERS) -> None:
    path = folder / "customers.csv"
    path.write_text(text)
    services.import_customers(actor, path=path)


def count(actor: Actor, segment: str | None = None, month: str = "") -> tuple[int, int, int]:
    everyone = segment is None
    row = HeardCount.objects.get(workspace=actor.workspace, everyone=everyone, segment=segment or "", month=month)
    return row.items, row.accounts, row.people


def test_one_account_is_one_account_however_it_is_written(actor: Actor, tmp_path: Path):
    bring_feedback(actor, tmp_path)
    assert [account.name.casefold() for account in Account.objects.order_by("name")] == ["acme", "birch"]
    assert EvidenceRow.objects.filter(customer_account__name__iexact="acme").count() == 2


def test_a_mail_address_leads_to_the_account_of_its_domain(actor: Actor, tmp_path: Path):
    bring_customers(actor, tmp_path)
    bring_feedback(actor, tmp_path)
    person = Person.objects.get(mail="cy@birch.test")
    assert (person.account.name, person.because) == ("Birch", "mail address at birch.test")
    assert EvidenceRow.objects.get(customer_person=person).customer_account.name == "Birch"


def test_without_a_domain_a_person_stands_alone(actor: Actor, tmp_path: Path):
    bring_feedback(actor, tmp_path)
    assert Person.objects.get(mail="cy@birch.test").account is None


def test_accounts_and_people_add_up_to_customers(actor: Actor, tmp_path: Path):
    bring_feedback(actor, tmp_path)
    assert count(actor) == (5, 2, 1)
    assert count(actor, month="2026-03") == (2, 1, 0)
    assert count(actor, month="undated") == (1, 0, 0)
    assert count(actor, "Small") == (1, 1, 0)


def test_a_segment_of_the_table_reaches_the_evidence_and_the_file_keeps_its_own(actor: Actor, tmp_path: Path):
    bring_feedback(actor, tmp_path)
    bring_customers(actor, tmp_path)
    assert count(actor, "Enterprise") == (2, 1, 0)
    assert count(actor, "Small", "2026-04") == (1, 1, 0)
    bring_customers(actor, tmp_path, CUSTOMERS.replace("Enterprise", "Large"))
    assert count(actor, "Large", "2026-03") == (2, 1, 0)
    assert not HeardCount.objects.filter(segment="Enterprise").exists()


def test_undoing_a_customer_table_takes_its_segments_back(actor: Actor, tmp_path: Path):
    bring_feedback(actor, tmp_path)
    before = set(HeardCount.objects.values_list("segment", "month", "items", "accounts", "people"))
    bring_customers(actor, tmp_path)
    core.undo_change(actor, change_id=core.find_last_change(actor).pk)
    assert set(HeardCount.objects.values_list("segment", "month", "items", "accounts", "people")) == before


def test_taking_back_the_table_that_made_an_account_leaves_its_evidence_counted(actor: Actor, tmp_path: Path):
    bring_customers(actor, tmp_path)
    made = core.find_last_change(actor)
    bring_feedback(actor, tmp_path)
    core.undo_change(actor, change_id=made.pk)
    assert count(actor)[:2] == (5, 2)
    assert [account.listed for account in Account.objects.all()] == [False, False]


def test_a_withdrawn_file_is_no_longer_counted(actor: Actor, tmp_path: Path):
    bring_feedback(actor, tmp_path)
    file = EvidenceRow.objects.first().file
    services.withdraw_file(actor, file_id=file.pk)
    assert count(actor) == (0, 0, 0)
    core.undo_change(actor, change_id=core.find_last_change(actor).pk)
    assert count(actor) == (5, 2, 1)


def test_the_customer_table_has_typed_columns(actor: Actor, tmp_path: Path):
    bring_customers(actor, tmp_path)
    acme = Account.objects.get(name="Acme")
    assert (acme.revenue, acme.currency, acme.size, acme.plan, acme.listed) == (118400, "EUR", 2150, "Gold", True)
    birch = Account.objects.get(name="Birch")
    assert (birch.revenue, birch.size) == (None, None)


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("118400", "118400", ""),
        ("€118,400", "118400", "EUR"),
        ("118.400,50 EUR", "118400.50", "EUR"),
        ("1,234.5", "1234.5", ""),
        ("1.2m USD", "1200000", "USD"),
        ("$ 40k", "40000", "USD"),
        ("12 500 CHF", "12500", "CHF"),
        ("1'250'000", "1250000", ""),
        ("0.500", "0.500", ""),
    ],
)
def test_amounts_are_read_as_tables_write_them(text: str, amount: str, currency: str):
    assert read_revenue(text) == (Decimal(amount), currency)


@pytest.mark.parametrize("text", ["", "unknown", "50-200", "12 %", "10 to 20 EUR"])
def test_what_is_no_single_amount_is_unknown(text: str):
    assert read_revenue(text) is None


@given(st.integers(0, 10**9))
def test_a_size_with_separators_is_the_same_size(number: int):
    assert read_size(f"{number:,}") == read_size(str(number)) == number


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_amounts(text: str):
    assert read_revenue(text) is None or read_revenue(text)[0] >= 0
    assert read_number("") is None


@given(name=st.text("abcdef ", min_size=1, max_size=12).filter(str.strip), account=st.sampled_from(["Acme", "Birch"]))
def test_two_people_of_one_name_at_two_accounts_are_two(name: str, account: str):
    here = identify(person=name, account=account, attributes={})
    there = identify(person=name, account=f"{account} Holding", attributes={})
    again = identify(person=name.upper(), account=account.upper(), attributes={})
    assert here is not None
    assert again == identify(person=name.upper(), account=account.upper(), attributes={})
    assert (here.key == again.key, here.key == there.key) == (True, False)


def bring_talk(actor: Actor, folder: Path, name: str, *voices: str) -> None:
    path = folder / f"{name}.json"
    turns = [{"speaker": "Host", "text": f"What happened at {name}?"}]
    turns += [{"speaker": voice, "text": f"The export hung at {name} and I called you."} for voice in voices]
    path.write_text(json.dumps({"segments": turns}))
    services.import_file(actor, path=path)


def test_a_first_name_in_two_conversations_is_two_people(actor: Actor, tmp_path: Path):
    bring_talk(actor, tmp_path, "one", "Dan")
    bring_talk(actor, tmp_path, "two", "Dan")
    bring_talk(actor, tmp_path, "three", "Ada Byron")
    bring_talk(actor, tmp_path, "four", "Ada Byron")
    assert sorted(Person.objects.values_list("name", flat=True)) == ["Ada Byron", "Dan", "Dan"]


def test_in_one_conversation_a_first_name_is_its_whole_name(actor: Actor, tmp_path: Path):
    bring_talk(actor, tmp_path, "one", "Vijay Samuel", "Vijay", "Dan")
    assert sorted(Person.objects.values_list("name", flat=True)) == ["Dan", "Vijay Samuel"]


SIZES = """account,company size,comment
Acme,">1,000",It hangs
Birch,>1000,It hangs too
Cedar,1000+ employees,And here
Dune,100-999 employees,Here as well
Elm,100 - 1000,Same
Fern,Mid-Market,Same again
Gale,mid market,Once more
"""


def test_spellings_of_one_segment_are_one_segment(actor: Actor, tmp_path: Path):
    (tmp_path / "sizes.csv").write_text(SIZES)
    services.import_file(actor, path=tmp_path / "sizes.csv")
    assert count(actor, ">1,000") == (2, 2, 0)
    assert count(actor, "Mid-Market") == (2, 2, 0)


def test_bands_that_differ_by_one_are_proposed_and_joined_by_a_person(actor: Actor, tmp_path: Path):
    (tmp_path / "sizes.csv").write_text(SIZES)
    services.import_file(actor, path=tmp_path / "sizes.csv")
    alike = find_alike(customers.list_segments(actor.workspace))
    assert {frozenset((pair.name, pair.into)) for pair in alike} == {
        frozenset((">1,000", "1000+ employees")),
        frozenset(("100 - 1000", "100-999 employees")),
    }
    join_segments(actor, segment="1000+ employees", into=">1,000")
    assert count(actor, ">1,000") == (3, 3, 0)
    (tmp_path / "more.csv").write_text("account,company size,comment\nHeath,1000+ Employees,Yes\n")
    services.import_file(actor, path=tmp_path / "more.csv")
    assert count(actor, ">1,000") == (4, 4, 0)
    joined = Change.objects.get(verb="join two segments")
    core.undo_change(actor, change_id=joined.pk)
    assert count(actor, "1000+ employees") == (2, 2, 0)


@given(st.text(max_size=30))
def test_a_name_has_one_key_however_often_it_is_keyed(name: str):
    assert name_key(name) == name_key(name.upper()) or not name.isascii()
    assert bool(name_key(name)) == bool(name.strip())


def test_an_address_at_a_provider_belongs_to_no_organisation():
    assert find_domain("ada@gmail.com") == ""
    assert find_domain("ada@Acme.test") == "acme.test"
