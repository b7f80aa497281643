"""One mark as a page shows it. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from throughline.discovery.models import EvidenceRow, Mark
from throughline.discovery.rules.excerpts import cut_excerpt


@dataclass(frozen=True, slots=True)
class ShownMark:
    """One mark as a page shows it: the words it is about, who said them, and what was said about it."""

    pk: int
    key: str
    words: str
    whole: bool
    quotable: bool
    customer: str
    mail: str
    relayed_by: str
    segment: str
    date: date | None
    spoken: bool
    kind: str
    stance: str
    state: str
    because: str
    repeats: bool


def show_mark(mark: Mark, words: Sequence[str]) -> ShownMark:
    """The mark with the words it is about: those that were selected, else the telling sentence of the piece."""
    piece = mark.evidence
    whole = mark.start is None or mark.end is None
    text = cut_excerpt(piece.text, words) if whole else piece.text[mark.start : mark.end]
    return ShownMark(
        pk=mark.pk,
        key=piece.key,
        words=text,
        whole=whole,
        quotable=not piece.interviewer and not piece.relayed_by and piece.kind == "said",
        customer=name_customer(piece),
        mail=piece.customer_person.mail if piece.customer_person else "",
        relayed_by=piece.relayed_by or "",
        segment=piece.customer_segment or piece.segment or "",
        date=piece.date,
        spoken=piece.turn is not None,
        kind=mark.kind,
        stance=mark.stance,
        state=mark.state,
        because=mark.because,
        repeats=bool(piece.duplicate_of),
    )


def name_customer(piece: EvidenceRow) -> str:
    """Whom a piece counts for: the account, else the person, else nobody."""
    if piece.customer_account is not None:
        return piece.customer_account.name
    return piece.customer_person.name if piece.customer_person is not None else ""
