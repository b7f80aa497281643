"""The balance meter: where a PRD leaves engineers guessing, and where it ties their hands."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from throughline.specification.rules.checking.catalogue import load_rules
from throughline.specification.rules.checking.contracts import Balance, Finding, Leaning

SHOWN = 3


def balance(findings: Iterable[Finding], *, title: str, sections: Sequence[tuple[int, str]]) -> Balance:
    """Count both sides by section; the sentence names where each weighs most. House findings weigh nothing.

    `sections` are the headings' lines and titles, in order; what stands before the first is told under `title`.
    """
    rules = load_rules()
    places = [(1, title), *sections]
    starts = [line for line, _ in sections]
    counts = Counter[tuple[int, str]]()
    for finding in findings:
        if not finding.house and finding.rule in rules:
            counts[bisect_right(starts, finding.line), rules[finding.rule].family] += 1
    rows = [
        Leaning(named or title, line, counts[at, "under"], counts[at, "over"])
        for at, (line, named) in enumerate(places)
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
