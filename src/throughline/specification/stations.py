"""What specification offers to the line and to search: PRDs."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from throughline.core.kernel.ids import Ref
from throughline.core.line.registry import Station, Stop
from throughline.core.models import Link, Workspace
from throughline.specification.models import Prd


def _stop(prd: Prd) -> Stop:
    return Stop(Ref("prd", prd.key), prd.title, reverse("specification:prd", args=[prd.key]))


def _find(workspace: Workspace, ids: Sequence[str]) -> list[Stop]:
    return [_stop(prd) for prd in Prd.objects.filter(workspace=workspace, key__in=ids).order_by("pk")]


def list_cited(workspace: Workspace, key: str) -> list[str]:
    """The ids of the evidence a PRD is linked to, in the order it cites them."""
    links = Link.objects.filter(workspace=workspace, upper_kind="prd", upper_id=key, lower_kind="evidence")
    return list(links.order_by("pk").values_list("lower_id", flat=True))


def search_prds(workspace: Workspace, text: str, limit: int) -> list[Stop]:
    """PRDs with `text` in their title."""
    return [
        _stop(prd) for prd in Prd.objects.filter(workspace=workspace, title__icontains=text).order_by("-pk")[:limit]
    ]


PRD = Station(kind="prd", title="PRD", order=40, find=_find)
