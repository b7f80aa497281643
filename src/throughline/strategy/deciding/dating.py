"""The day of a sample's decision, set back to when its story happened. For invented data alone."""

from __future__ import annotations

from datetime import datetime

from throughline.core.kernel.ids import Ref
from throughline.core.models import Workspace
from throughline.strategy.models import Decision


def set_day(workspace: Workspace, *, on: Ref, day: datetime) -> None:
    """When what was decided on an object was raised and decided. Does nothing in a workspace that is no sample."""
    if workspace.is_sample:
        Decision.objects.filter(workspace=workspace, on=str(on)).update(raised=day, decided=day)
