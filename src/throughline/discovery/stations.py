"""What discovery offers to the line: evidence and themes, by name and page."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from throughline.core.kernel.ids import Ref
from throughline.core.line.registry import Station, Stop
from throughline.core.models import Workspace
from throughline.discovery.models import EvidenceRow, Theme, ThemeRun


def _find_evidence(workspace: Workspace, ids: Sequence[str]) -> list[Stop]:
    rows = EvidenceRow.objects.filter(workspace=workspace, key__in=ids).order_by("file_id", "position")
    return [
        Stop(Ref("evidence", row.key), row.text[:80], reverse("discovery:evidence", args=[row.key])) for row in rows
    ]


def _find_themes(workspace: Workspace, ids: Sequence[str]) -> list[Stop]:
    """Themes as they stand; one that is found no longer keeps the name it had in the last run that found it."""
    wanted = list(dict.fromkeys(ids))
    rows = Theme.objects.filter(workspace=workspace, key__in=wanted).values_list("key", "label") if wanted else ()
    labels = dict(rows)
    if missing := set(wanted) - set(labels):
        labels |= _recall_labels(workspace, missing)
    return [
        Stop(Ref("theme", key), labels[key], reverse("discovery:theme", args=[key])) for key in wanted if key in labels
    ]


def _recall_labels(workspace: Workspace, missing: set[str]) -> dict[str, str]:
    runs = ThemeRun.objects.filter(workspace=workspace).order_by("pk")
    return {theme["id"]: theme["label"] for run in runs for theme in run.found["themes"] if theme["id"] in missing}


EVIDENCE = Station(kind="evidence", title="Evidence", order=10, find=_find_evidence)
THEME = Station(kind="theme", title="Theme", order=20, find=_find_themes, aside=True)
