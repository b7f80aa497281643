"""A PRD as the check reads it: one line a claim, and every line leads back to its claim."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.specification.living import make_line, make_prd
from throughline.grounding.contracts import Origin
from throughline.specification.contracts import Block, Role, Section
from throughline.specification.rules.plain_page import write_page

WORDS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=40).filter(str.strip)


def test_every_claim_stands_on_one_line():
    page = write_page(make_prd())
    standing = [claim for claim in page.claims if claim]
    assert sorted(standing) == sorted(line.claim.id for line in make_prd().lines)
    rows = page.text.split("\n")
    assert "Given no report" in rows[page.claims.index("c2")]


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_a_line_of_the_text_always_leads_back(texts: list[str]):
    lines = tuple(make_line(f"x{n}", text, Role.CRITERION, f"C{n}") for n, text in enumerate(texts))
    section = Section("stories", 8, "Stories", (Block("story-1", lines, title="S1 So", kind="story"),))
    page = write_page(replace(make_prd(), sections=(section,)))
    rows = page.text.rstrip("\n").split("\n")
    assert len(rows) == len(page.claims)
    for n, text in enumerate(texts):
        assert " ".join(text.split()) in rows[page.claims.index(f"x{n}")]
    assert page.claim_at(1 + rows.index("### S1 So")) == "x0"
    assert page.claim_at(0) == page.claim_at(len(rows) + 5) == ""


def test_a_count_is_told_in_the_problem_and_is_no_demand_elsewhere():
    counted = make_line("n1", "Asked for something: 1 account.", Role.COUNT, origin=Origin.NUMBER)
    for key, told in (("problem", True), ("non-goals", False)):
        section = Section(key, 5, "A section", (Block("b", (counted,)),))
        assert ("n1" in write_page(replace(make_prd(), sections=(section,))).claims) is told
