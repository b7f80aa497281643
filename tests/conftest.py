"""What all tests share: a workspace folder and a cache of their own, and the place of the real data."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

_FOLDER = tempfile.mkdtemp(prefix="throughline-tests-")
os.environ["THROUGHLINE_WORKSPACE"] = _FOLDER
# A browser's session keeps an event loop in its process; tests of the database that follow there are no part of it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# No test is timed: a busy machine fails none.
settings.register_profile("throughline", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("throughline")


@pytest.fixture
def run_jobs(db, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Runs whatever is queued, in this process, as a worker would.

    Between two jobs a worker drops old connections; here, as in Django's own test client, that would end the test's
    transaction.
    """
    from throughline.core.jobs.worker import Worker

    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)
    return Worker().run_queued


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder with real files, which THROUGHLINE_DATA names; tests that need it are skipped, loudly, without."""
    folder = Path(os.environ.get("THROUGHLINE_DATA", Path(__file__).parents[2] / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no real data at {folder}: set THROUGHLINE_DATA")
    return folder
