"""US006: better, faster, fewer, reduced: than what, and by how much?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from throughline.specification.rules.checking.catalogue import report
from throughline.specification.rules.checking.contracts import (
    Document,
    Finding,
    Settings,
    Severity,
    Told,
    Unit,
    UnitKind,
)
from throughline.specification.rules.checking.matching import (
    find_first_by_line,
    in_benefit,
    in_named,
    in_role,
    is_capitalised_name,
    word_before,
    word_pattern,
)
from throughline.specification.rules.checking.measures import has_bound, has_level, list_values
from throughline.specification.rules.checking.rewriting import quote, sentence_at, tidy
from throughline.specification.rules.checking.sameness import content_stems, overlap

_BASE = re.compile(
    r"\bthan\b|\bfrom\b[^.]{0,60}?\bto\b[^.]{0,20}?\d|\bby \d[\d.,]*\s?(?:%|per ?cent|points?|x\b|times)"
    r"|\bcompared (?:to|with)\b|\bversus\b|\bvs\.?\s|\bas (?:today|now|before)\b|\bbelow \d|\babove \d"
    r"|\bby (?:half|a third|a quarter|two thirds)|\b(?:halve|double|triple)s?\b",
    re.IGNORECASE,
)
_QUALITY = re.compile(
    r"^(?:faster|quicker|better|easier|simpler|cheaper|smoother|smarter|clearer|cleaner|richer|safer|stronger"
    r"|sooner|(?:more|less) [a-z]+(?:ly|able|ible|ful|ent|ive|ic|time|effort|often))$",
    re.IGNORECASE,
)
_SPEED = re.compile(r"^(?:faster|quicker|sooner|earlier|more (?:quickly|promptly|rapidly))$", re.IGNORECASE)
_MORE = re.compile(
    r"(?<![\w-])(?:more|less) (?!than\b|or less\b)(?:[a-z]+ly|[a-z]+(?:able|ible|ful|ent|ant|ive|ic|ous|al)"
    r"|secure|robust|modern|simple|stable|engaged|engaging|personalised|personalized|detailed)(?![\w-])",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"(?<![\w-])(?:more|less|fewer) (?:delays?|effort|noise|friction|exposure|risk|clutter|hassle|confusion|stress"
    r"|visibility|transparency|flexibility|privacy|safety|clarity|comfort|trust|interruptions?)(?![\w-])",
    re.IGNORECASE,
)
"""More or less of a quality: always a comparison."""
_MILD_VERBS = re.compile(
    r"^(?:improv|enhanc|optimi[sz]|boost|accelerat|streamlin|strengthen|maximi[sz]|minimi[sz])", re.IGNORECASE
)
ALIKE = 0.6
_NO_BASE_NEEDED = frozenset(
    {"no", "any", "once", "or", "not", "and", "the", "what", "even", "never", "much", "one", "two"}
)
_LABELS = re.compile(
    r"(?<![\w-])(?:(?:show|load|see|learn|read|view|fetch|add|one or|two or|or) (?:more|less|fewer)|(?:more"
    r"|less|fewer) (?:info|information|details|options|actions|or less)|lower[- ]?case|upper[- ]?case"
    r"|higher[- ]level|lower[- ]level"
    r"|(?:or|and) (?:newer|older|later|earlier|higher|lower|more|less|fewer|greater|larger|smaller|longer"
    r"|shorter|better)|larger text|higher education|earlier version|lower left|lower right|better half"
    r"|cut and paste|cut off|cut-off|short cut"
    r"|raise (?:an?|the) (?:alert|alarm|error|flag|ticket|issue|dispute|exception|invoice|hand|request"
    r"|question)|grow(?:s|ing)? (?:a|an|the|vegetables|plants)|lower limit|lower bound|boost(?:ed|er) (?:post"
    r"|pack))(?![\w-])",
    re.IGNORECASE,
)


def find_comparatives(document: Document, settings: Settings) -> Iterator[Finding]:
    """US006."""
    del settings
    rows = [unit for unit in document.of(UnitKind.METRIC) if list_values(unit.text)]
    for unit in document.bearing:
        told = document.told.get(unit.number)
        matches = sorted(_matches(unit, told), key=lambda match: match.start())
        measured = unit.kind is UnitKind.GOAL and any(
            _is_measured(content_stems(unit.text), content_stems(row.text))
            for row in rows
            if row.section != unit.section
        )
        for first, _ in find_first_by_line(unit, matches):
            yield report(
                "US006",
                unit,
                first.start(),
                first.end(),
                suggestion=_suggest(unit, first),
                severity=Severity.INFO if measured or in_benefit(first.start(), told) else None,
            )


def _is_measured(goal: frozenset[str], row: frozenset[str]) -> bool:
    """Whether a metric with numbers speaks of what the goal does."""
    return len(goal & row) >= 2 and overlap(goal, row) >= ALIKE


def _matches(unit: Unit, told: Told | None) -> Iterator[re.Match[str]]:
    aims = unit.kind in {UnitKind.GOAL, UnitKind.METRIC}
    words = word_pattern("check_words", "comparative", "words")
    verbs = word_pattern("check_words", "comparative", "verbs")
    for match in (*words.finditer(unit.bare), *_MORE.finditer(unit.bare), *_AMOUNT.finditer(unit.bare)):
        if (aims or match.re is _AMOUNT or _QUALITY.match(match[0])) and _is_open(unit, match, told):
            yield match
    for match in verbs.finditer(unit.bare):
        if (aims or _MILD_VERBS.match(match[0])) and _is_open(unit, match, told):
            yield match


def _is_open(unit: Unit, match: re.Match[str], told: Told | None) -> bool:
    """Whether nothing in its sentence says than what."""
    if (
        in_role(unit, match.start(), told)
        or in_named(unit, match, _LABELS)
        or is_capitalised_name(unit.bare, match.start())
    ):
        return False
    if word_before(unit.bare, match.start()) in _NO_BASE_NEEDED and unit.kind is not UnitKind.GOAL:
        return False
    start, end = sentence_at(unit, match.start())
    sentence = unit.text[start:end]
    if unit.kind is UnitKind.METRIC or unit.cells:
        return not list_values(unit.text)
    if _SPEED.match(match[0]) and unit.kind is not UnitKind.GOAL:
        return not (_BASE.search(sentence) or has_bound(sentence))
    return not (_BASE.search(sentence) or has_level(sentence))


def _suggest(unit: Unit, match: re.Match[str]) -> str:
    start, end = sentence_at(unit, match.start())
    sentence = tidy(unit.text[start:end]).rstrip(". ")
    if unit.kind in {UnitKind.GOAL, UnitKind.METRIC}:
        return quote(f"{sentence}: from [value today, with its date] to [value] by [date].")
    return quote(f"{sentence}, [how much] instead of [value today].")
