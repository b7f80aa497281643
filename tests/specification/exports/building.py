"""PRDs to build from: what the formats of other tools are tried on."""

from __future__ import annotations

from dataclasses import replace

from throughline.grounding.contracts import Citation, Claim, Origin
from throughline.specification.contracts import Block, Line, Prd, Role, Section, Size

NASTY = (
    "Scenario: not one",
    "Given # a comment, when @tag, then | a | b |",
    '""" docstring',
    "Feature: none",
    "# language: xx",
    "<!-- not a comment --> and --> an end",
    "### Requirement: none",
    "=SUM(A1) | “quotes” \"more\" 'and'",
    "{color:red}wiki{color} [~name] !image.png!",
    "two\nlines\r\nand a third",
    "العربية 😀 \u2028 end",
    "`code` ```fence",
    "- [ ] a box",
    "[decide: yes / no] and [decide]",
    "",
)


def claim(id_: str, text: str, origin: Origin = Origin.PROPOSAL) -> Claim:
    """A claim with one piece of evidence."""
    return Claim(id_, origin, text, (Citation("feedback.csv", row=1, evidence=f"ev-{id_}"),))


def build(*stories: tuple[str, tuple[str, ...]], requirements: tuple[str, ...] = (), title: str = "Exports") -> Prd:
    """A PRD of these stories (title, criteria) and requirements of no story."""
    numbers = iter(range(1, 10_000))
    blocks = []
    for place, (name, criteria) in enumerate(stories, 1):
        lines = tuple(
            Line(claim(f"cl-{n}", text), Role.CRITERION, f"C{n}") for text in criteria for n in [next(numbers)]
        )
        blocks.append(Block(f"story-{place}", lines, f"S{place} {name}".strip(), kind="story"))
    sections = [Section("stories", 8, "Stories", tuple(blocks))]
    if requirements:
        lines = tuple(Line(claim(f"rq-{n}", text), Role.REQUIREMENT, f"R{n}") for n, text in enumerate(requirements, 1))
        sections.append(Section("requirements", 10, "Requirements", (Block("r", lines),)))
    return Prd("prd-x", title, Size.FULL, tuple(sections))


def make_nasty() -> Prd:
    """Every nasty text as the title of a story, as a criterion, as a requirement, and as what is asked."""
    made = build(*[(text, (text, f"Given {text}, when it is, then {text}")) for text in NASTY], requirements=NASTY)
    lines = tuple(Line(claim(f"q-{n}", text), Role.QUESTION, f"Q{n}", owner=text) for n, text in enumerate(NASTY))
    questions = Section("questions", 14, "Open questions", (Block("q", lines),))
    quotes = tuple(Line(replace(claim(f"p-{n}", text, Origin.QUOTE), customer=text)) for n, text in enumerate(NASTY))
    problem = Section("problem", 1, "Problem", (Block("p", quotes),))
    return replace(made, title=NASTY[0], about=NASTY[5], sections=(problem, *made.sections, questions))


FORTY = build(*[(f"Story number {n}", (f"Given {n}, when it is done, then it holds",)) for n in range(1, 41)])
