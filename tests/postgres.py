"""A PostgreSQL cluster for the length of one command: made in a temporary folder, torn down whatever happens.

    python tests/postgres.py COMMAND …     run the command with THROUGHLINE_DATABASE_URL naming the cluster

The cluster listens on a free port of the loopback address, asks for a password made for this run, and does not wait for
the disk: it is thrown away. PostgreSQL refuses to run as root, so for root it runs as `postgres`, or as `nobody`.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

URL = "THROUGHLINE_DATABASE_URL"
PLACES = ("/usr/lib/postgresql/*", "/usr/pgsql-*", "/opt/homebrew/opt/postgresql@*", "/usr/local/opt/postgresql@*")
HASTY = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "shared_buffers=128MB", "max_connections=60")
MISSING = "no PostgreSQL was found: install it (Debian: apt-get install postgresql), or put its initdb on the PATH"
PATIENCE = 60
"""Seconds after which a cluster that does not answer, or does not stop, is given up."""


def find_binaries() -> Path | None:
    """The folder with initdb and postgres: on the PATH, else the newest version's own."""
    named = shutil.which("initdb")
    if named and (Path(named).resolve().parent / "postgres").exists():
        return Path(named).resolve().parent
    folders = [place for pattern in PLACES for place in Path("/").glob(f"{pattern[1:]}/bin/initdb")]
    return max(folders, key=_read_version).parent if folders else None


def _read_version(initdb: Path) -> int:
    shown = subprocess.run([initdb, "--version"], capture_output=True, text=True, check=True)
    return int(shown.stdout.split()[2].split(".")[0].split("beta")[0])


@contextmanager
def run_cluster() -> Iterator[str]:
    """The address of a fresh, empty database; the cluster is stopped and its folder removed at the end."""
    binaries = find_binaries()
    if binaries is None:
        raise SystemExit(MISSING)
    folder = Path(tempfile.mkdtemp(prefix="throughline-pg-"))
    try:
        user = _give_away(folder)
        password = _make_cluster(binaries, folder, user)
        port = _find_port()
        with _serve(binaries, folder, port, user):
            url = f"postgresql://throughline:{password}@127.0.0.1:{port}/postgres"
            _wait(url)
            yield make_database(url, "throughline")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _give_away(folder: Path) -> str | None:
    """The user to run as where we are root, who then owns `folder`; else None."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in known else "nobody"
    shutil.chown(folder, user)
    return user


def _make_cluster(binaries: Path, folder: Path, user: str | None) -> str:
    """Run initdb; the password of the cluster's one role."""
    word = folder / "password"
    word.touch(mode=0o600)
    word.write_text(password := secrets.token_urlsafe(18))
    if user:
        shutil.chown(word, user)
    command = [binaries / "initdb", "-D", folder / "data", "-U", "throughline", "--pwfile", word]
    command += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    made = subprocess.run(command, capture_output=True, text=True, user=user, cwd=folder, check=False)
    if made.returncode:
        raise SystemExit(f"initdb failed:\n{made.stdout}{made.stderr}")
    return password


def _find_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def _serve(binaries: Path, folder: Path, port: int, user: str | None) -> Iterator[None]:
    """The server while the block runs; SIGINT is its fast way out: sessions are cut, nothing is waited for."""
    options = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", *HASTY]
    command = [binaries / "postgres", "-D", folder / "data", *(word for option in options for word in ("-c", option))]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, user=user, cwd=folder, start_new_session=True)
        try:
            yield
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                server.send_signal(signal.SIGQUIT)
                server.wait()


def _wait(url: str) -> None:
    import psycopg

    end = time.monotonic() + PATIENCE
    while True:
        try:
            psycopg.connect(url, connect_timeout=2).close()
        except psycopg.OperationalError as error:
            if time.monotonic() > end:
                raise SystemExit(f"PostgreSQL does not answer: {error}") from error
            time.sleep(0.05)
        else:
            return


def make_database(url: str, name: str) -> str:
    """The address of the database `name` in the cluster of `url`, made where it is missing."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def choose_database(folder: Path) -> dict[str, str]:
    """What a process on the workspace `folder` adds to its environment so that its database is its own alone.

    On SQLite that is the folder itself. On PostgreSQL it is a database named after the folder.
    """
    url = os.environ.get(URL)
    if not url:
        return {}
    return {URL: make_database(url, f"ws_{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}")}


def read_everything(folder: Path) -> bytes:
    """Every byte that the workspace's database holds, as text or as it lies in the file."""
    chosen = choose_database(folder)
    if not chosen:
        return b"".join(path.read_bytes() for path in folder.glob("throughline.sqlite3*"))
    import psycopg

    with psycopg.connect(chosen[URL]) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        rows = [row for (table,) in tables for row in connection.execute(f'SELECT t::text FROM "{table}" t').fetchall()]
    return "\n".join(text for (text,) in rows).encode()


def main(command: Sequence[str]) -> int:
    """Run `command` on a cluster of its own; its exit code."""
    if not command:
        raise SystemExit(__doc__)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with run_cluster() as url:
        return subprocess.run(command, env={**os.environ, URL: url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
