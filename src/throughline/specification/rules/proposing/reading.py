"""From the JSON a model answered with to sentences: codes led back, texts cleaned, and nothing else taken over."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from throughline.grounding.contracts import Citation, Claim, Origin
from throughline.grounding.normalise import strip_outer_marks
from throughline.specification.rules.counting import cite
from throughline.specification.rules.proposing.briefing import Brief
from throughline.specification.rules.proposing.contracts import MOST_QUESTIONS, Said
from throughline.specification.rules.wording import quoted

Json = Mapping[str, Any]
LONGEST, LONGEST_QUOTE = 700, 1_500
"""Characters of one sentence of a model, and of a quote."""
MOST_SENTENCES = 200
"""Sentences of one answer that are read; the rest is counted and left."""
_CODES = re.compile(r"\s*[\[(](?:[ea]\d{1,4}(?:\s*[,;]\s*)?)+[\])]")
_ORDER = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def read_sections(data: Json, brief: Brief) -> tuple[Said, ...]:
    """Every sentence of an answer of the form `draft.schema.json`, in its order."""
    return tuple(_each(data, brief))[:MOST_SENTENCES]


def _each(data: Json, brief: Brief) -> Iterator[Said]:
    for section in data["sections"]:
        for given in section["claims"]:
            yield read_claim(given, brief, section=clean(section["section"])[:40])


def read_questions(data: Json, brief: Brief) -> tuple[Said, ...]:
    """The questions of an answer of the form `questions.schema.json`, as proposals."""
    asked = [{**given, "origin": Origin.PROPOSAL.value, "role": "question"} for given in data["questions"]]
    return tuple(read_claim(given, brief, section="questions") for given in asked[:MOST_QUESTIONS])


def read_claim(given: Json, brief: Brief, *, section: str) -> Said:
    """One sentence, its codes led back. A quote without words of its own is the whole text."""
    origin, role = clean(given["origin"]).casefold()[:40], clean(given.get("role") or "").casefold()[:40]
    cites = list(dict.fromkeys(clean(code).strip("[]") for code in given["cites"]))
    known = {value.value: value for value in Origin}.get(origin, Origin.PROPOSAL)
    text = brief.name_customers(_CODES.sub("", clean(given["text"])))
    words = strip_outer_marks(brief.name_customers(clean(given.get("quote") or "")) or text)
    customer = brief.name_customers(_bracket(clean(given.get("customer") or ""))) or _find_speaker(cites, brief, known)
    claim = Claim(
        id="",
        origin=known,
        text=text or quoted(words),
        citations=tuple(_lead_back(code, brief) for code in cites if code not in brief.answers),
        quote=words if known is Origin.QUOTE else None,
        customer=customer or None,
    )
    answers = tuple(code for code in cites if code in brief.answers)
    return Said(section, origin, role, claim, answers, _find_line(given, brief, section))


def _find_line(given: Json, brief: Brief, section: str) -> str:
    """The claim of the line whose place it would take; empty where that is no line of its section."""
    there, claim = brief.lines.get(clean(given.get("instead") or ""), ("", ""))
    return claim if there == section else ""


def _lead_back(code: str, brief: Brief) -> Citation:
    """The piece a code stands for; an unknown code stays, as an id nobody has."""
    piece = brief.pieces.get(code)
    return cite(piece) if piece else Citation(evidence=code[:64] or "(empty)")


def _bracket(customer: str) -> str:
    return f"[{customer}]" if re.fullmatch(r"c\d{1,6}", customer) else customer


def _find_speaker(cites: list[str], brief: Brief, origin: Origin) -> str:
    """Whose words a quote is, where the model does not say: its piece's own."""
    pieces = [brief.pieces[code] for code in cites if code in brief.pieces]
    return (pieces[0].customer or "") if origin is Origin.QUOTE and len(pieces) == 1 else ""


def clean(text: str) -> str:
    """`text` on one line, without characters that cannot be seen or that turn the order of others round."""
    plain = _ORDER.sub("", text)
    kept = "".join(" " if unicodedata.category(letter) in {"Cc", "Cs", "Co", "Cn"} else letter for letter in plain)
    return " ".join(kept.split())
