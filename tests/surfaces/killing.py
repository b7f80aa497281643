"""`throughline start` as a test runs it, to be killed; and its database, read from outside."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.postgres import URL, choose_database

PATIENCE = 120
"""Seconds after which something that was to come is given up; on a busy machine a start alone takes ten."""


def choose_program(folder: Path) -> Program:
    """On a database of its own, with a short lease."""
    env = {**os.environ, **choose_database(folder), "THROUGHLINE_WORKSPACE": str(folder), "THROUGHLINE_JOB_LEASE": "2"}
    return Program(env, folder)


@dataclass
class Program:
    """`throughline start` on a folder, in a process group of its own."""

    env: dict[str, str]
    folder: Path

    @contextlib.contextmanager
    def run(self) -> Iterator[tuple[str, subprocess.Popen[str]]]:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [sys.executable, "-m", "throughline.surfaces", "start", "--port", str(port), "--no-sample"]
        process = subprocess.Popen(
            [*command, "--workspace", str(self.folder)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=self.env,
            start_new_session=True,
        )
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split()[-1], process
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=20)
            process.stdout.close()

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """What the database says, read from outside."""
        try:
            with contextlib.closing(self._connect()) as connection:
                cursor = connection.cursor()
                cursor.execute(question)
                return [tuple(row) for row in cursor.fetchall()]
        except sqlite3.OperationalError:
            return []

    def _connect(self) -> Any:
        if URL in self.env:
            import psycopg

            return psycopg.connect(self.env[URL])
        return sqlite3.connect(f"file:{self.folder / 'throughline.sqlite3'}?mode=ro", uri=True, timeout=20)

    def await_true(self, question: str, holds: Callable[[Any], bool]) -> None:
        """Ask until the first value holds."""
        pause, end = threading.Event(), time.monotonic() + PATIENCE
        while not ((rows := self.ask(question)) and holds(rows[0][0])):
            assert time.monotonic() < end, f"it never came to be so: {question} {rows}"
            pause.wait(0.005)

    def await_empty(self, folder: str) -> None:
        """Look until nothing is left in a folder of the workspace."""
        pause, end = threading.Event(), time.monotonic() + PATIENCE
        while left := list((self.folder / folder).glob("*")):
            assert time.monotonic() < end, f"never taken away: {left}"
            pause.wait(0.005)
