"""Blanks, speakers and cells of a PRD's lines, in words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from throughline.grounding.contracts import Origin
from throughline.grounding.telling.contracts import Reference
from throughline.specification.contracts import Line
from throughline.specification.exports.formats import FORMATS, Format, Purpose
from throughline.specification.proving import Proof
from throughline.specification.reviewing.showing import ShownReview
from throughline.specification.showing import ShownBlock, ShownLine, ShownSection

register = template.Library()
_LABEL = re.compile(r"[A-Z]+\d+")
_BLANK = re.compile(r"\[decide(?::\s*([^\]]*))?\]")


@register.filter
def with_blanks(text: str) -> SafeString:
    """The text with its blanks, `[decide: a / b]`, set apart; everything else is escaped."""
    parts, at = [], 0
    for match in _BLANK.finditer(text):
        inner = escape((match.group(1) or "").strip() or "yours to decide")
        parts += [escape(text[at : match.start()]), f'<span class="blank">{inner}</span>']
        at = match.end()
    return mark_safe("".join([*parts, escape(text[at:])]))  # noqa: S308 - every part is escaped


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row; `leads` where its text is what one clicks on, `span` how many columns it takes."""

    text: str
    leads: bool
    span: int
    column: str

    @property
    def bare(self) -> str:
        """The text without a blank, for a field in which a person writes."""
        return "" if _BLANK.fullmatch(self.text.strip()) else self.text


@register.filter
def cells_of(line: Line, frame: ShownBlock) -> list[Cell]:
    """The cells of a table's row; words that stand for a whole row take the columns that are left."""
    texts, columns = frame.cells(line), frame.block.columns
    leading = min(frame.leading, len(texts) - 1) if line.cells else texts.index(line.claim.text)
    spans = [1] * len(texts)
    spans[leading] += len(columns) - len(texts)
    return [Cell(text, n == leading, spans[n], columns[n]) for n, text in enumerate(texts)]


@register.filter
def speaker(shown: ShownLine) -> str:
    """Whom a quote is by."""
    customer = shown.piece.customer if shown.piece else None
    return customer or (shown.was.customer if shown.was else shown.line.claim.customer) or "the customer"


@register.filter
def said_by(shown: ShownLine) -> str:
    """Who said a quote, from which segment and when."""
    piece = shown.piece
    if piece is None:
        return shown.line.claim.customer or ""
    day = f"{piece.date.day} {piece.date:%B %Y}" if piece.date else ""
    who = ", ".join(part for part in (piece.customer, piece.segment) if part)
    return "\u00a0· ".join(part for part in (who or "Nobody named", day) if part)


@register.filter
def title_of(proof: Proof) -> str:
    """What the panel is headed with: who spoke, else what kind of proof it holds."""
    claim = proof.shown.was or proof.shown.line.claim
    if claim.origin is Origin.QUOTE and proof.cards:
        return proof.cards[0].piece.customer or "Nobody named"
    if proof.sums:
        return "How this was counted"
    if proof.cases and not proof.cards:
        return "Why this is asked"
    return "What it rests on"


@register.filter
def writable(one: ShownSection, review: ShownReview) -> bool:
    """Whether whoever looks may write in a section: it may be its craft's alone."""
    return review.can_write if one.part.craft is None else one.part.craft in review.crafts


@register.filter
def label_of(title: str) -> str:
    """The label that begins a story's title: S1."""
    head, _, rest = title.partition(" ")
    return head if rest and _LABEL.fullmatch(head) else ""


@register.filter
def bare_title(title: str) -> str:
    """A story's title without its label."""
    return title.removeprefix(label_of(title)).strip()


@register.filter
def words(text: str) -> list[str]:
    """The words of a text, one by one."""
    return text.split()


@register.simple_tag
def list_formats() -> list[tuple[str, list[Format]]]:
    """What a PRD can be downloaded as, by what for."""
    return [(purpose.value, [one for one in FORMATS.values() if one.purpose is purpose]) for purpose in Purpose]


@register.filter
def opens_panel(reference: Reference) -> bool:
    """Whether what a sentence rests on is shown beside the page: a piece of evidence, or a line of a PRD."""
    return "/evidence/" in reference.path or "/lines/" in reference.path
