"""DO002 and OV005: a problem without evidence, and one that is stated as a missing solution."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from throughline.specification.rules.checking.catalogue import report, report_house
from throughline.specification.rules.checking.contracts import Document, Finding, Settings, Unit, UnitKind
from throughline.specification.rules.checking.matching import word_list
from throughline.specification.rules.checking.rewriting import quote

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
    if any(_CITES.search(line) for line in _lines_of(units, document)):
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


@lru_cache(maxsize=1)
def _missing_solution() -> re.Pattern[str]:
    nouns = "|".join(
        sorted(
            (re.escape(w).replace(r"\ ", r"\s+") for w in word_list("check_words", "solution_nouns")),
            key=lambda w: -len(w),
        )
    )
    thing = (
        rf"(?:(?!and\b|or\b|to\b|that\b|for\b|of\b|way\b|idea\b|reason\b"
        rf"|evidence\b)[\w'’/&-]+\s+){{0,4}}?(?:{nouns})(?![\w-])"
    )
    who = (
        r"(?:we|users|customers|people|they|clients|teams|our \w+|the (?:\w+ )?(?:product|app|system|site"
        r"|platform|team|tool)|[A-Z]\w+)"
    )
    return re.compile(
        rf"\b(?:we|users|customers|they|teams|people) (?:really |urgently |badly |just |also )?needs? (?:an?"
        rf"|the|to (?:build|add|have|implement|create|introduce|offer|provide|develop|launch|ship|integrate"
        rf"|get))\b[^.]{{0,60}}"
        rf"|\b(?:lack|lacks|lacked|lacking|absence|missing)(?:\s+(?:of|for))?\s+(?:an?\s+|any\s+|the\s+|our\s+)?{thing}"
        rf"|\bthere(?:\s+is|\s+are|[’']s)\s+(?:currently\s+|still\s+|today\s+)?(?:no|not an?|not any"
        rf"|isn[’']t an?)\s+{thing}|\bthere\s+(?:isn[’']t|aren[’']t)\s+(?:an?|any)\s+{thing}"
        rf"|\b{who}\s+(?:currently\s+|still\s+|today\s+)?(?:(?:has|have|had|offers?|provides?)\s+no"
        rf"|(?:do(?:es)?\s+not|do(?:es)?n[’']t)\s+(?:have|offer|provide|support|include)\s+(?:an?\s+|any\s+"
        rf"|the\s+)?)\s*{thing}"
        rf"|\bno\s+{thing}\s+(?:exists?|is available|is offered|today)\b|\bwithout\s+(?:an?"
        rf"|any)\s+{thing}[^.]{{0,10}}(?:users|customers|people|we)\b",
        re.IGNORECASE,
    )


def find_solution_problems(document: Document, settings: Settings) -> Iterator[Finding]:
    """OV005: "we have no chatbot" is no problem but a solution; a sentence that cites evidence is let be."""
    del settings
    from throughline.specification.rules.checking.rewriting import sentence_at

    for unit in document.of(UnitKind.PROBLEM):
        for match in _missing_solution().finditer(unit.bare):
            start, end = sentence_at(unit, match.start())
            if _CITES.search(unit.text[start:end]):
                continue
            better = quote("[How many of whom] [do what instead today, and what it costs them] [E1].")
            yield report(
                "OV005", unit, match.start(), match.end(), suggestion=f"Say what people do without it: {better}"
            )
            break
