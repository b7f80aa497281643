"""Many writers at once: what was acknowledged is there, once, and in the audit trail.

THROUGHLINE_WRITERS_SECONDS lengthens it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgres import choose_database

RUN = Path(__file__).parents[2] / "benchmarks" / "writers" / "run.py"


@pytest.mark.slow
def test_eight_processes_write_at_once_and_nothing_is_refused_or_lost(tmp_path: Path):
    figures = tmp_path / "figures.json"
    seconds = os.environ.get("THROUGHLINE_WRITERS_SECONDS", "10")
    command = [sys.executable, RUN, "--writers", "8", "--seconds", seconds, "--json", figures]
    env = {**os.environ, **choose_database(tmp_path)}
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(figures.read_text())
    assert (found["writers"], found["errors"], found["writes lost, doubled or not in the trail"]) == (8, 0, 0)
    assert found["writes acknowledged"] > 8
