"""DO002 and OV005: a problem without evidence, and one that is stated as a missing solution."""

from __future__ import annotations

import re
from collections.abc import Iterator

from throughline.specification.rules.checking.catalogue import report, report_house
from throughline.specification.rules.checking.claims import name_evidence
from throughline.specification.rules.checking.contracts import Document, Finding, Settings, Unit, UnitKind
from throughline.specification.rules.checking.matching import word_pattern
from throughline.specification.rules.checking.rewriting import quote, sentence_at
from throughline.specification.rules.checking.sources import find_cited_names

_CITES = re.compile(
    r"\[\^[^\]\s]+\]|\[(?:ev|e|t|r|q|s|f|i|d|n|src|ref)?[-_ ]?\d+[\d,;\s\w–-]*\]|\((?:ev|e|t|r|src|ref"
    r"|see)[-_ ]?\d+[^)]*\)|\]\(\s*(?:https?:|\.|/|#)|https?://"
    r"|\[[A-Z]{1,4}-?\d+(?:\s*[,;]\s*[A-Z]{0,4}-?\d+)*\]|\[[QNI](?:[, ]+[QNI])*(?:\s+r\d+)?\]"
    r"|\[[A-Za-z][\w -]{2,40},? (?:19|20)\d\d\]|\(E\d+",
    re.IGNORECASE,
)


def find_unsupported_problem(document: Document, settings: Settings) -> Iterator[Finding]:
    """DO002, once."""
    del settings
    units = document.of(UnitKind.PROBLEM)
    names = name_evidence(document)
    if any(_CITES.search(line) or find_cited_names(line, names) for line in _lines_of(units, document)):
        return
    if any(section.kind is UnitKind.PROBLEM for section in document.sections) or units:
        yield report_house("DO002", suggestion=quote("[How many of how many] [whom] [did what] [E1]."))
    elif document.stories or document.of(UnitKind.GOAL, UnitKind.REQUIREMENT):
        why = "The document names no problem and no evidence for one: a reader cannot tell why this is built."
        yield report_house("DO002", why=why, suggestion=quote("[How many of how many] [whom] [did what] [E1]."))


def _lines_of(units: tuple[Unit, ...], document: Document) -> Iterator[str]:
    """The lines of the file that the units stand in, as they are written: links are seen there."""
    for unit in units:
        lines = {spot.line for spot in unit.plain.spots}
        yield from (document.lines[line - 1] for line in lines if line <= len(document.lines))


SUMMED = 3
"""So many paragraphs of a summary stand for the problem, where no section does."""
_WHO = (
    r"(?:we|users|customers|people|they|clients|teams|our \w+|the (?:\w+ )?(?:product|app|system|site"
    r"|platform|team|tool)|[A-Z]\w+)"
)
_BUILDS = re.compile(
    r"\b(?:we|users|customers|they|teams|people) (?:really |urgently |badly |just |also )?needs? to (?:build|add|have"
    r"|implement|create|introduce|offer|provide|develop|launch|ship|integrate|get)\b[^.]{0,60}",
    re.IGNORECASE,
)
_LACKS = re.compile(
    rf"\b(?:we|users|customers|they|teams|people) (?:really |urgently |badly |just |also )?needs? (?:an?|the)\s+"
    rf"|\b(?:lack|lacks|lacked|lacking|absence|missing)(?:\s+(?:of|for))?\s+(?:an?\s+|any\s+|the\s+|our\s+)?"
    rf"|\bthere(?:\s+is|\s+are|[’']s)\s+(?:currently\s+|still\s+|today\s+)?(?:no|not an?|not any|isn[’']t an?)\s+"
    rf"|\bthere\s+(?:isn[’']t|aren[’']t)\s+(?:an?|any)\s+|\bno\s+|\bwithout\s+(?:an?|any)\s+"
    rf"|\b{_WHO}\s+(?:currently\s+|still\s+|today\s+)?(?:do(?:es)?\s+not|do(?:es)?n[’']t)\s+"
    rf"(?:have|offer|provide|support|include)\s+(?:an?\s+|any\s+|the\s+)?",
    re.IGNORECASE,
)
_HAS = re.compile(
    rf"\b{_WHO}\s+(?:currently\s+|still\s+|today\s+)?(?:has|have|had|offers?|provides?)\s+$", re.IGNORECASE
)
_EXISTS = re.compile(r"\s+(?:exists?|is available|is offered|today)\b", re.IGNORECASE)
_NO_THING = frozenset({"and", "or", "to", "that", "for", "of", "way", "idea", "reason", "evidence", "more", "longer"})
_MOST_BEFORE = 4


_WHAT_LACKS = re.compile(
    rf"\b(?:what|all|the (?:only )?thing)(?: that)? {_WHO} (?:really |still |urgently |currently )?(?:lacks?"
    rf"|miss(?:es)?|needs?"
    rf"|(?:do|does) not have|(?:do|does)n[’']t have)(?: (?:today|now|most))? (?:is|are)\b[^.;]{{3,60}}",
    re.IGNORECASE,
)
"""What is lacking, named by the sentence itself: no list of nouns is needed."""


def _find_missing(text: str) -> Iterator[tuple[int, int]]:
    """Where a solution is missed: the words that say so, up to its noun."""
    yield from (match.span() for match in _WHAT_LACKS.finditer(text))
    yield from (match.span() for match in _BUILDS.finditer(text))
    for lead in _LACKS.finditer(text):
        end = _end_of_thing(text, lead.end())
        if end is not None and (lead[0].lower().strip() != "no" or _is_no_of_somebody(text, lead.start(), end)):
            yield lead.start(), end


def _end_of_thing(text: str, at: int) -> int | None:
    """The end of the noun of a solution, with at most four words before it."""
    nouns = word_pattern("check_words", "solution_nouns")
    for _ in range(_MOST_BEFORE + 1):
        noun = nouns.match(text, at)
        if noun:
            return noun.end()
        word = re.compile(r"[\w'’/&-]+\s+").match(text, at)
        if word is None or word[0].strip().lower() in _NO_THING:
            return None
        at = word.end()
    return None


def _is_no_of_somebody(text: str, start: int, end: int) -> bool:
    """Whether "no chatbot" is what somebody has, or what exists: "no report came" is none of it."""
    before = re.search(
        rf"\b{_WHO}\s+(?:currently\s+|still\s+|today\s+)?(?:has|have|had|offers?|provides?)\s+$", text[:start]
    )
    return bool(before) or bool(re.match(r"\s+(?:exists?|is available|is offered|today)\b", text[end:], re.IGNORECASE))


def _list_openings(document: Document) -> list[Unit]:
    """The first paragraphs, where no section is the problem's."""
    prose = [u for u in document.of(UnitKind.SUMMARY, UnitKind.OTHER) if not u.depth and not u.cells]
    return [u for u in prose if len(u.text.split()) > 3 and not re.search(r" · |^[\w ]{2,25}:|\|", u.text)][:SUMMED]


def find_solution_problems(document: Document, settings: Settings) -> Iterator[Finding]:
    """OV005: "we have no chatbot" is no problem but a solution; a sentence that cites evidence is let be."""
    del settings
    better = quote("[How many of whom] [do what instead today, and what it costs them] [E1].")
    told = document.of(UnitKind.PROBLEM) or _list_openings(document)
    for unit in told:
        for start, end in _find_missing(unit.bare):
            begin, stop = sentence_at(unit, start)
            if not _CITES.search(unit.text[begin:stop]):
                yield report("OV005", unit, start, end, suggestion=f"Say what people do without it: {better}")
                break
