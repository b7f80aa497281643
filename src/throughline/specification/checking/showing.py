"""Findings as text at a terminal, and as the plain list that other programs read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import click

from throughline.specification.rules.checking.catalogue import load_rules
from throughline.specification.rules.checking.contracts import Checked, Finding, Ignored, Leaning, Severity

_COLOURS = {Severity.ERROR: "red", Severity.WARN: "yellow", Severity.INFO: "blue"}
_NOUNS = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARN: ("warning", "warnings"),
    Severity.INFO: ("note", "notes"),
}
WIDTH = 20
"""The longest bar of the balance meter, in characters."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One file's name and what the check found in it; `sections` are the titles by the line they begin at."""

    file: str
    checked: Checked
    sections: tuple[tuple[int, str], ...] = ()


def list_findings(answers: Sequence[Answer]) -> list[dict[str, Any]]:
    """The findings as JSON objects; with several files, each names its own."""
    several = len(answers) > 1
    return [
        {
            **({"file": answer.file} if several else {}),
            "rule": finding.rule,
            "severity": finding.severity.value,
            "line": finding.line,
            "column": finding.column,
            "text": finding.text,
            "message": finding.message,
            "suggestion": finding.suggestion,
        }
        for answer in answers
        for finding in answer.checked.findings
    ]


def show_text(answers: Sequence[Answer]) -> str:
    """Every file's findings by section, what is said once of the whole, what was set aside, and the balance."""
    return "\n\n".join("\n".join(_show_answer(answer)) for answer in answers)


def _show_answer(answer: Answer) -> Iterator[str]:
    checked = answer.checked
    yield click.style(f"{answer.file}: {_count(checked)} in {checked.words:,} words", bold=True)
    lines = [finding for finding in checked.findings if not finding.house]
    for title, group in groupby(lines, key=lambda finding: _section_of(finding.line, answer.sections)):
        yield ""
        yield click.style(title or "Before the first heading", underline=True)
        for finding in group:
            yield from _show_finding(finding)
    yield from _show_house([finding for finding in checked.findings if finding.house])
    yield from _show_ignored(checked.ignored)
    yield from _show_balance(checked)


def _count(checked: Checked) -> str:
    counted = [(checked.count(severity), _NOUNS[severity]) for severity in Severity]
    parts = [f"{number} {one if number == 1 else many}" for number, (one, many) in counted if number]
    return ", ".join(parts) or "nothing found"


def _section_of(line: int, sections: Sequence[tuple[int, str]]) -> str:
    return next((title for begin, title in reversed(sections) if begin <= line), "")


def _show_finding(finding: Finding) -> Iterator[str]:
    severity = click.style(f"{finding.severity.value:<5}", fg=_COLOURS[finding.severity])
    name, words = load_rules()[finding.rule].name, click.style(finding.text, bold=True)
    yield f"  {finding.line}:{finding.column}  {severity}  {finding.rule} {name}  {words}"
    yield f"      {finding.message}"
    yield click.style(f"      Better: {finding.suggestion}", dim=True)


def _show_house(findings: Sequence[Finding]) -> Iterator[str]:
    if findings:
        yield ""
        yield click.style("Template completeness, once for the document", underline=True)
    for finding in findings:
        yield f"  {finding.rule} {load_rules()[finding.rule].name}: {finding.message}"


def _show_ignored(ignored: Sequence[Ignored]) -> Iterator[str]:
    if ignored:
        yield ""
        yield click.style("Set aside in the document", underline=True)
    for one in ignored:
        yield f"  {one.finding.line}:{one.finding.column}  {one.finding.rule}  because {one.reason}"


def _show_balance(checked: Checked) -> Iterator[str]:
    """The meter: on the left what engineers must guess, on the right what is decided for them."""
    balance = checked.balance
    most = max((max(row.under, row.over) for row in balance.sections), default=0)
    yield ""
    yield click.style("Balance", underline=True)
    if most:
        yield f"  {'guessing':>{WIDTH + 4}} | tied"
        yield from (_show_row(row, most) for row in balance.sections)
    yield f"  {balance.sentence}"


def _show_row(row: Leaning, most: int) -> str:
    under, over = (max(1, round(WIDTH * n / most)) if n else 0 for n in (row.under, row.over))
    left, right = "█" * under, "█" * over
    return f"  {row.under or '':>3} {left:>{WIDTH}} | {right:<{WIDTH}} {row.over or '':<3} {row.section}"
