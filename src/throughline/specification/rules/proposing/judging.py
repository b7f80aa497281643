"""What of a model's answer is let through: the same checks as for everybody's sentences, and four that are for models.

Every sentence is verified like the built-in writer's. Besides: a model judges and agrees nothing, cites what it says,
proves as a fact only what code can count again or compare letter by letter, and puts nothing between quotation marks
that nobody said. What follows from its sources waits for a person all the same; see decision 0015.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from throughline.discovery.contracts import Evidence, EvidenceKind
from throughline.grounding.contracts import Citable, Citation, Claim, Finding, Ground, Origin, Verdict
from throughline.grounding.verify import verify
from throughline.specification.rules.counting import cite
from throughline.specification.rules.proposing.contracts import (
    FACTS,
    NORMATIVE,
    ROLES,
    Answered,
    Fate,
    Invention,
    Judged,
    Part,
    Said,
)
from throughline.specification.rules.proposing.plain_counts import is_plain_count
from throughline.specification.rules.proposing.reading import LONGEST, LONGEST_QUOTE
from throughline.specification.rules.wording import quoted

_QUOTED = re.compile(r"[“\"„«]([^“”\"„«»]{3,}?)[”\"“»]")
_FEWEST_WORDS = 3
_KINDS: tuple[tuple[str, Invention], ...] = (
    ("points nowhere", Invention.SOURCE),
    ("agreement", Invention.AGREEMENT),
    ("interviewer", Invention.SPEAKER),
    ("passed on by", Invention.SPEAKER),
    ("not by ", Invention.SPEAKER),
    ("does not say who wrote it", Invention.SPEAKER),
    ("who did not say it", Invention.SPEAKER),
    ("is not theirs", Invention.SPEAKER),
    ("none of the cited is by", Invention.SPEAKER),
    ("persona", Invention.PERSON),
    ("it names", Invention.PERSON),
    ("a role that", Invention.PERSON),
    ("set as a quote", Invention.QUOTE),
    ("stands in none of the rows", Invention.NUMBER),
    ("the source", Invention.SUPPORT),
    ("nothing in the cited rows", Invention.SUPPORT),
)
"""What a reason of the check says, and what was invented then; else it is told by the sentence's origin."""
_BY_ORIGIN = {Origin.QUOTE: Invention.QUOTE, Origin.NUMBER: Invention.NUMBER}


def judge(
    said: Sequence[Said], ground: Ground, *, sections: Sequence[str], answers: Mapping[str, Answered] | None = None
) -> tuple[Judged, ...]:
    """The fate of every sentence, in order, of an answer that was asked for `sections`.

    `answers` are what the person said, by the codes that proposals may rest on.
    """
    told = {code: _tell_answer(answer) for code, answer in (answers or {}).items()}
    wide = replace(ground, evidence=(*ground.evidence, *told.values())) if told else ground
    refused = [_refuse(one, sections) for one in said]
    claims = [_prepare(one, told) for one in said]
    firsts = _verify(claims, [reason is None for reason in refused], wide)
    judged = [
        no if no is not None else _settle(one, claim, first)
        for one, no, claim, first in zip(said, refused, claims, firsts, strict=True)
    ]
    return tuple(_look_again(judged, wide))


def _tell_answer(answer: Answered) -> Evidence:
    """What the person said, as something that can be cited: seen, and never anybody's quote."""
    return Evidence(f"answer-{answer.id}", "your answers", answer.text, row=1, kind=EvidenceKind.OBSERVED)


def _refuse(said: Said, sections: Sequence[str]) -> Judged | None:
    """What is wrong with a sentence before any row is looked at; None where nothing is."""
    if said.section not in sections:
        return _say_no(said, "no proposal was asked for in that section", Invention.FORM)
    if not name_role(said):
        return _say_no(said, f"{_describe(said)} is nothing that stands in that section", Invention.FORM)
    if said.origin == Origin.JUDGEMENT:
        return _say_no(
            said, "it passes itself off as a person's judgement; only a person can give it", Invention.AGREEMENT
        )
    if said.origin not in {origin.value for origin in Origin}:
        return _say_no(said, f"“{said.origin}” is none of the origins a sentence can have", Invention.FORM)
    most = LONGEST_QUOTE if said.origin == Origin.QUOTE else LONGEST
    if not said.claim.text.strip("“” ") or len(said.claim.text) > most:
        return _say_no(said, f"it is empty, or longer than {most:,} characters", Invention.FORM)
    if not said.claim.citations and not said.answers:
        return _say_no(said, "it cites nothing, so nobody can look whether it is so", Invention.SUPPORT)
    return None


def _say_no(said: Said, reason: str, kind: Invention, recomputed: str | None = None) -> Judged:
    own, claim = said.answers, said.claim
    return Judged(said.section, said.role, claim, claim, Fate.REFUSED, reason, kind, recomputed, own, said.instead)


def _prepare(said: Said, told: Mapping[str, Evidence]) -> Claim:
    """The claim as it is checked: as what it says it is; what rests on an answer or is assumed is a proposal."""
    claim = said.claim
    if said.answers:
        claim = replace(
            claim, citations=(*claim.citations, *(cite(told[code]) for code in said.answers if code in told))
        )
    proposes = said.answers or claim.origin is Origin.ASSUMPTION
    return _as_proposal(claim) if proposes and claim.origin is not Origin.QUOTE else claim


def name_role(said: Said) -> str:
    """What the sentence is in its section, whatever the model calls it; empty where no such thing stands there.

    A quote is a quote. A word nobody uses here is what stands first in the section, save among stories, whose order
    has a meaning.
    """
    part = next((part for part in Part if part.value == said.section), None)
    roles = ROLES[part] if part else {}
    if said.origin == Origin.QUOTE or said.role == "quote":
        return "quote" if said.origin == Origin.QUOTE and "quote" in roles else ""
    if said.role in roles:
        return said.role
    return "" if part is Part.STORIES else next(iter(roles), "")


def _describe(said: Said) -> str:
    return "a quote" if said.origin == Origin.QUOTE else f"“{said.role or said.origin}”"


def _as_proposal(claim: Claim) -> Claim:
    return replace(claim, origin=Origin.PROPOSAL, quote=None, computations=())


def _verify(claims: Sequence[Claim], wanted: Iterable[bool], ground: Ground) -> list[Finding | None]:
    """The findings of the wanted claims, None for the others."""
    marks = list(wanted)
    found = iter(verify([claim for claim, mark in zip(claims, marks, strict=True) if mark], ground).findings)
    return [next(found) if mark else None for mark in marks]


def _settle(said: Said, claim: Claim, finding: Finding | None) -> Judged:
    """The first fate: a rejected sentence is out, a verified one stands, one nothing shows is at most a proposal."""
    assert finding is not None
    if finding.verdict is Verdict.REJECTED:
        return _say_no(said, finding.reason, _name_kind(finding), finding.recomputed)
    role, shown = name_role(said), finding.verdict is Verdict.VERIFIED
    if not shown and _name_kind(finding) is Invention.PERSON:
        return _say_no(said, finding.reason, Invention.PERSON)
    proven = claim.origin in FACTS and shown and role not in NORMATIVE
    stands = _set_fact(claim) if proven else replace(_as_proposal(claim), customer=None)
    fate = Fate.STANDS if shown else Fate.UNSHOWN
    kind = None if shown else _name_kind(finding)
    found, own = finding.recomputed, said.answers
    return Judged(said.section, role, stands, said.claim, fate, finding.reason, kind, found, own, said.instead)


def _set_fact(claim: Claim) -> Claim:
    """As it stands on the page: a quote is its own words between marks, and nothing the model set around them."""
    return replace(claim, text=quoted(claim.quote)) if claim.origin is Origin.QUOTE and claim.quote else claim


def _name_kind(finding: Finding) -> Invention:
    reason = finding.reason
    told = next((kind for words, kind in _KINDS if words in reason), None)
    return told or _BY_ORIGIN.get(finding.claim.origin, Invention.SUPPORT)


def _look_again(judged: Sequence[Judged], ground: Ground) -> list[Judged]:
    """The second look at what was let through: a number's sentence must follow too, a proposal must hold as one."""
    numbers = [one.fate is Fate.STANDS and one.was.origin is Origin.NUMBER for one in judged]
    as_inference = [replace(one.claim, origin=Origin.INFERENCE, computations=()) for one in judged]
    followed = _verify(as_inference, numbers, ground)
    known = {piece.id: piece for piece in ground.evidence}
    once = [_weigh_number(one, finding, known) for one, finding in zip(judged, followed, strict=True)]
    proposes = [one.fate is not Fate.REFUSED and one.claim.origin is Origin.PROPOSAL for one in once]
    held = _verify([one.claim for one in once], proposes, ground)
    twice = [_weigh_proposal(one, finding) for one, finding in zip(once, held, strict=True)]
    return [_weigh_marks(one, ground) for one in twice]


def _weigh_number(one: Judged, finding: Finding | None, known: Mapping[str, Citable]) -> Judged:
    """A right number in a sentence its rows do not carry is not let through; more than a plain count is no fact."""
    if finding is None:
        return one
    if finding.verdict is not Verdict.VERIFIED:
        reason = f"its number comes out, but {finding.reason}"
        return replace(one, fate=Fate.REFUSED, reason=reason, kind=_name_kind(finding), recomputed=None)
    pieces = [piece for c in one.claim.citations if (piece := known.get(c.evidence or ""))]
    return one if is_plain_count(one.claim, pieces) else replace(one, claim=_as_proposal(one.claim))


def _weigh_proposal(one: Judged, finding: Finding | None) -> Judged:
    """What became a proposal is checked as one: it invents nobody, claims no agreement and no customer's number."""
    if finding is None or finding.verdict is Verdict.VERIFIED:
        return one
    if finding.verdict is Verdict.REJECTED:
        kind = one.kind if one.fate is Fate.UNSHOWN and one.kind else _name_kind(finding)
        return replace(one, fate=Fate.REFUSED, reason=finding.reason, kind=kind, recomputed=finding.recomputed)
    return replace(one, fate=Fate.UNSHOWN, reason=finding.reason, kind=one.kind or Invention.SUPPORT)


def _weigh_marks(one: Judged, ground: Ground) -> Judged:
    """Whatever a proposal sets between quotation marks must stand, word for word, in what it cites."""
    if one.fate is Fate.REFUSED or one.claim.origin is not Origin.PROPOSAL:
        return one
    words = [m.group(1) for m in _QUOTED.finditer(one.claim.text) if len(m.group(1).split()) >= _FEWEST_WORDS]
    quotes = [Claim("", Origin.QUOTE, said, one.claim.citations, quote=said) for said in words]
    wrong = (
        next((f for f in verify(quotes, ground).findings if f.verdict is not Verdict.VERIFIED), None)
        if quotes
        else None
    )
    if wrong is None:
        return one
    kind = Invention.SPEAKER if _name_kind(wrong) is Invention.SPEAKER else Invention.QUOTE
    return replace(
        one, fate=Fate.REFUSED, reason=f"it sets “{wrong.claim.text}” as a quote, and {wrong.reason}", kind=kind
    )


def count_inventions(judged: Iterable[Judged]) -> tuple[tuple[Invention, int], ...]:
    """How many sentences of each kind were invented, most first, whether they were refused or only left unshown."""
    counts = Counter(one.kind for one in judged if one.kind is not None)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], list(Invention).index(pair[0]))))


def strip_answers(claim: Claim) -> tuple[Citation, ...]:
    """The citations of a claim that point at evidence, without those at the person's answers."""
    return tuple(c for c in claim.citations if not (c.evidence or "").startswith("answer-"))
