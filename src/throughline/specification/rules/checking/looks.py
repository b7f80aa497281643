"""OV003: widgets, colours, places and pixels where only what a person can do matters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from throughline.specification.rules.checking.catalogue import report
from throughline.specification.rules.checking.contracts import (
    Document,
    Finding,
    Settings,
    Severity,
    Unit,
    UnitKind,
)
from throughline.specification.rules.checking.labels import first_step
from throughline.specification.rules.checking.matching import (
    find_first_by_line,
    word_list,
    word_pattern,
    written_pattern,
)

ACT = (
    "Say what a person can do or tell, not how it looks: "
    "“[Who] can [do what] from [which page]; [what] tells them that it worked.”"
)
_ACCESS = re.compile(
    r"contrast|screen ?reader|keyboard|colou?r[- ]?blind|accessib|\baria\b|\bfocus\b|wcag|voiceover|nvda"
    r"|not by colou?r",
    re.IGNORECASE,
)
_KINDS = frozenset({UnitKind.STORY, UnitKind.CRITERION, UnitKind.GOAL, UnitKind.REQUIREMENT})
_WIDGET_VERB = re.compile(r"^(?:\s+(?:between|on|off|to|the|through|from|into|whether|dark|light)\b)")
_COLOUR_SENSE = re.compile(
    r"^[\s-]+(?:list|lists|flag|flags|card|team|energy|belt|tape|paper|papers|light|lights|zone|zones"
    r"|list(?:ed|ing)?|badge holder|friday|market|cross|carpet|hat|box testing|label|labels|noise|board|space"
    r"|collar|wine|meat|hydrogen|bin|bins|list)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _colours() -> re.Pattern[str]:
    colour = "|".join(
        re.escape(c).replace(r"\ ", r"\s+")
        for c in sorted(word_list("check_technology", "colours"), key=len, reverse=True)
    )
    things = "|".join(
        re.escape(t) for t in sorted(word_list("check_technology", "widgets", "named"), key=len, reverse=True)
    )
    return re.compile(
        rf"(?<![\w-])(?:{colour})(?![\w-])(?=[\s,]+(?:[\w-]+\s+){{0,2}}?(?:{things})(?![\w-]))|\b(?:turns?"
        rf"|turned|becomes?|shown in|highlighted in|marked in|coloured|colored|painted|displayed in|appears? in"
        rf"|in bright|in bold|background (?:is|in)|text (?:is|in)|is|are|stays?"
        rf"|goes?)\s+(?:{colour})(?![\w-])(?!\s+\w+ing\b)",
        re.IGNORECASE,
    )


def find_mandated_looks(document: Document, settings: Settings) -> Iterator[Finding]:
    """OV003. Common widgets in a criterion are information; colours, pixels and places never are."""
    del settings
    weak = frozenset(word_list("check_technology", "widgets", "weak"))
    for unit in document.units:
        if unit.kind not in _KINDS or _ACCESS.search(unit.text):
            continue
        matches = sorted(_list_looks(unit), key=lambda match: (match.start(), -match.end()))
        for first, all_ in find_first_by_line(unit, matches):
            mild = all(_is_mild(unit, match, weak) for match in all_)
            told = next((match for match in all_ if not _is_mild(unit, match, weak)), first)
            yield report(
                "OV003",
                unit,
                told.start(),
                told.end(),
                suggestion=ACT,
                severity=Severity.INFO if mild else None,
            )


def _list_looks(unit: Unit) -> Iterator[re.Match[str]]:
    for match in word_pattern("check_technology", "widgets", "strong").finditer(unit.bare):
        if not (
            match[0].lower() in {"fab", "pill", "chips", "dial", "ribbon", "drawer", "slider"}
            and unit.kind is not UnitKind.STORY
        ):
            yield match
    for name in ("positions", "pixels", "hover"):
        yield from written_pattern("check_technology", name).finditer(unit.bare)
    yield from (m for m in _colours().finditer(unit.bare) if not _COLOUR_SENSE.match(unit.bare[m.end() :]))


def _is_mild(unit: Unit, match: re.Match[str], weak: frozenset[str]) -> bool:
    """Whether it may stand: a common widget in a criterion, or what a tester does in a step."""
    if unit.kind is UnitKind.STORY:
        return False
    word = match[0].lower()
    step = _in_step(unit, match.start())
    return (
        word in weak
        or (step and not re.search(r"\d|#", word))
        or bool(re.search(r"drag|swip|long-?press|pinch|double-?click", word))
    )


def _in_step(unit: Unit, at: int) -> bool:
    """Whether it stands in the Given or When of a criterion."""
    then = re.search(r"\bthen\b", unit.text, re.IGNORECASE) or re.search(r",", unit.text)
    return first_step(unit.text) in {"given", "when"} and (then is None or at < then.start())
