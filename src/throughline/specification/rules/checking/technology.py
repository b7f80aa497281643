"""OV001 and OV002: technology and mechanism where only behaviour matters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from throughline.specification.rules.checking.catalogue import report
from throughline.specification.rules.checking.contracts import (
    Document,
    Finding,
    Settings,
    Unit,
    UnitKind,
)
from throughline.specification.rules.checking.lexicon import load_catalogue
from throughline.specification.rules.checking.matching import (
    compile_words,
    find_first_by_line,
    in_role,
    word_before,
    written_pattern,
)
from throughline.specification.rules.checking.rewriting import drop, quote

_SUBJECT_KINDS = (UnitKind.PROBLEM, UnitKind.SUMMARY, UnitKind.PERSONA, UnitKind.TERM, UnitKind.EVIDENCE)
_MADE_OF = frozenset(
    {
        "using",
        "via",
        "with",
        "in",
        "through",
        "on",
        "by",
        "use",
        "uses",
        "used",
        "and",
        "or",
        "from",
        "over",
        "a",
        "an",
        "the",
        "our",
        "into",
    }
)
_MECHANISM = re.compile(
    r"(?:\b(?:using|via|with|through|by|on top of|backed by|powered by|stored in|kept in|saved in|saved to"
    r"|cached in|held in|lives? in|written in|built (?:in|with|on)|run(?:s|ning)? on|hosted on|sent (?:through"
    r"|via|over)|in|on|from|as|call(?:s|ing)?|use[sd]?)\s+(?:an?\s+|the\s+|our\s+|its\s+)?(?:[\w-]+\s+){0,2}$)",
    re.IGNORECASE,
)
_TECHNICAL_ROLE = re.compile(
    r"\b(?:developer|engineer|devops|sre|data scientist|researcher|administrator of|sysadmin|operator"
    r"|architect|integrator|maintainer|publisher|programmer|dba|analyst)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\bbecause\b|\bdue to\b|\brequired by\b|\bconstraint\b|\bcontract(?:ual)?\b|\bby law\b|\bregulat"
    r"|\bcompliance with\b|\bmandated\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _technology() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load_catalogue("check_technology")["technology"]
    return compile_words([*words["named"], *words["generic"]]), compile_words(words["cased"], cased=True)


def find_technology(document: Document, settings: Settings) -> Iterator[Finding]:
    """OV001."""
    subject = _say_subject(document, settings)
    for unit in document.bearing:
        matches = sorted(_list_technology(unit), key=lambda match: match.start())
        told = document.told.get(unit.number)
        kept = [
            m
            for m in matches
            if not in_role(unit, m.start(), told) and not _is_subject(m[0], subject) and _is_means(unit, m, document)
        ]
        for first, _ in find_first_by_line(unit, kept):
            yield report("OV001", unit, first.start(), first.end(), suggestion=_say_behaviour(unit, first))


def _list_technology(unit: Unit) -> Iterator[re.Match[str]]:
    anyhow, cased = _technology()
    yield from anyhow.finditer(unit.bare)
    for match in cased.finditer(unit.bare):
        if match.start() and _MECHANISM.search(unit.bare[: match.start()]):
            yield match


def _say_subject(document: Document, settings: Settings) -> str:
    """Everything that says what the product is about, in small letters."""
    parts = [document.title, *settings.technologies, *settings.terms, *document.personas, *document.terms]
    parts += [section.title for section in document.sections if section.kind is not UnitKind.TECHNICAL]
    parts += [
        unit.text
        for unit in document.units
        if unit.kind in _SUBJECT_KINDS or (unit.kind is UnitKind.OTHER and not unit.section.kind)
    ]
    return " \n ".join(parts).lower()


def _is_subject(word: str, subject: str) -> bool:
    """Whether the product is about this technology: its title, summary, problem or glossary speaks of it."""
    low = word.lower()
    return re.search(rf"(?<![\w-]){re.escape(low)}(?![\w-])", subject) is not None


def _is_means(unit: Unit, match: re.Match[str], document: Document) -> bool:
    """Whether it is how, not what: for people who work with technology it may be what they want."""
    if _REASON.search(unit.text):
        return False
    told = document.told.get(unit.number) or (document.told.get(unit.owner) if unit.owner is not None else None)
    if told is None or not _TECHNICAL_ROLE.search(told.parts.role):
        return True
    return bool(_MECHANISM.search(unit.bare[: match.start()])) and word_before(unit.bare, match.start()) not in {
        "into",
        "for",
    }


def _say_behaviour(unit: Unit, match: re.Match[str]) -> str:
    begin = _MECHANISM.search(unit.bare[: match.start()])
    plain = drop(unit, begin.start() if begin else match.start(), match.end()).rstrip(". ")
    better = quote(f"{plain} [what must hold: after a restart, within how long, for how many].")
    return f"Say what must be true, and leave the choice to engineering: {better}"


def find_mechanisms(document: Document, settings: Settings) -> Iterator[Finding]:
    """OV002."""
    subject = _say_subject(document, settings)
    pattern = written_pattern("check_technology", "mechanism")
    for unit in document.bearing:
        if _REASON.search(unit.text):
            continue
        told = document.told.get(unit.number)
        matches = [
            match
            for match in pattern.finditer(unit.bare)
            if match[0].strip() and not in_role(unit, match.start() + 5, told)
        ]
        matches = [m for m in matches if not _is_subject_matter(unit, m) and not _names_subject(m[0], subject)]
        for first, _ in find_first_by_line(unit, matches):
            words = first[0].strip()
            at = first.start() + first[0].index(words)
            better = quote("[What is true for whom, by when], however it is made.")
            yield report(
                "OV002",
                unit,
                at,
                at + len(words),
                suggestion=f"Say the result: {better} Put the mechanism under technical considerations.",
            )


def _names_subject(words: str, subject: str) -> bool:
    """Whether the technology it names is what the product is about."""
    named = [match[0] for pattern in _technology() for match in pattern.finditer(words)]
    return any(_is_subject(word, subject) for word in named)


def _is_subject_matter(unit: Unit, match: re.Match[str]) -> bool:
    """ "Implement the tool" among goals is a plan, not a mechanism; a table in a room is none either."""
    word = match[0].lower()
    if unit.kind in {UnitKind.GOAL, UnitKind.METRIC} and "implement" in word:
        return True
    return bool(
        re.search(r"\b(?:book|reserve|set|wait|at|on)\b[^.]{0,20}$", unit.bare[: match.end()].lower())
        and "table" in word
        and "reserv" in unit.text.lower()
    )
