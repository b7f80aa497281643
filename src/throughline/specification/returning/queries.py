"""Reads of folders that came back: what waits, and what each change meets now."""

from __future__ import annotations

from collections.abc import Mapping

from throughline.core.contracts import Actor
from throughline.core.models import Workspace
from throughline.discovery.feedback.queries import list_pseudonyms, read_disguise
from throughline.specification.editing.finding import demand_craft
from throughline.specification.errors import NotYours
from throughline.specification.exchanging.opening import read_edit_of
from throughline.specification.exports.folder.contracts import SETTLE
from throughline.specification.models import LineState, Prd, PrdLine, ReadBack, ReadBackState
from throughline.specification.records import read_prd
from throughline.specification.returning.contracts import Plan
from throughline.specification.returning.errors import ReadBackNotFound
from throughline.specification.returning.masks import Masks
from throughline.specification.returning.planning import Here, plan_return


def get_read_back(workspace: Workspace, number: int, *, prd: str = "") -> ReadBack:
    """Raises `ReadBackNotFound`."""
    rows = ReadBack.objects.select_related("prd", "member").filter(prd__workspace=workspace, pk=number)
    row = (rows.filter(prd__key=prd) if prd else rows).first()
    if row is None:
        raise ReadBackNotFound
    return row


def list_waiting(prd: Prd) -> list[ReadBack]:
    """What waits for a decision, latest first; without the files."""
    rows = ReadBack.objects.filter(prd=prd, state=ReadBackState.WAITING).select_related("member").defer("files")
    return list(rows.order_by("-pk")[:20])


def read_plan(actor: Actor, row: ReadBack) -> Plan:
    """Every change of the folder against the PRD as it stands. Raises `BadInput` where it can be read no more."""
    return plan_return(read_edit_of(row.files), look_at(actor, row.prd, row.files), settled=frozenset(row.settled))


def look_at(actor: Actor, prd: Prd, files: Mapping[str, str]) -> Here:
    """The PRD as it stands, with its names, for this member who reads these files back."""

    def writes(section: str) -> bool:
        try:
            demand_craft(actor, prd, "" if section == SETTLE else section)
        except NotYours:
            return False
        return True

    out = PrdLine.objects.filter(prd=prd, state=LineState.REJECTED).values_list("claim_id", "reason")
    masks = Masks(list_pseudonyms(actor.workspace, files.values()))
    return Here(read_prd(prd), read_disguise(actor.workspace), masks, writes, dict(out))
