"""A PRD as one HTML file: no script, no outside request, everything escaped; evidence stands in the footnotes."""

from __future__ import annotations

from html import escape
from importlib.resources import files

from throughline.discovery.contracts import Corpus
from throughline.grounding.contracts import Origin
from throughline.specification.contracts import Block, Line, Prd, Role, Section
from throughline.specification.exports.footnotes import Note, Notes, find_piece, write_notes
from throughline.specification.exports.markdown import blank_repeats
from throughline.specification.exports.page import (
    MEANINGS,
    count_undecided,
    describe_status,
    list_cells,
    name_block,
    name_review_day,
    split_blanks,
)
from throughline.specification.rules.wording import capitalise

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_NUMERIC = ' class="r"'


def write_html(prd: Prd, corpus: Corpus) -> str:
    """The whole document."""
    notes = write_notes(prd, corpus)
    body = [
        _head(prd),
        _settle(prd, notes),
        *(_section(section, notes, corpus) for section in prd.sections),
        _closing(prd),
        _footnotes(notes),
    ]
    return _PAGE.format(
        policy=_POLICY,
        title=escape(prd.title),
        style=files("throughline.specification.exports").joinpath("prd.css").read_text(encoding="utf-8"),
        body="\n".join(part for part in body if part),
    )


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
{style}</style></head>
<body><main>
{body}
</main></body></html>
"""


def _head(prd: Prd) -> str:
    review = f"90-day review: {name_review_day(prd)}"
    status = escape(f"{describe_status(prd)} · {review}")
    about = f'<p class="about">{escape(prd.about)}</p>' if prd.about and prd.about != prd.title else ""
    marks = "".join(
        f'<li class="{origin.mark.lower()}"><b>{origin.mark}</b> {escape(MEANINGS[origin])}</li>' for origin in Origin
    )
    title = f"<h1>{escape(prd.title)}</h1>"
    return f'<header><p class="meta">{status}</p>{title}{about}<ul class="marks">{marks}</ul></header>'


def _settle(prd: Prd, notes: Notes) -> str:
    items = [f"<li>{_text(line.claim.text)}{_refs(line, notes)}</li>" for line in prd.settle]
    waiting = count_undecided(prd)
    items += [f"<li>{escape(waiting)}</li>"] if waiting else []
    if not items:
        return ""
    return f'<section class="todo"><h2>Before you share this</h2><ol>{"".join(items)}</ol></section>'


def _section(section: Section, notes: Notes, corpus: Corpus) -> str:
    invitation = f'<p class="invite">{escape(section.invitation)}</p>' if section.invitation else ""
    blocks = "\n".join(_block(block, notes, corpus) for block in section.blocks)
    number = f'<span class="number">{section.number}</span> ' if section.number else ""
    title = f"<h2>{number}{escape(section.title)}</h2>"
    return f'<section id="{escape(section.key)}">{title}{invitation}{blocks}</section>'


def _block(block: Block, notes: Notes, corpus: Corpus) -> str:
    title = f"<h3>{escape(name_block(block))}</h3>" if block.title else ""
    note = f'<p class="note">{escape(block.note)}</p>' if block.note else ""
    if block.kind == "table":
        return f"{title}{_table(block, notes)}{note}"
    return f"{title}{''.join(_line(line, notes, corpus) for line in block.lines)}{note}"


def _line(line: Line, notes: Notes, corpus: Corpus) -> str:
    """A line with its mark in the margin; quotes are set as quotes with their speaker below."""
    label = f'<span class="label">{escape(line.label)}</span> ' if line.label else ""
    words = f'<span class="s">{_text(line.claim.text)}</span>{_refs(line, notes)}'
    classes = f"row {line.claim.origin.mark.lower()} {line.role.value.replace(' ', '-')}"
    if line.claim.origin is Origin.QUOTE:
        return (
            f'<blockquote class="{classes}" id="{escape(line.claim.id)}">{_mark(line)}'
            f"<p>{words}</p><footer>{label}{escape(_speaker(line, corpus))}</footer></blockquote>"
        )
    owner = f'<span class="owner">{escape(line.owner)}</span>' if line.owner and line.role is not Role.METRIC else ""
    return f'<div class="{classes}" id="{escape(line.claim.id)}">{_mark(line)}<p>{label}{words}{owner}</p></div>'


def _mark(line: Line) -> str:
    origin = line.claim.origin
    return f'<span class="o" title="{escape(capitalise(MEANINGS[origin]))}">{origin.mark}</span>'


def _speaker(line: Line, corpus: Corpus) -> str:
    piece = find_piece(line.claim.citations[0], corpus) if line.claim.citations else None
    parts = [line.claim.customer or "", piece.segment or "" if piece else ""]
    return ", ".join(part for part in parts if part)


def _table(block: Block, notes: Notes) -> str:
    head = "".join(f"<th>{escape(column)}</th>" for column in block.columns)
    cells = [_cells(block, line, notes) for line in block.lines]
    blank_repeats(cells)
    rows = "".join(_row(line, shown) for line, shown in zip(block.lines, cells, strict=True))
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _cells(block: Block, line: Line, notes: Notes) -> list[str]:
    """The cells of a row: the line's own with its references in the last one, or label, words and owner."""
    cells, shown = list_cells(block, line)
    said = f" <small>{escape(line.claim.customer)}</small>" if line.claim.customer and not line.cells else ""
    return [_text(cell) + (said + _refs(line, notes) if place == shown else "") for place, cell in enumerate(cells)]


def _row(line: Line, cells: list[str]) -> str:
    """A table row with its mark in the margin; bare numbers stand to the right."""
    origin = line.claim.origin
    shown = "".join(
        f"<td{_NUMERIC if cell.partition('<')[0].replace(',', '').isdigit() else ''}>{cell}</td>" for cell in cells[1:]
    )
    first = f"<td>{_mark(line)}{cells[0]}</td>"
    return f'<tr class="row {origin.mark.lower()}" id="{escape(line.claim.id)}">{first}{shown}</tr>'


def _text(text: str) -> str:
    """The words, escaped, with a blank set apart so that it draws the eye."""
    return "".join(
        f'<span class="blank">{escape(part)}</span>' if blank else escape(part) for part, blank in split_blanks(text)
    )


def _refs(line: Line, notes: Notes) -> str:
    links = "".join(
        f'<a class="ref" href="#{note.key}" aria-label="Evidence {note.number}">{note.number}</a>'
        for note in notes.of(line.claim)
    )
    return f"<sup>{links}</sup>" if links else ""


def _closing(prd: Prd) -> str:
    parts: list[str] = []
    if prd.counting:
        rules = "".join(f"<li>{escape(rule)}</li>" for rule in prd.counting)
        parts.append(f"<h2>How it was counted</h2><ul>{rules}</ul>")
    if prd.rejected:
        rows = "".join(
            f"<li>{escape(entry.was.text)} <em>{escape(entry.reason)}</em> ({escape(entry.verdict)})</li>"
            for entry in prd.rejected
        )
        parts.append(f"<h2>Not let through, or only as a proposal</h2><ul>{rows}</ul>")
    return f'<section class="closing">{"".join(parts)}</section>' if parts else ""


def _footnotes(notes: Notes) -> str:
    if not notes.notes:
        return ""
    items = "".join(f'<li id="{note.key}" value="{note.number}">{_footnote(note)}</li>' for note in notes.notes)
    return f'<section class="notes" aria-label="Evidence"><h2>Evidence</h2><ol>{items}</ol></section>'


def _footnote(note: Note) -> str:
    if note.words:
        place = f"{escape(note.before)}<mark>{escape(note.words)}</mark>{escape(note.after)}"
    else:
        place = escape(note.after)
    said = f'<span class="place">{place}</span>' if place else ""
    return f'<span class="head">{escape(note.head)}</span>{said}'
