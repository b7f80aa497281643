"""Findings as SARIF 2.1.0, which code hosts and editors read (OASIS standard, 2020)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import PurePath
from typing import Any

from throughline.specification.checking.files import place_file
from throughline.specification.checking.showing import Answer
from throughline.specification.rules.checking.catalogue import load_rules
from throughline.specification.rules.checking.contracts import Finding, Rule, Severity

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARN: "warning", Severity.INFO: "note"}


def write_sarif(answers: Sequence[Answer]) -> dict[str, Any]:
    """One run over all files; what a document sets aside is kept as suppressed, with its reason."""
    rules = list(load_rules().values())
    places = {rule.id: number for number, rule in enumerate(rules)}
    driver = {"name": "throughline check", "version": version("throughline"), "rules": [_write_rule(r) for r in rules]}
    results = [_write_result(f, answer.file, places) for answer in answers for f in answer.checked.findings]
    for answer in answers:
        for one in answer.checked.ignored:
            result = _write_result(one.finding, answer.file, places)
            results.append({**result, "suppressions": [{"kind": "inSource", "justification": one.reason}]})
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _write_rule(rule: Rule) -> dict[str, Any]:
    help_ = f"Instead of: {rule.bad}\nBetter: {rule.good}\nKeeps silent: {rule.guard}\nSource: {rule.source}"
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": f"{rule.title}. {rule.why}"},
        "help": {"text": help_},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.family]},
    }


def _write_result(finding: Finding, file: str, places: dict[str, int]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": places[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message}\nBetter: {finding.suggestion}"},
        "locations": [_write_place(file, finding.line, finding.column)],
        "partialFingerprints": {"wordsAndRule/v1": _hash(finding)},
    }
    if finding.related:
        result["relatedLocations"] = [_write_place(file, line, 1) for line in finding.related]
    return result


def _write_place(file: str, line: int, column: int) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _write_uri(file)},
            "region": {"startLine": line, "startColumn": column},
        }
    }


def _write_uri(file: str) -> str:
    """A file's name as a URI reference: with slashes, and with what a URI may not hold written as %."""
    from urllib.parse import quote

    path = PurePath(place_file(file))
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _hash(finding: Finding) -> str:
    """What stays the same when lines above it come and go."""
    return hashlib.sha256(f"{finding.rule}\0{finding.text}".encode()).hexdigest()[:16]
