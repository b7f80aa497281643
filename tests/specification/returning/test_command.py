"""`throughline read-back` on a workspace: it says first, takes over when told to, and decides no conflict unasked."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.specification.exports.test_commands import run
from tests.specification.living import KEY, make_prd
from throughline.core.contracts import Actor
from throughline.core.services import make_workspace
from throughline.grounding.contracts import Origin
from throughline.specification.editing import deciding
from throughline.specification.queries import get_prd
from throughline.specification.services import keep_prd

pytestmark = pytest.mark.django_db
STORY = "08-stories/story-1.md"


@pytest.fixture
def actor(monkeypatch: pytest.MonkeyPatch) -> Actor:
    monkeypatch.setenv("THROUGHLINE_WORKSPACE", os.environ["THROUGHLINE_WORKSPACE"])
    actor = make_workspace("Ours", owner="Ada")
    keep_prd(actor, prd=make_prd())
    return actor


@pytest.fixture
def here() -> str:
    return os.environ["THROUGHLINE_WORKSPACE"]


@pytest.fixture
def folder(actor: Actor, here: str, tmp_path: Path) -> Path:
    out = tmp_path / "prd"
    assert run("export", KEY, "--workspace", here, "--format", "folder", "-o", out).code == 0
    page = out / STORY
    page.write_text(page.read_text().replace("the file is whole", "the file is all there"))
    return out


def read_line(actor: Actor, claim: str = "c1") -> tuple[str, Origin]:
    line = next(line for line in get_prd(actor.workspace, KEY).lines if line.claim.id == claim)
    return line.claim.text.rpartition("then ")[2], line.claim.origin


def test_it_says_what_it_would_take_over_and_changes_nothing(actor: Actor, folder: Path, here: str) -> None:
    done = run("read-back", folder, "--workspace", here)
    assert done.code == 0, done.err
    assert "edited      “… then the file is whole” → “… then the file is all there”" in done.out
    assert "Nothing is changed yet" in done.out
    assert read_line(actor)[0] == "the file is whole"


@pytest.mark.parametrize(("own", "origin"), [((), Origin.PROPOSAL), (("--own",), Origin.JUDGEMENT)])
def test_accepting_takes_it_over_once(
    actor: Actor, folder: Path, here: str, own: tuple[str, ...], origin: Origin
) -> None:
    done = run("read-back", folder, "--workspace", here, "--accept", *own, "--json")
    assert (done.code, json.loads(done.out)["taken"]) == (0, 1)
    assert read_line(actor) == ("the file is all there", origin)
    again = json.loads(run("read-back", folder, "--workspace", here, "--accept", "--json").out)
    assert (again["taken"], len(again["known"]), again["applied"]) == (0, 1, [])


@pytest.mark.parametrize(
    ("conflicts", "code", "words"),
    [("leave", 1, "it is whole"), ("mine", 0, "it is whole"), ("theirs", 0, "the file is all there")],
)
def test_a_conflict_is_decided_as_one_says(
    actor: Actor, folder: Path, here: str, conflicts: str, code: int, words: str
) -> None:
    deciding.edit_line(actor, prd=KEY, claim="c1", text="Given a report, when it is exported, then it is whole")
    done = run("read-back", folder, "--workspace", here, "--accept", "--conflicts", conflicts)
    assert done.code == code, done.out
    assert "the line was changed on both sides" in done.out
    assert read_line(actor)[0] == words


def test_without_a_workspace_nothing_can_be_taken_over(folder: Path) -> None:
    done = run("read-back", folder, "--accept")
    assert (done.code, "name the workspace with --workspace" in done.err) == (2, True)


def test_a_folder_of_a_prd_that_is_not_there_is_refused(actor: Actor, folder: Path, here: str) -> None:
    base = folder / ".throughline/base.json"
    base.write_text(base.read_text().replace(f'"id": "{KEY}"', '"id": "prd-77"'))
    done = run("read-back", folder, "--workspace", here)
    assert (done.code, f"choose one of {KEY}" in done.err) == (2, True)
