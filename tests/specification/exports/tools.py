"""Tools of others that judge what is exported; without them a test is skipped loudly, or fails where it must not be."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

CACHE = "THROUGHLINE_TOOLS"
"""Names the folder that `.ci/tools` installs into; else the person's own cache."""


def find_tool(*names: str) -> str:
    """The path of the first of these programs that is installed."""
    cache = Path(os.environ.get(CACHE, Path.home() / ".cache" / "throughline-tools"))
    for name in names:
        own = cache / "node_modules" / ".bin" / name
        found = str(own) if own.exists() else shutil.which(name)
        if found:
            return found
    said = f"no {' or '.join(names)} here: run .ci/tools, or install it"
    if os.environ.get("THROUGHLINE_REQUIRE_TOOLS"):
        pytest.fail(said)
    pytest.skip(said)
