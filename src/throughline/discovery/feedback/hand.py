"""What is written down by hand: one file without bytes in each workspace, which is read like any other."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Max

from throughline.core.models import Workspace
from throughline.core.undo.derived import follow
from throughline.core.undo.images import Image
from throughline.discovery.contracts import FileKind
from throughline.discovery.models import BatchState, EvidenceRow, SourceFile

NAME = "Written by hand"
FORMAT = "hand"


def open_drawer(workspace: Workspace) -> SourceFile:
    """The file for what is written by hand, made where there is none.

    It is no change of anybody's: an empty drawer holds nothing, and undoing the first item must not take the others.
    """
    known = SourceFile.objects.filter(workspace=workspace, format=FORMAT, state=BatchState.VISIBLE).order_by("pk")
    return known.first() or SourceFile.objects.create(
        workspace=workspace,
        name=NAME,
        sha256="",
        size=0,
        format=FORMAT,
        encoding="utf-8",
        kind=FileKind.FEEDBACK.value,
        title=NAME,
        state=BatchState.VISIBLE,
    )


def find_end(file: SourceFile) -> tuple[int, int, int]:
    """The next position, row and offset in the drawer. Its offsets count in all its texts, a line end after each."""
    last = EvidenceRow.objects.filter(file=file).aggregate(position=Max("position"), row=Max("row"), end=Max("end"))
    position, end = last["position"], last["end"]
    return (0 if position is None else position + 1, (last["row"] or 0) + 1, 0 if end is None else end + 1)


@follow("discovery.evidencerow")
def count_records(workspace: Workspace, images: Sequence[Image]) -> None:
    """The drawer holds as many records as there are pieces in it."""
    drawers = SourceFile.objects.filter(workspace=workspace, format=FORMAT, pk__in={i["file_id"] for i in images})
    for file in drawers.annotate(held=Count("evidence")):
        SourceFile.objects.filter(pk=file.pk).update(records=file.held)  # type: ignore[attr-defined]
