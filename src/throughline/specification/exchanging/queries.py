"""Reads for what goes out: a PRD with what it was written for, and its evidence."""

from __future__ import annotations

from throughline.core.models import Link, Workspace


def find_source(workspace: Workspace, key: str) -> str:
    """The id of the opportunity that a PRD was written for; empty where it was written for none."""
    links = Link.objects.filter(workspace=workspace, upper_kind="prd", upper_id=key, lower_kind="opportunity")
    return links.order_by("pk").values_list("lower_id", flat=True).first() or ""
