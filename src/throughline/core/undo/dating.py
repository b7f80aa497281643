"""The day of a sample's changes, set back to when its story happened. For invented data alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from throughline.core.models import Change, Workspace


@contextmanager
def happened_on(workspace: Workspace, day: datetime) -> Iterator[None]:
    """What is changed inside is kept as changed on that day. In a workspace that is no sample it changes no day."""
    last = Change.objects.filter(workspace=workspace).order_by("-pk").values_list("pk", flat=True).first() or 0
    yield
    if workspace.is_sample:
        Change.objects.filter(workspace=workspace, pk__gt=last).update(at=day)
