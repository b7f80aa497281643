"""`throughline model` and `throughline prd --model`: an estimate, a yes, and the same checks as on the page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.language.model_server import KEY, Status
from tests.specification.conftest import HEAD, SYNC
from tests.specification.proposing.thinking import find_rows, think
from throughline.surfaces.cli import run


@pytest.fixture
def table(tmp_path: Path, server, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of feedback, and a model in the environment."""
    monkeypatch.setenv("THROUGHLINE_MODEL", "openai:gpt-test")
    monkeypatch.setenv("THROUGHLINE_MODEL_URL", f"{server.root}/v1")
    monkeypatch.setenv("THROUGHLINE_MODEL_KEY", KEY)
    monkeypatch.setenv("THROUGHLINE_MODEL_PRICE", "3/15")
    path = tmp_path / "feedback.csv"
    path.write_text(f"{HEAD}\n{SYNC.strip()}\n", encoding="utf-8")
    return path


def test_it_says_what_it_would_cost_and_sends_nothing_without_a_yes(table, server, capfd):
    assert run(["prd", str(table), "--about", "sync", "--model"]) == 2
    said = capfd.readouterr()
    assert "13 pieces of evidence" in said.err
    assert "cost $0.0" in said.err
    assert "nothing is sent without a yes; add --yes" in said.err
    assert said.out == ""
    assert server.requests == []


def test_with_a_yes_the_draft_holds_what_is_shown_and_lists_the_rest(table, server, capfd, tmp_path):
    server.says(think)
    out = tmp_path / "prd.json"
    assert run(["prd", str(table), "--about", "sync", "--model", "--yes", "-o", str(out)]) == 0
    said = capfd.readouterr()
    assert "9,400 tokens in, 2,150 out, cost $0.060" in said.err
    assert "words nobody said" in said.err
    draft = json.loads(out.read_text())
    standing = json.dumps(draft["sections"])
    left = {one["was"]["text"]: one["reason"] for one in draft["report"]["rejected"]}
    assert "Tell the person at once that it has failed" in standing
    assert not any(words in standing for words in ("leaving in May", "84 accounts", "Maria", "Voice commands"))
    assert any("leaving in May" in text and reason.startswith("proposed by a model") for text, reason in left.items())
    assert any(text.startswith("Voice commands") for text in left)
    assert find_rows(server.last, "answer") == [], "nobody at a terminal is asked nothing"
    assert run(["verify", str(out), str(table), "--json"]) == 0, capfd.readouterr().out[:400]


def test_a_model_that_fails_is_said_and_no_file_is_written(table, server, capfd, tmp_path):
    server.says(Status(401))
    out = tmp_path / "prd.md"
    assert run(["prd", str(table), "--about", "sync", "--model", "--yes", "-o", str(out)]) == 2
    said = capfd.readouterr()
    assert "refuses the key ending in Zx9Q" in said.err
    assert KEY not in said.err
    assert not out.exists()


def test_the_command_says_what_is_configured_and_never_the_key(table, capfd):
    assert run(["model", "--json"]) == 0
    told = json.loads(capfd.readouterr().out)
    assert (told["on"], told["model"], told["key_ending"], told["set_by"]) == (
        True,
        "openai:gpt-test",
        "Zx9Q",
        "environment",
    )
    assert KEY not in json.dumps(told)


def test_off_is_said_with_how_to_switch_it_on(tmp_path, monkeypatch, capfd):
    monkeypatch.delenv("THROUGHLINE_MODEL", raising=False)
    assert run(["model", "--workspace", str(tmp_path)]) == 0
    assert "Off: nothing leaves this machine. Set THROUGHLINE_MODEL" in capfd.readouterr().out
    assert list(tmp_path.iterdir()) == [], "looking makes nothing"
    assert run(["model", "--workspace", str(tmp_path), "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["on"] is False


def test_nonsense_in_the_environment_is_one_sentence(monkeypatch, capfd):
    monkeypatch.setenv("THROUGHLINE_MODEL", "clever")
    assert run(["model"]) == 2
    said = capfd.readouterr().err
    assert "THROUGHLINE_MODEL: “clever” names no provider" in said
    assert "Traceback" not in said
