"""Reads for the check of a PRD's page: what people let stand, and the evidence its sentences are held against."""

from __future__ import annotations

from throughline.core.line.registry import Hint, registry
from throughline.core.models import Workspace
from throughline.discovery.queries import list_evidence
from throughline.specification.contracts import Prd, Status
from throughline.specification.grounds import lay_ground, list_cited
from throughline.specification.models import Allowance
from throughline.specification.models import Prd as PrdRow
from throughline.specification.rules.checking.contracts import Severity
from throughline.specification.rules.page_check import PageCheck, check_page

_LAUNCHED = frozenset({Status.LAUNCHED, Status.REVIEWED})


def check_prd(row: PrdRow, prd: Prd) -> PageCheck:
    """The check of a PRD as it stands, against everything it cites."""
    workspace: Workspace = row.workspace
    claims = [line.claim for line in prd.lines]
    pieces = {piece.id: piece for piece in list_evidence(workspace, list_cited(claims))}
    ground = lay_ground(workspace, [], pieces) if pieces else None
    return check_page(prd, ground=ground, allowed=list_allowed(row))


def list_allowed(row: PrdRow) -> dict[tuple[str, str], str]:
    """The reason for every rule and claim that people let be."""
    rows = Allowance.objects.filter(prd=row).values_list("rule", "claim", "reason")
    return {(rule, claim): reason for rule, claim, reason in rows}


def count_errors(row: PrdRow, prd: Prd) -> int:
    """The errors that stand, which no reason lets be."""
    return check_prd(row, prd).count(Severity.ERROR)


def list_raised(row: PrdRow, prd: Prd) -> dict[str, Hint]:
    """The rules that the past raises, each with the hint that says what came back; none once it is launched."""
    if prd.status in _LAUNCHED:
        return {}
    raised: dict[str, Hint] = {}
    for hint in registry.list_hints(row.workspace, prd.title):
        for rule in hint.checks:
            raised.setdefault(rule, hint)
    return raised
