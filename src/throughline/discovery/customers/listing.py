"""The customer table: every account it lists, with what it says of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from throughline.core.undo.recorder import Act
from throughline.discovery.models import Account
from throughline.discovery.reading.customers import Customer
from throughline.discovery.rules.amounts import read_revenue, read_size
from throughline.discovery.rules.identities import find_domain, find_mail


def keep_customers(act: Act, customers: Sequence[Customer]) -> int:
    """Add or update these accounts inside an act; how many changed. Names differ by more than capitals and blanks."""
    accounts = list(Account.objects.filter(workspace=act.workspace))
    known = {account.name.casefold(): account for account in accounts}
    joined = {alias.casefold() for account in accounts for alias in account.aliases}
    fresh: list[Account] = []
    changed = 0
    for customer in customers:
        if customer.account.casefold() in joined:
            continue
        account, values = known.get(customer.account.casefold()), describe_customer(customer)
        if account is None:
            fresh.append(Account(workspace=act.workspace, name=customer.account[:255], **values))
        elif any(getattr(account, name) != value for name, value in values.items()):
            act.update(account, **values)
            changed += 1
    act.create_many(fresh)
    return changed + len(fresh)


def describe_customer(customer: Customer) -> dict[str, Any]:
    """The typed columns of one line; what cannot be read as a number stays among the attributes only."""
    said = customer.attributes
    revenue = read_revenue(said.get("revenue", ""))
    return {
        "segment": customer.segment or "",
        "plan": said.get("plan", "")[:120],
        "revenue": revenue[0] if revenue else None,
        "currency": revenue[1] if revenue else "",
        "size": read_size(said.get("size", "")),
        "domain": _find_domain(said),
        "attributes": dict(said),
        "listed": True,
    }


def _find_domain(said: dict[str, str] | Any) -> str:
    """The domain the table gives, as itself, as a web address or as a mail address."""
    for name in ("domain", "email_domain", "mail_domain", "website", "url", "mail", "email"):
        text = str(said.get(name, "")).strip().casefold()
        text = find_domain(find_mail(text)) if "@" in text else text.partition("://")[2] or text
        if "." in text:
            return text.removeprefix("www.").partition("/")[0][:255]
    return ""
