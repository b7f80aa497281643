"""Reads of opportunities: the tree's rows, one opportunity, its accepted evidence, its customers, what is new."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Min, Q, QuerySet
from django.urls import reverse

from throughline.core.models import Member, Workspace
from throughline.discovery.contracts import MarkState, OpportunityState, Stance
from throughline.discovery.models import Account, Mark, Opportunity, OpportunityCount, Person
from throughline.discovery.opportunities.errors import CustomerNotFound, OpportunityNotFound

ACCEPTED = Q(state=MarkState.ACCEPTED, evidence__visible=True, evidence__interviewer=False)
"""Marks that count: agreed to by a person, on a piece that can be seen and is a customer's or an observation."""


def find_opportunity(workspace: Workspace, key: str) -> Opportunity:
    """In whatever state it is, with its parent, owner and counts. Raises `OpportunityNotFound`."""
    rows = Opportunity.objects.filter(workspace=workspace, key=key)
    row = rows.select_related("parent", "owner", "merged_into", "count").first()
    if row is None:
        raise OpportunityNotFound(key)
    return row


def get_count(row: Opportunity) -> OpportunityCount:
    """What its marks come to; all 0 for one that was never counted."""
    return getattr(row, "count", None) or OpportunityCount(opportunity=row)


def list_opportunities(workspace: Workspace) -> list[Opportunity]:
    """Every open opportunity with its counts, in the order of the tree; one query."""
    rows = Opportunity.objects.filter(workspace=workspace, state=OpportunityState.OPEN)
    return list(rows.select_related("count").order_by("position", "pk"))


def list_choices(workspace: Workspace, *, besides: str = "") -> list[tuple[str, str]]:
    """Key and title of every open opportunity but one, by title: what a person chooses from."""
    rows = Opportunity.objects.filter(workspace=workspace, state=OpportunityState.OPEN).exclude(key=besides)
    return list(rows.order_by("title", "pk").values_list("key", "title"))


def list_largest(workspace: Workspace, *, limit: int = 40) -> list[Opportunity]:
    """The open opportunities with most evidence for them, with their counts."""
    rows = Opportunity.objects.filter(workspace=workspace, state=OpportunityState.OPEN).select_related("count")
    return list(rows.order_by("-count__items", "pk")[:limit])


def follow_merged(workspace: Workspace) -> dict[str, str]:
    """For every merged opportunity's key the key of the one it lives on in."""
    rows = Opportunity.objects.filter(workspace=workspace, state=OpportunityState.MERGED)
    into: dict[str, str] = {key: target or key for key, target in rows.values_list("key", "merged_into__key")}
    return {key: _find_end(key, into) for key in into}


def _find_end(key: str, into: dict[str, str]) -> str:
    seen: set[str] = set()
    while key in into and key not in seen:
        seen.add(key)
        key = into[key]
    return key


def list_accepted(workspace: Workspace, key: str) -> list[str]:
    """The ids of the evidence that people accepted for an opportunity, for and against, each once."""
    marks = Mark.objects.filter(ACCEPTED, workspace=workspace, opportunity__key=key).order_by("pk")
    return list(dict.fromkeys(marks.values_list("evidence__key", flat=True)))


@dataclass(frozen=True, slots=True)
class AccountVoice:
    """What one account says to one opportunity: for it or against, and the day of the last word where it is known.

    `listed` accounts stand in the customer table; `segment` is empty where nobody knows it.
    """

    opportunity: str
    account: int
    listed: bool
    segment: str
    last: date | None
    supports: bool


def list_voices(workspace: Workspace, keys: Iterable[str]) -> list[AccountVoice]:
    """Every account whose accepted evidence bears on one of these opportunities, once for each side; one query."""
    marks = Mark.objects.filter(ACCEPTED, workspace=workspace, opportunity__key__in=list(keys))
    groups = (
        marks.exclude(evidence__customer_account=None)
        .order_by()
        .values_list(
            "opportunity__key",
            "evidence__customer_account",
            "evidence__customer_account__listed",
            "evidence__customer_account__segment",
            "stance",
        )
    )
    return [
        AccountVoice(key, account, listed, segment, last, stance == Stance.FOR)
        for key, account, listed, segment, stance, last in groups.annotate(last=Max("evidence__date"))
    ]


@dataclass(frozen=True, slots=True)
class Customer:
    """An account, or a person without one, who was heard about an opportunity. `token` names it in addresses."""

    token: str
    name: str
    unit: str
    segment: str = ""
    mail: str = ""
    account_id: int | None = None
    person_id: int | None = None


def read_account(account: Account) -> Customer:
    return Customer(f"a{account.pk}", account.name, "account", account.segment, "", account.pk, None)


def read_person(person: Person) -> Customer:
    return Customer(f"p{person.pk}", person.name, "person", "", person.mail, None, person.pk)


def get_customer(row: Opportunity, token: str) -> Customer:
    """A customer who was heard about it. Raises `CustomerNotFound`."""
    kind, number = token[:1], token[1:]
    heard = Mark.objects.filter(ACCEPTED, opportunity=row)
    if number.isdecimal() and len(number) < 18 and kind in {"a", "p"}:
        where = {"evidence__customer_account": number}
        if kind == "p":
            where = {"evidence__customer_person": number, "evidence__customer_account": None}
        mark = heard.filter(**where).select_related("evidence__customer_account", "evidence__customer_person").first()
        account, person = (mark.evidence.customer_account, mark.evidence.customer_person) if mark else (None, None)
        if account is not None:
            return read_account(account)
        if person is not None:
            return read_person(person)
    raise CustomerNotFound(token)


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """What others and runs added to an opportunity since a moment: pieces agreed to, and pieces that wait.

    `first` and `last` are the days between which it was said; None where no piece has a day.
    """

    key: str
    title: str
    url: str
    accepted: int
    proposed: int
    first: date | None
    last: date | None


def list_new_evidence(workspace: Workspace, *, owner: Member, since: datetime, limit: int = 20) -> list[NewEvidence]:
    """The owner's open opportunities with evidence marked since, most first; each piece counts once.

    What the owner marked or agreed to is no news to them.
    """
    fresh = Mark.objects.filter(
        workspace=workspace,
        at__gte=since,
        evidence__visible=True,
        evidence__interviewer=False,
        state__in=(MarkState.ACCEPTED, MarkState.PROPOSED),
        opportunity__owner=owner,
        opportunity__state=OpportunityState.OPEN,
    ).exclude(member=owner)
    said = {"pieces": Count("evidence", distinct=True), "first": Min("evidence__date"), "last": Max("evidence__date")}
    groups = fresh.values("opportunity__key", "opportunity__title", "state").annotate(**said).order_by()
    return _join_states(groups)[:limit]


def _join_states(groups: Iterable[dict]) -> list[NewEvidence]:
    found: dict[str, list[dict]] = {}
    for group in groups:
        found.setdefault(group["opportunity__key"], []).append(group)
    new = [_describe_new(key, states) for key, states in found.items()]
    return sorted(new, key=lambda one: (-one.accepted - one.proposed, one.title))


def _describe_new(key: str, groups: Sequence[dict]) -> NewEvidence:
    states = {group["state"]: group["pieces"] for group in groups}
    days = [group[end] for group in groups for end in ("first", "last") if group[end]]
    return NewEvidence(
        key=key,
        title=groups[0]["opportunity__title"],
        url=reverse("discovery:opportunity", args=[key]),
        accepted=states.get(MarkState.ACCEPTED, 0),
        proposed=states.get(MarkState.PROPOSED, 0),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def marks_of(row: Opportunity, *states: MarkState) -> QuerySet[Mark]:
    """Its marks in these states on pieces that can be seen, with the pieces; no order."""
    marks = Mark.objects.filter(opportunity=row, state__in=states, evidence__visible=True, evidence__interviewer=False)
    return marks.select_related("evidence__file", "evidence__customer_account", "evidence__customer_person")


def list_members(workspace: Workspace) -> Sequence[Member]:
    """Whoever can own an opportunity."""
    return list(Member.objects.filter(workspace=workspace, active=True).exclude(role="viewer").order_by("name"))


@dataclass(frozen=True, slots=True)
class FirstHeard:
    """An open opportunity with the day of the earliest evidence for it; None where no piece has a day."""

    key: str
    title: str
    first: date | None


def list_first_heard(workspace: Workspace) -> list[FirstHeard]:
    """Every open opportunity that holds evidence for it, in the order it was opened; one query over kept counts."""
    rows = Opportunity.objects.filter(workspace=workspace, state=OpportunityState.OPEN, count__items__gt=0)
    return [FirstHeard(*row) for row in rows.order_by("pk").values_list("key", "title", "count__first")]
