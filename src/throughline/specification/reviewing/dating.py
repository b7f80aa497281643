"""The days of a sample's PRD, set back to when its story happened. For invented data alone: nobody's own is touched."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from throughline.core.models import Workspace
from throughline.specification.contracts import Status
from throughline.specification.models import SignOff, StatusChange, Version
from throughline.specification.queries import get_row


def set_days(workspace: Workspace, key: str, days: Mapping[Status | str, datetime]) -> None:
    """When it was started (`"started"`) and reached each status; the first version takes the day of
    the review, later ones and sign-offs that of the approval.

    Does nothing in a workspace that is no sample.
    """
    if not workspace.is_sample:
        return
    row = get_row(workspace, key)
    row.started, row.made = days["started"], days[Status.DRAFT]
    row.save(update_fields=["started", "made"])
    for status in Status:
        if status in days:
            StatusChange.objects.filter(prd=row, status=status).update(at=days[status])
    Version.objects.filter(prd=row).update(at=days[Status.APPROVED])
    Version.objects.filter(prd=row, number=1).update(at=days[Status.IN_REVIEW])
    SignOff.objects.filter(version__prd=row).update(at=days[Status.APPROVED])
