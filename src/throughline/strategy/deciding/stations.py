"""What decisions offer to the line: each stands above the opportunity or the idea that it is about."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from throughline.core.kernel.ids import Ref
from throughline.core.line.registry import Edges, Station, Steps, Stop
from throughline.core.models import Workspace
from throughline.strategy.deciding.queries import list_about, list_subjects
from throughline.strategy.models import Decision

KIND = "decision"


def _find(workspace: Workspace, ids: Sequence[str]) -> list[Stop]:
    return [_describe(row) for row in Decision.objects.filter(workspace=workspace, key__in=ids).order_by("pk")]


def _describe(row: Decision) -> Stop:
    why = row.choice if row.decided else "open"
    return Stop(Ref(KIND, row.key), row.question, reverse("strategy:decision", args=[row.key]), why=why)


def _go_down(kind: str) -> Steps:
    return lambda workspace, ids: list_subjects(workspace, ids, kind=kind)


def _go_up(kind: str) -> Steps:
    return lambda workspace, ids: list_about(workspace, [Ref(kind, id_) for id_ in ids])


DECISION = Station(kind=KIND, title="Decision", order=32, find=_find, aside=True)
SUBJECTS = [Edges(upper=KIND, lower=kind, down=_go_down(kind), up=_go_up(kind)) for kind in ("opportunity", "idea")]
