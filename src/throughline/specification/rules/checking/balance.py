"""The balance meter: where a PRD leaves engineers guessing, and where it ties their hands."""

from __future__ import annotations

from collections.abc import Sequence

from throughline.specification.rules.checking.catalogue import load_rules
from throughline.specification.rules.checking.contracts import Balance, Document, Finding, Leaning, Section

SHOWN = 3


def balance(findings: Sequence[Finding], document: Document) -> Balance:
    """Count both sides by section; the sentence names where each weighs most. House findings weigh nothing."""
    rules = load_rules()
    sides = [(f, rules[f.rule].family) for f in findings if not f.house and f.rule in rules]
    under = sum(1 for _, family in sides if family == "under")
    over = sum(1 for _, family in sides if family == "over")
    rows = list[Leaning]()
    for section in _top(document):
        inside = [family for finding, family in sides if _section_of(finding.line, document) == section]
        counts = inside.count("under"), inside.count("over")
        if any(counts):
            rows.append(Leaning(section.title or document.title, section.line, *counts))
    return Balance(under, over, tuple(rows), _say(under, over, rows))


def _top(document: Document) -> list[Section]:
    """The sections a reader would name: every one that holds a finding's line, and the document before the first."""
    return [Section(document.title, 0, 1), *document.sections]


def _section_of(line: int, document: Document) -> Section:
    before = [section for section in document.sections if section.line <= line]
    return before[-1] if before else Section(document.title, 0, 1)


def _say(under: int, over: int, rows: Sequence[Leaning]) -> str:
    if not under and not over:
        return "Nothing here leaves engineers guessing, and nothing ties their hands."
    guessing = _count(under, "line leaves engineers guessing", "lines leave engineers guessing") + _where(
        rows, under=True
    )
    tied = _count(over, "ties their hands", "tie their hands") + _where(rows, under=False)
    if not over:
        return f"{guessing}; none ties their hands."
    if not under:
        return f"No line leaves engineers guessing; {tied}."
    return f"{guessing}; {tied}."


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _where(rows: Sequence[Leaning], *, under: bool) -> str:
    counted = [(row.under if under else row.over, row.section) for row in rows]
    most = sorted((pair for pair in counted if pair[0]), key=lambda pair: -pair[0])[:SHOWN]
    return f" (most under {', '.join(f'“{section}”' for _, section in most)})" if most else ""
