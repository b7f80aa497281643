"""A PRD leaves the workspace masked, in every format; it is verified before, on what was really said."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from django.test import Client
from pypdf import PdfReader

from throughline.core.contracts import Actor
from throughline.core.services import issue_link, make_workspace
from throughline.discovery import pipeline as discovery
from throughline.discovery.pipeline import Disguise
from throughline.discovery.services import import_file
from throughline.grounding.contracts import Citation, Claim, Origin
from throughline.specification.contracts import Block, Line, Prd, Section, Size
from throughline.specification.pipeline import DraftRequest, draft_prd, export_prd, prd_to_json, verify_draft
from throughline.specification.services import keep_prd

TEXT = "The export for Acme Corp hangs, write to jo@example.com or call +44 20 7946 0958 about it"
FORMATS = ("md", "html", "json", "docx", "pdf")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "feedback.csv"
    path.write_text(f'date,account,person,text\n2026-03-01,Acme Corp,Bo Lund,"{TEXT}"\n')
    return path


def make_prd(corpus: discovery.Corpus) -> Prd:
    (piece,) = corpus.evidence
    citation = Citation(source=piece.source, row=piece.row, evidence=piece.id)
    claim = Claim(
        id="c1", origin=Origin.QUOTE, text=f"“{TEXT}”", quote=TEXT, customer="Acme Corp", citations=(citation,)
    )
    block = Block(id="b1", lines=(Line(claim),))
    section = Section(key="problem", number=1, title="Problem", blocks=(block,))
    return Prd(id="prd-1", title="Exports of Acme Corp", size=Size.ONE_PAGE, sections=(section,))


def read(content: bytes | str) -> str:
    if isinstance(content, str):
        return content
    if content.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")]
    assert docx.Document(io.BytesIO(content)).paragraphs
    return "".join(parts)


@pytest.mark.parametrize("fmt", FORMATS)
def test_personal_data_leaves_in_no_format(fmt: str, table: Path):
    corpus = discovery.read_files([table])
    shown = read(export_prd(make_prd(corpus), fmt, corpus))
    for secret in ("jo@example.com", "7946 0958"):
        assert secret not in shown
    assert "mail" in shown
    assert "Acme Corp" in shown
    if fmt != "json":
        assert "masked" in shown


@pytest.mark.parametrize("fmt", FORMATS)
def test_under_pseudonyms_no_name_leaves_either(fmt: str, table: Path):
    corpus = discovery.read_files([table])
    disguise = Disguise({"Acme Corp": "Account 12", "Bo Lund": "Person 3"}, hidden=True)
    shown = read(export_prd(make_prd(corpus), fmt, corpus, disguise=disguise))
    assert "Acme" not in shown
    assert "Lund" not in shown
    assert "Account 12" in shown


def test_it_is_verified_on_what_was_said_and_the_stored_prd_is_not_touched(table: Path):
    corpus = discovery.read_files([table])
    prd = make_prd(corpus)
    before = prd_to_json(prd)
    export_prd(prd, "md", corpus)
    assert verify_draft(before, corpus).all_verified
    assert prd_to_json(prd) == before


def test_what_holds_nothing_personal_leaves_as_it_is(table: Path):
    table.write_text("date,account,text\n2026-03-01,Acme Corp,The export hangs on Mondays\n")
    corpus = discovery.read_files([table])
    prd = replace(make_prd(corpus), sections=())
    assert json.loads(str(export_prd(prd, "json", corpus))) == prd_to_json(prd)


def test_the_writer_quotes_nothing_that_needs_a_mask(tmp_path: Path):
    path = tmp_path / "feedback.csv"
    rows = [
        "Acme,The invoice export times out after 40 seconds. Write to jo@example.com about it",
        "Birch,The invoice export times out at 20000 rows and call +44 20 7946 0958 when it is mended",
        "Cedar,The invoice export times out every Monday morning",
        "Dorn,Our invoice export times out and the finance team waits",
    ]
    path.write_text("account,text\n" + "\n".join(rows) + "\n")
    corpus = discovery.read_files([path])
    draft = draft_prd(corpus, request=DraftRequest(about="invoice export times out"), today=None)
    quotes = [line.claim.quote for line in draft.lines if line.claim.quote]
    assert quotes
    assert not any("@" in quote or "7946" in quote for quote in quotes)


@pytest.mark.django_db
def test_a_workspace_with_pseudonyms_downloads_no_name(table: Path, tmp_path: Path, settings):
    settings.MEDIA_ROOT = tmp_path / "originals"
    actor: Actor = make_workspace("Ours", owner="Ada")
    import_file(actor, path=table)
    keep_prd(actor, prd=make_prd(discovery.read_files([table])))
    actor.workspace.pseudonyms = True
    actor.workspace.save()
    client = Client()
    client.get(f"/?key={issue_link(actor.member)}")
    response = client.get("/prds/prd-1/download/md")
    assert response.status_code == 200
    assert "Acme" not in response.content.decode()
    assert "acme" not in response["Content-Disposition"]
