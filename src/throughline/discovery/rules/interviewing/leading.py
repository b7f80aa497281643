"""Questions that hold the answer they hope for."""

from __future__ import annotations

import re

from throughline.discovery.rules.interviewing import loaded
from throughline.discovery.rules.interviewing.clauses import AUX, INVITES
from throughline.discovery.rules.interviewing.patterns import any_of

_AGREE = any_of(
    r"^(?:don't|doesn't|isn't|aren't|wasn't|weren't|wouldn't|shouldn't|couldn't|haven't|hasn't|didn't|won't|can't) ",
    r"^(?:do|would|don't|wouldn't) you (?:also )?agree\b|^(?:is|would) (?:it|that) (?:be )?(?:fair|safe|true|correct"
    r"|accurate) to\b",
    r"^(?:would|do) you (?:say|think) (?:that )?(?:it|this|that|your|the|there|you)\b",
    r"^(?:you|that|it|this) must\b|^why (?:on earth|in the world)\b|^why would (?:anyone|anybody|people)\b",
)
_OPINION = re.compile(r"^do you think\b", re.IGNORECASE)
_EXPLAINED = any_of(
    r"^(?:is|was|are|were) (?:it|that|this|they)\b.{0,30}\bbecause\b",
    r"^(?:is|was) (?:it|that|this) (?:just|simply|only|mainly|really|mostly|basically)\b",
    r"^(?:is|was) (?:that|this|it) why\b|^(?:do|did|does)\b.{3,120}\bbecause\b(?! i\b)|^could (?:it|that) be (?:that"
    r"|because|why)\b",
)
_HERD = any_of(
    r"\b(?:everyone|everybody|most (?:people|teams|companies|customers|of)|all (?:of )?(?:our|the|your)"
    r"|other (?:customers"
    r"|people|teams)|nobody|no one)\b[^.!?]{3,120}[.!?…]\s*$"
)
_SHORT_AND_CLOSED = re.compile(rf"(?:{AUX}) (?:you|your)\b(?: [\w'-]+){{0,4}}\W*$", re.IGNORECASE)
_TAG_JUDGES = any_of(
    r"\bmust (?:be|have)\b|\byou (?:really |probably |all |just )?(?:like|love|hate|want|need|prefer|feel|agree|find"
    r"|hated|loved|wanted|needed|would)\b|\byou'd\b"
)
_FORETOLD = any_of(r"\b(?:you|we|they)(?:'re| are) (?:all )?(?:going to|gonna)\b|\b(?:you|they)(?:'ll| will) \w")
_ALONE = any_of(r"^[\w' ]{0,4}(?:right|okay|yeah|you know|correct|no|huh)\W*$")
_LAST_CLAUSE = re.compile(r"(?:[^,;]*, ?)?[^,;]*$")
_ABOUT_THEM = any_of(r"\b(?:it|that|this|you|your)\b")


def tell_leading(asking: str, core: str, before: str, *, imagined: bool) -> str:
    """Why the question leads, or ""; `before` are the words before it in the same turn."""
    if _asks_to_agree(asking, imagined=imagined):
        return "It asks them to agree."
    if _EXPLAINED.search(asking):
        return "It gives the reason it asks for."
    if _HERD.search(before[-200:]) and _SHORT_AND_CLOSED.match(asking):
        return "It says first what others think."
    return _tell_loaded(asking, core, imagined=imagined)


def tell_leading_tag(core: str) -> str:
    """Why a question that asks for a nod leads, or ""; a bare fact is not judged."""
    found = _LAST_CLAUSE.search(core)
    said = found[0] if found else core
    if _ALONE.match(said):
        return ""
    judges = loaded.JUDGING.search(said) and _ABOUT_THEM.search(said)
    leads = judges or _TAG_JUDGES.search(said) or _FORETOLD.search(said)
    return "It states the answer and asks for a nod." if leads else ""


def _asks_to_agree(asking: str, *, imagined: bool) -> bool:
    if not _AGREE.search(asking) or (_OPINION.match(asking) and not _judges(asking)):
        return False
    return not (imagined and re.match(r"do you|would you", asking, re.IGNORECASE))


def _tell_loaded(asking: str, core: str, *, imagined: bool) -> str:
    if found := loaded.EMPHASIS.search(core):
        return f"“{found[0].strip(' ,')}” leaves no room for another answer."
    if (found := loaded.HOW_JUDGING.match(asking)) or (found := loaded.MODIFIER.search(asking)):
        return f"“{found['word']}” judges before they have."
    judged = loaded.JUDGING.search(asking)
    if (
        judged
        and not imagined
        and _judges(asking)
        and re.match(AUX, asking, re.IGNORECASE)
        and not INVITES.match(asking)
    ):
        return f"“{judged[0]}” is one side only: it offers an answer."
    return ""


def _judges(asking: str) -> bool:
    return bool(loaded.JUDGING.search(asking)) and not loaded.BALANCED.search(asking)
