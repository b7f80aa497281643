"""The page: four parts in their order, each sentence checked before it is told, what fails withheld and named."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from throughline.grounding.contracts import Claim, Ground, Verdict
from throughline.grounding.telling.contracts import Section, Sentence
from throughline.grounding.verify import verify
from throughline.specification.contracts import Audience
from throughline.specification.rules.narrating.answer import tell_answer
from throughline.specification.rules.narrating.contracts import Matter, Narrative, Telling
from throughline.specification.rules.narrating.metrics import tell_metrics
from throughline.specification.rules.narrating.problem import tell_problem
from throughline.specification.rules.narrating.timing import tell_timing


@dataclass(frozen=True, slots=True)
class Part:
    """One of the four questions, and what answers it."""

    key: str
    title: str
    tell: Callable[[Matter, Audience], Iterator[Telling]]


PARTS = (
    Part("problem", "Why this problem", tell_problem),
    Part("now", "Why now", tell_timing),
    Part("answer", "Why this answer", tell_answer),
    Part("metrics", "Why these metrics", tell_metrics),
)
TITLES: Mapping[str, str] = {part.key: part.title for part in PARTS}


def narrate(matter: Matter, audience: Audience, ground: Ground, *, today: date) -> Narrative:
    """The page as it is drafted; a count that does not come out, or a quote that is none, is withheld."""
    told = {part: list(part.tell(matter, audience)) for part in PARTS}
    faults = _find_faults([one for tellings in told.values() for one in tellings], ground)
    sections = tuple(
        Section(part.key, part.title, tuple(_word(one) for one in tellings if one.key not in faults))
        for part, tellings in told.items()
    )
    records = (*_list_records(matter), *(one.text for section in sections for one in section.sentences), *TERMS)
    kept = tuple(section for section in sections if section.sentences)
    return Narrative(audience, matter.prd.title, today, kept, tuple(faults.values()), records)


TERMS = ("90-day review",)
"""What is no figure but a name."""


def _find_faults(tellings: Sequence[Telling], ground: Ground) -> dict[str, str]:
    """Why a sentence may not be told, by its key."""
    claims: list[Claim] = [one.claim for one in tellings if one.claim]
    report = verify(claims, ground)
    return {
        finding.claim.id: f"{finding.claim.text} ({finding.reason})"
        for finding in report.findings
        if finding.verdict is not Verdict.VERIFIED
    }


def _word(one: Telling) -> Sentence:
    return Sentence(one.key, one.text, one.references, drafted=one.text)


def _list_records(matter: Matter) -> Iterator[str]:
    """What a person's own words are held against: the PRD, the evidence, and what was decided and predicted."""
    yield from (line.claim.text for line in matter.prd.lines)
    yield from (piece.text for piece in (*matter.answers, *matter.denies))
    for one in matter.choices:
        yield from (one.title, one.effort, one.prediction)
    for one in matter.decided:
        yield from (one.question, one.choice, one.trade_off, one.expected)
