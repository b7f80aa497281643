"""What a person confirms before an import: each file is read once, and what becomes of its columns is said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from throughline.core.contracts import Actor
from throughline.core.services import issue_link, make_workspace
from throughline.discovery.feedback import showing
from throughline.discovery.models import EvidenceRow
from throughline.discovery.services import import_file
from throughline.surfaces.looked import read_looks
from throughline.surfaces.uploads import find_tray

pytestmark = pytest.mark.django_db
ROWS = """date,account,industry,shade,text
2026-03-01,Acme,Retail,green,The export hangs
2026-03-02,Birch,Care,blue,Mail jo@example.com
"""
TALK = "Ada: What happened then?\n\nBo: It hung for an hour, and I went home.\n\nAda: And after that?\n\nBo: Nothing.\n"


@pytest.fixture
def actor(tmp_path: Path, settings) -> Actor:
    settings.MEDIA_ROOT, settings.FOLDER = tmp_path / "originals", tmp_path
    return make_workspace("Ours", owner="Ada")


@pytest.fixture
def client(actor: Actor) -> Client:
    client = Client()
    client.get(f"/?key={issue_link(actor.member)}")
    return client


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read, as often as they were."""
    names: list[str] = []
    read = showing.open_file

    def note(path: Path, **more: object) -> showing.Reading:
        names.append(str(more["name"]))
        return read(path, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(showing, "open_file", note)
    return names


def drop(client: Client) -> str:
    files = [SimpleUploadedFile("a.csv", ROWS.encode()), SimpleUploadedFile("talk.txt", TALK.encode())]
    return client.post("/mine", {"files": files})["Location"]


def fill_in(page: bytes, **other: list[str]) -> dict[str, list[str]]:
    """The form as the page has filled it in."""
    columns, form = re.compile(r'name="(column-0|voice-1)" value="([^"]*)"'), dict[str, list[str]]()
    for name, value in columns.findall(page.decode()):
        form.setdefault(name, []).append(value)
    for name, options in re.findall(r'<select name="(role-0|asks-1)"[^>]*>(.*?)</select>', page.decode()):
        chosen = re.search(r'value="([^"]*)" selected', options)
        form.setdefault(name, []).append(chosen[1] if chosen else "")
    return {**form, **other}


def test_a_file_is_read_once_on_its_way_in(client: Client, opened: list[str], run_jobs):
    place = drop(client)
    page = client.get(place).content
    assert b"The export hangs" in page
    client.post(f"{place}/import", fill_in(page))
    assert sorted(opened) == ["a.csv", "talk.txt"]
    run_jobs()
    assert EvidenceRow.objects.filter(visible=True, file__name="a.csv").count() == 2


def test_the_page_says_the_same_from_what_was_kept(client: Client, opened: list[str]):
    place = drop(client)
    kept = client.get(place).content
    (find_tray(place.split("/")[2]).folder / "looked.json").unlink()
    assert bare(client.get(place).content) == bare(kept)
    assert len(opened) == 4


def bare(page: bytes) -> str:
    """The page without what is different each time it is asked for."""
    return re.sub(r'csrfmiddlewaretoken" value="\w+"', "", page.decode().partition("<main")[2].partition("</main")[0])


def test_what_was_found_is_kept_without_loss(client: Client, actor: Actor):
    tray = find_tray(drop(client).split("/")[2])
    for name, path in tray.files:
        assert read_looks(tray)[path.name].trial == showing.try_file(path, name=name, workspace=actor.workspace)


def test_looking_at_the_page_writes_nothing(client: Client):
    place = drop(client)
    kept = find_tray(place.split("/")[2]).folder / "looked.json"
    kept.unlink()
    client.get(place)
    assert not kept.exists()


def test_a_correction_reads_that_file_again_and_no_other(client: Client, opened: list[str]):
    place = drop(client)
    form = fill_in(client.get(place).content)
    assert (form["column-0"][3], form["role-0"][2:4]) == ("shade", ["segment", ""])
    form["role-0"][2:4] = ["", "segment"]
    client.post(place, form)
    assert "you said so" in client.get(place).content.decode()
    assert sorted(opened) == ["a.csv", "a.csv", "talk.txt"]


def test_what_was_imported_meanwhile_is_seen(client: Client, actor: Actor, tmp_path: Path):
    place = drop(client)
    (tmp_path / "a.csv").write_text(ROWS)
    import_file(actor, path=tmp_path / "a.csv")
    assert b"The same bytes were imported as a.csv" in client.get(place).content


def test_a_column_that_is_nothing_known_is_said_to_be_kept(client: Client):
    page = client.get(drop(client)).content.decode()
    assert "something else, kept as an attribute" in page
    assert "One column can be the segment" in page
