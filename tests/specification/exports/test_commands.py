"""`throughline export` and `throughline read-back`: whole or nothing, nothing of others lost, everything said."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from throughline.core.services import make_workspace
from throughline.discovery.contracts import Corpus
from throughline.specification.contracts import Prd
from throughline.specification.exports.folder.writing import BASE
from throughline.specification.exports.formats import DOCUMENTS, FORMATS
from throughline.specification.exports.json import write_text
from throughline.specification.exports.markdown import write_markdown
from throughline.specification.exports.names import make_name, shorten_name
from throughline.specification.exports.read_markdown import read_markdown
from throughline.specification.services import keep_prd
from throughline.surfaces import cli

Draft = Callable[..., Prd]
STORY = "08-stories/story-1.md"


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


def run(*args: object) -> Done:
    """One call of the command line, in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        code = cli.run([str(arg) for arg in args])
    out.flush()
    err.flush()
    return Done(code, out.buffer.getvalue().decode(), err.buffer.getvalue().decode())  # type: ignore[attr-defined]


@pytest.fixture
def prd(sample: Draft) -> Prd:
    return sample()


@pytest.fixture
def file(prd: Prd, tmp_path: Path) -> Path:
    path = tmp_path / "prd.json"
    path.write_text(write_text(prd, Corpus()), encoding="utf-8")
    return path


@pytest.fixture
def folder(file: Path, tmp_path: Path) -> Path:
    out = tmp_path / "folder"
    assert run("export", file, "--format", "folder", "-o", out).code == 0
    return out


@pytest.mark.parametrize("fmt", list(FORMATS))
def test_every_format_is_written(fmt: str, file: Path, tmp_path: Path) -> None:
    out = tmp_path / ("out" if FORMATS[fmt].is_folder else f"out{FORMATS[fmt].ending}")
    done = run("export", file, "--format", fmt, "-o", out, "--json")
    assert done.code == 0, done.err
    written = json.loads(done.out)
    assert written["format"] == fmt
    assert written["files"]
    assert all(Path(path).stat().st_size for path in written["files"])


def test_a_prd_is_read_from_its_json_its_markdown_and_its_folder(
    file: Path, folder: Path, prd: Prd, tmp_path: Path
) -> None:
    page = tmp_path / "page.md"
    page.write_text(write_markdown(prd, Corpus()), encoding="utf-8")
    made = [run("export", source, "--format", "json").out for source in (file, page, folder)]
    assert made[0] == made[1] == made[2]
    assert json.loads(made[0])["id"] == prd.id


def test_the_format_is_taken_from_the_ending(file: Path, tmp_path: Path) -> None:
    assert run("export", file, "-o", tmp_path / "x.pdf").code == 0
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF")
    refused = run("export", file, "-o", tmp_path / "x.csv")
    assert (refused.code, "name one with --format" in refused.err) == (2, True)


def test_several_prds_go_into_one_folder(prd: Prd, tmp_path: Path) -> None:
    named = []
    for title in ("One", "Two"):
        path = tmp_path / f"{title}.json"
        path.write_text(write_text(replace(prd, title=title, id=f"prd-{title}"), Corpus()), encoding="utf-8")
        named.append(path)
    assert run("export", *named, "--format", "md", "-o", tmp_path / "out").code == 0
    assert sorted(path.name for path in (tmp_path / "out").glob("*.md")) == ["one.md", "two.md"]


def test_exporting_again_changes_nothing(file: Path, folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert run("export", file, "--format", "folder", "-o", folder).code == 0
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_nothing_that_somebody_wrote_is_overwritten(file: Path, folder: Path) -> None:
    story = folder / STORY
    story.write_text(story.read_text(encoding="utf-8") + "\n- Mine.\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    refused = run("export", file, "--format", "folder", "-o", folder)
    assert refused.code == 2
    assert f"{STORY} is not as an export wrote it" in refused.err
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_foreign_file_in_the_way_stops_the_whole_export(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "docs").mkdir(parents=True)
    (out / "docs" / "epics.md").write_text("# Ours since 2019\n")
    assert run("export", file, "--format", "bmad", "-o", out).code == 2
    assert (out / "docs" / "epics.md").read_text() == "# Ours since 2019\n"
    assert [path.name for path in out.rglob("*") if path.is_file()] == ["epics.md"]


def test_a_link_in_the_way_is_not_followed(file: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.md"
    mine.write_text("mine")
    (tmp_path / "out" / "docs").mkdir(parents=True)
    (tmp_path / "out" / "docs" / "epics.md").symlink_to(mine)
    assert run("export", file, "--format", "bmad", "-o", tmp_path / "out").code == 2
    assert mine.read_text() == "mine"


def test_a_page_whose_story_is_gone_goes_with_it(prd: Prd, folder: Path, tmp_path: Path) -> None:
    stories = next(section for section in prd.sections if section.key == "stories")
    fewer = replace(stories, blocks=stories.blocks[:-1])
    path = tmp_path / "fewer.json"
    less = replace(prd, sections=tuple(fewer if s is stories else s for s in prd.sections))
    path.write_text(write_text(less, Corpus()), encoding="utf-8")
    assert (folder / "08-stories" / "story-3.md").exists()
    assert run("export", path, "--format", "folder", "-o", folder).code == 0
    assert not (folder / "08-stories" / "story-3.md").exists()


def test_a_spec_takes_the_next_number_and_keeps_its_own(file: Path, tmp_path: Path) -> None:
    (tmp_path / "repo" / "specs" / "007-payments").mkdir(parents=True)
    for _ in range(2):
        assert run("export", file, "--format", "spec-kit", "-o", tmp_path / "repo").code == 0
    names = sorted(path.name for path in (tmp_path / "repo" / "specs").iterdir())
    assert names == ["007-payments", "008-customs-declarations-rejected-border"]
    page = (tmp_path / "repo" / "specs" / names[1] / "spec.md").read_text(encoding="utf-8")
    assert "**Feature Branch**: `008-customs-declarations-rejected-border`" in page


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["{file}", "--format", "openspec"], "name the folder they go into with -o"),
        (["nothing-here", "--format", "md"], "there is no such PRD"),
        (["{note}", "--format", "md"], "what is not shown on the page is missing"),
        (["{broken}", "--format", "md"], "this is no PRD of ours"),
        (["{empty}", "--format", "md"], "there is no snapshot"),
        (["{file}", "-o", "{file}"], "this is what the export is made from"),
    ],
)
def test_bad_input_is_said_in_one_sentence(args: list[str], said: str, file: Path, tmp_path: Path) -> None:
    places = {name: tmp_path / name for name in ("note", "broken", "empty")}
    places["note"] = tmp_path / "note.md"
    places["note"].write_text("# A note\n")
    places["broken"].write_text("{[")
    places["empty"].mkdir()
    done = run("export", *[arg.format(file=file, **places) for arg in args])
    assert done.code == 2
    assert said in done.err
    assert "Traceback" not in done.err


def test_an_untouched_folder_reads_back_as_no_change(folder: Path) -> None:
    done = run("read-back", folder)
    assert (done.code, done.out.strip()) == (0, "0 changes, 0 known already, 0 conflicts, 0 not read.")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_what_was_changed_is_told_and_written(folder: Path, tmp_path: Path) -> None:
    edit(folder / STORY, "reading why.", "reading the reason.")
    out = tmp_path / "merged.md"
    done = run("read-back", folder, "-o", out)
    assert done.code == 0
    assert "edited      “… the code without reading why.” → “… the code without reading the reason.”" in done.out
    assert any("reading the reason." in line.claim.text for line in read_markdown(out.read_text()).lines)


def test_a_conflict_shows_both_sides_and_exits_1(folder: Path, file: Path, tmp_path: Path) -> None:
    edit(folder / STORY, "reading why.", "reading the reason.")
    page = file.read_text(encoding="utf-8")
    now = tmp_path / "now.json"
    now.write_text(page.replace("without reading why.", "without being told why."), encoding="utf-8")
    done = run("read-back", folder, "--against", now, "--json")
    assert done.code == 1
    (conflict,) = json.loads(done.out)["conflicts"]
    assert conflict["why"] == "the line was changed on both sides"
    assert conflict["exported"].endswith("reading why.")
    assert conflict["folder"].endswith("reading the reason.")
    assert conflict["now"].endswith("being told why.")


def test_what_cannot_be_read_is_shown_and_exits_1(folder: Path) -> None:
    (folder / "thoughts.md").write_text("By the way.\n")
    done = run("read-back", folder)
    assert done.code == 1
    assert "not read    thoughts.md:1: By the way." in done.out


def test_an_unpacked_archive_is_found_inside_its_folder(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "unpacked" / "prd-folder")
    edit(tmp_path / "unpacked" / "prd-folder" / STORY, "reading why.", "reading the reason.")
    assert "1 change," in run("read-back", tmp_path / "unpacked").out


def test_bytes_that_are_no_text_do_not_stop_it(folder: Path) -> None:
    (folder / "picture.png").write_bytes(b"\x89PNG\xff\xfe")
    assert "not read    picture.png:1" in run("read-back", folder).out


def test_the_documents_of_prd_are_formats_here(sample: Draft) -> None:
    assert set(DOCUMENTS) <= set(FORMATS)
    assert not any(FORMATS[fmt].is_folder for fmt in DOCUMENTS)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Get past a refusal", "get-past-a-refusal"),
        ("Straße & Łódź", "strasse-lodz"),
        ("con", "con-file"),
        ("../../etc/passwd", "etc-passwd"),
        ("日本", "prd-1"),
        ("x" * 200, "x" * 48),
        ("Don’t wait", "dont-wait"),
        ("", "prd-1"),
    ],
)
def test_names_are_safe_everywhere(text: str, name: str) -> None:
    assert make_name(text, "prd-1") == name
    assert shorten_name(text, "prd-1")


def test_the_snapshot_is_hidden_and_everything_else_is_plain_ascii(folder: Path) -> None:
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    assert BASE in names
    assert all(name.isascii() and len(name) < 80 for name in names)


@pytest.mark.django_db
@pytest.mark.parametrize("is_sample", [False, True])
def test_a_prd_of_a_workspace_is_named_by_its_key(
    prd: Prd, monkeypatch: pytest.MonkeyPatch, *, is_sample: bool
) -> None:
    folder = os.environ["THROUGHLINE_WORKSPACE"]
    monkeypatch.setenv("THROUGHLINE_WORKSPACE", folder)
    keep_prd(make_workspace("Ours", owner="Ada", is_sample=is_sample), prd=prd, opportunity="op-7")
    done = run("export", prd.id, "--workspace", folder, "--format", "linear")
    assert done.code == 0, done.err
    assert "opportunity op-7" in done.out
    wrong = run("export", "prd-nobody", "--workspace", folder, "--format", "linear")
    assert (wrong.code, f"choose one of {prd.id}" in wrong.err) == (2, not is_sample)


def test_it_is_a_command_like_the_others(file: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "throughline.surfaces", "export", file, "--format", "github"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=tmp_path)
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "title,body,labels,milestone")
