"""A PRD as plain Markdown for the check, one line a claim, and the way back from each line to its claim.

The export is for people and for other tools; this is for reading rules over what stands on the page: no footnotes, no
comments, no marks, so that every finding's line names one claim and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from throughline.grounding.contracts import Origin
from throughline.specification.contracts import Block, Line, Prd, Role, Section
from throughline.specification.rules.wording import name_date

_ITEMS = frozenset(
    {Role.CRITERION, Role.REQUIREMENT, Role.RISK, Role.QUESTION, Role.NON_GOAL, Role.EDGE_CASE, Role.METRIC}
)
_QUOTING = frozenset({Role.QUOTE, Role.SITUATION, Role.PURPOSE, Role.REQUEST})
_TITLE = "### "
_UNCHECKED = frozenset({"status", "evidence"})
"""Sections of counts that are recomputed wherever they stand: there is nothing in them for a rule about writing."""


_TOLD = frozenset({"problem", "stories"})
"""Sections in which a count tells the problem, or who wants a story. Elsewhere it is no persona and no demand."""


@dataclass(frozen=True, slots=True)
class Page:
    """The text, and for each of its lines, from 1, the claim that stands there; "" where none does."""

    text: str
    claims: tuple[str, ...]

    def claim_at(self, line: int) -> str:
        """The claim on a line, for a story's title its first; "" elsewhere, and for a line that is not there."""
        if not 0 < line <= len(self.claims):
            return ""
        titled = self.text.split("\n")[line - 1].startswith(_TITLE)
        return next(filter(None, self.claims[line - 1 :]), "") if titled else self.claims[line - 1]


def write_page(prd: Prd) -> Page:
    """The whole document; what was taken out of it is not in it."""
    rows = list(_write_prd(prd))
    return Page("\n".join(text for text, _ in rows) + "\n", tuple(claim for _, claim in rows))


def _write_prd(prd: Prd) -> Iterator[tuple[str, str]]:
    yield "---", ""
    yield f"owner: {_flat(prd.owner)}", ""
    if prd.launch:
        yield f"launch: {prd.launch.isoformat()}", ""
    if prd.review_date:
        yield f"review_date: {prd.review_date.isoformat()}", ""
    yield "---", ""
    yield f"# {_flat(prd.title)}", ""
    for section in prd.sections:
        if section.key not in _UNCHECKED:
            yield from _write_section(prd, section)


def _write_section(prd: Prd, section: Section) -> Iterator[tuple[str, str]]:
    yield "", ""
    yield f"## {_flat(_TITLES.get(section.key, section.title))}", ""
    if section.key == "technical":
        yield from _write_engineers(prd)
    for block in section.blocks:
        lines = tuple(line for line in block.lines if section.key in _TOLD or not _is_counted(line))
        if lines:
            yield "", ""
            yield from _write_block(replace(block, lines=lines))


def _is_counted(line: Line) -> bool:
    return line.claim.origin is Origin.NUMBER and line.role in {Role.COUNT, Role.ROW}


def _write_engineers(prd: Prd) -> Iterator[tuple[str, str]]:
    """Who from engineering has signed, and when: the name and the day that a technical section must have."""
    for one in prd.sign_offs:
        yield f"Engineering: {_flat(one.name)}, {name_date(one.day)}", ""


def _write_block(block: Block) -> Iterator[tuple[str, str]]:
    if block.kind == "story":
        yield f"{_TITLE}{_flat(block.title)}", ""
        yield "", ""
    if block.columns:
        yield f"| {' | '.join(_cell(column) or ' ' for column in block.columns)} |", ""
        yield f"|{'---|' * len(block.columns)}", ""
    for line in block.lines:
        yield (_write_row(block, line) if block.columns else _write_line(block, line)), line.claim.id


def _write_row(block: Block, line: Line) -> str:
    cells = list(line.cells) or [line.label, line.claim.text, line.owner]
    if line.cells and line.label and len(line.cells) < len(block.columns):
        cells = [line.label, *cells]
    wide = (cells + [""] * len(block.columns))[: len(block.columns)]
    return f"| {' | '.join(map(_cell, wide))} |"


def _write_line(block: Block, line: Line) -> str:
    words = _flat(line.claim.text)
    if (
        line.claim.origin is Origin.QUOTE
        or line.role in _QUOTING
        or (block.kind == "story" and line.role is Role.COUNT)
    ):
        return f"> {words}"
    label = f"{_flat(line.label)}: " if line.label and line.role in _ITEMS else ""
    owner = f" ({_flat(line.owner)})" if line.owner and line.role in {Role.QUESTION, Role.RISK} else ""
    listed = line.role in _ITEMS or (block.kind == "story" and line.role is Role.SENTENCE)
    return f"{'- ' if listed else ''}{label}{words}{owner}"


_TITLES = {
    "non-goals": "Non-goals",
    "stories": "User stories",
    "edges": "Edge cases",
    "technical": "Technical constraints",
    "review": "Outcome",
}
"""Titles that say at once what stands below them, where the page's own are turned to its reader."""


def _flat(text: str) -> str:
    return " ".join(text.split())


def _cell(text: str) -> str:
    return _flat(text).replace("|", "\\|")
