"""One worker kept running as a child process, started again when it dies, and gone when we are."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Sequence

import click

SHORTEST, LONGEST = 1.0, 30.0
"""Seconds between a worker's end and the next one's start; twice as long each time, until one has lived a minute."""
HEALTHY = 60.0
PATIENCE = 20.0
"""Seconds a worker has to end by itself: its job goes back into the queue first."""
COMMAND = (sys.executable, "-P", "-m", "throughline.surfaces", "worker", "--with-parent")
_FLAGS = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)


class Keeper:
    """Keeps one child running. The child ends by itself when its standard input closes, so it never outlives us."""

    def __init__(self, command: Sequence[str] = COMMAND, *, shortest: float = SHORTEST) -> None:
        self.command, self.shortest = command, shortest
        self._ending = threading.Event()
        self._lock = threading.Lock()
        self.child: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End the child: asked first, killed where it does not listen."""
        self._ending.set()
        with self._lock:
            child = self.child
        if child is not None:
            _end(child)
        self._thread.join(timeout=PATIENCE)

    def _keep(self) -> None:
        pause = self.shortest
        while (child := self._begin()) is not None:
            began = time.monotonic()
            code = child.wait()
            _close(child)
            if self._ending.is_set():
                return
            pause = self.shortest if time.monotonic() - began > HEALTHY else pause
            click.echo(f"throughline: the worker ended with {code}; another starts in {pause:g} s", err=True)
            self._ending.wait(pause)
            pause = min(pause * 2, LONGEST)

    def _begin(self) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._ending.is_set():
                return None
            self.child = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=2, creationflags=_FLAGS)  # noqa: S603
            return self.child


def _close(child: subprocess.Popen[bytes]) -> None:
    if child.stdin is not None:
        child.stdin.close()


def _end(child: subprocess.Popen[bytes]) -> None:
    _close(child)
    try:
        child.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
