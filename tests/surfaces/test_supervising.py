"""The worker beside the pages: started again when it dies, and never left behind."""

from __future__ import annotations

import http.server
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.surfaces.killing import Program, choose_program
from throughline.core.kernel.errors import BadInput
from throughline.surfaces.folder import read_seconds
from throughline.surfaces.start import BAD_ANSWERS, Readiness
from throughline.surfaces.supervising import Keeper

LISTENS = "import sys; print(flush=True, file=open(sys.argv[1], 'a')); sys.stdin.read()"
DIES = "import sys; print(flush=True, file=open(sys.argv[1], 'a')); sys.exit(3)"


def await_true(holds: Callable[[], bool]) -> None:
    pause, end = threading.Event(), time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end, "it never came to be so"
        pause.wait(0.01)


def count_lines(path: Path) -> int:
    return len(path.read_text().splitlines()) if path.exists() else 0


def test_a_worker_that_dies_is_started_again_and_that_is_said(tmp_path: Path, capsys):
    said = tmp_path / "said"
    keeper = Keeper([sys.executable, "-c", DIES, str(said)], shortest=0.01)
    keeper.start()
    await_true(lambda: count_lines(said) >= 3)
    keeper.stop()
    assert "the worker ended with 3; another starts in 0.01 s" in capsys.readouterr().err


def test_a_worker_ends_when_its_input_closes(tmp_path: Path):
    said = tmp_path / "said"
    keeper = Keeper([sys.executable, "-c", LISTENS, str(said)])
    keeper.start()
    await_true(lambda: count_lines(said) == 1)
    keeper.stop()
    assert keeper.child is not None
    assert keeper.child.returncode == 0


class Faulty(http.server.BaseHTTPRequestHandler):
    """Answers with a fault as often as it is told to, then well."""

    faults = 0

    def do_HEAD(self) -> None:
        type(self).faults -= 1
        self.send_response(500 if self.faults >= 0 else 200)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def faulty() -> Iterator[int]:
    server = http.server.HTTPServer(("127.0.0.1", 0), Faulty)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("faults", "opened"), [(BAD_ANSWERS - 1, True), (BAD_ANSWERS, False)])
def test_the_address_is_printed_after_a_good_answer_only(faulty: int, capsys, faults: int, opened: bool):
    Faulty.faults, stopped = faults, []
    ready = Readiness(faulty, "/?key=k", stop=lambda: stopped.append(True))
    ready.announce()
    assert ("Throughline is open" in capsys.readouterr().out) is opened
    assert (ready.gave_up, bool(stopped)) == (not opened, not opened)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    return choose_program(tmp_path_factory.mktemp("kept") / "ws")


def list_living(pids: list[int]) -> list[int]:
    """Which of these processes run; one that has ended and was not yet buried does not."""
    shown = subprocess.run(["ps", "-o", "pid=,stat=", "-p", ",".join(map(str, pids))], capture_output=True, text=True)
    rows = [line.split() for line in shown.stdout.splitlines()]
    return [int(pid) for pid, state in rows if not state.startswith("Z")]


def list_group(leader: int) -> list[int]:
    shown = subprocess.run(["ps", "-eo", "pid=,pgid="], capture_output=True, text=True, check=True)
    return [int(pid) for pid, group in (line.split() for line in shown.stdout.splitlines()) if int(group) == leader]


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither ps nor process groups")
def test_the_program_keeps_a_worker_and_leaves_no_child_behind(program: Program):
    heard = "SELECT max(process) FROM core_jobworker WHERE heard = (SELECT max(heard) FROM core_jobworker)"
    with program.run() as (_, process):
        program.await_true(heard, lambda pid: pid is not None)
        worker = program.ask(heard)[0][0]
        os.kill(worker, signal.SIGKILL)
        program.await_true(heard, lambda pid: pid != worker)
        family = list_group(process.pid)
        assert len(family) >= 3
        process.terminate()
        assert process.wait(timeout=20) == 0
        await_true(lambda: list_living(family) == [])


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither ps nor process groups")
def test_nobody_outlives_a_program_that_was_killed(program: Program):
    with program.run() as (_, process):
        family = list_group(process.pid)
        assert len(family) >= 3
        process.kill()
        await_true(lambda: list_living(family) == [])


@pytest.mark.parametrize("text", ["soon", "0", "-1", "nan", "inf"])
def test_a_lease_that_is_no_number_of_seconds_is_refused_with_its_name(text: str):
    with pytest.raises(BadInput, match="THROUGHLINE_JOB_LEASE"):
        read_seconds({"THROUGHLINE_JOB_LEASE": text}, "THROUGHLINE_JOB_LEASE", default=30)


def test_a_lease_that_nobody_named_is_the_usual_one():
    assert read_seconds({}, "THROUGHLINE_JOB_LEASE", default=30) == 30
