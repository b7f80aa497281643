"""Every format holds the same draft; what is hostile in the evidence stays text."""

from __future__ import annotations

import html.parser
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.specification.exports.invented import prds
from throughline.core.kernel.errors import BadInput
from throughline.discovery.contracts import Corpus
from throughline.grounding.contracts import Claim, Origin
from throughline.specification.contracts import Prd, Role, Size
from throughline.specification.errors import UnknownFormat
from throughline.specification.exports.folder.contracts import Renamed
from throughline.specification.exports.footnotes import name_places, write_notes
from throughline.specification.exports.markdown import escape, unescape, write_markdown
from throughline.specification.exports.read_markdown import read_markdown, read_page
from throughline.specification.pipeline import export_prd, prd_from_json, prd_to_json, verify_draft

Draft = Callable[..., Prd]
HOSTILE = """
Eve,"<script>alert(1)</script> the export crashes"
Mal,"[click](javascript:alert(1)) the export fails with error 500"
Bob,"The export never finishes | pipe, the rest is fine for *others* and `code`."
Ann,"The export crashes when a name has ""quotes"" & ampersands."
Dan,"The export crashed after I typed ]]> and &lt;b&gt; into the title."
"""
TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="\r\n\x85\u2028\u2029\x0b\x0c\x1c\x1d\x1e"), min_size=1, max_size=80
)


@pytest.fixture
def hostile(read: Callable[..., Corpus]) -> Corpus:
    return read(HOSTILE, head="customer,text")


@pytest.mark.parametrize("size", list(Size))
def test_json_loses_nothing(draft: Draft, corpus: Corpus, size: Size) -> None:
    prd = draft(corpus, size)
    assert prd_from_json(json.loads(json.dumps(prd_to_json(prd)))) == prd


def test_json_claims_carry_what_is_documented(draft: Draft, corpus: Corpus) -> None:
    document = prd_to_json(draft(corpus))
    claims = [line for s in document["sections"] for block in s["blocks"] for line in block["lines"]]
    assert all({"id", "origin", "text", "citations"} <= claim.keys() for claim in claims)
    assert all("quote" in claim for claim in claims if claim["origin"] == "quote")
    assert len({claim["id"] for claim in claims}) == len(claims)


def test_what_was_rejected_stands_in_the_report_alone(draft: Draft, corpus: Corpus) -> None:
    from throughline.specification.contracts import RejectedClaim

    was = Claim("cl-x", Origin.QUOTE, "“Nobody said this”", quote="Nobody said this")
    prd = replace(draft(corpus), rejected=(RejectedClaim("cl-x", was, "rejected", "its words do not stand there"),))
    document = prd_to_json(prd)
    assert document["report"]["rejected"][0]["was"]["text"] == "“Nobody said this”"
    assert "Nobody said this" not in json.dumps([document["sections"], document["settle"]])
    assert verify_draft(document, corpus).all_verified


def test_json_that_is_no_prd_says_what_is_missing() -> None:
    with pytest.raises(BadInput, match="'id' is missing"):
        prd_from_json({"title": "x"})


@pytest.mark.parametrize("size", list(Size))
def test_markdown_read_back_loses_nothing(draft: Draft, corpus: Corpus, size: Size) -> None:
    prd = draft(corpus, size)
    assert read_markdown(str(export_prd(prd, "md", corpus))) == prd


@settings(max_examples=40, deadline=None)
@given(prds())
def test_markdown_read_back_loses_nothing_of_any_prd(prd: Prd) -> None:
    page = write_markdown(prd, Corpus())
    for written in (page, page.replace("\n", "\r\n"), f"\ufeff{page}"):
        assert read_markdown(written) == prd
    assert read_page(page).unread == ()


def test_what_is_added_to_a_page_by_hand_is_read_too(draft: Draft, corpus: Corpus) -> None:
    prd = draft(corpus)
    page = str(export_prd(prd, "md", corpus)).replace("- **C2**", "- Given a lock, then it waits.\n- **C2**", 1)
    (added,) = set(read_markdown(page).lines) - set(prd.lines)
    assert (added.claim.text, added.role) == ("Given a lock, then it waits.", Role.CRITERION)


@given(TEXT)
def test_escaping_for_markdown_can_be_undone(text: str) -> None:
    assert unescape(escape(text)) == text


def test_a_quote_edited_on_the_page_is_a_quote_no_more(draft: Draft, corpus: Corpus) -> None:
    page = str(export_prd(draft(corpus), "md", corpus))
    edited = page.replace(
        "“It has never timed out on me.” — Fir Yoga", "“It has hardly timed out on me.” — Fir Yoga", 1
    )
    assert edited != page
    changed = next(line for line in read_markdown(edited).lines if "hardly" in line.claim.text)
    assert (changed.claim.origin, changed.claim.quote, changed.claim.customer) == (Origin.JUDGEMENT, None, None)


def test_markdown_has_front_matter_marks_and_footnotes(draft: Draft, corpus: Corpus) -> None:
    page = str(export_prd(draft(corpus), "md", corpus))
    assert re.match(r'---\nid: ".+"\ntitle: ".+"\nstatus: "draft"\nowner: "N. Adeyemi"\nversion: 1\noutcome: ', page)
    for key in re.findall(r"\[\^([\w-]+)\](?!:)", page):
        assert re.search(rf"^\[\^{key}\]: feedback\.csv|^\[\^{key}\]: Counted over", page, re.MULTILINE)


def test_a_foreign_markdown_is_refused_in_one_sentence() -> None:
    with pytest.raises(BadInput, match="what is not shown on the page is missing"):
        read_markdown("# Just a page\n")


class _Tags(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_html_is_one_quiet_file_whatever_the_evidence_says(draft: Draft, hostile: Corpus) -> None:
    page = str(export_prd(draft(hostile, about="<script>x</script> export"), "html", hostile))
    parser = _Tags()
    parser.feed(page)
    names = {tag for tag, _ in parser.tags}
    assert not names & {"script", "iframe", "img", "link", "object", "embed", "form", "base"}
    for _, attributes in parser.tags:
        assert not any(name.startswith("on") for name in attributes)
        assert (attributes.get("href") or "#").startswith("#")
        assert "src" not in attributes
    assert "url(" not in page
    assert "@import" not in page


def test_html_links_every_mark_to_its_evidence_with_the_words_in_place(draft: Draft, corpus: Corpus) -> None:
    page = str(export_prd(draft(corpus), "html", corpus))
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets
    assert targets <= set(re.findall(r'id="([^"]+)"', page))
    assert "<mark>It has never timed out on me.</mark>" in page


def test_docx_opens_and_its_footnotes_are_real(draft: Draft, hostile: Corpus) -> None:
    from docx import Document

    prd = draft(hostile)
    data = export_prd(prd, "docx", hostile)
    assert isinstance(data, bytes)
    assert prd.title in [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        main, notes = (archive.read(f"word/{name}.xml").decode() for name in ("document", "footnotes"))
        assert "footnotes+xml" in archive.read("[Content_Types].xml").decode()
    referred = set(re.findall(r'<w:footnoteReference w:id="(\d+)"', main))
    ElementTree.fromstring(notes)
    assert referred
    assert referred <= set(re.findall(r'<w:footnote w:id="(\d+)"', notes))


def test_docx_leaves_out_what_xml_cannot_hold(draft: Draft, read: Callable[..., Corpus]) -> None:
    corpus = read('Ann,"The export crashes \x0b on \x01 Fridays."\nBob,The export crashes.', head="customer,text")
    prd = replace(draft(corpus), title="Export \x00 crashes")
    assert isinstance(export_prd(prd, "docx", corpus), bytes)


def test_an_unknown_format_names_the_known_ones(draft: Draft, corpus: Corpus) -> None:
    with pytest.raises(UnknownFormat, match="pdf, docx, html, md, spec-kit"):
        export_prd(draft(corpus), "odt", corpus)


def test_long_counts_share_one_footnote_with_their_rows_as_ranges(draft: Draft, corpus: Corpus) -> None:
    prd = draft(corpus)
    counted = next(line.claim for line in prd.lines if len(line.claim.citations) > 4)
    (note,) = write_notes(prd, corpus).of(counted)
    assert note.head == f"Counted over {name_places(counted.citations)}."
    assert re.search(r"feedback\.csv rows \d+", note.head)


def with_priority(prd: Prd, priority: str) -> Prd:
    sections = tuple(
        replace(s, blocks=tuple(replace(b, priority=priority) if b.kind == "story" else b for b in s.blocks))
        for s in prd.sections
    )
    return replace(prd, sections=sections)


@pytest.mark.parametrize("fmt", ["md", "html"])
def test_a_storys_priority_is_shown_to_a_reader(draft: Draft, corpus: Corpus, fmt: str) -> None:
    prd = with_priority(draft(corpus), "P2")
    page = export_prd(prd, fmt, corpus)
    assert isinstance(page, str)
    shown = "Priority: P2" if fmt == "md" else " · P2</h3>"
    stories = [b for s in prd.sections for b in s.blocks if b.kind == "story"]
    assert page.count(shown) == len(stories) > 0


def test_a_priority_changed_on_the_markdown_page_is_read_back(draft: Draft, corpus: Corpus) -> None:
    prd = with_priority(draft(corpus), "P2")
    page = write_markdown(prd, corpus)
    assert read_page(page).changes == ()
    told = [one for one in read_page(page.replace("Priority: P2", "Priority: P1")).changes if isinstance(one, Renamed)]
    assert {(one.field, one.before, one.after) for one in told} == {("priority", "P2", "P1")}
