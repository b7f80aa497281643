"""Invented PRDs for properties: every kind of block, and words that break a format that is careless with them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from throughline.grounding.contracts import Citation, Claim, Origin
from throughline.specification.contracts import Block, Line, Prd, RejectedClaim, Role, Section, Size, Status

PIECES = (
    "the export", "a person", "a | b", "*bold*", "_it_", "`code`", "# no heading", "  # none", "- no item",
    "1. no item", "> no quote", "[link](x)", "[^ev-1]", "[P]", "<b>", "<!-- cl-1 -->", "-->", "--", "&amp;",
    "$x$", "\\", "\\|", "@tag", "~~gone~~", "Given", "When x", "{{x}}", "“so”", "— Acme", "=SUM(A1)", "+1",
    "two\nlines", "tab\there", "العربية", "עברית", "😀", "é", "**C1**", "C2:", "***", "```", "===", "| --- |",
    "[decide: a / b]", "S9 story", "Priority: P9", ":::", "\u2028", "\x0b",
)  # fmt: skip
KEYS = ("problem", "goals", "stories", "requirements", "technical", "risks", "questions")
TITLES = {"problem": "Problem", "stories": "Stories", "technical": "Technical constraints and architecture"}
words = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map(" ".join)
plain = st.text(st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=["Cs"]), max_size=30)
texts = words | plain
labels = st.sampled_from(["", "", "C1", "R2", "Situation", "a | b", "*x*"])


@st.composite
def lines(draw: st.DrawFn) -> Line:
    origin = draw(st.sampled_from(list(Origin)))
    text = draw(texts)
    quote = text if origin is Origin.QUOTE else None
    customer = draw(st.sampled_from([None, "Alder | Clinic", "Birch *Salon*"])) if quote is not None else None
    cites = tuple(
        Citation("feedback.csv", row=n, evidence=f"ev-{n}") for n in draw(st.sets(st.integers(1, 6), max_size=3))
    )
    claim = Claim("", origin, f"“{text}”" if quote is not None else text, cites, quote=quote, customer=customer)
    return Line(claim, draw(st.sampled_from(list(Role))), draw(labels), owner=draw(st.sampled_from(["", "data"])))


@st.composite
def blocks(draw: st.DrawFn, kind: str) -> Block:
    own = draw(st.lists(lines(), min_size=1, max_size=4))
    title, note = draw(texts), draw(st.sampled_from(["", "A note | of ours."]))
    if kind != "table":
        return Block(
            "", tuple(own), title=title, note=note, kind=kind, priority=draw(st.sampled_from(["", "P1", "P2"]))
        )
    if draw(st.booleans()):
        rows = [replace(line, cells=tuple(draw(st.lists(texts, min_size=3, max_size=3)))) for line in own]
        return Block("", tuple(rows), columns=("Metric | x", "Baseline", "By"), kind="table", note=note)
    columns = draw(st.sampled_from([("", "Question"), ("", "Question", "Owner")]))
    kept = own if len(columns) > 2 else [replace(line, owner="") for line in own]
    return Block("", tuple(kept), columns=columns, kind="table")


@st.composite
def prds(draw: st.DrawFn) -> Prd:
    """A whole PRD, every claim and block with an id of its own."""
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=3, unique=True))
    sections = tuple(draw(_sections(key, number)) for number, key in enumerate(sorted(keys), 1))
    settle = tuple(replace(draw(lines()), role=Role.SETTLE) for _ in range(draw(st.integers(0, 2))))
    rejected = (RejectedClaim("cl-x", Claim("cl-x", Origin.QUOTE, draw(texts)), "rejected", "it stands nowhere"),)
    prd = Prd("prd-1", draw(texts), draw(st.sampled_from(list(Size))), sections, settle, owner=draw(words))
    told = {"counting": ("Slow: items with “slow”.",), "rejected": draw(st.sampled_from([(), rejected]))}
    return name_lines(replace(prd, status=draw(st.sampled_from(list(Status))), **told))


@st.composite
def _sections(draw: st.DrawFn, key: str, number: int) -> Section:
    kinds = ["story"] if key == "stories" else ["prose", "table"]
    count = draw(st.integers(0, 3))
    made = [draw(blocks(draw(st.sampled_from(kinds)))) for _ in range(count)]
    named = tuple(replace(block, id=f"{key}-{n}") for n, block in enumerate(made))
    return Section(key, number, TITLES.get(key, key.capitalize()), named, "" if named else "Yours to write.")


def name_lines(prd: Prd) -> Prd:
    """The PRD with an id for every claim, and quotes and rows as the writers make them."""
    count = iter(range(10_000))

    def name(line: Line) -> Line:
        return replace(line, claim=replace(line.claim, id=f"cl-{next(count)}"))

    settle = tuple(map(name, prd.settle))
    sections = tuple(
        replace(s, blocks=tuple(replace(b, lines=tuple(map(name, b.lines))) for b in s.blocks)) for s in prd.sections
    )
    return replace(prd, settle=settle, sections=sections)
