"""The command line as a person meets it: real files, honest exit codes, JSON alone on stdout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgres import choose_database
from throughline.surfaces.cli import COMMANDS

FEEDBACK = Path(__file__).parents[2] / "src/throughline/discovery/sample/feedback.csv"


def run(*args: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "throughline.surfaces", *map(str, args)]
    own = choose_database(cwd) if "--workspace" in args else {}
    env = {**os.environ, **own, "PYTHONWARNINGS": "error"}
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=env, encoding="utf-8")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "mine.csv"
    rows = [
        "The export hangs at 40000 rows,Acme",
        "Export hangs every Monday,Birch",
        "Invoices come in the wrong currency,Cedar",
        "Wrong currency on my invoice again,Dorn",
    ]
    path.write_text("text,account\n" + "\n".join(rows) + "\n")
    return path


def test_help_names_every_command(tmp_path: Path):
    shown = run("--help", cwd=tmp_path)
    assert shown.returncode == 0
    assert all(name in shown.stdout for name in COMMANDS)


def test_help_loads_neither_django_nor_numpy(tmp_path: Path):
    code = "import sys; from throughline.surfaces.cli import run; run(['--help']); print(sorted(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert not {"'django'", "'numpy'", "'rich'", "'onnxruntime'"} & set(shown.stdout.split("[")[-1].split(", "))


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_explains_itself(command: str, tmp_path: Path):
    shown = run(command, "--help", cwd=tmp_path)
    assert shown.returncode == 0
    assert "Usage:" in shown.stdout


def test_themes_answers_every_record_once(table: Path, tmp_path: Path):
    shown = run("themes", table, "--json", cwd=tmp_path)
    document = json.loads(shown.stdout)
    assert shown.returncode == 0
    assert [(item["source"], item["row"]) for item in document["items"]] == [("mine.csv", n) for n in (1, 2, 3, 4)]
    known = {theme["id"] for theme in document["themes"]}
    assert {item["theme"] for item in document["items"]} <= known | {None}
    assert all({"id", "broad", "label", "size", "accounts", "quotes"} <= theme.keys() for theme in document["themes"])


def test_search_points_into_the_file(table: Path, tmp_path: Path):
    shown = run("search", table, "--query", "export hangs", "--limit", 2, "--json", cwd=tmp_path)
    hits = json.loads(shown.stdout)["hits"]
    assert {hit["row"] for hit in hits} == {1, 2}
    assert all(table.read_text()[hit["start"] : hit["end"]] == hit["text"] for hit in hits)


def test_search_counts_segments_as_the_file_does(tmp_path: Path):
    talk = tmp_path / "talk.json"
    texts = ["Hello", "", "Our billing is a mess, we pay twice", "I see"]
    talk.write_text(json.dumps({"segments": [{"speaker": "A", "text": text} for text in texts]}))
    hits = json.loads(run("search", talk, "--query", "billing", "--json", cwd=tmp_path).stdout)["hits"]
    assert hits[0]["turn"] == 2
    spans = json.loads(run("search", talk, "--query", "billing", "--spans", "--json", cwd=tmp_path).stdout)
    assert spans[0]["first_turn"] <= 2 <= spans[0]["last_turn"]


@pytest.mark.parametrize("fmt", ["md", "html", "docx", "json"])
def test_a_prd_is_written_in_every_format(fmt: str, table: Path, tmp_path: Path):
    out = tmp_path / f"prd.{fmt}"
    shown = run("prd", table, "--about", "export hangs", "-o", out, cwd=tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert out.stat().st_size > 500
    assert shown.stdout == ""
    assert "claims" in shown.stderr
    assert "open questions" in shown.stderr


def test_the_program_agrees_with_its_own_draft(table: Path, tmp_path: Path):
    out = tmp_path / "prd.json"
    assert run("prd", table, "-o", out, cwd=tmp_path).returncode == 0
    checked = run("verify", out, "--evidence", table, "--json", cwd=tmp_path)
    verdicts = [claim["verdict"] for claim in json.loads(checked.stdout)["claims"]]
    assert checked.returncode == 0
    assert set(verdicts) == {"verified"}


def test_a_changed_digit_in_a_quote_is_found(table: Path, tmp_path: Path):
    draft = tmp_path / "draft.json"
    good = {"id": "a", "origin": "quote", "text": "The export hangs at 40000 rows"}
    bad = {**good, "id": "b", "text": "The export hangs at 50000 rows"}
    cite = {"citations": [{"source": "mine.csv", "row": 1}]}
    draft.write_text(json.dumps({"claims": [{**good, **cite}, {**bad, **cite}]}))
    checked = run("verify", draft, "--evidence", table, "--json", cwd=tmp_path)
    assert checked.returncode == 1
    assert [claim["verdict"] for claim in json.loads(checked.stdout)["claims"]] == ["verified", "rejected"]


def test_one_sentence_without_evidence_gives_a_skeleton(tmp_path: Path):
    shown = run("prd", "--about", "Let people pause a subscription", "--json", cwd=tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert "quote" not in {claim["origin"] for claim in walk_claims(json.loads(shown.stdout))}


def walk_claims(node: object):
    if isinstance(node, dict):
        if "origin" in node and "text" in node:
            yield node
        for value in node.values():
            yield from walk_claims(value)
    elif isinstance(node, list):
        for value in node:
            yield from walk_claims(value)


BAD = {
    "missing.csv": None,
    "empty.csv": b"",
    "binary.csv": bytes(range(256)) * 20,
    "blank.csv": b"text\n\n\n",
    "broken.json": b'{"segments": [',
}


@pytest.mark.parametrize("command", [("themes",), ("search", "--query", "x"), ("prd",), ("import",)])
@pytest.mark.parametrize("name", sorted(BAD))
def test_a_file_that_cannot_be_used_is_one_sentence_and_exit_2(command: tuple[str, ...], name: str, tmp_path: Path):
    path = tmp_path / name
    if BAD[name] is not None:
        path.write_bytes(BAD[name])
    shown = run(command[0], path, *command[1:], cwd=tmp_path)
    assert shown.returncode == 2
    assert shown.stdout == ""
    assert name in shown.stderr
    assert len(shown.stderr.strip().splitlines()) == 1


def test_a_directory_is_not_a_file(tmp_path: Path):
    shown = run("themes", tmp_path, cwd=tmp_path)
    assert shown.returncode == 2
    assert len(shown.stderr.strip().splitlines()) == 1


def test_an_unknown_column_in_map_is_named(table: Path, tmp_path: Path):
    shown = run("themes", table, "--map", "text=Comment", cwd=tmp_path)
    assert shown.returncode == 2
    assert "Comment" in shown.stderr


def test_a_failed_draft_leaves_the_old_file_alone(table: Path, tmp_path: Path):
    out = tmp_path / "prd.md"
    out.write_text("the old one")
    assert run("prd", tmp_path / "missing.csv", "-o", out, cwd=tmp_path).returncode == 2
    assert out.read_text() == "the old one"


def test_a_prd_is_never_written_over_its_evidence(table: Path, tmp_path: Path):
    before = table.read_bytes()
    shown = run("prd", table, "--format", "md", "-o", table, cwd=tmp_path)
    assert shown.returncode == 2
    assert "made from" in shown.stderr
    assert table.read_bytes() == before


def test_an_ending_nobody_writes_is_refused(table: Path, tmp_path: Path):
    shown = run("prd", table, "-o", tmp_path / "prd.odt", cwd=tmp_path)
    assert shown.returncode == 2
    assert "md, html, docx, pdf, json" in shown.stderr


def test_records_that_were_left_out_are_said(tmp_path: Path):
    path = tmp_path / "odd.csv"
    path.write_text("text,account\nThe export hangs,Acme\n,Birch\nIt works for us,Cedar\n")
    assert "1 of the records could not be read" in run("prd", path, "-o", "out.md", cwd=tmp_path).stderr


def test_a_member_without_a_name_is_refused(tmp_path: Path):
    assert run("invite", " ", "--workspace", tmp_path / "ws", cwd=tmp_path).returncode == 2


def test_a_workspace_gives_the_same_themes_as_the_file(table: Path, tmp_path: Path):
    folder = tmp_path / "ws"
    imported = run("import", table, "--workspace", folder, "--json", cwd=tmp_path)
    assert imported.returncode == 0, imported.stderr
    stored = json.loads(run("themes", "--workspace", folder, "--json", cwd=tmp_path).stdout)
    assert stored == json.loads(run("themes", table, "--json", cwd=tmp_path).stdout)
    again = json.loads(run("import", table, "--workspace", folder, "--json", cwd=tmp_path).stdout)
    assert (again["files"][0]["imported"], again["files"][0]["known"]) == (0, 4)


def test_rows_that_cannot_be_read_are_listed_and_the_others_imported(tmp_path: Path):
    path = tmp_path / "odd.csv"
    path.write_text("text,account\nIt hangs,Acme\n,Birch\nIt works,Cedar\n")
    shown = run("import", path, "--json", cwd=tmp_path)
    document = json.loads(shown.stdout)
    assert shown.returncode == 1
    assert document["files"][0]["imported"] == 2
    assert [record["row"] for record in document["files"][0]["rejected"]] == [2]
    assert "odd.csv,2,3," in Path(tmp_path / document["rejects_file"]).read_text()


def test_an_invitation_prints_a_link(tmp_path: Path):
    shown = run("invite", "Bo", "--role", "viewer", "--workspace", tmp_path / "ws", "--json", cwd=tmp_path)
    document = json.loads(shown.stdout)
    assert (document["member"], document["role"]) == ("Bo", "viewer")
    assert "/enter/" in document["link"]


def test_nothing_named_is_said_so(tmp_path: Path):
    shown = run("themes", cwd=tmp_path)
    assert shown.returncode == 2
    assert "name one or more files" in shown.stderr
