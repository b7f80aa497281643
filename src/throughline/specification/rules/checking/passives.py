"""US008: "the request is approved": by whom? A passive with an effect and nobody in sight."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from throughline.specification.rules.checking.catalogue import report
from throughline.specification.rules.checking.contracts import Document, Finding, Settings, Severity, Unit, UnitKind
from throughline.specification.rules.checking.labels import first_step
from throughline.specification.rules.checking.lexicon import load_catalogue
from throughline.specification.rules.checking.matching import find_first_by_line
from throughline.specification.rules.checking.measures import has_date, has_duration
from throughline.specification.rules.checking.rewriting import put_blank, quote, sentence_at

_IRREGULAR = {
    "send": "sent",
    "pay": "paid",
    "sign off": "signed off",
    "sign": "signed",
    "withdraw": "withdrawn",
    "backed up": "backed up",
    "assigned": "assigned",
    "informed": "informed",
}
_BE = (
    r"(?:(?:is|are|was|were|be|been|being|gets?|got)(?:\s+(?:then|also|automatically|now|always|first"
    r"|immediately|only|all|not|never|manually|periodically|regularly|fully|later|once|either|both|being"
    r"|been)){0,2})"
)
_BY = re.compile(
    r"\bby\s+(?!\d|(?:the )?(?:end|next|monday|tuesday|wednesday|thursday|friday|\w+ing\b|e-?mail|mail|post"
    r"|sms|default|date|name|then|clicking|hand\b)|[A-Z][a-z]{2}\b\s*\d)",
    re.IGNORECASE,
)
_ACTOR = re.compile(
    r"\b(?:i|we|he|she)\b\s+\w+|\b(?:when|if|once|after) (?:they|you)\b"
    r"|\b(?:the|an?|our|each|every|another|any|one|two|no)\s+(?:[\w-]+\s+){0,3}?(?:system|service|app"
    r"|application|site|server|job|engine|platform|bot|tool|manager|admin|administrator|user|customer|member"
    r"|owner|clerk|agent|nurse|doctor"
    r"|teacher|student|parent|pupil|buyer|seller|driver|courier|operator|editor|author|reviewer|approver"
    r"|moderator|guest|viewer|analyst|engineer|developer|designer|lead|leader|team|staff|officer|inspector"
    r"|accountant|auditor|cashier|chef|cook|player"
    r"|patient|receptionist|recipient|sender|visitor|applicant|candidate|employee|employer|tenant|landlord"
    r"|subscriber|person|bank|carrier|provider|scheduler|supervisor|coach|trainer|trainee|librarian|pharmacist"
    r"|planner|dispatcher|host|client|partner|vendor|supplier|contributor|maintainer)s?\b\s+(?!is\b|are\b"
    r"|was\b|were\b|be\b|of\b)",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"^(?:if|when|whenever|once|after|unless|while|given|where|as soon as)\b", re.IGNORECASE)
_SENT = frozenset({"sent", "emailed", "forwarded", "exported", "submitted", "scheduled"})
"""What a system plainly does itself."""
_PEOPLE_DECIDE = frozenset(
    {
        "approve",
        "reject",
        "review",
        "authorise",
        "authorize",
        "escalate",
        "moderate",
        "decide",
        "grant",
        "revoke",
        "triage",
        "inspect",
        "audit",
        "verify",
        "validate",
        "sign off",
        "confirm",
        "assign",
        "waive",
        "reimburse",
    }
)


@lru_cache(maxsize=1)
def _pattern() -> tuple[re.Pattern[str], frozenset[str]]:
    """A form of "be" with a participle, and the participles of what people decide."""
    words = load_catalogue("check_words")["passive"]
    decide = {_participle(str(verb)) for verb in words["decide"]}
    effect = {_participle(str(verb)) for verb in words["effect"]}
    listed = "|".join(
        sorted((re.escape(word).replace(r"\ ", r"\s+") for word in decide | effect), key=lambda w: -len(w))
    )
    return re.compile(rf"\b{_BE}\s+(?P<done>{listed})(?![\w-])", re.IGNORECASE), frozenset(
        _participle(v) for v in _PEOPLE_DECIDE
    )


def _participle(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ied"
    doubled = {
        "ship": "shipped",
        "ban": "banned",
        "flag": "flagged",
        "cancel": "cancelled",
        "transfer": "transferred",
        "log": "logged",
        "submit": "submitted",
        "refer": "referred",
        "drop": "dropped",
        "vet": "vetted",
        "reset": "reset",
    }
    return doubled.get(verb, f"{verb}ed")


def find_hidden_actors(document: Document, settings: Settings) -> Iterator[Finding]:
    """US008. A decision of people without them is a warning; an effect behind a condition is information."""
    del settings
    pattern, decided = _pattern()
    for unit in document.of(UnitKind.CRITERION, UnitKind.REQUIREMENT):
        matches = [m for m in pattern.finditer(unit.bare) if _is_hidden(unit, m)]
        for first, _ in find_first_by_line(unit, matches):
            behind = _in_condition(unit, first.start())
            done = " ".join(first["done"].lower().split())
            answered = unit.kind is UnitKind.CRITERION and done in _ANSWERS
            mild = done in _SENT or answered or (behind and done not in decided) or _runs_itself(unit, first, done)
            yield report(
                "US008",
                unit,
                first.start(),
                first.end(),
                suggestion=quote(_make_active(unit, first)),
                severity=Severity.INFO if mild else None,
            )


_ANSWERS = frozenset(
    {"rejected", "validated", "verified", "confirmed", "issued", "recorded", "logged", "charged", "deducted"}
)
"""What a system answers to an entry."""
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b")
_ITSELF = frozenset(
    {
        "deleted",
        "removed",
        "archived",
        "purged",
        "erased",
        "updated",
        "locked",
        "unlocked",
        "published",
        "anonymised",
        "anonymized",
        "renewed",
        "replaced",
        "changed",
        "charged",
        "billed",
        "credited",
        "notified",
        "alerted",
        "reminded",
        "refunded",
        "paid",
        "extended",
        "shredded",
        "destroyed",
    }
)


def _runs_itself(unit: Unit, match: re.Match[str], done: str) -> bool:
    """Whether a clock does it: "are deleted after 30 days"; or it says what may be done, and within which time."""
    start, end = sentence_at(unit, match.start())
    timed = (
        has_duration(unit.text[start:end])
        or has_date(unit.text[start:end])
        or _CLOCK.search(unit.text[start:end]) is not None
    )
    return done in _ITSELF and timed


_ANSWERED = re.compile(
    r"\s+(?:as an?|once more|again)\b|,? and the (?:message|reason|error|page|screen)\b", re.IGNORECASE
)
"""What only a system does with an entry: it is refused as a duplicate, or sent again."""


def _result_of(unit: Unit, match: re.Match[str], start: int, end: int) -> str:
    """Where somebody may stand who does it: for what people decide, not in the step before the result."""
    before = unit.bare[start : match.start()].lower()
    decided = match["done"].lower() in _pattern()[1]
    return unit.bare[start + max(before.rfind("then "), 0) if decided else start : end]


def _is_hidden(unit: Unit, match: re.Match[str]) -> bool:
    """Whether it is what happens (no step that only sets the scene), and nobody in its line does it."""
    start, end = sentence_at(unit, match.start())
    sentence = unit.bare[start:end]
    if _BY.search(sentence) or _ACTOR.search(_result_of(unit, match, start, end)):
        return False
    if _ANSWERED.match(unit.bare[match.end() : end]):
        return False
    if re.match(r"\s+(?:with|to|as|in|on)?\s*\w*\s*$", unit.bare[match.end() : end]) and match["done"].lower() in {
        "disabled",
        "enabled",
        "selected",
    }:
        return False
    if re.search(r"\b(?:no|nothing|nobody|neither)\b(?:\s+[\w-]+){0,4}\s*$", unit.bare[: match.start()], re.IGNORECASE):
        return False
    if re.match(r"\s+(?:and \w+ )?with (?:an?|the|its|his|her|their)\b", unit.bare[match.end() :]):
        return False
    return not _sets_scene(unit.text, match.start()) and not re.search(
        r"\b(?:that|which|who|why|how|where|whether|not)\b[^,;.]{0,30}$", unit.bare[: match.start()]
    )


def _sets_scene(text: str, at: int) -> bool:
    """Whether character `at` stands in a Given or When step, or in a clause that begins with "if"."""
    before = text[:at]
    if first_step(text) in {"given", "when", "if", "while", "where"} and not re.search(
        r"\bthen\b|,\s|\bshall\b", before, re.IGNORECASE
    ):
        return True
    last = max(
        (
            before.lower().rfind(word)
            for word in (" when ", " if ", " once ", " after ", " until ", " before ", " unless ", " while ")
        ),
        default=-1,
    )
    return last >= 0 and "," not in before[last:] and " then " not in before[last:].lower()


def _in_condition(unit: Unit, at: int) -> bool:
    start, _ = sentence_at(unit, at)
    lead = unit.text[start:at]
    return bool(_CONDITION.match(lead.strip())) or bool(re.search(r"\bthen\b", lead, re.IGNORECASE))


def _make_active(unit: Unit, match: re.Match[str]) -> str:
    return put_blank(unit, match.end(), match.end(), " by [whom: the role, or the system]")
