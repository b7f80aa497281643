"""`throughline start` as a newcomer runs it: one line, one address, and nobody else gets in."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import choose_database, read_everything


@pytest.fixture(scope="module")
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("started") / "ws"


@pytest.fixture(scope="module")
def line(folder: Path, free_port: int) -> Iterator[str]:
    command = [sys.executable, "-m", "throughline.surfaces", "start", "--port", str(free_port)]
    command += ["--workspace", str(folder), "--no-sample"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, **choose_database(folder)}
    )
    assert process.stdout is not None
    yield process.stdout.readline()
    process.send_signal(signal.SIGINT)
    process.wait(timeout=20)
    assert process.stdout.read() == ""
    process.stdout.close()


@pytest.fixture(scope="module")
def address(line: str) -> str:
    return line.split()[-1]


def fetch(url: str, **headers: str) -> tuple[int, str, http.client.HTTPMessage]:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            return answer.status, answer.read().decode(), answer.headers
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode(), refused.headers


def test_one_line_ends_in_the_address(line: str, free_port: int):
    assert re.fullmatch(rf".* http://127\.0\.0\.1:{free_port}/\?key=[\w-]+\n", line)


def test_the_address_opens_the_app_more_than_once(address: str):
    assert [fetch(address)[0] for _ in range(2)] == [200, 200]


def test_without_the_key_every_page_is_closed(address: str):
    base = address.split("?")[0]
    assert [fetch(base + path)[0] for path in ("", "prds/", "discovery/", "undo", "?key=wrong")] == [403] * 5


def test_another_host_name_is_refused(address: str):
    assert fetch(address, Host="evil.example")[0] == 400


def test_pages_forbid_inline_script_framing_and_foreign_requests(address: str):
    _, page, headers = fetch(address)
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"(?:src|href)=[\"']https?://(?!127\.0\.0\.1)", page)


def test_the_server_answers_on_this_machine_only(address: str, free_port: int):
    own = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1"}
    for outside in own:
        with socket.socket() as probe:
            probe.settimeout(1)
            assert probe.connect_ex((outside, free_port)) != 0 or outside.startswith("127.")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_the_signing_key_is_for_its_owner_alone(address: str, folder: Path):
    assert (folder / "secret.key").stat().st_mode & 0o077 == 0


def test_the_database_holds_neither_the_key_nor_the_secret(address: str, folder: Path):
    stored = read_everything(folder)
    assert b"My workspace" in stored
    assert address.split("key=")[1].encode() not in stored
    assert (folder / "secret.key").read_bytes() not in stored


def test_a_port_that_is_taken_is_said_in_one_sentence(address: str, free_port: int, tmp_path: Path):
    command = [sys.executable, "-m", "throughline.surfaces", "start", "--port", str(free_port)]
    shown = subprocess.run([*command, "--workspace", str(tmp_path)], capture_output=True, text=True)
    assert shown.returncode == 2
    assert "choose another with --port" in shown.stderr
