"""Every core rule's defect, sown by rule into marked documents: how many are found, and what else is said."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from marked import read_marked
from mutating import sow

from throughline.specification.rules.checking.check import check_text
from throughline.specification.rules.checking.contracts import Finding, Severity


@dataclass
class Field:
    """Counts over a folder. `aside` is said of lines nobody touched, `beside` by another rule of the planted line."""

    planted: Counter[str] = field(default_factory=Counter[str])
    found: Counter[str] = field(default_factory=Counter[str])
    aside: Counter[str] = field(default_factory=Counter[str])
    beside: Counter[str] = field(default_factory=Counter[str])
    clean: list[str] = field(default_factory=list[str])
    shown: list[str] = field(default_factory=list[str])
    words: int = 0
    notes: int = 0
    alarms: int = 0


def measure(folder: Path, *, seed: int = 1, most: int = 2) -> Field:
    """Check every document clean and with each of its defects alone."""
    score = Field()
    for path in sorted(folder.glob("*.md")):
        doc = read_marked(path)
        clean = check_text(doc.text)
        said = Counter((f.rule, f.text) for f in clean.findings)
        score.words += clean.words
        for finding in clean.findings:
            if not finding.house:
                score.notes += finding.severity is Severity.INFO
                score.alarms += finding.severity is not Severity.INFO
                score.clean.append(f"{doc.name} {_show(finding)}")
        for item in sow(doc, seed, most):
            findings = check_text(item.text).findings
            hits = [f for f in findings if f.rule == item.rule and (f.line in item.lines or f.house)]
            score.planted[item.rule] += 1
            score.found[item.rule] += bool(hits)
            new = [
                f
                for f in findings
                if (f.rule, f.text) not in said and f not in hits and f.severity is not Severity.INFO
            ]
            beside = [f for f in new if f.line in item.lines]
            aside = [f for f in new if f.line not in item.lines]
            score.aside.update(f.rule for f in aside)
            score.beside.update(f.rule for f in beside)
            if not hits:
                score.shown.append(f"MISSED {item.name} @{item.lines}")
            score.shown.extend(f"ASIDE  {item.name} @{item.lines}: {_show(f)}" for f in aside)
            score.shown.extend(f"BESIDE {item.name}: {_show(f)}" for f in beside)
    return score


def report(score: Field, *, shown: bool) -> None:
    """Print the figures, and with `shown` what was missed and what was said besides."""
    for rule, planted in sorted(score.planted.items()):
        print(
            f"  {rule}  recall {score.found[rule]}/{planted}   elsewhere {score.aside[rule]}   "
            f"same line {score.beside[rule]}"
        )
    found, planted = sum(score.found.values()), sum(score.planted.values())
    aside, beside = sum(score.aside.values()), sum(score.beside.values())
    print(f"  all    recall {found}/{planted} ({found / planted:.0%})   precision {found / (found + aside):.0%}")
    print(
        f"         strict (another rule on the planted line is false too): precision "
        f"{found / (found + aside + beside):.0%}"
    )
    evidence = ("EV001", "EV002", "EV003")
    print(
        f"         numbers and quotes: "
        f"{sum(score.found[r] for r in evidence)}/{sum(score.planted[r] for r in evidence)}"
    )
    print(
        f"  clean  {score.alarms} warnings and errors, {score.notes} notes in {score.words} words: "
        f"{1000 * score.alarms / score.words:.1f} and {1000 * (score.alarms + score.notes) / score.words:.1f} per 1,000"
    )
    if shown:
        print("\n".join(f"    {line}" for line in [*(f"CLEAN  {c}" for c in score.clean), *score.shown]))


def _show(finding: Finding) -> str:
    return f"{finding.rule} {finding.severity.value} line {finding.line}: {finding.text[:70]!r} {finding.message[:60]}"
