"""Findings on real documents, each judged once by hand: how many there are, and how many a reader would agree with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from throughline.specification.rules.checking.check import check_text
from throughline.specification.rules.checking.contracts import Finding

KEY_WORDS = 3
"""A judgement keeps at most so many words of the line it judges: the documents are other people's."""


@dataclass(frozen=True)
class Measured:
    """One document: its words and what is said of its lines; what is said once of the whole is left out."""

    doc: str
    words: int
    findings: tuple[Finding, ...]

    @property
    def density(self) -> float:
        """Findings per 1,000 words."""
        return 1000 * len(self.findings) / self.words


def run(folder: Path, judged: Path, *, shown: bool) -> None:
    """Print findings per 1,000 words, and the share of those judged that are right."""
    if not folder.exists():
        print(f"skipped: no {folder}")
        return
    verdicts = read_verdicts(judged)
    told, open_ = Counter[bool](), list[str]()
    measured = list(measure(folder))
    for one in measured:
        print(f"  {one.density:5.1f} per 1,000 of {one.words:5d} words  {one.doc}")
        for finding in one.findings:
            key = name(one.doc, finding)
            if key in verdicts:
                told[verdicts[key]] += 1
            else:
                open_.append(key)
    said, words = sum(len(one.findings) for one in measured), sum(one.words for one in measured)
    print(f"  all: {said} findings in {words} words, {1000 * said / words:.1f} per 1,000")
    print(f"  judged by hand: {told[True]} of {told[True] + told[False]} right; {len(open_)} not judged yet")
    if shown:
        print("\n".join(f"    not judged: {key}" for key in open_))


def measure(folder: Path) -> Iterator[Measured]:
    """Every document of a folder, checked."""
    for path in sorted(folder.glob("*.md")):
        checked = check_text(path.read_text(encoding="utf-8"))
        yield Measured(path.stem, checked.words, tuple(f for f in checked.findings if not f.house))


def name(doc: str, finding: Finding) -> str:
    """What a judgement is found by: document, rule, line and the first few words."""
    return f"{doc} {finding.rule} {finding.line} {' '.join(finding.text.split()[:KEY_WORDS])}"


def read_verdicts(path: Path) -> dict[str, bool]:
    """The judgements of the file by their names."""
    entries: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else []
    return {f"{e['doc']} {e['rule']} {e['line']} {e['key']}": bool(e["right"]) for e in entries}
