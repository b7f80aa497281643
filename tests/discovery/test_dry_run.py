"""Before an import anything keeps, it says what it would do, in words and counts, on the page and at the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.surfaces.test_cli import run
from throughline.core.contracts import Actor
from throughline.core.services import issue_link, make_workspace
from throughline.discovery import pipeline
from throughline.discovery.feedback.showing import try_file
from throughline.discovery.models import Account, EvidenceRow, SourceFile
from throughline.discovery.services import import_file

TABLE = """date,account,text
2026-03-01,Acme,The export of our invoices hangs every Monday
2026-03-02,Acme,the export of our invoices hangs every monday!
2026-03-03,Birch,Write to jo@example.com or call +44 20 7946 0958
2026-03-04,Birke,Der Bericht ist leer und niemand weiß warum
2026-03-05,Elm,A prospect told us the price is high
2026-03-06,Elm,
"""


@pytest.fixture
def actor(tmp_path: Path, settings, db) -> Actor:
    settings.MEDIA_ROOT = tmp_path / "originals"
    owner = make_workspace("Ours", owner="Ada")
    Account.objects.create(workspace=owner.workspace, name="acme")
    return owner


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "feedback.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_trial_counts_what_an_import_would_do_and_keeps_nothing(actor: Actor, table: Path):
    trial = try_file(table, name="feedback.csv", workspace=actor.workspace)
    assert (trial.added, trial.known, trial.skipped, trial.second_hand, trial.repeats) == (5, 0, 1, 1, 1)
    assert (len(trial.accounts), trial.fresh_accounts) == (4, 3)
    assert (dict(trial.personal), dict(trial.languages)) == ({"mail": 1, "phone": 1}, {"German": 1})
    assert not EvidenceRow.objects.exists()
    assert not SourceFile.objects.exists()


def test_it_adds_what_the_import_then_adds(actor: Actor, table: Path):
    import_file(actor, path=table)
    assert try_file(table, name="feedback.csv", workspace=actor.workspace).sentences == [
        "The same bytes were imported as feedback.csv; nothing would be added."
    ]
    table.write_text(TABLE + "2026-03-07,Fir,The report is empty\n", encoding="utf-8")
    trial = try_file(table, name="feedback.csv", workspace=actor.workspace)
    report = import_file(actor, path=table)
    assert (trial.added, trial.known) == (report.added, report.known) == (1, 5)


def test_the_page_says_it_in_words(actor: Actor, table: Path):
    client = Client()
    client.get(f"/?key={issue_link(actor.member)}")
    upload = SimpleUploadedFile("feedback.csv", table.read_bytes())
    body = client.post("/mine", {"files": [upload]}, follow=True).content.decode()
    assert "5 items would be added." in body
    assert "3 new accounts, 1 known here." in body
    assert "Personal data: mail in 1 item, phone in 1 item; masked in whatever leaves the workspace." in body
    assert "1 in German: themes and search by meaning do not know it, search by words does." in body
    assert "1 item may be said twice; a person decides." in body
    assert not EvidenceRow.objects.exists()


def test_a_file_that_breaks_off_behind_its_list_says_so(tmp_path: Path):
    path = tmp_path / "call.json"
    path.write_text('{"segments":[{"speaker":"Bo","text":"It broke twice."}],"meta":{"title":"Cal')
    (file,) = pipeline.read_files([path]).files
    assert [piece.text for piece in file.evidence] == ["It broke twice."]
    assert "breaks off" in file.rejected[0].reason


def test_the_same_bytes_under_another_name_are_left_out_aloud(table: Path, tmp_path: Path):
    copy = tmp_path / "copy.csv"
    copy.write_bytes(table.read_bytes())
    told: list[str] = []
    corpus = pipeline.read_files([table, copy], progress=lambda what, *_: told.append(what))
    assert len(corpus.files) == 1
    assert f"Left out: {copy} holds the same bytes as {table}" in told


def test_the_terminal_says_the_same(table: Path, tmp_path: Path):
    shown = run("import", table, "--workspace", tmp_path / "ws", "--dry-run", "--json", cwd=tmp_path)
    assert shown.returncode == 1
    (file,) = json.loads(shown.stdout)["files"]
    assert (file["added"], file["skipped"], file["fresh_accounts"]) == (5, 1, 4)
    assert file["personal"] == {"mail": 1, "phone": 1}
    assert "5 items would be added." in file["sentences"]
    assert run("import", table, "--dry-run", cwd=tmp_path).returncode == 2
