"""A DOCX that Word's readers open: real footnotes, each marked once, in the order in which they are numbered."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from docx import Document
from hypothesis import given, settings
from pypdf import PdfReader

from tests.specification.exports.invented import prds
from tests.specification.exports.tools import find_tool
from throughline.discovery.contracts import Corpus
from throughline.specification.contracts import Prd, Size
from throughline.specification.exports.docx import write_docx
from throughline.specification.exports.footnotes import write_notes

Draft = Callable[..., Prd]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_part(data: bytes, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return ElementTree.fromstring(archive.read(f"word/{name}.xml"))


@pytest.mark.parametrize("size", list(Size))
def test_each_footnote_is_referred_to_once_and_later_marks_point_at_the_first(
    sample: Draft, sample_corpus: Corpus, size: Size
) -> None:
    prd = sample(size)
    data = write_docx(prd, sample_corpus)
    main = read_part(data, "document")
    referred = [int(one.get(f"{W}id") or 0) for one in main.iter(f"{W}footnoteReference")]
    assert referred == list(range(1, len(write_notes(prd, sample_corpus).notes) + 1))
    marks = {one.get(f"{W}name") for one in main.iter(f"{W}bookmarkStart")}
    fields = [one.text or "" for one in main.iter(f"{W}instrText") if "NOTEREF" in (one.text or "")]
    assert fields
    assert {field.split()[1] for field in fields} <= marks


def test_python_docx_reads_its_words_back(sample: Draft, sample_corpus: Corpus) -> None:
    prd = sample()
    document = Document(io.BytesIO(write_docx(prd, sample_corpus)))
    told = "\n".join(paragraph.text for paragraph in document.paragraphs)
    criteria = [line.claim.text for line in prd.lines if line.role.value == "criterion" and "[" not in line.claim.text]
    assert criteria
    assert [text for text in criteria if text not in told] == []
    assert "Heading 1" in [p.style.name for p in document.paragraphs if p.style and p.text == "1 Problem"]
    assert document.core_properties.author == "Dana Osei"


@settings(max_examples=12, deadline=None)
@given(prds())
def test_any_prd_opens(prd: Prd) -> None:
    assert Document(io.BytesIO(write_docx(prd, Corpus()))).paragraphs


def test_libreoffice_finds_the_footnotes(sample: Draft, sample_corpus: Corpus, tmp_path: Path) -> None:
    office = find_tool("soffice", "libreoffice")
    prd = sample()
    (tmp_path / "prd.docx").write_bytes(write_docx(prd, sample_corpus))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), "prd.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    pages = PdfReader(tmp_path / "prd.pdf").pages
    told = re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))
    notes = write_notes(prd, sample_corpus).notes
    missing = [note.head for note in notes if re.sub(r"\s+", "", f"{note.number}{note.head}") not in told]
    assert missing == []
    assert re.sub(r"\s+", "", f"1/{len(pages)}") in told
