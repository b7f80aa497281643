"""What opportunities offer to the line: themselves, and the evidence that people accepted for them."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from throughline.core.kernel.ids import Ref
from throughline.core.line.registry import Edges, Station, Stop
from throughline.core.line.walking import MOST_STOPS
from throughline.core.models import Workspace
from throughline.discovery.models import Mark, Opportunity
from throughline.discovery.opportunities.queries import ACCEPTED


def _find(workspace: Workspace, ids: Sequence[str]) -> list[Stop]:
    rows = Opportunity.objects.filter(workspace=workspace, key__in=ids).order_by("pk") if ids else ()
    return [
        Stop(Ref("opportunity", row.key), row.title, reverse("discovery:opportunity", args=[row.key])) for row in rows
    ]


def _list_pieces(workspace: Workspace, ids: Sequence[str]) -> list[str]:
    marks = Mark.objects.filter(ACCEPTED, workspace=workspace, opportunity__key__in=ids).order_by("pk")
    return list(dict.fromkeys(marks.values_list("evidence__key", flat=True)[: MOST_STOPS * 2]))


def _count_pieces(workspace: Workspace, ids: Sequence[str], besides: Sequence[str]) -> int:
    marks = Mark.objects.filter(ACCEPTED, workspace=workspace, opportunity__key__in=ids)
    return marks.exclude(evidence__key__in=besides).values("evidence").distinct().count()


def _list_opportunities(workspace: Workspace, ids: Sequence[str]) -> list[str]:
    marks = Mark.objects.filter(ACCEPTED, workspace=workspace, evidence__key__in=ids).exclude(opportunity=None)
    return list(marks.order_by("opportunity").values_list("opportunity__key", flat=True).distinct())


OPPORTUNITY = Station(kind="opportunity", title="Opportunity", order=25, find=_find)
EVIDENCE_OF_OPPORTUNITY = Edges(
    upper="opportunity", lower="evidence", down=_list_pieces, up=_list_opportunities, count=_count_pieces
)
