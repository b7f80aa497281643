"""Vectors that were computed before, by text: the texts themselves are not kept, only their digests."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Generator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_AT_ONCE = 500
_PATIENCE = 30.0
_LARGEST = 2 << 30

Digest = bytes
Vectors = Mapping[Digest, NDArray[np.float16]]


def digest_text(text: str) -> Digest:
    """128 bits that stand for a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:16]


class VectorCache:
    """A SQLite file in the cache folder. Any trouble with it means only that vectors are computed again."""

    def __init__(self, folder: Path | None, *, key: str, width: int) -> None:
        self._path = folder / f"{key}.sqlite" if folder else None
        self._bytes = width * np.dtype(np.float16).itemsize

    def find(self, digests: Sequence[Digest]) -> dict[Digest, NDArray[np.float16]]:
        """What is known of `digests`."""
        found: dict[Digest, NDArray[np.float16]] = {}
        with contextlib.suppress(sqlite3.Error), self._open() as connection:
            for start in range(0, len(digests), _AT_ONCE):
                some = digests[start : start + _AT_ONCE]
                marks = ",".join("?" * len(some))
                rows = connection.execute(f"SELECT digest, vector FROM vectors WHERE digest IN ({marks})", some)  # noqa: S608
                found.update((digest, np.frombuffer(v, np.float16)) for digest, v in rows if len(v) == self._bytes)
        return found

    def keep(self, vectors: Vectors) -> None:
        """Remember `vectors`; the first one kept for a text stays."""
        rows = [(digest, vector.tobytes()) for digest, vector in vectors.items()]
        with contextlib.suppress(sqlite3.Error), self._open() as connection, connection:
            connection.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?)", rows)

    @contextlib.contextmanager
    def _open(self) -> Generator[sqlite3.Connection]:
        if self._path is None:
            raise sqlite3.OperationalError("no folder to keep vectors in")
        self._forget_if_useless(self._path)
        with contextlib.closing(sqlite3.connect(self._path, timeout=_PATIENCE)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute("CREATE TABLE IF NOT EXISTS vectors (digest BLOB PRIMARY KEY, vector BLOB NOT NULL)")
            yield connection

    @staticmethod
    def _forget_if_useless(path: Path) -> None:
        """A damaged or overgrown file is thrown away whole: everything in it can be computed again."""
        with contextlib.suppress(OSError):
            size = path.stat().st_size
            if size > _LARGEST or (size and not _is_sqlite(path)):
                path.unlink()


def _is_sqlite(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\x00"
