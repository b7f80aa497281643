"""The customer table: how many accounts each segment has, and what is known of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from throughline.core.kernel.letters import replace_unkept
from throughline.discovery.contracts import Corpus, Evidence
from throughline.discovery.reading.errors import UnusableFile
from throughline.discovery.reading.keeping import cut_name
from throughline.discovery.rules.columns import Sampled, guess_columns, normalise_name

_ROLES_KEPT = ("plan", "revenue", "size")


@dataclass(frozen=True, slots=True)
class Customer:
    """One account of the table."""

    account: str
    segment: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])


def read_customers(path: Path) -> tuple[Customer, ...]:
    """The accounts of a CSV, TSV or XLSX table, each once, in order.

    Raises `UnusableFile` where it is no table or no column names accounts.
    """
    from throughline.discovery.reading.formats import open_table

    table = open_table(path)
    records = [record for record in table if not record.problem]
    sampled = [Sampled(name, tuple(r.values[place] for r in records[:500])) for place, name in enumerate(table.names)]
    guessed = guess_columns(sampled, mapping={"text": -1, "date": -1})
    roles = {column.role: place for place, column in reversed(list(enumerate(guessed))) if column.role != "attribute"}
    account = next((roles[role] for role in ("account", "customer", "person") if role in roles), None)
    if account is None:
        raise UnusableFile(
            "no column names the accounts", where=str(path), mend="give it the columns account, segment, plan, revenue"
        )
    kept = [(place, _name_attribute(c.name, c.role)) for place, c in enumerate(guessed) if place != account]
    kept = [(place, name) for place, name in kept if place != roles.get("segment") or name != "segment"]
    customers: dict[str, Customer] = {}
    for record in records:
        made = _make_customer(record.values, account, roles.get("segment"), kept)
        if made.account:
            customers.setdefault(made.account.casefold(), made)
    if not customers:
        raise UnusableFile("the customer table is empty", where=str(path), mend="give it a line for each account")
    return tuple(customers.values())


def join_customers(corpus: Corpus, customers: Sequence[Customer]) -> Corpus:
    """Fill in segment and attributes where evidence names an account of the table; what a file says itself stays."""
    by_name = {customer.account.casefold(): customer for customer in customers}
    base = Counter(customer.segment for customer in customers if customer.segment)
    files = tuple(
        replace(file, evidence=tuple(fill_piece(piece, by_name) for piece in file.evidence)) for file in corpus.files
    )
    return Corpus(files, dict(base))


def fill_piece(piece: Evidence, by_name: Mapping[str, Customer]) -> Evidence:
    """The piece with what the table knows of its account; `by_name` has casefolded names."""
    customer = by_name.get(piece.account.casefold()) if piece.account else None
    if customer is None:
        return piece
    return replace(
        piece,
        segment=piece.segment or customer.segment,
        attributes={**customer.attributes, **piece.attributes},
    )


def _name_attribute(name: str, role: str) -> str:
    return role if role in (*_ROLES_KEPT, "segment") else normalise_name(name)


def _make_customer(
    values: Sequence[str], account: int, segment: int | None, kept: Sequence[tuple[int, str]]
) -> Customer:
    attributes = {
        replace_unkept(name): replace_unkept(values[place].strip()) for place, name in kept if values[place].strip()
    }
    attributes.pop("segment", None)
    named = cut_name(values[segment].strip()) or None if segment is not None else None
    return Customer(cut_name(values[account].strip()), named, attributes)
