"""What a model is told: the subject, the sections asked for, their present text, the person's answers, the evidence.

Nothing in it names a customer: each is a code, `[c3]`, and personal data is masked. Codes lead back from the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from throughline.discovery.contracts import Evidence
from throughline.discovery.pipeline import Disguise
from throughline.grounding.contracts import Origin
from throughline.specification.contracts import Line, Prd
from throughline.specification.rules.proposing.contracts import Answered

Row = dict[str, Any]
MOST_EVIDENCE = 60_000
"""Characters of evidence in one question: some fifteen thousand tokens."""
LONGEST_PIECE = 1_500
MOST_LINES = 12_000
"""Characters of the sections' present text."""
_CODE = re.compile(r"\[c(\d{1,6})\]")


@dataclass(frozen=True, slots=True)
class Brief:
    """The rows that are sent, and what their codes stand for. `left_out` pieces did not fit, `masked` were changed.

    `lines` are those whose place a proposal may take: each code with its section and its claim.
    """

    rows: tuple[Row, ...]
    pieces: Mapping[str, Evidence]
    customers: Mapping[str, str]
    answers: Mapping[str, Answered]
    lines: Mapping[str, tuple[str, str]]
    left_out: int = 0
    masked: int = 0

    def name_customers(self, text: str) -> str:
        """`text` with every code led back to the customer it stands for; codes nobody has stay as they are."""
        return _CODE.sub(lambda match: self.customers.get(match.group(), match.group()), text)


def brief_model(
    prd: Prd,
    evidence: Sequence[Evidence],
    *,
    sections: Sequence[str],
    answers: Sequence[Answered] = (),
    known: Iterable[str] = (),
) -> Brief:
    """Tell of a PRD and of the pieces it cites, those it quotes first and every customer in turn, as many as fit.

    `known` are names of customers and people besides those of the pieces: they too are left out wherever they stand.
    """
    ordered = sort_evidence(prd, evidence)
    codes = _make_codes(ordered, known)
    disguise = Disguise(codes, hidden=True)
    pieces, left_out = _fit(ordered)
    told = [_tell_piece(code, piece, disguise) for code, piece in pieces.items()]
    lines, replaceable = _tell_lines(prd, sections, disguise)
    rows = (
        {"kind": "subject", "title": disguise.show(prd.title), "about": disguise.show(prd.about)},
        *({"kind": "section", "section": key} for key in sections),
        *lines,
        *(
            {"kind": "answer", "id": a.id, "question": disguise.show(a.question), "text": disguise.show(a.text)}
            for a in answers
        ),
        *told,
    )
    masked = sum(row["text"] != _clip(piece.text) for row, piece in zip(told, pieces.values(), strict=True))
    customers = {code: name for name, code in reversed(codes.items())}
    return Brief(rows, pieces, customers, {a.id: a for a in answers}, replaceable, left_out, masked)


def sort_evidence(prd: Prd, evidence: Sequence[Evidence]) -> list[Evidence]:
    """What the PRD quotes first, then one piece of each customer in turn, each piece once."""
    quoted = {c.evidence for line in prd.lines if line.claim.origin is Origin.QUOTE for c in line.claim.citations}
    turns: dict[str, int] = {}
    ranked: list[tuple[bool, int, int, Evidence]] = []
    for place, piece in enumerate({piece.id: piece for piece in evidence}.values()):
        turn = turns[piece.customer or piece.id] = turns.get(piece.customer or piece.id, 0) + 1
        ranked.append((piece.id not in quoted, turn, place, piece))
    return [piece for *_, piece in sorted(ranked, key=lambda one: one[:3])]


def _make_codes(pieces: Sequence[Evidence], known: Iterable[str]) -> dict[str, str]:
    """A code for every name; an account and its people have codes of their own."""
    own = (name for piece in pieces for name in (piece.account, piece.person, piece.relayed_by) if name)
    names = dict.fromkeys(name.strip() for name in (*own, *known) if name.strip())
    return {name: f"[c{n}]" for n, name in enumerate(names, 1)}


def _fit(pieces: Sequence[Evidence]) -> tuple[dict[str, Evidence], int]:
    fitting: dict[str, Evidence] = {}
    length = 0
    for piece in pieces:
        length += min(len(piece.text), LONGEST_PIECE) + 80
        if length > MOST_EVIDENCE:
            break
        fitting[f"e{len(fitting) + 1}"] = piece
    return fitting, len(pieces) - len(fitting)


def _clip(text: str) -> str:
    """The beginning of a long text, up to the end of a word."""
    if len(text) <= LONGEST_PIECE:
        return text
    cut = text[:LONGEST_PIECE]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut else cut} …"


def _tell_piece(code: str, piece: Evidence, disguise: Disguise) -> Row:
    by = disguise.names.get((piece.customer or "").strip(), "")
    fields = {
        "kind": "evidence",
        "id": code,
        "by": by,
        "segment": disguise.show(piece.segment or ""),
        "day": piece.date.isoformat() if piece.date else "",
        "how": _tell_how(piece),
        "text": disguise.show(_clip(piece.text)),
    }
    return {name: value for name, value in fields.items() if value}


def _tell_how(piece: Evidence) -> str:
    """Empty for a customer's own words; else why they may not be quoted."""
    if piece.interviewer:
        return "the interviewer's words, not a customer's: never quote them"
    if piece.relayed_by:
        return "passed on by somebody else: count it, never quote it"
    return "" if piece.quotable else f"{piece.kind.value}, not said by anybody: never quote it"


def _tell_lines(prd: Prd, sections: Sequence[str], disguise: Disguise) -> tuple[list[Row], dict[str, tuple[str, str]]]:
    """The present text of the sections, as much as fits, and the lines that a better one may take the place of.

    What is proven, and what a person wrote or accepted, is none of those.
    """
    rows: list[Row] = []
    replaceable: dict[str, tuple[str, str]] = {}
    length = 0
    for section, line in _each_line(prd, sections):
        length += len(line.claim.text)
        if length > MOST_LINES:
            break
        row: Row = {"kind": "line", "section": section}
        if line.claim.origin in (Origin.PROPOSAL, Origin.INFERENCE):
            code = f"l{len(replaceable) + 1}"
            replaceable[code] = (section, line.claim.id)
            row["id"] = code
        rows.append(row | {"origin": line.claim.origin.value, "text": disguise.show(line.claim.text)})
    return rows, replaceable


def _each_line(prd: Prd, sections: Sequence[str]) -> Iterator[tuple[str, Line]]:
    for section in prd.sections:
        if section.key in sections:
            yield from ((section.key, line) for block in section.blocks for line in block.lines)
