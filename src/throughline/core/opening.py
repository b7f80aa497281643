"""Open a workspace folder from the command line: settings, database, migrations, and who acts."""

from __future__ import annotations

import getpass
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from throughline.core.contracts import Actor

SETTINGS = "throughline.surfaces.settings"
OPENING = 0x7412_0001
"""The number of the lock on PostgreSQL that whoever opens a workspace holds."""
PATIENCE = 120
"""Seconds to wait for another process that makes the tables."""


def find_folder(env: Mapping[str, str]) -> Path:
    """The folder that THROUGHLINE_WORKSPACE names, else one in the person's data folder. It need not be there yet."""
    named = env.get("THROUGHLINE_WORKSPACE")
    if named:
        return Path(named).expanduser().resolve()
    from platformdirs import user_data_path

    return user_data_path("throughline", appauthor=False) / "workspace"


def open_workspace(folder: Path | None) -> Actor:
    """Set Django up for `folder` (None: the person's own), make what is missing, and return its owner as actor.

    Raises `BadInput` where the folder cannot be one. Safe to call again for the same folder.
    """
    set_up(folder)
    from throughline.core.contracts import Actor
    from throughline.core.queries import find_own_workspace, find_owner
    from throughline.core.services import make_workspace

    with _one_at_a_time():
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
    with _one_at_a_time():
        _migrate()


def name_person() -> str:
    """The name of whoever sits at this machine, for the audit trail."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "Owner"


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Processes that start together wait for the first of them to make the tables and the workspace.

    PostgreSQL has a lock for such a thing; beside SQLite a file of its own is locked, in a way every system knows.
    """
    from django.conf import settings
    from django.db import connection

    with ExitStack() as held:
        if connection.vendor == "postgresql":
            cursor = held.enter_context(connection.cursor())
            cursor.execute("SELECT pg_advisory_lock(%s)", [OPENING])
            held.callback(cursor.execute, "SELECT pg_advisory_unlock(%s)", [OPENING])
        else:
            beside = Path(settings.FOLDER) / "opening.lock"
            lock = held.enter_context(closing(sqlite3.connect(beside, timeout=PATIENCE, isolation_level=None)))
            lock.execute("BEGIN EXCLUSIVE")
        yield
