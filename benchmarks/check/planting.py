"""Invented documents and the defects planted in them: which rule finds which, and what is said of clean lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from throughline.specification.rules.checking.check import check_text
from throughline.specification.rules.checking.contracts import Finding, Severity


@dataclass(frozen=True)
class Plant:
    """One defect: the rules that may find it, the mutated text, the line it stands in, and how near counts."""

    rule: str
    rules: tuple[str, ...]
    text: str
    line: int
    near: int
    name: str


@dataclass
class Score:
    """Counts over one set of planted documents. `extra` are warnings and errors on lines nobody touched."""

    planted: Counter[str] = field(default_factory=Counter[str])
    found: Counter[str] = field(default_factory=Counter[str])
    extra: Counter[str] = field(default_factory=Counter[str])
    clean: Counter[str] = field(default_factory=Counter[str])
    missed: list[str] = field(default_factory=list[str])
    noise: list[str] = field(default_factory=list[str])
    words: int = 0
    documents: int = 0


def read_plants(path: Path) -> Iterator[Plant]:
    """Every plant of one document, from the YAML file beside it."""
    clean = path.read_text(encoding="utf-8")
    for number, entry in enumerate(yaml.safe_load(path.with_suffix(".yaml").read_text(encoding="utf-8"))):
        name = f"{path.stem} #{number + 1} {entry['rule']}"
        text, line = plant(clean, entry, name)
        yield Plant(
            entry["rule"], tuple(entry.get("any", [entry["rule"]])), text, line, int(entry.get("near", 0)), name
        )


def plant(clean: str, entry: dict[str, Any], name: str) -> tuple[str, int]:
    """The text with one defect, and its line. Raises `SystemExit` where the words to change are not there once."""
    text, changed = clean, 0
    for old, new in entry.get("swaps", [entry["swap"]] if "swap" in entry else []):
        if text.count(old) != 1:
            raise SystemExit(f"{name}: {old!r} stands there {text.count(old)} times")
        at = text.index(old)
        same = len(next((old[:n] for n in range(len(old), -1, -1) if new.startswith(old[:n])), ""))
        changed = text.count("\n", 0, at + same) + 1
        text = text.replace(old, new)
    for words in entry.get("cut", []):
        lines = text.split("\n")
        hits = [n for n, line in enumerate(lines) if words in line]
        if len(hits) != 1:
            raise SystemExit(f"{name}: {words!r} stands in {len(hits)} lines")
        text = "\n".join(lines[: hits[0]] + lines[hits[0] + 1 :])
    if "add" in entry:
        after, added = entry["add"]
        lines = text.split("\n")
        hits = [n for n, line in enumerate(lines) if after in line]
        if len(hits) != 1:
            raise SystemExit(f"{name}: {after!r} stands in {len(hits)} lines")
        text = "\n".join([*lines[: hits[0] + 1], *added.split("\n"), *lines[hits[0] + 1 :]])
        changed = hits[0] + 2
    at = entry.get("at")
    if isinstance(at, int):
        return text, at
    if at:
        hits = [n for n, line in enumerate(text.split("\n"), 1) if at in line]
        if not hits:
            raise SystemExit(f"{name}: {at!r} stands nowhere")
        changed = hits[-1]
    return text, changed


def measure(folder: Path) -> Score:
    """Check every document clean and with each of its defects alone."""
    score = Score()
    for path in sorted(folder.glob("*.md")):
        clean = check_text(path.read_text(encoding="utf-8"))
        said = {_key(finding) for finding in clean.findings}
        score.documents += 1
        score.words += clean.words
        for finding in clean.findings:
            if _counts(finding):
                score.clean[finding.rule] += 1
                score.noise.append(f"{path.stem} clean {_show(finding)}")
        for item in read_plants(path):
            _judge(item, check_text(item.text).findings, said, score)
    return score


def _judge(item: Plant, findings: Sequence[Finding], said: set[tuple[str, str]], score: Score) -> None:
    rule = item.rule
    score.planted[rule] += 1
    hits = [f for f in findings if f.rule in item.rules and abs(f.line - item.line) <= item.near]
    if hits:
        score.found[rule] += 1
    else:
        others = ", ".join(f"{f.rule}@{f.line}" for f in findings if _key(f) not in said and not f.house)
        score.missed.append(f"{item.name} at line {item.line}; said instead: {others or 'nothing'}")
    for finding in findings:
        if _counts(finding) and _key(finding) not in said and abs(finding.line - item.line) > item.near:
            score.extra[finding.rule] += 1
            score.noise.append(f"{item.name} (line {item.line}) extra {_show(finding)}")


def _counts(finding: Finding) -> bool:
    """Whether it would count against precision: a warning or an error about a line."""
    return finding.severity is not Severity.INFO and not finding.house


def _key(finding: Finding) -> tuple[str, str]:
    """What stays the same of a finding when lines above it are cut or added."""
    return finding.rule, finding.text


def _show(finding: Finding) -> str:
    return f"{finding.rule} {finding.severity.value} line {finding.line}: {finding.text[:60]!r}"
