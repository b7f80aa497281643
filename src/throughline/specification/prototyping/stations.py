"""What prototypes offer to the line and to search. One stands beside the line: between an idea and its PRD."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.urls import reverse

from throughline.core.kernel.ids import Ref
from throughline.core.line.registry import Edges, Station, Stop
from throughline.core.models import Workspace
from throughline.discovery.opportunities.queries import follow_merged
from throughline.specification.models import Prototype


def _stop(row: Prototype, why: str = "") -> Stop:
    return Stop(Ref("prototype", row.key), row.title, reverse("prototyping:prototype", args=[row.key]), why)


def _find(workspace: Workspace, ids: Sequence[str]) -> list[Stop]:
    rows = Prototype.objects.filter(workspace=workspace, key__in=ids, away=None).order_by("pk") if ids else ()
    return [_stop(row) for row in rows]


def search_prototypes(workspace: Workspace, query: str, limit: int) -> list[Stop]:
    """Prototypes with every word of `query` in their title; latest first."""
    words = query.split()[:8]
    if not words:
        return []
    titled = Prototype.objects.filter(Q(*(Q(title__icontains=word) for word in words)), workspace=workspace, away=None)
    return [_stop(row, "its title says so") for row in titled.order_by("-pk")[:limit]]


def _list_of_prds(workspace: Workspace, ids: Sequence[str]) -> list[str]:
    rows = Prototype.objects.filter(workspace=workspace, prd__key__in=ids, away=None)
    return list(rows.order_by("pk").values_list("key", flat=True))


def _list_prds(workspace: Workspace, ids: Sequence[str]) -> list[str]:
    rows = Prototype.objects.filter(workspace=workspace, key__in=ids).exclude(prd=None)
    return list(rows.order_by("pk").values_list("prd__key", flat=True))


def _list_opportunities(workspace: Workspace, ids: Sequence[str]) -> list[str]:
    """A prototype of an opportunity that was merged is one of what it was merged into."""
    merged = follow_merged(workspace)
    rows = Prototype.objects.filter(workspace=workspace, key__in=ids).exclude(opportunity="").order_by("pk")
    return list(dict.fromkeys(merged.get(key) or key for key in rows.values_list("opportunity", flat=True)))


def _list_of_opportunities(workspace: Workspace, ids: Sequence[str]) -> list[str]:
    merged, wanted = follow_merged(workspace), set(ids)
    keys = [*ids, *(key for key, into in merged.items() if into in wanted)]
    rows = Prototype.objects.filter(workspace=workspace, opportunity__in=keys, away=None)
    return list(rows.order_by("pk").values_list("key", flat=True))


PROTOTYPE = Station(kind="prototype", title="Prototype", order=35, find=_find, aside=True)
PROTOTYPE_OF_PRD = Edges(upper="prd", lower="prototype", down=_list_of_prds, up=_list_prds)
OPPORTUNITY_OF_PROTOTYPE = Edges(
    upper="prototype", lower="opportunity", down=_list_opportunities, up=_list_of_opportunities
)
