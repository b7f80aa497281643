"""Several web processes on one database: whoever enters at one is known at the other, and what is begun goes on."""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.postgres import choose_database, read_everything
from throughline.surfaces.folder import choose_database as describe_database
from throughline.surfaces.folder import read_secret_key

WSGI = "throughline.surfaces.wsgi:application"
PATIENCE = 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("team") / "ws"


@pytest.fixture(scope="module")
def env(folder: Path) -> dict[str, str]:
    return {**os.environ, **choose_database(folder), "THROUGHLINE_WORKSPACE": str(folder)}


@pytest.fixture(scope="module")
def link(env: dict[str, str]) -> str:
    """The path of an invitation, made before any server runs."""
    command = [sys.executable, "-m", "throughline.surfaces", "invite", "Bo", "--json"]
    shown = subprocess.run(command, capture_output=True, text=True, env=env, check=True)
    return urllib.parse.urlsplit(json.loads(shown.stdout)["link"]).path


@pytest.fixture(scope="module")
def servers(env: dict[str, str], link: str) -> Iterator[tuple[str, str]]:
    """Two web processes and a worker that share the database and the folder, and nothing else."""
    ports = [_find_port(), _find_port()]
    processes = [*(_serve(port, env) for port in ports), _run("throughline.surfaces", "worker", env=env)]
    try:
        for port in ports:
            await_true(lambda port=port: _answers(port))
        yield (f"http://127.0.0.1:{ports[0]}", f"http://127.0.0.1:{ports[1]}")
    finally:
        for process in processes:
            process.terminate()
            process.wait(timeout=20)


def _find_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _serve(port: int, env: dict[str, str]) -> subprocess.Popen[bytes]:
    return _run("granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), WSGI, env=env)


def _run(module: str, *words: str, env: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", module, *words]
    return subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def await_true(ask: Callable[[], bool]) -> None:
    """Ask until it is so; fail where it never is."""
    pause, end = threading.Event(), time.monotonic() + PATIENCE
    while not ask():
        assert time.monotonic() < end, "it never came to be so"
        pause.wait(0.05)


class Person:
    """Someone with a browser's cookies."""

    def __init__(self) -> None:
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, url: str) -> tuple[int, str, str]:
        """Status, page and the address it ended at."""
        return self._open(urllib.request.Request(url))

    def post(self, url: str, **fields: str) -> tuple[int, str, str]:
        token = next((cookie.value for cookie in self.jar if cookie.name == "throughline_csrf"), "")
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": token or "", **fields}).encode()
        return self._open(urllib.request.Request(url, data=data))

    def _open(self, request: urllib.request.Request) -> tuple[int, str, str]:
        try:
            with self.opener.open(request) as answer:
                return answer.status, answer.read().decode(), answer.geturl()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.read().decode(), refused.geturl()


@pytest.fixture(scope="module")
def person(servers: tuple[str, str], link: str) -> Person:
    """Who entered at the first server."""
    person = Person()
    assert person.get(servers[0] + link)[0] == 200
    return person


def test_who_entered_at_one_server_is_known_at_the_other(person: Person, servers: tuple[str, str]):
    assert [person.get(f"{server}/mine")[0] for server in servers] == [200, 200]
    assert Person().get(f"{servers[1]}/mine")[0] == 403


def test_a_link_that_was_used_at_one_server_is_spent_at_the_other(person: Person, servers: tuple[str, str], link: str):
    assert Person().get(servers[1] + link)[0] == 403


def test_what_was_dropped_at_one_server_is_confirmed_and_imported_at_the_other(
    person: Person, servers: tuple[str, str]
):
    one, other = servers
    person.get(f"{one}/mine")
    status, _, confirm = person.post(f"{one}/mine", rows="text,account\nThe export hangs every Monday,Acme\n")
    path = urllib.parse.urlsplit(confirm).path
    assert (status, bool(re.fullmatch(r"/mine/[\w-]+", path))) == (200, True)
    assert "The export hangs every Monday" in person.get(other + path)[1]
    assert person.post(f"{other}{path}/import")[0] == 200
    await_true(lambda: "every Monday" in person.get(f"{one}/discovery/")[1])


def test_processes_that_start_together_sign_with_one_key(tmp_path: Path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(read_secret_key, [tmp_path / "ws"] * 32))
    assert len(keys) == 1
    assert len(keys.pop()) > 40
    assert [path.name for path in (tmp_path / "ws").iterdir()] == ["secret.key"]


def test_commands_that_start_together_make_the_tables_once(tmp_path: Path):
    folder = tmp_path / "ws"
    env = {**os.environ, **choose_database(folder), "THROUGHLINE_WORKSPACE": str(folder)}
    command = [sys.executable, "-m", "throughline.surfaces", "invite", "--role", "viewer"]
    started = [
        subprocess.Popen([*command, name], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for name in ("Bo", "Cy", "Dee")
    ]
    said = [process.communicate(timeout=60)[0] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0], said
    assert read_everything(folder).count(b"My workspace") == 1


def test_the_address_of_the_database_may_ask_for_an_encrypted_line(tmp_path: Path):
    url = "postgresql://ada:s%40crt@db.example:6432/the%20line?sslmode=verify-full&connect_timeout=5"
    described = describe_database({"THROUGHLINE_DATABASE_URL": url}, tmp_path)
    assert (described["NAME"], described["PASSWORD"], described["PORT"]) == ("the line", "s@crt", 6432)
    assert described["OPTIONS"] == {"sslmode": "verify-full", "connect_timeout": "5"}
