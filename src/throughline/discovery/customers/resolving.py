"""Whom a piece of evidence counts for: the account and the person it names, found or made, and their segment."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from throughline.core.models import Workspace
from throughline.discovery.contracts import EvidenceKind
from throughline.discovery.customers.spelling import Spelling
from throughline.discovery.models import Account, EvidenceRow, Person
from throughline.discovery.rules.identities import Identity, complete_names, find_domain, identify


class Resolver:
    """Knows the accounts of a workspace, looks people up as they are named, and makes who is missing."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._accounts: dict[str, Account] = {}
        self._domains: dict[str, Account] = {}
        self._people: dict[str, Person] = {}
        self._spelling = Spelling(workspace)
        known = Account.objects.filter(workspace=workspace).order_by("pk")
        self._learn(list(known.only("name", "domain", "segment", "aliases")))

    def resolve(self, rows: Sequence[EvidenceRow]) -> None:
        """Set `customer_account`, `customer_person` and `customer_segment` of unsaved or loaded rows."""
        counted = [row for row in rows if counts_for_somebody(row)]
        self._make_accounts({row.account.strip() for row in counted if row.account and row.account.strip()})
        whole = complete_names(row.person or "" for row in counted if row.turn is not None)
        who = [self._identify(row, whole) for row in counted]
        self._make_people([identity for identity in who if identity])
        for row, identity in zip(counted, who, strict=True):
            row.customer_person = self._people.get(identity.key) if identity else None
            row.customer_account = self._find_account(row, row.customer_person)
        for row in rows:
            own = row.segment or (row.customer_account.segment if row.customer_account else "")
            row.customer_segment = self._spelling.spell(own)

    def _identify(self, row: EvidenceRow, whole: Mapping[str, str]) -> Identity | None:
        person, talk = row.person, ""
        if row.turn is not None:
            person, talk = whole.get(person or "", person), f"file {row.file_id}"  # type: ignore[attr-defined]
        return identify(person=person, account=row.account, attributes=row.attributes, talk=talk)

    def _find_account(self, row: EvidenceRow, person: Person | None) -> Account | None:
        named = self._accounts.get(row.account.strip().casefold()) if row.account else None
        return named or (person.account if person else None)

    def _make_accounts(self, names: set[str]) -> None:
        missing = {name.casefold(): name[:255] for name in sorted(names) if name.casefold() not in self._accounts}
        fresh = [Account(workspace=self.workspace, name=name) for name in missing.values()]
        Account.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=500)
        if fresh:
            self._learn(list(Account.objects.filter(workspace=self.workspace, name__in=list(missing.values()))))

    def _make_people(self, identities: Iterable[Identity]) -> None:
        wanted = {who.key: who for who in identities if who.key not in self._people}
        self._meet(wanted)
        missing = {key: who for key, who in wanted.items() if key not in self._people}
        fresh = [self._describe(who) for who in missing.values()]
        Person.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=500)
        self._meet(missing)

    def _describe(self, who: Identity) -> Person:
        account, because = self._accounts.get(who.account.casefold()) if who.account else None, "the file says so"
        if account is None and who.mail:
            domain = find_domain(who.mail)
            account, because = self._domains.get(domain), f"mail address at {domain}"
        because = because if account else ""
        return Person(
            workspace=self.workspace, identity=who.key, name=who.name, mail=who.mail, account=account, because=because
        )

    def _learn(self, accounts: Collection[Account]) -> None:
        for account in accounts:
            self._accounts.setdefault(account.name.casefold(), account)
        for account in accounts:
            self._accounts.update((alias.casefold(), account) for alias in account.aliases)
            if account.domain:
                self._domains[account.domain.casefold()] = account

    def _meet(self, identities: Collection[str]) -> None:
        if identities:
            known = Person.objects.filter(workspace=self.workspace, identity__in=list(identities))
            self._people.update((person.identity, person) for person in known.select_related("account"))


def counts_for_somebody(row: EvidenceRow) -> bool:
    """Whether a customer was heard: not the interviewer, not an observation, a metric or a competitor."""
    return row.kind == EvidenceKind.SAID and not row.interviewer
