"""The pages as a member asks for them, without a browser: whose they are, what they bound, what they escape."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from throughline.core.contracts import Actor
from throughline.core.queries import find_own_workspace
from throughline.core.services import issue_link, make_workspace
from throughline.discovery import services as discovery
from throughline.discovery.contracts import Theme, Themes
from throughline.discovery.queries import load_corpus
from throughline.grounding.contracts import Citation, Claim, Origin
from throughline.specification import services as specification
from throughline.specification.contracts import Block, Line, Prd, Role, Section, Size
from throughline.surfaces.looked import LOOKED

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor(tmp_path: Path, settings) -> Actor:
    settings.MEDIA_ROOT, settings.FOLDER = tmp_path / "originals", tmp_path
    return make_workspace("Ours", owner="Ada")


@pytest.fixture
def client(actor: Actor) -> Client:
    client = Client()
    client.get(f"/?key={issue_link(actor.member)}")
    return client


def import_rows(actor: Actor, folder: Path, rows: list[str]) -> list[str]:
    """Import one table and return the ids of its evidence."""
    table = folder / "feedback.csv"
    table.write_text("date,account,text\n" + "\n".join(rows), encoding="utf-8")
    discovery.import_file(actor, path=table)
    return [piece.id for piece in load_corpus(actor.workspace)]


def keep_theme(actor: Actor, ids: list[str], *, count: int = 1) -> None:
    themes = tuple(
        Theme(f"th-{n}", "br-1", f"The export hangs {n}", tuple(ids), (), 2, words=("export", "hangs"))
        for n in range(count)
    )
    discovery.keep_themes(actor, themes=Themes(themes, (), "words"))


def keep_prd(actor: Actor, ids: list[str], *, count: int = 1, key: str = "prd-1") -> None:
    lines = tuple(
        Line(
            Claim(f"c{n}", Origin.QUOTE, "“It hangs.”", (Citation(evidence=ids[n % len(ids)]),), quote="It hangs."),
            Role.QUOTE,
        )
        for n in range(count)
    )
    section = Section("problem", 1, "Problem", (Block("b", lines),))
    specification.keep_prd(actor, prd=Prd(key, "Files", Size.ONE_PAGE, (section,)))


def test_what_customers_write_is_never_markup(actor: Actor, client: Client, tmp_path: Path):
    row = '2026-03-01,<b>Acme</b>,"It hangs. <script>alert(1)</script> the export"'
    ids = import_rows(actor, tmp_path, [row])
    keep_theme(actor, ids)
    keep_prd(actor, ids)
    for path in ["/prds/prd-1", "/discovery/", f"/discovery/evidence/{ids[0]}", "/prds/prd-1/lines/c0"]:
        page = client.get(path).content.decode()
        assert "<script>alert" not in page
        assert "<b>Acme" not in page
        assert "&lt;b&gt;Acme" in page


def test_an_item_nobody_themed_is_listed_apart(actor: Actor, client: Client, tmp_path: Path):
    ids = import_rows(actor, tmp_path, ["2026-03-01,Acme,The export hangs", "2026-03-02,Birch,A lovely blue"])
    keep_theme(actor, ids[:1])
    page = client.get("/discovery/unsorted").content.decode()
    assert "A lovely blue" in page
    assert "1 item fit" in page


def test_a_long_list_is_cut_into_pages_that_hold_everything_once(actor: Actor, client: Client, tmp_path: Path):
    ids = import_rows(actor, tmp_path, [f"2026-03-01,Acme {n},The export hangs number {n}." for n in range(95)])
    keep_theme(actor, ids)
    seen: list[str] = []
    for start in (0, 40, 80):
        page = client.get(f"/discovery/themes/th-0?from={start}").content.decode()
        assert page.count('class="e"') <= 40
        seen += [id_ for id_ in ids if f'id="e-{id_}"' in page]
    assert sorted(seen) == sorted(ids)


def test_pages_ask_the_database_as_often_for_many_rows_as_for_few(actor: Actor, client: Client, tmp_path: Path):
    ids = import_rows(actor, tmp_path, [f"2026-03-01,Acme {n},It hangs. {n}" for n in range(60)])
    keep_theme(actor, ids[:2])
    keep_prd(actor, ids, count=2)
    few = [_count(client, path) for path in ("/prds/prd-1", "/discovery/themes/th-0", "/prds/")]
    keep_theme(actor, ids, count=30)
    keep_prd(actor, ids, count=60, key="prd-2")
    many = [_count(client, path) for path in ("/prds/prd-2", "/discovery/themes/th-0", "/prds/")]
    assert many == few


def _count(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_a_neighbour_sees_nothing_of_another_workspace(actor: Actor, client: Client, tmp_path: Path):
    ids = import_rows(actor, tmp_path, ["2026-03-01,Acme,It hangs. Always."])
    keep_theme(actor, ids)
    keep_prd(actor, ids)
    stranger = Client()
    stranger.get(f"/?key={issue_link(make_workspace('Theirs', owner='Eve').member)}")
    for path in ["/prds/prd-1", "/prds/prd-1/lines/c0", f"/discovery/evidence/{ids[0]}", "/discovery/themes/th-0"]:
        assert stranger.get(path).status_code == 404
    assert stranger.post("/prds/prd-1/lines/c0/reject").status_code == 404


@pytest.mark.parametrize("path", ["/discovery/?from=x", "/prds/?before=-1", "/discovery/unsorted?after=1e9"])
def test_a_place_that_is_no_number_is_answered_with_a_sentence(client: Client, actor: Actor, tmp_path: Path, path: str):
    keep_theme(actor, import_rows(actor, tmp_path, ["2026-03-01,Acme,It hangs"]))
    answer = client.get(path)
    assert answer.status_code == 422
    assert "is no" in answer.content.decode()


def test_files_of_somebody_else_cannot_be_confirmed(client: Client, actor: Actor):
    answer = client.post("/mine", {"rows": "text,account\nIt hangs all day,Acme\n"})
    assert answer.status_code == 302
    other = Client()
    other.get(f"/?key={issue_link(make_workspace('Theirs', owner='Eve').member)}")
    assert other.get(answer["Location"]).status_code == 403
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("name", ["../../etc/passwd.csv", "..\\..\\boot.csv", "/absolute.csv", "CON.csv", "a\x00b.csv"])
def test_an_upload_stays_in_its_folder_whatever_it_is_called(client: Client, tmp_path: Path, name: str):
    upload = SimpleUploadedFile("x.csv", b"text,account\nIt hangs all day,Acme\n")
    upload.name = name
    answer = client.post("/mine", {"files": [upload]})
    assert answer.status_code == 302
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.parent.parent for path in kept} == {tmp_path / "uploads"}
    assert len([path for path in kept if path.name != LOOKED]) == 1


def test_two_columns_cannot_be_the_same_thing(client: Client):
    place = client.post(
        "/mine", {"rows": "a,b\nIt hangs for an hour on Mondays,Acme\nThe report is empty again,Birch\n"}
    )["Location"]
    answer = client.post(place, {"column-0": ["a", "b"], "role-0": ["account", "account"]})
    assert answer.status_code == 422
    assert "cannot both be account" in answer.content.decode()


def test_sample_data_stays_untouched_by_ones_own(tmp_path: Path, settings, run_jobs):
    settings.MEDIA_ROOT, settings.FOLDER = tmp_path / "originals", tmp_path
    sample = make_workspace("Harbor", owner="You", is_sample=True)
    client = Client()
    client.get(f"/?key={issue_link(sample.member)}")
    place = client.post("/mine", {"rows": "text,account\n" + "It hangs all day,Acme\n" * 3})["Location"]
    answer = client.post(f"{place}/import")
    run_jobs()
    assert client.get(answer["Location"], headers={"HX-Request": "true"})["HX-Redirect"] == "/discovery/"
    assert len(load_corpus(sample.workspace).evidence) == 0
    assert "My workspace" in client.get("/discovery/").content.decode()


def test_a_form_from_elsewhere_changes_nothing_and_says_so(actor: Actor):
    strict = Client(enforce_csrf_checks=True)
    strict.get(f"/?key={issue_link(actor.member)}")
    answer = strict.post("/mine", {"rows": "text\nIt hangs"})
    assert answer.status_code == 403
    assert "out of date" in answer.content.decode()


def test_a_table_of_customers_is_known_as_one_and_gives_the_base(tmp_path: Path, settings, run_jobs):
    settings.MEDIA_ROOT, settings.FOLDER = tmp_path / "originals", tmp_path
    client = Client()
    client.get(f"/?key={issue_link(make_workspace('Ours', owner='Ada').member)}")
    customers = SimpleUploadedFile("customers.csv", b"account,segment\nAcme,Large\nBirch,Small\nCedar,Small\n")
    said = {"rows": "text,account\nIt hangs for an hour on Mondays,Acme\nIt hangs again today,Birch\n"}
    place = client.post("/mine", {"files": [customers], **said})["Location"]
    assert "table of customers" in client.get(place).content.decode()
    client.post(f"{place}/import")
    run_jobs()
    assert load_corpus(find_own_workspace()).base == {"Large": 1, "Small": 2}


@pytest.mark.parametrize("path", ["/discovery/evidence/a%00b", "/search?q=a%00b", "/prds/p%00/lines/c", "/?ke%00y=1"])
def test_an_address_that_is_no_text_is_answered_with_a_sentence(path: str, client: Client):
    answer = client.get(path)
    assert (answer.status_code, "no text has" in answer.content.decode()) == (422, True)


def test_a_form_that_is_no_text_is_answered_with_a_sentence(client: Client):
    answer = client.post("/mine", {"rows": "text\nIt \x00 hangs\n"})
    assert (answer.status_code, "no text has" in answer.content.decode()) == (422, True)
