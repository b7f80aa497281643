"""Imported text is hostile: stored as text, shown as text, and harmless when it leaves, by web and by terminal."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.discovery.sorting.conftest import find_again
from tests.surfaces.test_cli import run
from throughline.core.contracts import Actor
from throughline.core.services import issue_link, make_workspace
from throughline.discovery import pipeline
from throughline.discovery.errors import EvidenceNotFound
from throughline.discovery.models import Account, EvidenceRow, Opportunity
from throughline.discovery.queries import get_evidence
from throughline.discovery.reading.errors import UnusableFile
from throughline.discovery.services import import_file
from throughline.discovery.sorting import services as sorting

SCRIPT = "<script>alert(1)</script> the export hangs"
LINK = '<a href="javascript:alert(1)" onclick="x()">Open</a> and [this](javascript:alert(2)) hangs'
IMAGE = '"><img src=x onerror=alert(1)> the export hangs'
REORDERED = "The export \u202egnp.exe\u202c hangs \u2066again\u2069"
HIDDEN = "The ex\u200bport ha\ufeffngs"
FORMULA = '=HYPERLINK("http://x.example";"the export hangs")'
TEXTS = (SCRIPT, LINK, IMAGE, REORDERED, HIDDEN, FORMULA)


@pytest.fixture
def actor(tmp_path: Path, settings, db) -> Actor:
    settings.MEDIA_ROOT = tmp_path / "originals"
    return make_workspace("Ours", owner="Ada")


@pytest.fixture
def client(actor: Actor) -> Client:
    client = Client()
    client.get(f"/?key={issue_link(actor.member)}")
    return client


def write_table(path: Path, *texts: str) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["date", "account", "segment", "channel", "text"])
        for text in texts:
            writer.writerow(["2026-03-01", f"{text[:40]} Ltd", "<b>Large</b>", "<i>mail</i>", text])
    return path


@pytest.mark.parametrize("text", TEXTS)
def test_it_is_stored_as_it_came_and_shown_as_text(actor: Actor, client: Client, tmp_path: Path, text: str):
    import_file(actor, path=write_table(tmp_path / "feedback.csv", text))
    row = EvidenceRow.objects.get()
    assert row.text == text
    for address in ("/discovery/feedback/", f"/discovery/evidence/{row.key}", "/discovery/feedback/repeats"):
        body = client.get(address).content.decode()
        assert "<script>alert" not in body
        assert "<img src=x" not in body
        assert "<b>Large" not in body
        assert 'href="javascript:' not in body


def test_what_reorders_a_line_is_held_inside_its_own_box(actor: Actor, client: Client, tmp_path: Path):
    import_file(actor, path=write_table(tmp_path / "feedback.csv", REORDERED))
    body = client.get("/discovery/feedback/").content.decode()
    for place in (piece for piece in body.split("\u202e")[:-1]):
        box = place.rpartition("<bdi")
        assert box[1]
        assert "</bdi>" not in box[2]


class Loose(HTMLParser):
    """The words that turn their direction in no box of their own, so that they turn the program's words beside them."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"meta", "link", "input", "br", "rect"}:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag, attributes = self.open[-1] if self.open else ("", {})
        boxed = tag in {"bdi", "td", "option", "title", "textarea"} or "dir" in attributes or "own" in str(attributes)
        if "\u202e" in data and (not boxed or data.startswith("“")):
            self.found.append(f"{tag}: {data}")


def test_no_name_segment_or_quote_reorders_the_words_beside_it(actor: Actor, client: Client, tmp_path: Path):
    table = tmp_path / "feedback.csv"
    rows = [f"2026-03-0{n},\u202e{n} Ltd,\u202eSmall,The export hangs \u202eat row {n}" for n in range(1, 7)]
    table.write_text("date,account,segment,comment\n" + "\n".join(rows), encoding="utf-8")
    import_file(actor, path=table)
    keys = list(EvidenceRow.objects.order_by("pk").values_list("key", flat=True))
    (theme,) = find_again(actor, keys, [range(6)])
    sorting.accept_theme(actor, theme=theme)
    opportunity, account = Opportunity.objects.get(), Account.objects.earliest("pk")
    found: dict[str, list[str]] = {}
    for page in (
        "feedback/",
        f"evidence/{keys[0]}",
        "?state=accepted",
        f"themes/{theme}",
        f"opportunities/{opportunity.key}",
        f"opportunities/{opportunity.key}/evidence",
        f"opportunities/{opportunity.key}/customers",
        "customers/",
        f"customers/account/{account.pk}",
        "customers/heard",
    ):
        loose = Loose()
        loose.feed(client.get(f"/discovery/{page}").content.decode())
        found[page] = loose.found
    assert not any(found.values()), found


def test_the_preview_shows_it_as_text_and_says_a_pretty_address_nothing(client: Client, tmp_path: Path):
    table = write_table(tmp_path / "feedback.csv", *TEXTS)
    body = client.post("/mine", {"files": [SimpleUploadedFile("<b>.csv", table.read_bytes())]}, follow=True)
    assert "6 items would be added." in body.content.decode()
    assert "<script>alert" not in body.content.decode()
    assert "<img src=x" not in body.content.decode()


@pytest.mark.parametrize("text", TEXTS)
def test_the_export_cannot_run_or_reorder_anything(actor: Actor, client: Client, tmp_path: Path, text: str):
    import_file(actor, path=write_table(tmp_path / "feedback.csv", text))
    body = client.get("/discovery/feedback/feedback.csv").getvalue().decode("utf-8-sig")
    (line,) = csv.DictReader(io.StringIO(body))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in line.values())
    assert not set("\u202e\u202c\u2066\u2069\u200b\ufeff") & set(body)


@pytest.mark.parametrize("shape", ["csv", "json"])
def test_a_cell_of_ten_megabytes_is_skipped_with_its_reason(actor: Actor, client: Client, tmp_path: Path, shape: str):
    path = tmp_path / f"feedback.{shape}"
    huge = "export hangs " * 800_000
    if shape == "csv":
        write_table(path, huge, "The export hangs")
    else:
        path.write_text(json.dumps([{"text": huge, "account": "Acme"}, {"text": "The export hangs", "account": "Elm"}]))
    report = import_file(actor, path=path)
    assert (report.added, len(report.rejected)) == (1, 1)
    assert "more than 1,000,000" in report.rejected[0].reason
    assert client.get("/discovery/feedback/").status_code == 200


def test_a_long_item_is_clipped_in_the_table(actor: Actor, client: Client, tmp_path: Path):
    import_file(actor, path=write_table(tmp_path / "feedback.csv", "hang " * 150_000))
    assert len(client.get("/discovery/feedback/").content) < 60_000


def pack_bomb(path: Path, inner: str, size: int = 400_000_000) -> Path:
    """A small file that unpacks to hundreds of megabytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open(inner, "w", force_zip64=True) as member:
            block = b" " * (1 << 22)
            for _ in range(size // len(block)):
                member.write(block)
    return path


@pytest.fixture(scope="module")
def bombs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("bombs")
    inner = {"bomb.xlsx": "xl/workbook.xml", "bomb.docx": "word/document.xml"}
    return [pack_bomb(folder / name, member, 80_000_000) for name, member in inner.items()]


def test_a_zip_bomb_is_refused_in_one_sentence_before_it_is_unpacked(bombs: list[Path]):
    for bomb in bombs:
        with pytest.raises(UnusableFile, match="it would unpack to"):
            pipeline.read_files([bomb])


def test_a_zip_bomb_is_refused_on_the_page(bombs: list[Path], client: Client):
    for bomb in bombs:
        response = client.post("/mine", {"files": [SimpleUploadedFile(bomb.name, bomb.read_bytes())]})
        assert response.status_code == 422
        assert "would unpack to" in response.content.decode()


def test_the_terminal_refuses_bombs_and_keeps_hostile_text_as_text(bombs: list[Path], tmp_path: Path):
    refused = run("import", bombs[0], cwd=tmp_path)
    assert refused.returncode == 2
    assert "would unpack to" in refused.stderr
    table = write_table(tmp_path / "feedback.csv", *TEXTS)
    found = run("search", table, "--query", "export hangs", "--limit", 9, "--json", cwd=tmp_path)
    assert SCRIPT in {hit["text"] for hit in json.loads(found.stdout)["hits"]}


def test_a_hostile_key_is_no_evidence(actor: Actor, client: Client):
    with pytest.raises(EvidenceNotFound):
        get_evidence(actor.workspace, "<script>")
    assert client.get("/discovery/evidence/%3Cscript%3Ealert(1)").status_code == 404
    assert client.get("/discovery/feedback/?words=%22%20OR%201=1%20--&customer=%27%25").status_code == 200
