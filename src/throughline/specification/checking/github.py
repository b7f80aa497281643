"""Findings as GitHub's workflow commands, which show as annotations beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from throughline.specification.checking.files import place_file
from throughline.specification.checking.showing import Answer
from throughline.specification.rules.checking.catalogue import load_rules
from throughline.specification.rules.checking.contracts import Finding, Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARN: "warning", Severity.INFO: "notice"}


def write_commands(answers: Sequence[Answer]) -> str:
    """One command a line, for each finding."""
    return "\n".join(_write(finding, answer.file) for answer in answers for finding in answer.checked.findings)


def _write(finding: Finding, file: str) -> str:
    properties = {
        "file": place_file(file),
        "line": str(finding.line),
        "col": str(finding.column),
        "title": f"{finding.rule} {load_rules()[finding.rule].name}",
    }
    told = ",".join(f"{name}={escape_property(value)}" for name, value in properties.items())
    message = escape_message(f"{finding.message}\nBetter: {finding.suggestion}")
    return f"::{_COMMANDS[finding.severity]} {told}::{message}"


def escape_message(text: str) -> str:
    """A message on one line, as the runner undoes it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """A property's value: a colon or a comma would end it."""
    return escape_message(text).replace(":", "%3A").replace(",", "%2C")
