"""Writes of the check: a finding is let stand for a reason, or heeded again."""

from __future__ import annotations

from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.specification.checking.errors import NeedsReason, NoSuchRule
from throughline.specification.editing.finding import get_prd
from throughline.specification.models import Allowance
from throughline.specification.rules.checking.catalogue import load_rules


@service("let a finding stand")
def allow_finding(act: Act, *, prd: str, rule: str, claim: str, reason: str) -> Allowance:
    """The rule is let be on this line (empty: in the whole PRD). Raises `NoSuchRule`, `NeedsReason`."""
    row, why = get_prd(act, prd), " ".join(reason.split())[:300]
    if rule not in load_rules():
        raise NoSuchRule(rule)
    if not why:
        raise NeedsReason
    act.name_subject(f"{rule}: {why}")
    known = Allowance.objects.filter(prd=row, rule=rule, claim=claim).first()
    if known is not None:
        return act.update(known, reason=why)
    return act.create(Allowance(prd=row, rule=rule, claim=claim[:64], reason=why, member=act.member, at=act.now))


@service("heed a finding again")
def heed_finding(act: Act, *, prd: str, rule: str, claim: str) -> None:
    """What was let be counts again; nothing changes where nothing was. Raises `NoSuchRule`."""
    found = Allowance.objects.filter(prd=get_prd(act, prd), rule=rule, claim=claim).first()
    if found is None:
        raise NoSuchRule(rule)
    act.name_subject(rule)
    act.delete(found)
