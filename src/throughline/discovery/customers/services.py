"""Writes about customers: what is known of an account, who belongs to it, whom a piece counts for. All undoable."""

from __future__ import annotations

from collections.abc import Iterable

from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.discovery.customers.errors import (
    AccountNotFound,
    NotAnAmount,
    PersonNotFound,
    SameAccount,
    SegmentNotFound,
)
from throughline.discovery.customers.queries import list_segments as list_known
from throughline.discovery.customers.spelling import Spelling
from throughline.discovery.errors import EvidenceNotFound
from throughline.discovery.models import Account, EvidenceRow, Person, SegmentName
from throughline.discovery.rules.amounts import read_revenue, read_size
from throughline.discovery.rules.segments import name_key

__all__ = [
    "assign_customer",
    "correct_relay",
    "describe_account",
    "join_accounts",
    "join_people",
    "join_segments",
    "move_person",
]


@service("describe an account")
def describe_account(
    act: Act, *, account_id: int, segment: str = "", plan: str = "", revenue: str = "", size: str = "", domain: str = ""
) -> Account:
    """Set what is known of an account; empty means unknown. Raises `AccountNotFound`, `NotAnAmount`."""
    account = _get_account(act, account_id)
    act.name_subject(account.name)
    amount, number = read_revenue(revenue), read_size(size)
    if revenue and amount is None:
        raise NotAnAmount("amount", revenue)
    if size and number is None:
        raise NotAnAmount("number of people", size)
    return act.update(
        account,
        segment=segment.strip()[:255],
        plan=plan.strip()[:120],
        revenue=amount[0] if amount else None,
        currency=(amount[1] or account.currency) if amount else "",
        size=number,
        domain=domain.strip().casefold()[:255],
    )


@service("say where a person belongs")
def move_person(act: Act, *, person_id: int, account: str) -> Person:
    """Put a person at the account of this name, or at none; what they said counts for it. Raises `PersonNotFound`."""
    person = Person.objects.filter(workspace=act.workspace, pk=person_id).first()
    if person is None:
        raise PersonNotFound(person_id)
    act.name_subject(person.name)
    at = _find_or_make(act, account)
    said = EvidenceRow.objects.filter(workspace=act.workspace, customer_person=person)
    _count_for(act, said, account=at, person=person)
    return act.update(person, account=at, because=f"{act.member.name} said so" if at else "")


@service("join two people")
def join_people(act: Act, *, person_id: int, into: str) -> Person:
    """One person under two names: all they said counts for the one called `into`. Raises `PersonNotFound`."""
    person = Person.objects.filter(workspace=act.workspace, pk=person_id).first()
    others = Person.objects.filter(workspace=act.workspace, name__iexact=into.strip()).exclude(pk=person_id)
    target = others.order_by("pk").first()
    if person is None or target is None:
        raise PersonNotFound(into.strip() or person_id)
    act.name_subject(f"{person.name} and {target.name}")
    said = EvidenceRow.objects.filter(workspace=act.workspace, customer_person=person)
    for row in said.select_related("customer_account"):
        _count_for(act, [row], account=target.account or row.customer_account, person=target)
    return target


@service("join two accounts")
def join_accounts(act: Act, *, account_id: int, into: str) -> Account:
    """One account known by two names: everything of the first counts for `into`, now and after later imports.

    Raises `AccountNotFound`, `SameAccount`.
    """
    account = _get_account(act, account_id)
    target = _find(act, into)
    if target is None:
        raise AccountNotFound(into)
    if target == account:
        raise SameAccount(account.name)
    act.name_subject(f"{account.name} and {target.name}")
    for person in Person.objects.filter(account=account):
        act.update(person, account=target)
    for row in EvidenceRow.objects.filter(customer_account=account):
        _count_for(act, [row], account=target, person=row.customer_person)
    names = dict.fromkeys([*target.aliases, account.name, *account.aliases])
    act.update(target, aliases=list(names))
    act.update(account, listed=False, aliases=[])
    return target


@service("say whom it counts for")
def assign_customer(act: Act, *, key: str, account: str) -> EvidenceRow:
    """Let a piece count for the account of this name (made where it is new), or for none. Raises `EvidenceNotFound`."""
    row = _get_evidence(act, key)
    at = _find_or_make(act, account)
    act.name_subject(f"{at.name if at else 'no account'}: {row.text}")
    _count_for(act, [row], account=at, person=row.customer_person)
    return row


@service("say who passed it on")
def correct_relay(act: Act, *, key: str, relayed_by: str) -> EvidenceRow:
    """Second-hand with the name of whoever passed it on; first-hand where it is empty. Raises `EvidenceNotFound`."""
    row = _get_evidence(act, key)
    act.name_subject(row.text)
    return act.update(row, relayed_by=relayed_by.strip()[:255] or None)


@service("join two segments")
def join_segments(act: Act, *, segment: str, into: str) -> None:
    """Whatever counts as `segment`, now and after later imports, counts as `into`. Raises `SegmentNotFound`."""
    name, target = segment.strip(), " ".join(into.split())[:255]
    keys = {name_key(other) for other in list_known(act.workspace) if other == name}
    joined = SegmentName.objects.filter(workspace=act.workspace, name=name)
    if not keys or not target or target == name:
        raise SegmentNotFound(name)
    act.name_subject(f"{name} and {target}")
    for row in joined:
        act.update(row, name=target)
    for key in keys - {row.key for row in joined}:
        act.create(SegmentName(workspace=act.workspace, key=key, name=target))


def _count_for(act: Act, rows: Iterable[EvidenceRow], *, account: Account | None, person: Person | None) -> None:
    spelling = Spelling(act.workspace)
    for row in rows:
        segment = spelling.spell(row.segment or (account.segment if account else ""))
        act.update(row, customer_account=account, customer_person=person, customer_segment=segment)


def _get_account(act: Act, account_id: int) -> Account:
    account = Account.objects.filter(workspace=act.workspace, pk=account_id).first()
    if account is None:
        raise AccountNotFound(account_id)
    return account


def _get_evidence(act: Act, key: str) -> EvidenceRow:
    row = EvidenceRow.objects.filter(workspace=act.workspace, visible=True, key=key).first()
    if row is None:
        raise EvidenceNotFound(key)
    return row


def _find(act: Act, name: str) -> Account | None:
    """By name in any capitals; the oldest of several."""
    return Account.objects.filter(workspace=act.workspace, name__iexact=name.strip()).order_by("pk").first()


def _find_or_make(act: Act, name: str) -> Account | None:
    bare = " ".join(name.split())[:255]
    if not bare:
        return None
    return _find(act, bare) or act.create(Account(workspace=act.workspace, name=bare))
