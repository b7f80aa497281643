"""AC001 and AC008: criteria that show nothing, and qualities without a level."""

from __future__ import annotations

import re
from collections.abc import Iterator

from throughline.specification.rules.checking.catalogue import report
from throughline.specification.rules.checking.contracts import Document, Finding, Settings, Unit, UnitKind
from throughline.specification.rules.checking.matching import (
    find_first_by_line,
    word_after,
    word_before,
    word_pattern,
    written_pattern,
)
from throughline.specification.rules.checking.measures import has_count, has_level
from throughline.specification.rules.checking.rewriting import put_blank, quote
from throughline.specification.rules.checking.vague import is_label

_THEN = re.compile(r"\bthen\b[\s,]*", re.IGNORECASE)
_LINKED = re.compile(
    r"\b(?:TC|TEST|SPEC|RFC|ISO)[- ]?\d+|\b(?:see|per|according to|as (?:described|specified|defined) in)\b",
    re.IGNORECASE,
)
_OBSERVED = re.compile(r"\d|\b(?:shows?|shown|says?|lists?|receives?|redirect|appears?|reads?|named?)\b|[“\"]")


def find_hollow_criteria(document: Document, settings: Settings) -> Iterator[Finding]:
    """AC001: "it works as expected"."""
    del settings
    pattern = written_pattern("check_words", "hollow")
    for unit in document.of(UnitKind.CRITERION):
        begin = _result_begins(unit)
        matches = [m for m in pattern.finditer(unit.bare, begin) if _says_nothing(unit, m)]
        matches = matches or list(_find_judged(unit, begin))
        for first, _ in find_first_by_line(unit, matches):
            yield report("AC001", unit, first.start(), first.end(), suggestion=quote(_show(unit, first)))


_JUDGES = re.compile(
    r"\b(?:sensibl[ey]|correct(?:ly)?|proper(?:ly)?|appropriate(?:ly)?|well|fine|smooth(?:ly)?|nice(?:ly)?"
    r"|right(?:ly)?|good"
    r"|adequate(?:ly)?|accordingly|reasonabl[ey]|satisfactor(?:y|ily)|suitabl[ey]|graceful(?:ly)?|seamless(?:ly)?"
    r"|in order"
    r"|ok(?:ay)?|happy|satisfied|pleased|alright|as (?:needed|required|wanted|planned|agreed|usual|it should"
    r"|they should)"
    r"|without (?:any )?(?:problems?|trouble|issues?|fuss|friction|difficult(?:y|ies)|hassle|surprises?|hiccups?)"
    r"|taken (?:good )?care of|taken into account|take[ns]? (?:it|this|that|them) into account|dealt with|deals? with"
    r"|handle[ds]?|cope[sd]?|manage[sd]? (?:it|this|that|the)|respect(?:s|ed)|considered|under control|make[s]? sense"
    r"|understandabl[ey]|usabl[ey]|useful|does (?:what it should|its job|the right thing)|get[s]? it right|behaves?"
    r"|reacts?|responds?)\b",
    re.IGNORECASE,
)
"""Words that judge a result, or say that something is done about it, instead of saying what can be seen."""
_SEEN = re.compile(
    r"\d|[“”\"«]|\b(?:sees?|shows?|shown|lists?|listed|receives?|redirect\w*|appears?|reads?|names?|named|says?"
    r"|displays?"
    r"|displayed|downloads?|saves?|saved|rejects?|rejected|refus\w+|sen[dt]s?|locks?|locked|opens?|closes?|closed"
    r"|delete[sd]?"
    r"|removed?|removes|adds?|added|stays?|keeps?|kept|remains?|marks?|marked|record(?:s|ed)?|plays?|block(?:s|ed)?"
    r"|den(?:y|ies|ied)"
    r"|cannot|hidden|empty|returns?|returned|set to|status|message|mail|told|asked|gets?|hears?|finds?|highlighted"
    r"|selected"
    r"|starts?|stops?|ends?|moves?|goes|changes?|offered|disabled|enabled|visible|counts?|counted|created?|creates"
    r"|updated?|warn\w*"
    r"|error|only|no longer|not|no|never|nothing|nobody)\b",
    re.IGNORECASE,
)
MOST_JUDGED = 14
"""A result of more words says something beside its judgement."""


def _find_judged(unit: Unit, begin: int) -> Iterator[re.Match[str]]:
    """A result that is only judged: no number, no words to read, and nothing that somebody sees or that changes."""
    if not begin or _LINKED.search(unit.text) or len(unit.text[begin:].split()) > MOST_JUDGED:
        return
    match = _JUDGES.search(unit.bare, begin)
    if match and not _SEEN.search(unit.text, begin):
        yield match


def _result_begins(unit: Unit) -> int:
    found = _THEN.search(unit.bare)
    return found.end() if found else 0


def _says_nothing(unit: Unit, match: re.Match[str]) -> bool:
    """Whether nothing else in the result can be seen; a test or a standard that is named may say it."""
    if _LINKED.search(unit.text):
        return False
    rest = unit.text[match.end() : match.end() + 120].split(". ")[0]
    return not (_OBSERVED.search(rest) and ":" in rest[:3])


def _show(unit: Unit, match: re.Match[str]) -> str:
    return put_blank(unit, match.start(), match.end(), "[who sees, receives or cannot do what]")


_QUALITY_SECTION = re.compile(
    r"non-?functional|\bnfrs?\b|quality|performance|reliability|security|accessib|scalab|service level|\bsl[ao]s?\b",
    re.IGNORECASE,
)
_CORE = [
    "latency",
    "uptime",
    "throughput",
    "response time",
    "response times",
    "load time",
    "load times",
    "loading time",
    "loading times",
    "retention",
    "accessible",
    "accessibility",
    "secure",
    "security",
    "concurrent",
    "concurrency",
    "scalable",
    "scalability",
    "high availability",
    "highly available",
    "securely",
    "retention policy",
    "low latency",
    "availability",
    "performance",
    "reliability",
    "downtime",
    "under load",
    "peak load",
    "peak traffic",
    "high traffic",
    "data retention",
    "recovery time",
    "page speed",
    "startup time",
    "processing time",
    "rate limiting",
    "rate limit",
    "encrypted",
    "encryption",
    "privacy",
]
_CORE_PATTERN = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(_CORE, key=len, reverse=True))
    + r")(?![\w-])",
    re.IGNORECASE,
)
_OTHER_SENSE = re.compile(
    r"^(?:\s+(?:period (?:ends|is|has|expires|of|was)|review|reviews|appraisal|bonus|report|reports|calendar"
    r"|slots?|of (?:slots?|rooms?|staff|seats?"
    r"|appointments?|tables?|products?|items?)|question|questions|deposit|code|guard|number|desk|policy|page"
    r"|settings?|team|lead|officer|gate|check)\b)",
    re.IGNORECASE,
)
_AVAILABILITY = frozenset(
    {
        "my",
        "their",
        "room",
        "staff",
        "doctor",
        "calendar",
        "stock",
        "product",
        "seat",
        "check",
        "show",
        "the",
        "of",
        "your",
        "set",
        "table",
    }
)


_MEASURED_WHEN = re.compile(
    r"\b(?:measured|reported|reviewed|checked|tested|audited|tracked|counted|monitored|logged)\s+(?:(?:and|or) \w+ )?"
    r"(?:once (?:an?|per|every) \w+|twice (?:an?|per) \w+|every \w+|each \w+|per \w+"
    r"|hourly|daily|weekly|fortnightly|monthly|quarterly|yearly|annually)\b",
    re.IGNORECASE,
)
"""How often somebody looks is no level."""


def find_levelless_qualities(document: Document, settings: Settings) -> Iterator[Finding]:
    """AC008: a requirement that names a quality and no number, standard or level."""
    del settings
    standards = written_pattern("check_words", "nfr", "standards")
    for unit in document.of(UnitKind.REQUIREMENT):
        if has_level(_MEASURED_WHEN.sub(" ", unit.text)) or standards.search(unit.text) or is_label(unit):
            continue
        apart = bool(
            _QUALITY_SECTION.search(f"{unit.section.title} {' '.join(unit.section.parents)}")
        ) or unit.label.startswith("NFR")
        if apart and has_count(unit.text):
            continue
        pattern = word_pattern("check_words", "nfr", "nouns") if apart else _CORE_PATTERN
        match = next((m for m in pattern.finditer(unit.bare) if _is_quality(unit, m, apart=apart)), None)
        if match and not (has_count(unit.text) and not apart):
            yield report("AC008", unit, match.start(), match.end(), suggestion=_level(unit, match[0]))


_REACHED = re.compile(
    r"^\s+(?:by|from|at|via|through|only|in|for (?!all|every|people with)|to (?!all|every|people|anyone"
    r"|users with|disabled|blind|screen))",
    re.IGNORECASE,
)


def _is_quality(unit: Unit, match: re.Match[str], *, apart: bool) -> bool:
    word = match[0].lower()
    if _OTHER_SENSE.match(unit.bare[match.end() :]):
        return False
    if word == "availability":
        return word_before(unit.bare, match.start()) not in _AVAILABILITY and word_after(unit.bare, match.end()) != "of"
    if word in {"accessible", "secure"}:
        after = unit.bare[match.end() :]
        return not _REACHED.match(after) or (apart and word == "secure")
    return True


def _level(unit: Unit, word: str) -> str:
    low = word.lower()
    if "accessib" in low:
        return quote(
            f"{unit.text.rstrip('. ')}: [which standard and level, as WCAG 2.2 AA], checked with [which tools]."
        )
    if any(part in low for part in ("secur", "encrypt", "privacy", "complian")):
        return quote(f"{unit.text.rstrip('. ')}: [which standard, or which attack is refused and how that is tested].")
    return quote(
        f"{unit.text.rstrip('. ')}: [value with its unit] at [which percentile] with [how many users or rows]."
    )
