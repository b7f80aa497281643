"""The program is killed, with no chance to tidy up: at the next start its work is done, nothing lost or doubled."""

from __future__ import annotations

import contextlib
import http.client
import http.cookiejar
import os
import threading
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.surfaces.killing import Program, choose_program
from throughline.core.services import make_workspace
from throughline.discovery import services as discovery
from throughline.discovery.models import EvidenceRow, ThemeRun

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kills a whole process group, which Windows has not")
SAYS = ("The export of {n} rows times out", "Invoice {n} has the wrong currency", "Search finds nothing for order {n}")


def make_rows(count: int) -> str:
    """A table in which every hundredth row says something and the others are pleasantries, so that reading is long."""
    lines = ["date,account,text"]
    for n in range(count):
        text = SAYS[n // 100 % 3].format(n=n) if n % 100 == 0 else "Thank you very much!"
        lines.append(f"2026-03-{n % 28 + 1:02d},Company {n % 40},{text}")
    return "\n".join(lines)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return choose_program(tmp_path / "ws")


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
    threading.Thread(target=_send, args=(lambda: post(f"{confirm}/import"),), daemon=True).start()


def _send(ask: Callable[[], str]) -> None:
    """Without waiting for the answer: where the machine is fast, all is read before it comes."""
    with contextlib.suppress(OSError, http.client.HTTPException):
        ask()


def list_evidence(rows: Any) -> list[tuple[Any, ...]]:
    return sorted((key, row, text) for key, row, text in rows)


EVIDENCE = "SELECT key, row, text FROM discovery_evidencerow"
READ = "SELECT count(*) FROM discovery_evidencerow"
STEP = "SELECT step FROM core_job WHERE name = 'import files'"
FINDING = {"2 of 2 · Finding themes", "2 of 2 · Looking for themes", "2 of 2 · Naming the themes"}
STATE = "SELECT state FROM core_job WHERE name = 'import files'"


@pytest.mark.django_db
def test_an_import_killed_while_it_reads_and_again_while_it_finds_themes_ends_as_if_nothing_had_been(
    program: Program, tmp_path: Path, settings
):
    settings.MEDIA_ROOT, rows = tmp_path / "originals", make_rows(6200)
    with program.run() as (address, _):
        start_import(address, rows)
        program.await_true(READ, lambda count: count >= 2000)
    assert program.ask("SELECT state FROM discovery_sourcefile") == [("pending",)]
    with program.run():
        program.await_true(STEP, lambda step: step in FINDING)
    assert program.ask(STATE) == [("running",)]
    with program.run():
        program.await_true(STATE, lambda state: state not in {"running", "waiting"})
        program.await_empty("uploads")
    assert program.ask("SELECT state, attempts FROM core_job WHERE name = 'import files'") == [("done", 3)]

    table = tmp_path / "pasted.csv"
    table.write_text(rows, encoding="utf-8")
    whole = make_workspace("Uninterrupted", owner="Ada")
    discovery.import_file(whole, path=table)
    discovery.find_themes(whole)
    assert list_evidence(program.ask(EVIDENCE)) == list_evidence(EvidenceRow.objects.values_list("key", "row", "text"))
    assert program.ask("SELECT state FROM discovery_sourcefile") == [("visible",)]
    assert program.ask("SELECT count(*) FROM discovery_themerun") == [(ThemeRun.objects.count(),)]
