"""Stories and pairs with one planted defect each, made from public backlogs; and what is said of clean ones."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from throughline.specification.rules.checking.check import check_text
from throughline.specification.rules.checking.contracts import Severity

SEEDED = ("US001", "US004", "ST001", "ST002", "ST003", "ST005", "OV001", "OV003", "CO001", "CO002", "CO005")


@dataclass
class Seeded:
    """Counts by rule: how many were planted and found, and false alarms on clean stories and pairs."""

    planted: Counter[str] = field(default_factory=Counter[str])
    found: Counter[str] = field(default_factory=Counter[str])
    alarms: Counter[str] = field(default_factory=Counter[str])
    pairs: Counter[str] = field(default_factory=Counter[str])
    clean: int = 0
    clean_pairs: int = 0
    shown: list[str] = field(default_factory=list[str])


def measure(path: Path) -> Seeded:
    """Put the stories into lists under "Stories", one list a backlog and rule, so that a line has one expectation."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    score = Seeded()
    single = [row for row in rows if not row["text_b"]]
    for group in _by(single, "backlog"):
        _measure_list(group, score)
    for row in rows:
        if row["text_b"]:
            _measure_pair(row, score)
    return score


def _by(rows: Sequence[dict[str, Any]], key: str) -> list[list[dict[str, Any]]]:
    groups = dict[str, list[dict[str, Any]]]()
    for row in rows:
        groups.setdefault(row[key], []).append(row)
    return list(groups.values())


def _measure_list(rows: Sequence[dict[str, Any]], score: Seeded) -> None:
    """One document a backlog; its clean stories and those planted in it stand in one list."""
    text = "# Backlog\n\n## Stories\n\n" + "\n".join(f"- {row['text']}" for row in rows)
    said = dict[int, set[str]]()
    for finding in check_text(text).findings:
        if not finding.house:
            said.setdefault(finding.line, set()).add(finding.rule)
            if finding.severity is not Severity.INFO:
                said[finding.line].add("!" + finding.rule)
    for number, row in enumerate(rows):
        _judge(row, said.get(number + 5, set()), score)


def _judge(row: dict[str, Any], said: set[str], score: Seeded) -> None:
    rule = row["rule"]
    if rule != "CLEAN":
        score.planted[rule] += 1
        score.found[rule] += rule in said
        if rule not in said:
            score.shown.append(f"missed {rule}: {row['text']} ({row['meta']})")
        return
    score.clean += 1
    for name in SEEDED:
        if "!" + name in said and not name.startswith("CO"):
            score.alarms[name] += 1
            score.shown.append(f"alarm {name}: {row['text']}")


def _measure_pair(row: dict[str, Any], score: Seeded) -> None:
    text = f"# Backlog\n\n## Stories\n\n- {row['text']}\n- {row['text_b']}\n"
    if row["rule"] in {"CO001", "CO002"}:
        text = text.replace("## Stories", "## Requirements")
    rules = {finding.rule for finding in check_text(text).findings if finding.severity is not Severity.INFO}
    if row["rule"] == "PAIR_OK":
        score.clean_pairs += 1
        for name in rules & {"CO001", "CO002", "CO003", "CO005"}:
            score.pairs[name] += 1
            score.shown.append(f"pair {name}: {row['text']} || {row['text_b']}")
        return
    score.planted[row["rule"]] += 1
    score.found[row["rule"]] += row["rule"] in rules
    if row["rule"] not in rules:
        score.shown.append(f"missed {row['rule']}: {row['text']} || {row['text_b']}")
