"""Open a workspace folder from the command line: settings, database, migrations, and who acts."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from throughline.core.contracts import Actor

SETTINGS = "throughline.surfaces.settings"
MIGRATING = 0x7412_0001
"""The number of the lock on PostgreSQL that whoever makes the tables holds."""


def open_workspace(folder: Path | None) -> Actor:
    """Set Django up for `folder` (None: the person's own), make what is missing, and return its owner as actor.

    Raises `BadInput` where the folder cannot be one. Safe to call again for the same folder.
    """
    set_up(folder)
    from throughline.core.contracts import Actor
    from throughline.core.queries import find_own_workspace, find_owner
    from throughline.core.services import make_workspace

    workspace = find_own_workspace()
    if workspace is None:
        return make_workspace("My workspace", owner=name_person())
    return Actor(workspace, find_owner(workspace))


def set_up(folder: Path | None) -> None:
    """Django, ready to use on the folder's database, migrated."""
    if folder is not None:
        os.environ["THROUGHLINE_WORKSPACE"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    django.setup()
    _migrate()


def name_person() -> str:
    """The name of whoever sits at this machine, for the audit trail."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "Owner"


def _migrate() -> None:
    from django.core.management import call_command

    if _lacks_migrations():
        with _one_at_a_time():
            if _lacks_migrations():
                call_command("migrate", verbosity=0, interactive=False, skip_checks=True)


def _lacks_migrations() -> bool:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Processes of a team that start together wait for the first of them to make the tables."""
    from django.db import connection

    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])
