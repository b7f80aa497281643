"""Reads about customers: accounts and people with what was heard of each, and who was not heard."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from throughline.core.models import Workspace
from throughline.discovery.customers.counting import UNDATED
from throughline.discovery.customers.errors import AccountNotFound, PersonNotFound
from throughline.discovery.customers.spelling import Spelling, list_spellings
from throughline.discovery.models import Account, EvidenceRow, HeardCount, Person
from throughline.discovery.rules.silences import Gap, Heard, find_gaps

PAGE = 50
ORDERS = {"name": ("name", "pk"), "-name": ("-name", "-pk")}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which accounts a list shows: words in the name, a segment, only those heard or not heard."""

    words: str = ""
    segment: str = ""
    heard: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One account in the list: how many items it is counted in, and the day of the last one."""

    account: Account
    items: int
    last: date | None


@dataclass(frozen=True, slots=True)
class Totals:
    """How much was heard in all: items, accounts, people without an account."""

    items: int = 0
    accounts: int = 0
    people: int = 0

    @property
    def customers(self) -> int:
        return self.accounts + self.people


def said_by(workspace: Workspace) -> QuerySet[EvidenceRow]:
    """What customers said; no observations, no interviewer, nothing hidden."""
    return EvidenceRow.objects.filter(workspace=workspace, visible=True, interviewer=False, kind="said")


def said_at(accounts: Collection[Account]) -> QuerySet[EvidenceRow]:
    """What customers of these accounts said. An account is of one workspace: without it the index alone answers."""
    return EvidenceRow.objects.filter(customer_account__in=accounts, visible=True, interviewer=False, kind="said")


_SPOKE = Exists(
    EvidenceRow.objects.filter(customer_account=OuterRef("pk"), visible=True, interviewer=False, kind="said")
)
"""An account that said something: answered by the index alone."""


def list_accounts(workspace: Workspace, wanted: Wanted, *, after: str = "") -> tuple[list[Row], str]:
    """A page of accounts by name, and the name after which the next page begins, empty at the end."""
    accounts = Account.objects.filter(workspace=workspace).filter(Q(listed=True) | _SPOKE).order_by("name")
    accounts = accounts.filter(name__icontains=wanted.words) if wanted.words else accounts
    accounts = accounts.filter(segment__in=list_spellings(workspace, wanted.segment)) if wanted.segment else accounts
    if wanted.heard:
        accounts = accounts.filter(_SPOKE if wanted.heard == "yes" else ~_SPOKE)
    page = list((accounts.filter(name__gt=after) if after else accounts)[: PAGE + 1])
    return _count_rows(page[:PAGE]), page[PAGE - 1].name if len(page) > PAGE else ""


def _count_rows(accounts: list[Account]) -> list[Row]:
    heard = said_at(accounts).order_by().values("customer_account")
    found = {
        row["customer_account"]: row
        for row in heard.annotate(items=Count("pk", filter=Q(duplicate_of="")), last=Max("date"))
    }
    counts = ((account, found.get(account.pk, {})) for account in accounts)
    return [Row(account, count.get("items", 0), count.get("last")) for account, count in counts]


def get_account(workspace: Workspace, account_id: int) -> Account:
    """Raises `AccountNotFound`."""
    account = Account.objects.filter(workspace=workspace, pk=account_id).first()
    if account is None:
        raise AccountNotFound(account_id)
    return account


def count_account(account: Account) -> Row:
    """The account with its counts."""
    return _count_rows([account])[0]


def list_people(account: Account, *, limit: int = 100) -> list[Person]:
    """Who is known to be there, by name."""
    return list(Person.objects.filter(account=account).order_by("name", "pk")[:limit])


def list_segments(workspace: Workspace) -> list[str]:
    """Every segment that evidence or the customer table names, by name."""
    heard = HeardCount.objects.filter(workspace=workspace, everyone=False, month="").values_list("segment", flat=True)
    listed = Account.objects.filter(workspace=workspace).order_by().values_list("segment", flat=True).distinct()
    spelling = Spelling(workspace)
    return sorted({*heard, *map(spelling.spell, listed)} - {""})


def suggest_accounts(workspace: Workspace, words: str, *, limit: int = 8) -> list[str]:
    """Names of accounts with `words` in them, those that begin with them first."""
    found = Account.objects.filter(workspace=workspace, name__icontains=words.strip()).order_by("name")
    names = list(found.values_list("name", flat=True)[: 5 * limit])
    return sorted(names, key=lambda name: not name.casefold().startswith(words.strip().casefold()))[:limit]


def count_totals(workspace: Workspace) -> Totals:
    """Everything customers said, from the kept counts."""
    row = HeardCount.objects.filter(workspace=workspace, everyone=True, month="").first()
    return Totals(row.items, row.accounts, row.people) if row else Totals()


def list_heard(workspace: Workspace) -> list[Heard]:
    """Every segment with its accounts in the customer table and what was heard of it, month by month."""
    counts = HeardCount.objects.filter(workspace=workspace, everyone=False).exclude(segment="")
    months: dict[str, dict[str, int]] = defaultdict(dict)
    totals: dict[str, int] = {}
    for row in counts:
        if not row.month:
            totals[row.segment] = row.accounts + row.people
        elif row.month != UNDATED:
            months[row.segment][row.month] = row.accounts + row.people
    base = count_listed(workspace)
    names = sorted({*totals, *base}, key=lambda name: (-base.get(name, 0), -totals.get(name, 0), name))
    return [Heard(name, base.get(name) if base else None, totals.get(name, 0), months[name]) for name in names]


def count_listed(workspace: Workspace) -> dict[str, int]:
    """Accounts of the customer table by segment; empty where there is no such table."""
    listed = Account.objects.filter(workspace=workspace, listed=True).exclude(segment="").order_by()
    spelling, found = Spelling(workspace), Counter[str]()
    for row in listed.values("segment").annotate(n=Count("pk")):
        found[spelling.spell(row["segment"])] += row["n"]
    return dict(found)


def count_asked(workspace: Workspace) -> dict[str, tuple[int, int]]:
    """By segment, how many accounts of the customer table were heard on anything, and how many there are.

    Accounts without a segment count under "". One query.
    """
    listed = Account.objects.filter(workspace=workspace, listed=True).annotate(spoke=_SPOKE).order_by()
    spelling, found = Spelling(workspace), dict[str, tuple[int, int]]()
    for row in listed.values("segment").annotate(n=Count("pk"), asked=Count("pk", filter=Q(spoke=True))):
        name = spelling.spell(row["segment"])
        asked, base = found.get(name, (0, 0))
        found[name] = (asked + row["asked"], base + row["n"])
    return found


def list_gaps(workspace: Workspace, *, today: date) -> tuple[Gap, ...]:
    """Who has not been heard, the widest gap first."""
    return find_gaps(list_heard(workspace), today=today)


def suggest_whom(workspace: Workspace, segment: str, *, limit: int = 3) -> list[Account]:
    """Accounts of a segment to talk to next: those of the customer table that were never heard, by name."""
    listed = Account.objects.filter(workspace=workspace, listed=True, segment__in=list_spellings(workspace, segment))
    return list(listed.filter(~_SPOKE).order_by("name")[:limit])


def list_said(account: Account, *, after: int = 0) -> tuple[list[EvidenceRow], int]:
    """A page of what the account said, latest first, and where the next page begins, 0 at the end."""
    rows = (
        said_by(account.workspace).filter(customer_account=account).select_related("file").order_by("-arrived", "-pk")
    )
    page = list(rows[after : after + PAGE + 1])
    return page[:PAGE], after + PAGE if len(page) > PAGE else 0


@dataclass(frozen=True, slots=True)
class Spoken:
    """One person in the list: how many items they are counted in, and the day of the last one."""

    person: Person
    items: int
    last: date | None


def list_heard_people(workspace: Workspace, words: str, *, after: str = "") -> tuple[list[Spoken], str]:
    """A page of the people who said something, by name, and where the next page begins, empty at the end."""
    spoke = Exists(EvidenceRow.objects.filter(customer_person=OuterRef("pk"), visible=True, interviewer=False))
    people = Person.objects.filter(spoke, workspace=workspace).select_related("account").order_by("name", "pk")
    people = people.filter(name__icontains=words) if words else people
    name, _, number = after.rpartition("|")
    if number.isdecimal():
        people = people.filter(Q(name__gt=name) | Q(name=name, pk__gt=int(number)))
    page = list(people[: PAGE + 1])
    further = f"{page[PAGE - 1].name}|{page[PAGE - 1].pk}" if len(page) > PAGE else ""
    return _count_people(page[:PAGE]), further


def _count_people(people: list[Person]) -> list[Spoken]:
    said = EvidenceRow.objects.filter(customer_person__in=people, visible=True, interviewer=False, kind="said")
    groups = said.order_by().values("customer_person")
    counted = groups.annotate(items=Count("pk", filter=Q(duplicate_of="")), last=Max("date"))
    found = {row["customer_person"]: row for row in counted}
    counts = ((person, found.get(person.pk, {})) for person in people)
    return [Spoken(person, count.get("items", 0), count.get("last")) for person, count in counts]


def get_person(workspace: Workspace, person_id: int) -> Person:
    """Raises `PersonNotFound`."""
    person = Person.objects.select_related("account").filter(workspace=workspace, pk=person_id).first()
    if person is None:
        raise PersonNotFound(person_id)
    return person


def list_said_by(person: Person, *, after: int = 0) -> tuple[list[EvidenceRow], int]:
    """A page of what a person said, latest first, and where the next page begins, 0 at the end."""
    rows = EvidenceRow.objects.filter(customer_person=person, visible=True, interviewer=False)
    page = list(rows.select_related("file").order_by("-arrived", "-pk")[after : after + PAGE + 1])
    return page[:PAGE], after + PAGE if len(page) > PAGE else 0
