"""The balance meter: where a PRD leaves engineers guessing, and where it ties their hands."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from throughline.specification.rules.checking.catalogue import load_rules
from throughline.specification.rules.checking.contracts import Balance, Document, Finding, Leaning, Section

SHOWN = 3


def balance(findings: Sequence[Finding], document: Document) -> Balance:
    """Count both sides by section; the sentence names where each weighs most. House findings weigh nothing."""
    rules = load_rules()
    sections = [Section(document.title, 0, 1), *document.sections]
    starts = [section.line for section in document.sections]
    counts = Counter[tuple[int, str]]()
    for finding in findings:
        if not finding.house and finding.rule in rules:
            counts[bisect_right(starts, finding.line), rules[finding.rule].family] += 1
    rows = [
        Leaning(section.title or document.title, section.line, counts[at, "under"], counts[at, "over"])
        for at, section in enumerate(sections)
        if counts[at, "under"] or counts[at, "over"]
    ]
    under, over = sum(row.under for row in rows), sum(row.over for row in rows)
    return Balance(under, over, tuple(rows), _say(under, over, rows))


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
