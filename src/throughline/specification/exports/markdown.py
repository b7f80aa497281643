"""A PRD as Markdown: front matter, sections in order, claims with footnotes. `read_markdown` loses nothing of it.

The PRD as it was written stands in one comment at its end; the page is read back against it, so that what a person
changed there is noticed, and what cannot be seen on a page (roles, computations) is kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from throughline.discovery.contracts import Corpus
from throughline.grounding.contracts import Origin
from throughline.specification.contracts import Block, Line, Prd, Role, Section
from throughline.specification.exports.footnotes import Note, Notes, write_notes
from throughline.specification.exports.json import write_json
from throughline.specification.exports.page import MARKS, count_undecided, describe_status, name_review_day

COMMENT = "<!-- throughline: "
_SPECIAL = re.compile(r"([\\`*_<>|~]|&(?=#?\w+;))")
_LINK = re.compile(r"\[(?=\^)|\](?=[(\[:])")
_LEADING = re.compile(r"^(\s*)(#{1,6}|\+|-|\d+[.)])(?=\s|$)")
_LISTED = frozenset(
    {
        Role.CRITERION,
        Role.EDGE_CASE,
        Role.REQUEST,
        Role.NON_GOAL,
        Role.RISK,
        Role.BLANK,
        Role.REQUIREMENT,
    }
)
_ENDS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def write_markdown(prd: Prd, corpus: Corpus) -> str:
    """The whole document, ending in a line end."""
    notes = write_notes(prd, corpus)
    parts = [
        show_head(prd),
        show_settle(prd, notes),
        *(_section(section, notes) for section in prd.sections),
        show_closing(prd),
        show_notes(notes.notes),
        _trace(prd),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def show_head(prd: Prd) -> str:
    """The front matter, the title, the status and the key to the marks."""
    return "\n\n".join([_front_matter(prd), f"# {escape(prd.title)}", f"{escape(describe_status(prd))}  \n{MARKS}"])


def _front_matter(prd: Prd) -> str:
    fields = {
        "id": prd.id,
        "title": prd.title,
        "status": prd.status.value,
        "owner": prd.owner,
        "version": prd.version,
        "outcome": "not reviewed yet",
        "review_date": name_review_day(prd) if not prd.review_date else prd.review_date.isoformat(),
    }
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items())
    return "\n".join(["---", *lines, "---"])


def show_settle(prd: Prd, notes: Notes) -> str:
    """ "Before you share this", or nothing where nothing is to be settled."""
    rows = [f"> {n}. {show_line(line, notes)}" for n, line in enumerate(prd.settle, 1)]
    waiting = count_undecided(prd)
    rows += [f"> {len(rows) + 1}. {waiting}"] if waiting else []
    return "\n".join(["> **Before you share this**", ">", *rows]) if rows else ""


def _section(section: Section, notes: Notes) -> str:
    parts = [f"## {section.number} {escape(section.title)}"]
    parts += [f"*{escape(section.invitation)}*"] if section.invitation else []
    for block in section.blocks:
        parts += [show_block(block, notes), *filter(None, [show_priority(block)])]
    return "\n\n".join(parts)


def show_block(block: Block, notes: Notes, *, level: int = 3, spare: bool = True) -> str:
    """A block under its title; `spare` leaves a table's first cell empty where it repeats the one above."""
    parts = [f"{'#' * level} {escape(block.title)}"] if block.title else []
    parts += [_table(block, notes, spare=spare) if block.kind == "table" else _prose(block, notes)]
    parts += [f"*{escape(block.note)}*"] if block.note else []
    return "\n\n".join(parts)


def show_priority(block: Block) -> str:
    """A story's priority as it is read back, or nothing."""
    return f"Priority: {escape(block.priority)}" if block.priority and block.kind == "story" else ""


def _prose(block: Block, notes: Notes) -> str:
    shown = [(is_listed(line), f"{'- ' if is_listed(line) else ''}{show_line(line, notes)}") for line in block.lines]
    parts: list[str] = []
    for place, (listed, text) in enumerate(shown):
        close = listed and place and shown[place - 1][0]
        parts.append(f"{'' if not place else chr(10) if close else chr(10) * 2}{text}")
    return "".join(parts)


def is_listed(line: Line) -> bool:
    """Whether a line is set as an item of a list."""
    return line.role in _LISTED


def _table(block: Block, notes: Notes, *, spare: bool) -> str:
    head = f"| {' | '.join(escape(column) or ' ' for column in block.columns)} |"
    rule = f"|{'---|' * len(block.columns)}"
    rows = [row_cells(block, line, notes) for line in block.lines]
    if spare:
        blank_repeats(rows)
    return "\n".join([head, rule, *(f"| {' | '.join(row)} |" for row in rows)])


def blank_repeats(rows: list[list[str]]) -> None:
    """Leave a first cell empty where it says what the one above says."""
    said = ""
    for row in rows:
        said, row[0] = row[0], "" if row[0] == said else row[0]


def row_cells(block: Block, line: Line, notes: Notes) -> list[str]:
    """The cells of a table's row: the claim's own cells with its mark in the last one, or label, claim and owner."""
    if line.cells:
        cells = [*(() if len(line.cells) == len(block.columns) else (line.label,)), *line.cells]
        return [*(escape(cell) for cell in cells[:-1]), f"{escape(cells[-1])} {_tail(line, notes)}"]
    shown = f"{escape(line.claim.text)}{_speaker(line)} {_tail(line, notes)}"
    return [escape(line.label), shown, *([escape(line.owner)] if len(block.columns) > 2 else [])]


def show_line(line: Line, notes: Notes) -> str:
    """A claim with its label, its words, who said them, its mark and its footnotes."""
    return f"{_lead(line)}{escape(line.claim.text)}{_speaker(line)} {_tail(line, notes)}"


def _lead(line: Line) -> str:
    return f"**{escape(line.label)}** " if line.label and line.role is not Role.SETTLE else ""


def _speaker(line: Line) -> str:
    named = line.claim.customer if line.claim.origin is Origin.QUOTE else None
    return f" — {escape(named)}" if named else ""


def _tail(line: Line, notes: Notes) -> str:
    refs = "".join(f"[^{note.key}]" for note in notes.of(line.claim))
    mark = "ASSUMPTION" if line.claim.origin is Origin.ASSUMPTION else line.claim.origin.mark
    return f"[{mark}]{refs}<!-- {line.claim.id} -->"


def show_closing(prd: Prd) -> str:
    """How it was counted, and what was not let through."""
    parts = ["---", *(f"*How it was counted.* {escape(' '.join(prd.counting))}" for _ in prd.counting[:1])]
    if prd.rejected:
        rows = (f"- {escape(r.was.text)}: {escape(r.reason)} ({r.verdict})" for r in prd.rejected)
        parts += ["*Not let through, or only as a proposal:*", "\n".join(rows)]
    return "\n\n".join(parts) if len(parts) > 1 else ""


def show_notes(notes: Iterable[Note]) -> str:
    """The footnotes, one a line."""
    return "\n".join(_footnote(note) for note in notes)


def _footnote(note: Note) -> str:
    words = f"{escape(note.before)}**{escape(note.words)}**{escape(note.after)}" if note.words else escape(note.after)
    return f"[^{note.key}]: {escape(note.head)}{': ' if words else ''}{words}"


def _trace(prd: Prd) -> str:
    """The whole PRD in a comment: what it is read back against. `>` is written so that nothing can close it."""
    text = (
        json.dumps(write_json(prd), ensure_ascii=False, separators=(",", ":"))
        .replace(">", "\\u003e")
        .replace("--", "-\\u002d")
    )
    return f"{COMMENT}{text} -->"


def escape(text: str) -> str:
    """The text so that Markdown shows it as it stands, on one line."""
    marked = _LINK.sub(lambda match: "\\" + match.group(), _SPECIAL.sub(r"\\\1", _ENDS.sub(" ", text)))
    return _LEADING.sub(r"\1\\\2", marked)


def unescape(text: str) -> str:
    """What `escape` was given."""
    return re.sub(r"\\([\\`*_<>|~&\[\]#+\-]|\d+[.)])", r"\1", text)
