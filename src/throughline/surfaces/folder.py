"""The workspace's folder: where it is, its database and its secret."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from throughline.core.kernel.errors import BadInput

DATABASE_FILE = "throughline.sqlite3"
SECRET_FILE = "secret.key"  # noqa: S105 - a file name


def make_folder(folder: Path) -> None:
    """Make the folder, for its owner's eyes only. Raises `BadInput` where a file is in the way."""
    if folder.exists() and not folder.is_dir():
        raise BadInput("this is a file, not a workspace folder", where=str(folder), mend="name a folder")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def read_secret_key(folder: Path) -> str:
    """The key that signs sessions, made on first use and readable by its owner alone.

    Processes that start together get the same one: it is written whole before it has its name.
    """
    make_folder(folder)
    path = folder / SECRET_FILE
    if not path.exists():
        _write_secret(path)
    return path.read_text(encoding="ascii").strip()


def _write_secret(path: Path) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        os.link(name, path)
    except FileExistsError:
        pass
    except OSError:  # some network folders know no links
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def read_seconds(env: Mapping[str, str], name: str, *, default: float) -> float:
    """A number of seconds from the environment. Raises `BadInput` where it is none, or not above zero."""
    text = env.get(name) or str(default)
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise BadInput(f"“{text[:20]}” is no number of seconds", where=name, mend="write a number above zero")
    return seconds


def choose_database(env: Mapping[str, str], folder: Path) -> dict[str, Any]:
    """Django's settings for PostgreSQL where THROUGHLINE_DATABASE_URL names one, else for SQLite in `folder`."""
    url = env.get("THROUGHLINE_DATABASE_URL")
    return _describe_postgres(url) if url else _describe_sqlite(folder)


_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000; PRAGMA mmap_size=134217728;"


def _describe_sqlite(folder: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / DATABASE_FILE,
        "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": _PRAGMAS},
    }


def _describe_postgres(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise BadInput(
            "this is not a PostgreSQL address",
            where="THROUGHLINE_DATABASE_URL",
            mend="write postgresql://user:password@host:5432/name, and ?sslmode=require after it for an encrypted line",
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
