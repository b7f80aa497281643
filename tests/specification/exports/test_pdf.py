"""A PDF holds every sentence, real footnotes, and nothing that a sentence could make the setter do."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from throughline.discovery.contracts import Corpus
from throughline.grounding.contracts import Claim, Origin
from throughline.specification.contracts import Block, Line, Prd, Role, Section, Size
from throughline.specification.exports.footnotes import write_notes
from throughline.specification.exports.page import split_blanks
from throughline.specification.exports.pdf import write_pdf

Draft = Callable[..., Prd]
MARKUP = (
    "#panic(1) stays words",
    '#{sys.inputs} and #include "/etc/passwd"',
    "$ x^2 $ and *stars* and _lines_",
    "@nobody <label> and ~ and `code`",
    "a \\ backslash, a ] bracket and a [ bracket",
    "= no heading, - no list, + no number, / no term",
    "// no comment /* nor this */ --- dashes",
    '"; panic("out of the string',
)


def read(data: bytes) -> str:
    """The text of every page, without white space, so that a line's end is no difference."""
    return squeeze("".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages))


def squeeze(text: str) -> str:
    return re.sub(r"[\s\u200b\u00ad]+", "", text)


def hold(*texts: str) -> Prd:
    """A PRD of these sentences alone."""
    lines = tuple(Line(Claim(f"cl-{n}", Origin.JUDGEMENT, text)) for n, text in enumerate(texts))
    return Prd("prd-x", "A title", Size.FULL, (Section("problem", 1, "Problem", (Block("b", lines),)),))


@pytest.mark.parametrize("size", list(Size))
def test_every_sentence_is_in_it(sample: Draft, sample_corpus: Corpus, size: Size) -> None:
    prd = sample(size)
    page = read(write_pdf(prd, sample_corpus))
    missing = [
        line.claim.text
        for line in prd.lines
        if not line.cells and any(squeeze(part) not in page for part, _ in split_blanks(line.claim.text))
    ]
    assert missing == []
    assert [cell for line in prd.lines for cell in line.cells if squeeze(cell.strip("[]")) not in page] == []


def test_every_footnote_stands_in_it_once(sample: Draft, sample_corpus: Corpus) -> None:
    prd = sample()
    page = read(write_pdf(prd, sample_corpus))
    heads = [squeeze(f"{note.number}{note.head}") for note in write_notes(prd, sample_corpus).notes]
    assert heads
    assert [head for head in heads if head not in page] == []


@pytest.mark.parametrize("text", MARKUP)
def test_what_looks_like_markup_stays_text(text: str) -> None:
    prd = replace(hold(text), title=text, owner=text, about=f"about {text}", counting=(text,))
    table = Block("t", (Line(Claim("cl-t", Origin.NUMBER, text), Role.FACT, label=text),), columns=(text, text))
    section = Section("other", 2, text, (replace(table, kind="table", title=text, note=text),), invitation=text)
    page = read(write_pdf(replace(prd, sections=(*prd.sections, section)), Corpus()))
    assert page.count(squeeze(text)) >= 9


@pytest.mark.parametrize(
    "text",
    [
        "العميل لا يستطيع تصدير التقرير",
        "הדוח לא נטען",
        "It fails 😀👩‍👩‍👧 every day",
        "日本語の文章",
        "x" * 900,
        "a\x00b\x0bc\ud800d",
        "",
    ],
)
def test_no_script_and_no_length_stops_it(text: str) -> None:
    pdf = PdfReader(io.BytesIO(write_pdf(hold(text, "Last words."), Corpus())))
    assert "Lastwords." in squeeze(pdf.pages[-1].extract_text())


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=4))
def test_any_words_give_a_pdf(texts: list[str]) -> None:
    assert write_pdf(hold(*texts), Corpus()).startswith(b"%PDF")


def test_a_word_that_no_line_can_hold_is_broken_and_complete() -> None:
    assert "x" * 900 in read(write_pdf(hold("x" * 900), Corpus()))


def test_pages_are_numbered_and_only_a_long_one_has_contents(sample: Draft, sample_corpus: Corpus) -> None:
    full = PdfReader(io.BytesIO(write_pdf(sample(Size.FULL), sample_corpus)))
    count = len(full.pages)
    assert all(f"{n}/{count}" in squeeze(page.extract_text()) for n, page in enumerate(full.pages, 1))
    assert full.pages[0].extract_text().count("Open questions") == 1
    short = PdfReader(io.BytesIO(write_pdf(sample(Size.ONE_PAGE), sample_corpus)))
    assert "Open questions" not in short.pages[0].extract_text()


def test_forty_stories_are_set() -> None:
    stories = tuple(
        Block(
            f"s{n}", (Line(Claim(f"cl-{n}", Origin.PROPOSAL, f"Criterion {n}."), Role.CRITERION, f"C{n}"),), f"S{n} T"
        )
        for n in range(1, 41)
    )
    page = read(write_pdf(Prd("p", "T", Size.FULL, (Section("stories", 8, "Stories", stories),)), Corpus()))
    assert all(f"C{n}Criterion{n}." in page for n in range(1, 41))


def test_the_same_prd_gives_the_same_bytes(sample: Draft, sample_corpus: Corpus) -> None:
    prd = replace(sample(Size.ONE_PAGE), created=date(2026, 4, 1))
    assert write_pdf(prd, sample_corpus) == write_pdf(prd, sample_corpus)
