"""Reads of prototypes: the list of them, and what they added to a PRD."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from throughline.core.models import Workspace
from throughline.specification.models import LineState, Pin, Prd, PrdLine, Prototype, PrototypeAnswer

PAGE = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """One prototype in the list: its states (0 where nobody has named any), those that are open, its open pins."""

    row: Prototype
    states: int
    open: int
    pins: int
    answers: int


def list_prototypes(
    workspace: Workspace, *, prd: str = "", opportunity: str = "", before: int = 0, away: bool = False
) -> tuple[list[Entry], int]:
    """A page of them, latest first, and where the next page begins; 0 at the end."""
    rows = Prototype.objects.filter(workspace=workspace, away__isnull=not away).select_related("prd")
    rows = rows.filter(prd__key=prd) if prd else rows
    rows = rows.filter(opportunity=opportunity) if opportunity else rows
    rows = rows.filter(pk__lt=before) if before else rows
    waits = Count("pins", filter=Q(pins__resolved=None), distinct=True)
    told = rows.annotate(
        waiting=waits, named_states=Count("named", distinct=True), said=Count("answers", distinct=True)
    )
    found = list(told.order_by("-pk")[: PAGE + 1])
    return list(map(_describe, found[:PAGE])), found[PAGE - 1].pk if len(found) > PAGE else 0


def _describe(row: Prototype) -> Entry:
    statuses = list(_list_statuses(row))
    states = len(statuses) or row.named_states  # type: ignore[attr-defined]
    return Entry(row, states, statuses.count("unspecified"), row.waiting, row.said)  # type: ignore[attr-defined]


def _list_statuses(row: Prototype) -> Iterable[str]:
    screens = row.model.get("model", {}).get("screens", ())
    return (state["status"] for screen in screens for state in screen["states"])


def count_away(workspace: Workspace) -> int:
    """How many were put away."""
    return Prototype.objects.filter(workspace=workspace).exclude(away=None).count()


@dataclass(frozen=True, slots=True)
class Added:
    """A criterion of a PRD that came of a prototype: its line, and the prototype."""

    line: PrdLine
    prototype: Prototype


def list_added(prd: Prd, *, prototype: Prototype | None = None) -> list[Added]:
    """The criteria that stand in a PRD because a prototype showed that they were missing, in the order of the page."""
    mine = {"prototype": prototype} if prototype else {"prototype__prd": prd}
    claims: dict[str, Prototype] = {}
    for model in (PrototypeAnswer, Pin):
        for row in model.objects.filter(**mine).exclude(claim="").select_related("prototype"):
            claims[row.claim] = row.prototype
    lines = PrdLine.objects.filter(prd=prd, claim_id__in=claims, state=LineState.STANDS, place__startswith="stories/")
    return [Added(line, claims[line.claim_id]) for line in lines.order_by("position", "pk")]


@dataclass(frozen=True, slots=True)
class OfPrd:
    """What a PRD's page says of its prototypes."""

    count: int
    added: int
    first: Prototype | None


def describe_prototypes(prd: Prd) -> OfPrd:
    """How many prototypes a PRD has, and how many criteria they added."""
    rows = list(Prototype.objects.filter(prd=prd, away=None).order_by("pk")[:50])
    return OfPrd(len(rows), len(list_added(prd)) if rows else 0, rows[0] if rows else None)


def count_criteria(number: int) -> str:
    """`1 criterion`, `4 criteria`."""
    return f"{number:,} {'criterion' if number == 1 else 'criteria'}"


def find_beginning(workspace: Workspace, opportunity: str) -> datetime | None:
    """When the first prototype of an opportunity was made: its PRD was begun then. None where there is none."""
    rows = Prototype.objects.filter(workspace=workspace, opportunity=opportunity, prd=None, away=None)
    return rows.order_by("made").values_list("made", flat=True).first() if opportunity else None
