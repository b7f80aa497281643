"""The program is killed, with no chance to tidy up: at the next start its work is done, nothing lost or doubled."""

from __future__ import annotations

import contextlib
import http.cookiejar
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.postgres import URL, choose_database
from throughline.core.services import make_workspace
from throughline.discovery import services as discovery
from throughline.discovery.models import EvidenceRow, ThemeRun

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kills a whole process group, which Windows has not")
PATIENCE = 60
SAYS = ("The export of {n} rows times out", "Invoice {n} has the wrong currency", "Search finds nothing for order {n}")


def make_rows(count: int) -> str:
    """A table in which every hundredth row says something and the others are pleasantries, so that reading is long."""
    lines = ["date,account,text"]
    for n in range(count):
        text = SAYS[n // 100 % 3].format(n=n) if n % 100 == 0 else "Thank you very much!"
        lines.append(f"2026-03-{n % 28 + 1:02d},Company {n % 40},{text}")
    return "\n".join(lines)


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


@pytest.fixture
def program(tmp_path: Path) -> Program:
    folder = tmp_path / "ws"
    env = {**os.environ, **choose_database(folder), "THROUGHLINE_WORKSPACE": str(folder), "THROUGHLINE_JOB_LEASE": "2"}
    return Program(env, folder)


def start_import(address: str, rows: str) -> None:
    """As a person does: enter, paste rows, confirm."""
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    base = address.partition("/?")[0]
    opener.open(address).close()
    opener.open(f"{base}/mine").close()

    def post(url: str, **fields: str) -> str:
        token = next(cookie.value for cookie in jar if cookie.name == "throughline_csrf")
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": token or "", **fields}).encode()
        with opener.open(url, data=data) as answer:
            return answer.geturl()

    confirm = post(f"{base}/mine", rows=rows)
    assert re.search(r"/jobs/\d+$", post(f"{confirm}/import"))


def list_evidence(rows: Any) -> list[tuple[Any, ...]]:
    return sorted((key, row, text) for key, row, text in rows)


EVIDENCE = "SELECT key, row, text FROM discovery_evidencerow"
READ = "SELECT count(*) FROM discovery_evidencerow"
STEP = "SELECT step FROM core_job"
STATE = "SELECT state FROM core_job"


@pytest.mark.django_db
def test_an_import_killed_while_it_reads_and_again_while_it_finds_themes_ends_as_if_nothing_had_been(
    program: Program, tmp_path: Path, settings
):
    settings.MEDIA_ROOT, rows = tmp_path / "originals", make_rows(4200)
    with program.run() as (address, _):
        start_import(address, rows)
        program.await_true(READ, lambda count: count >= 2000)
    assert program.ask("SELECT state FROM discovery_sourcefile") == [("pending",)]
    with program.run():
        program.await_true(STEP, lambda step: step.startswith("Looking for themes"))
    assert program.ask(STATE) == [("running",)]
    with program.run():
        program.await_true(STATE, lambda state: state not in {"running", "waiting"})
    assert program.ask("SELECT state, attempts FROM core_job") == [("done", 3)]

    table = tmp_path / "pasted.csv"
    table.write_text(rows, encoding="utf-8")
    whole = make_workspace("Uninterrupted", owner="Ada")
    discovery.import_file(whole, path=table)
    discovery.find_themes(whole)
    assert list_evidence(program.ask(EVIDENCE)) == list_evidence(EvidenceRow.objects.values_list("key", "row", "text"))
    assert program.ask("SELECT state FROM discovery_sourcefile") == [("visible",)]
    assert program.ask("SELECT count(*) FROM discovery_themerun") == [(ThemeRun.objects.count(),)]
    assert not list((program.folder / "uploads").glob("*"))
