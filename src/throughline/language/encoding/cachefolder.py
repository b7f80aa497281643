"""Where things that can always be made again are kept."""

from __future__ import annotations

import os
from pathlib import Path

_OVERRIDE = "THROUGHLINE_CACHE_DIR"


def find_cache_folder() -> Path | None:
    """The user's cache folder for Throughline, made if needed; None where it cannot be written.

    The environment variable `THROUGHLINE_CACHE_DIR` names another place.
    """
    folder = _named_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


def _named_folder() -> Path:
    if named := os.environ.get(_OVERRIDE):
        return Path(named).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("throughline", appauthor=False)
