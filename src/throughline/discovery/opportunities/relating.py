"""Other opportunities that may be about the same: shared customers, or shared words. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from throughline.core.models import Workspace
from throughline.discovery.contracts import OpportunityState, Stance
from throughline.discovery.models import Mark, Opportunity
from throughline.discovery.opportunities.queries import ACCEPTED
from throughline.discovery.rules.relating import list_shared

RELATED = 5
MOST_CUSTOMERS = 100
"""Accounts, and people, that are looked at; where there are more, the count is said to be a least one."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another opportunity, and why it may be about the same; `people` are those without an account."""

    key: str
    title: str
    accounts: int
    people: int
    at_least: bool
    words: Sequence[str]


def list_related(workspace: Workspace, row: Opportunity) -> list[Related]:
    """Open opportunities that the same customers speak of, or whose titles and stories share telling words."""
    accounts, more_accounts = _list_heard(row, "evidence__customer_account", Q())
    people, more_people = _list_heard(row, "evidence__customer_person", Q(evidence__customer_account=None))
    shared_accounts = _count_shared(row, "evidence__customer_account", accounts, Q())
    shared_people = _count_shared(row, "evidence__customer_person", people, Q(evidence__customer_account=None))
    others = Opportunity.objects.filter(workspace=workspace, state=OpportunityState.OPEN).exclude(pk=row.pk)
    told = _tell(row)
    found = [
        Related(
            key=one.key,
            title=one.title,
            accounts=shared_accounts.get(one.pk, 0),
            people=shared_people.get(one.pk, 0),
            at_least=more_accounts or more_people,
            words=list_shared(told, _tell(one)),
        )
        for one in others.order_by("pk")
    ]
    near = [one for one in found if one.words or one.accounts or one.people]
    return sorted(near, key=lambda one: (-bool(one.words), -one.accounts - one.people, -len(one.words), one.title))[
        :RELATED
    ]


def _list_heard(row: Opportunity, field: str, where: Q) -> tuple[list[int], bool]:
    """The latest customers heard for it, and whether there are more of them."""
    own = Mark.objects.filter(ACCEPTED, where, opportunity=row, stance=Stance.FOR).exclude(**{field: None})
    ids = list(own.order_by(f"-{field}").values_list(field, flat=True).distinct()[: MOST_CUSTOMERS + 1])
    return ids[:MOST_CUSTOMERS], len(ids) > MOST_CUSTOMERS


def _count_shared(row: Opportunity, field: str, customers: Iterable[int], where: Q) -> dict[int, int]:
    marks = Mark.objects.filter(ACCEPTED, where, stance=Stance.FOR, **{f"{field}__in": list(customers)})
    others = marks.exclude(opportunity=None).exclude(opportunity=row).order_by()
    return dict(others.values_list("opportunity").annotate(n=Count(field, distinct=True)))


def _tell(row: Opportunity) -> str:
    """Its title and job story as one text."""
    return " ".join([row.title, row.situation, row.motivation, row.outcome])
