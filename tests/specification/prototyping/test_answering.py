"""What was answered in the page comes back as draft criteria, and the state it was asked in is specified then."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from throughline.core.kernel.errors import BadInput
from throughline.specification.edge_cases.reading import outline_any
from throughline.specification.prototyping.commands import prototype
from throughline.specification.prototyping.making import make_prototype
from throughline.specification.rules.prototyping import (
    add_drafted,
    build_prototype,
    describe_coverage,
    draft_answers,
    read_answers,
)
from throughline.surfaces.cli import run

from .test_building import BOOKINGS

ANSWER = {
    "screen": "booking_list",
    "state": "loading",
    "case": "ST-02",
    "story": "S2",
    "text": "Grey rows for up to 5 seconds.",
}


@pytest.fixture
def document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "bookings.md"
    path.write_text(BOOKINGS, encoding="utf-8")
    return path


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(["prototype", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_an_answer_makes_a_criterion_that_specifies_its_state():
    outline = outline_any(BOOKINGS)
    drafted, lost = draft_answers(outline, read_answers({"answers": [ANSWER]})[0])
    assert lost == ()
    assert drafted[0].criterion.endswith("Grey rows for up to 5 seconds.")
    before, after = build_prototype(outline), build_prototype(add_drafted(outline, drafted))
    assert describe_coverage(after).specified == describe_coverage(before).specified + 1
    state = next(state for screen, state in after.states if (screen.id, state.id) == ("booking_list", "loading"))
    assert state.is_specified


def test_the_command_writes_a_page_and_says_what_it_made(document: Path, capsys: pytest.CaptureFixture[str]):
    code, out, _ = call(capsys, str(document))
    assert code == 0
    assert "Table booking: 5 stories, 4 screens" in out
    assert "S3    Host can open “Booking”" in out
    page = (document.parent / "bookings.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")


def test_json_has_the_same_keys_whether_or_not_anything_was_answered(
    document: Path, capsys: pytest.CaptureFixture[str]
):
    answers = document.with_name("answers.json")
    answers.write_text(json.dumps({"answers": [ANSWER], "renames": {"entity:booking": "seating"}}), encoding="utf-8")
    bare = json.loads(call(capsys, str(document), "--json")[1])
    code, out, _ = call(capsys, str(document), "--json", "--answers", str(answers), "-o", "p.html")
    answered = json.loads(out)
    assert code == 0
    assert bare.keys() == answered.keys()
    assert (bare["out"], answered["out"]) == (None, "p.html")
    assert answered["criteria"][0]["story"] == "S2"
    assert answered["renames"] == {"entity:booking": "seating"}
    assert answered["coverage"]["specified"] == bare["coverage"]["specified"] + 1
    assert answered["model"]["entities"][0]["label"] == "seating"


def test_an_answer_to_a_story_that_is_gone_is_not_lost_silently(document: Path, capsys: pytest.CaptureFixture[str]):
    answers = document.with_name("answers.json")
    answers.write_text(json.dumps({"answers": [{**ANSWER, "story": "S99"}]}), encoding="utf-8")
    code, out, _ = call(capsys, str(document), "--answers", str(answers))
    assert code == 1
    assert "Answers to stories that are not there (1)\n  Grey rows" in out


def test_a_refused_model_is_said_and_the_page_is_made_without_it(document: Path, capsys: pytest.CaptureFixture[str]):
    model = document.with_name("model.json")
    model.write_text("Sure! Here is your JSON: {}", encoding="utf-8")
    code, out, _ = call(capsys, str(document), "--model", str(model))
    assert code == 1
    assert "the model's answer: is not used (it is not JSON" in out
    assert document.with_name("bookings.html").exists()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("answers.json", "[1, 2]", "these are no answers"),
        ("answers.json", '{"answers": [{"text": 4}]}', "these are no answers"),
        ("answers.json", "{", "these are no answers"),
    ],
)
def test_a_bad_file_is_said_in_one_sentence(
    document: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, said: str
):
    document.with_name(name).write_text(text, encoding="utf-8")
    code, _, err = call(capsys, str(document), "--answers", name)
    assert code == 2
    assert said in err
    assert len(err.strip().splitlines()) == 1


def test_the_document_is_never_written_over(document: Path, capsys: pytest.CaptureFixture[str]):
    code, _, err = call(capsys, str(document), "-o", str(document))
    assert code == 2
    assert "this is the document itself" in err
    assert document.read_text(encoding="utf-8") == BOOKINGS


def test_a_few_sentences_are_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    idea = "Neighbours lend tools to each other. A neighbour can reserve a drill. The owner approves the reservation."
    result = CliRunner().invoke(prototype, ["-"], input=idea, standalone_mode=False)
    assert result.return_value == 0
    assert "<title>" in (tmp_path / "prototype.html").read_text(encoding="utf-8")


def test_no_story_is_bad_input(tmp_path: Path):
    path = tmp_path / "empty.md"
    path.write_text("# Nothing\n\nTBD.\n", encoding="utf-8")
    with pytest.raises(BadInput, match="no story"):
        make_prototype(path)
