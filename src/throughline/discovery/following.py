"""What follows from other rows in discovery and is kept for speed; each is called after a change and after an undo."""

from __future__ import annotations

from collections.abc import Sequence

from throughline.core.models import Workspace
from throughline.core.undo.derived import follow
from throughline.core.undo.images import Image
from throughline.discovery.feedback import hand  # noqa: F401 - registers itself
from throughline.discovery.models import BatchState, EvidenceRow, SourceFile


@follow("discovery.sourcefile")
def show_or_hide(workspace: Workspace, images: Sequence[Image]) -> None:
    """Evidence is visible where its file is."""
    files = SourceFile.objects.filter(workspace=workspace, pk__in={image["id"] for image in images})
    for file in files:
        visible = file.state == BatchState.VISIBLE
        EvidenceRow.objects.filter(file=file).exclude(visible=visible).update(visible=visible)
