"""The day of a sample's no, set back to when its story happened. For invented data alone."""

from __future__ import annotations

from datetime import datetime

from throughline.core.models import Workspace
from throughline.discovery.asking.queries import list_asking
from throughline.strategy.models import Idea, No


def set_day(workspace: Workspace, idea: Idea, *, day: datetime) -> None:
    """When it was answered, and who had been heard by then. Does nothing in a workspace that is no sample."""
    if workspace.is_sample:
        asking = list_asking(workspace, [idea.opportunity], until=day.date())[idea.opportunity]
        No.objects.filter(idea=idea).update(at=day, heard=[one.name for one in asking])
