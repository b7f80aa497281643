"""The Download menu: every format, grouped by what for; several files come as one archive that holds no name."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from throughline.core.contracts import Actor
from throughline.core.services import issue_link, make_workspace
from throughline.discovery.contracts import Corpus
from throughline.discovery.pipeline import Disguise
from throughline.specification.contracts import Prd
from throughline.specification.exports.formats import FORMATS, export_files
from throughline.specification.services import keep_prd

Draft = Callable[..., Prd]


@pytest.fixture
def actor(db, sample: Draft) -> Actor:
    actor = make_workspace("Ours", owner="Ada")
    keep_prd(actor, prd=sample(), opportunity="op-99")
    return actor


@pytest.fixture
def client(actor: Actor) -> Client:
    client = Client()
    client.get(f"/?key={issue_link(actor.member)}")
    return client


def test_the_menu_offers_every_format_by_what_it_is_for(client: Client, sample: Draft) -> None:
    page = client.get(f"/prds/{sample().id}").content.decode()
    menu = page[page.index("<summary") : page.index("</details>", page.index("<summary"))]
    for heading in ("To read", "To build from", "To keep"):
        assert heading in menu
    assert set(re.findall(r'/download/([\w-]+)"', page)) == set(FORMATS)


@pytest.mark.parametrize("fmt", list(FORMATS))
def test_each_downloads_under_a_safe_name(fmt: str, client: Client, sample: Draft) -> None:
    response = client.get(f"/prds/{sample().id}/download/{fmt}")
    assert response.status_code == 200
    name = re.fullmatch(r'attachment; filename="([a-z0-9.-]+)"', response["Content-Disposition"])
    assert name
    chosen = FORMATS[fmt]
    assert response["Content-Type"] == (chosen.media or "application/zip")
    assert name[1].endswith(chosen.ending or f"-{fmt}.zip")
    if chosen.is_folder:
        with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
            assert archive.testzip() is None
            assert all(
                re.fullmatch(r"[a-z0-9-]+/[\w./-]+", entry) and ".." not in entry for entry in archive.namelist()
            )


def test_what_it_was_written_for_goes_with_it(client: Client, sample: Draft) -> None:
    content = client.get(f"/prds/{sample().id}/download/linear").content.decode()
    assert "opportunity op-99" in content


def test_an_unknown_format_is_refused_in_words(client: Client, sample: Draft) -> None:
    response = client.get(f"/prds/{sample().id}/download/odt")
    assert response.status_code == 422
    assert "a PRD is not written in this format" in response.content.decode()


@pytest.mark.parametrize("fmt", list(FORMATS))
def test_under_pseudonyms_no_name_leaves_in_any_format(fmt: str, sample: Draft, sample_corpus: Corpus) -> None:
    prd = sample()
    named = {piece.customer for piece in sample_corpus.evidence if piece.customer}
    cited = [line.claim.customer for line in prd.lines if line.claim.customer]
    assert set(cited) <= named
    disguise = Disguise({name: f"Account {n}" for n, name in enumerate(sorted(named))}, hidden=True)
    title = replace(prd, title=f"{cited[0]} cannot export")
    for path, data in export_files(title, fmt, sample_corpus, disguise).items():
        assert not any(name.split()[0].lower() in path for name in cited)
        text = unpack(data)
        assert [name for name in set(cited) if name in text] == []


def unpack(data: bytes) -> str:
    """The text of any export."""
    from pypdf import PdfReader

    if data.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return data.decode()
