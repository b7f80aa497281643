"""One writer at a time in a workspace, on PostgreSQL as on SQLite."""

from __future__ import annotations

from django.db import connection

from throughline.core.models import Workspace


def take_turn(workspace: Workspace) -> None:
    """Wait until nobody else writes in this workspace, and keep the turn until the transaction ends.

    A service reads, decides and writes. On PostgreSQL another one could write between the reading and the writing, and
    its words would be lost; on SQLite an immediate transaction is the turn already. The lock is the one that lets rows
    which point at the workspace still be inserted.
    """
    if connection.features.has_select_for_update:
        Workspace.objects.select_for_update(no_key=True).only("pk").get(pk=workspace.pk)
