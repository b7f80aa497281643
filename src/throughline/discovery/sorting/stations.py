"""What sorting offers to the line: an opportunity and the themes that became it are one step apart."""

from __future__ import annotations

from collections.abc import Sequence

from throughline.core.line.registry import Edges
from throughline.core.models import Workspace
from throughline.discovery.models import Theme


def _list_themes(workspace: Workspace, ids: Sequence[str]) -> list[str]:
    rows = Theme.objects.filter(workspace=workspace, opportunity__key__in=ids).order_by("key")
    return list(rows.values_list("key", flat=True))


def _list_opportunities(workspace: Workspace, ids: Sequence[str]) -> list[str]:
    rows = Theme.objects.filter(workspace=workspace, key__in=ids).exclude(opportunity=None).order_by("opportunity")
    return list(rows.values_list("opportunity__key", flat=True).distinct())


THEME_OF_OPPORTUNITY = Edges(upper="opportunity", lower="theme", down=_list_themes, up=_list_opportunities)
