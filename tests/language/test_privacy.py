"""Nothing leaves the machine, and nothing is written outside the cache."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_embedding_leaves_no_trace_outside_its_cache(tmp_path: Path):
    home, cache = tmp_path / "home", tmp_path / "cache"
    home.mkdir()
    env = {**os.environ, "HOME": str(home), "USERPROFILE": str(home), "THROUGHLINE_CACHE_DIR": str(cache)}
    env.pop("XDG_CACHE_HOME", None)
    env.pop("ORT_DISABLE_TELEMETRY", None)
    code = "from throughline.language.embedding import embed_texts; embed_texts(['It hangs', 'It works'])"
    subprocess.run([sys.executable, "-c", code], env=env, check=True)
    assert list(home.rglob("*")) == []
    assert any(cache.iterdir())
