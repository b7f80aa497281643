"""What stands in PRDs, told to others: customers' words, what is left out, what came of it, criteria that changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max

from throughline.core.models import ChangedRow, Workspace
from throughline.grounding.contracts import Origin
from throughline.specification.contracts import Role
from throughline.specification.models import LineState, Prd, PrdLine, SignOff
from throughline.specification.recounting.queries import UNDER_WAY
from throughline.specification.reviewing.queries import Review
from throughline.specification.rules.versions import LineChange

SPOKEN = (Role.QUOTE.value, Role.SITUATION.value, Role.PURPOSE.value)
MOST, MOST_PRDS = 200, 20
LINE = PrdLine._meta.label_lower


@dataclass(frozen=True, slots=True)
class Voice:
    """A customer's words as a PRD quotes them, and who said them; `where` is the section they stand in."""

    claim: str
    words: str
    customer: str
    where: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A criterion that says something else than what somebody signed; `was` or `now` is empty where there is none."""

    prd: Prd
    claim: str
    label: str
    was: str
    now: str
    signed_by: tuple[str, ...]


def list_voices(prds: Sequence[Prd]) -> dict[int, list[Voice]]:
    """Whose words each of these PRDs quotes, by the PRD's number, in its order; one query."""
    found: dict[int, list[Voice]] = defaultdict(list)
    for row in _list_standing(prds, SPOKEN):
        told = row.content
        if told.get("origin") == Origin.QUOTE and told.get("customer") and told.get("quote"):
            found[row.prd_id].append(Voice(row.claim_id, told["quote"], told["customer"], row.place))  # type: ignore[attr-defined]
    return found


def list_left_out(prds: Sequence[Prd]) -> dict[int, list[tuple[str, str]]]:
    """What each of these PRDs leaves out on purpose, as claim and words; what nobody agreed to yet is no such thing."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in _list_standing(prds, (Role.NON_GOAL.value,)):
        if row.content.get("origin") != Origin.PROPOSAL:
            found[row.prd_id].append((row.claim_id, row.content["text"]))  # type: ignore[attr-defined]
    return found


def list_outcomes(prds: Sequence[Prd]) -> dict[int, list[tuple[str, str]]]:
    """What the 90-day review of each of these PRDs says, as claim and words, in its order."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = PrdLine.objects.filter(prd__in=prds, place__startswith="review/", state=LineState.STANDS)
    for row in rows.order_by("prd_id", "position")[:MOST]:
        if row.content.get("origin") != Origin.PROPOSAL:
            found[row.prd_id].append((row.claim_id, row.content["text"]))  # type: ignore[attr-defined]
    return found


def list_changed_criteria(workspace: Workspace, *, since: datetime, until: datetime) -> list[Changed]:
    """The criteria of PRDs under way that were changed in this time and differ from what somebody has signed."""
    signed = SignOff.objects.filter(version__prd__workspace=workspace, version__prd__status__in=UNDER_WAY)
    prds = Prd.objects.filter(pk__in=signed.values("version__prd")).order_by("-pk")[:MOST_PRDS]
    return [one for prd in prds for one in _list_changed(prd, since, until)]


def _list_changed(prd: Prd, since: datetime, until: datetime) -> Iterator[Changed]:
    """Each once, with everybody whose sign-off is of other words."""
    touched = _find_touched(prd, since, until)
    if not touched:
        return
    changes: dict[str, LineChange] = {}
    names: dict[str, list[str]] = defaultdict(list)
    for one in Review(prd).signed:
        for change in one.changes:
            if change.claim in touched:
                changes.setdefault(change.claim, change)
                names[change.claim].append(one.sign_off.member.name)
    for claim, change in changes.items():
        was, now = (_join(change, besides=mark) for mark in ("new", "gone"))
        yield Changed(prd, claim, change.label, was, now, tuple(names[claim]))


def _find_touched(prd: Prd, since: datetime, until: datetime) -> set[str]:
    """The criteria that somebody changed in this time, whether or not they stand."""
    rows = {str(pk): claim for pk, claim in PrdLine.objects.filter(
        prd=prd, content__role=Role.CRITERION.value
    ).values_list("pk", "claim_id")}  # fmt: skip
    images = ChangedRow.objects.filter(table=LINE, row__in=rows).values("row").annotate(last=Max("change__at"))
    return {rows[one["row"]] for one in images.order_by() if since < one["last"] <= until}


def _join(change: LineChange, *, besides: str) -> str:
    return "".join(piece.text for piece in change.pieces if piece.change != besides).strip()


def _list_standing(prds: Sequence[Prd], roles: Sequence[str]) -> Any:
    rows = PrdLine.objects.filter(prd__in=prds, state=LineState.STANDS, content__role__in=roles)
    return rows.order_by("prd_id", "position")[:MOST]
