"""What discovery offers to the line: evidence and themes, by name and page."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from throughline.core.kernel.ids import Ref
from throughline.core.line.registry import Station, Stop
from throughline.core.models import Workspace
from throughline.discovery.models import EvidenceRow, ThemeRun


def _find_evidence(workspace: Workspace, ids: Sequence[str]) -> list[Stop]:
    rows = EvidenceRow.objects.filter(workspace=workspace, key__in=ids).order_by("file_id", "position")
    return [
        Stop(Ref("evidence", row.key), row.text[:80], reverse("discovery:evidence", args=[row.key])) for row in rows
    ]


def _find_themes(workspace: Workspace, ids: Sequence[str]) -> list[Stop]:
    wanted, stops = set(ids), {}
    for run in ThemeRun.objects.filter(workspace=workspace).order_by("pk") if wanted else ():
        for theme in run.found["themes"]:
            if theme["id"] in wanted:
                url = reverse("discovery:theme", args=[theme["id"]])
                stops[theme["id"]] = Stop(Ref("theme", theme["id"]), theme["label"], url)
    return list(stops.values())


EVIDENCE = Station(kind="evidence", title="Evidence", order=10, find=_find_evidence)
THEME = Station(kind="theme", title="Theme", order=20, find=_find_themes, aside=True)
