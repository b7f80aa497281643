"""A model that invents at a known rate: true sentences and planted faults, in the codes of the prompt it was sent."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "grounding"))

import clean as honest
import faults
from clean import Case

from throughline.discovery.contracts import Evidence
from throughline.grounding.contracts import Origin

Row = dict[str, Any]
Maker = Callable[[Sequence[Evidence], Random], "Case | None"]
HONEST: tuple[Maker, ...] = (
    honest.quote_item,
    honest.quote_sentence,
    honest.infer_reworded,
    honest.infer_joined,
    honest.count_items,
    honest.count_customers,
    honest.tell_number,
    honest.propose_condition,
    honest.propose_plain,
)
"""What the model says when it does not invent; shares of all the evidence it cannot know."""


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence of the simulated model: what kind it is, and whether it is invented."""

    kind: str
    invented: bool
    claim: Row


class Inventor:
    """Knows the evidence behind the codes of a prompt, and answers with sentences of which a `rate` is invented."""

    def __init__(self, pieces: Mapping[str, Evidence], *, rate: float, sentences: int, seed: str) -> None:
        self.codes = {piece.id: code for code, piece in pieces.items()}
        self.pieces = tuple(pieces.values())
        self.rate, self.sentences, self.rng = rate, sentences, Random(seed)
        self.told: list[Told] = []

    def answer(self, sections: Sequence[str]) -> str:
        """A whole answer in JSON; what was told is remembered in its order."""
        filled = [{"section": key, "claims": [one.claim for one in self._tell()]} for key in sections]
        return json.dumps({"sections": filled}, ensure_ascii=False)

    def _tell(self) -> list[Told]:
        made = [self._say() for _ in range(self.sentences)]
        self.told += made
        return made

    def _say(self) -> Told:
        while True:
            invented = self.rng.random() < self.rate
            maker = self.rng.choice(_PLANTERS if invented else HONEST)
            case = maker(self.pieces, self.rng)
            if case is not None:
                return Told(case.kind, invented, self._write(case))

    def _write(self, case: Case) -> Row:
        claim = case.claim
        customer = {"customer": claim.customer} if claim.customer and claim.origin is Origin.QUOTE else {}
        quote = {"quote": claim.quote or claim.text} if claim.origin is Origin.QUOTE else {}
        cites = [self._find_code(c) for c in claim.citations]
        return {"origin": claim.origin.value, "text": claim.text, "cites": cites, **quote, **customer}

    def _find_code(self, citation: Any) -> str:
        for piece in self.pieces:
            if (piece.source, piece.row, piece.turn) == (citation.source, citation.row, citation.turn):
                return self.codes[piece.id]
        return citation.evidence or f"e{9000 + (citation.row or citation.turn or 0)}"


def say_judgement(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    """A sentence passed off as a person's judgement."""
    case = honest.infer_reworded(pieces, rng)
    return replace(case, kind="judgement claimed", claim=replace(case.claim, origin=Origin.JUDGEMENT)) if case else None


def say_agreed(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    """A decision nobody took."""
    text = rng.choice(["We have decided to build the import first.", "The team agreed to drop the old page."])
    return honest.make("agreement claimed", Origin.PROPOSAL, text, [rng.choice(honest.quotable(pieces))])


def count_wrongly_of(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    """A right count of rows that say nothing of the kind."""
    case = honest.count_items(pieces, rng)
    told = rng.choice(faults._INVENTED)
    if case is None:
        return None
    number = len(case.claim.citations)
    text = f"{number} items say that {told[0].lower()}{told[1:]}"
    return replace(case, kind="right count, invented words", claim=replace(case.claim, text=text))


def deny_in_number(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    """A number told again with the denial beside it dropped."""
    pool = [p for p in honest.quotable(pieces) if honest.DENIES.search(p.text) and re.search(r"\d", p.text)]
    case = honest.tell_number(pool, rng) if pool else None
    if case is None or len(honest.DENIES.findall(case.claim.text)) != 1:
        return None
    told = case.claim.text
    for pattern, replacement in faults._AFFIRM:
        told = re.sub(pattern, replacement, told, count=1, flags=re.IGNORECASE)
    changed = told != case.claim.text and not honest.DENIES.search(told)
    return replace(case, kind="negation dropped, number", claim=replace(case.claim, text=told)) if changed else None


def count_turned_round(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    """A right count of a row that says the opposite: its denial is dropped."""
    case = faults.negation_out_of_inference(pieces, rng)
    if case is None:
        return None
    told = case.claim.text
    text = f"1 item says that {told[0].lower()}{told[1:]}"
    return replace(case, kind="right count, denial dropped", claim=replace(case.claim, origin=Origin.NUMBER, text=text))


def quote_in_proposal(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    """A proposal that puts words between marks that nobody said."""
    case = faults.quote_paraphrased(pieces, rng)
    if case is None:
        return None
    text = f"Given “{case.claim.quote}”, when it happens, then the person is told"
    claim = replace(case.claim, origin=Origin.PROPOSAL, text=text, quote=None)
    return replace(case, kind="quote invented inside a proposal", claim=claim)


_PLANTERS: tuple[Maker, ...] = (
    *faults.PLANTERS,
    say_judgement,
    say_agreed,
    count_wrongly_of,
    deny_in_number,
    count_turned_round,
    quote_in_proposal,
)
